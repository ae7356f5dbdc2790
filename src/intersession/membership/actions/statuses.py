"""Dated facts about an Entity: the status it holds and the groups it belongs to."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.actions._periods import check_period
from intersession.membership.labels import STATUS_NAMES
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Precision,
    overlapping,
)
from intersession.membership.rules import NEVER_TOGETHER
from intersession.ui.dates import day as day_words
from intersession.ui.text import text


class StatusOverlaps(Refusal):
    message = _("%(name)s already holds the status %(kind)s %(period)s.")


class StatusesClash(Refusal):
    message = _(
        "%(name)s holds the status %(kind)s %(period)s, and nobody is Member and observer State "
        "at once. End that status first."
    )


class GroupOverlaps(Refusal):
    message = _("%(name)s already belongs to %(group)s %(period)s.")


@transaction.atomic
def give_status(
    *,
    entity: Entity,
    kind: str,
    since: date,
    until: date | None = None,
    source: str = "",
    precision: str = Precision.DAY,
    by: Actor,
    at: datetime,
) -> MembershipStatus:
    """`until` is the first day on which it no longer holds; None: it has no end yet."""
    _locked(entity)
    status = MembershipStatus(
        entity=entity, kind=kind, since=since, until=until, source=source, precision=precision
    )
    _check_status(status)
    status.save()
    _tell(Verb.STATUS_GIVEN, status, by, at)
    return status


@transaction.atomic
def end_status(
    *, status: MembershipStatus, on: date | None, by: Actor, at: datetime
) -> MembershipStatus:
    """From `on` it no longer holds; None takes an end back. An end may be moved."""
    _locked(status.entity)
    status = MembershipStatus.objects.select_for_update().get(pk=status.pk)
    status.until = on
    _check_status(status)
    status.save(update_fields=["until"])
    _tell(Verb.STATUS_ENDED, status, by, at)
    return status


@transaction.atomic
def join_group(
    *,
    entity: Entity,
    group: Group,
    since: date,
    until: date | None = None,
    source: str = "",
    precision: str = Precision.DAY,
    by: Actor,
    at: datetime,
) -> GroupMembership:
    _locked(entity)
    row = GroupMembership(
        entity=entity, group=group, since=since, until=until, source=source, precision=precision
    )
    _check_group(row)
    row.save()
    _tell_group(Verb.GROUP_JOINED, row, by, at)
    return row


@transaction.atomic
def leave_group(
    *, membership: GroupMembership, on: date | None, by: Actor, at: datetime
) -> GroupMembership:
    """From `on` it no longer belongs to the group; None takes an end back."""
    _locked(membership.entity)
    row: GroupMembership = GroupMembership.objects.select_for_update().get(pk=membership.pk)
    row.until = on
    _check_group(row)
    row.save(update_fields=["until"])
    _tell_group(Verb.GROUP_LEFT, row, by, at)
    return row


@transaction.atomic
def take_back_status(*, status: MembershipStatus, by: Actor, at: datetime) -> None:
    """It was recorded in error and never held. Registers that were frozen stay as they are."""
    _locked(status.entity)
    row = MembershipStatus.objects.select_for_update().get(pk=status.pk)
    _tell(Verb.STATUS_TAKEN_BACK, row, by, at)
    MembershipStatus.objects.filter(pk=row.pk).delete()


@transaction.atomic
def take_back_group(*, membership: GroupMembership, by: Actor, at: datetime) -> None:
    """It was recorded in error and never held."""
    _locked(membership.entity)
    row = GroupMembership.objects.select_for_update().get(pk=membership.pk)
    _tell_group(Verb.GROUP_TAKEN_BACK, row, by, at)
    GroupMembership.objects.filter(pk=row.pk).delete()


def _locked(entity: Entity) -> None:
    """Two people who write about one Entity at once come one after the other."""
    Entity.objects.select_for_update().get(pk=entity.pk)


def _check_status(status: MembershipStatus) -> None:
    check_period(status.since, status.until)
    rows = MembershipStatus.objects.filter(entity=status.entity).exclude(pk=status.pk)
    clashing = [status.kind, *(NEVER_TOGETHER if status.kind in NEVER_TOGETHER else ())]
    found = overlapping(rows.filter(kind__in=clashing), status.since, status.until)
    for other in found.order_by("since"):
        refusal = StatusOverlaps if other.kind == status.kind else StatusesClash
        raise refusal(
            name=text(status.entity.name),
            kind=STATUS_NAMES[other.kind],
            period=_period(other.since, other.until),
        )


def _check_group(row: GroupMembership) -> None:
    check_period(row.since, row.until)
    rows = GroupMembership.objects.filter(entity=row.entity, group=row.group).exclude(pk=row.pk)
    other = overlapping(rows, row.since, row.until).first()
    if other:
        raise GroupOverlaps(
            name=text(row.entity.name),
            group=text(row.group.name),
            period=_period(other.since, other.until),
        )


def _period(since: date, until: date | None) -> str:
    """ "since 1 May 2011", "from 1 May 2011 until before 2 June 2012"."""
    if until is None:
        return str(_("since %(since)s") % {"since": day_words(since)})
    values = {"since": day_words(since), "until": day_words(until)}
    return str(_("from %(since)s until before %(until)s") % values)


def _tell(verb: Verb, status: MembershipStatus, by: Actor, at: datetime) -> None:
    record(
        verb,
        by=by,
        at=at,
        subject=status.entity,
        kind=status.kind,
        since=status.since.isoformat(),
        until=status.until.isoformat() if status.until else None,
        source=status.source,
    )


def _tell_group(verb: Verb, row: GroupMembership, by: Actor, at: datetime) -> None:
    record(
        verb,
        by=by,
        at=at,
        subject=row.entity,
        group=row.group.code,
        since=row.since.isoformat(),
        until=row.until.isoformat() if row.until else None,
    )
