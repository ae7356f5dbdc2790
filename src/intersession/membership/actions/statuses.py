"""Dated facts about an Entity: the status it holds and the groups it belongs to."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told, record_many
from intersession.ledger.verbs import Verb
from intersession.membership.actions._periods import (
    Ending,
    check_period,
    locked,
    sharing_a_day,
    write,
)
from intersession.membership.labels import STATUS_NAMES
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Precision,
)
from intersession.membership.rules import never_with
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
    status = MembershipStatus(
        entity=entity, kind=kind, since=since, until=until, source=source, precision=precision
    )
    return write_statuses(acts=[status], by=by, at=at)[0]


@transaction.atomic
def end_status(
    *, status: MembershipStatus, on: date | None, by: Actor, at: datetime
) -> MembershipStatus:
    """From `on` it no longer holds; None takes an end back. An end may be moved."""
    return write_statuses(acts=[Ending(row=status, on=on)], by=by, at=at)[0]


@transaction.atomic
def write_statuses(
    *, acts: Sequence[MembershipStatus | Ending], by: Actor, at: datetime
) -> list[MembershipStatus]:
    """Give (rows not saved yet) and end many as one by one, with an entry for each."""
    rows, told = write(acts, MembershipStatus.objects, _check_status, _tell)
    record_many(told, by=by, at=at)
    return rows


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
    row = GroupMembership(
        entity=entity, group=group, since=since, until=until, source=source, precision=precision
    )
    return write_groups(acts=[row], by=by, at=at)[0]


@transaction.atomic
def leave_group(
    *, membership: GroupMembership, on: date | None, by: Actor, at: datetime
) -> GroupMembership:
    """From `on` it no longer belongs to the group; None takes an end back."""
    return write_groups(acts=[Ending(row=membership, on=on)], by=by, at=at)[0]


@transaction.atomic
def write_groups(
    *, acts: Sequence[GroupMembership | Ending], by: Actor, at: datetime
) -> list[GroupMembership]:
    """Join (rows not saved yet) and leave many as one by one, with an entry for each."""
    table = GroupMembership.objects.select_related("group")
    rows, told = write(acts, table, _check_group, _tell_group)
    record_many(told, by=by, at=at)
    return rows


@transaction.atomic
def take_back_status(*, status: MembershipStatus, by: Actor, at: datetime) -> None:
    """It was recorded in error and never held. Registers that were frozen stay as they are."""
    locked([status.entity])
    row = MembershipStatus.objects.select_for_update().get(pk=status.pk)
    record_many([_told(Verb.STATUS_TAKEN_BACK, row)], by=by, at=at)
    MembershipStatus.objects.filter(pk=row.pk).delete()


@transaction.atomic
def take_back_group(*, membership: GroupMembership, by: Actor, at: datetime) -> None:
    """It was recorded in error and never held."""
    locked([membership.entity])
    row = GroupMembership.objects.select_for_update().get(pk=membership.pk)
    record_many([_told_group(Verb.GROUP_TAKEN_BACK, row)], by=by, at=at)
    GroupMembership.objects.filter(pk=row.pk).delete()


def _check_status(status: MembershipStatus, others: list[MembershipStatus]) -> None:
    check_period(status.since, status.until)
    clashing = [one for one in others if one.kind in never_with(status.kind)]
    for other in sharing_a_day(status, clashing):
        refusal = StatusOverlaps if other.kind == status.kind else StatusesClash
        raise refusal(
            name=text(status.entity.name),
            kind=STATUS_NAMES[other.kind],
            period=_period(other.since, other.until),
        )


def _check_group(row: GroupMembership, others: list[GroupMembership]) -> None:
    check_period(row.since, row.until)
    for other in sharing_a_day(row, [one for one in others if one.group_id == row.group_id]):
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


def _tell(status: MembershipStatus, ended: bool) -> Told:
    return _told(Verb.STATUS_ENDED if ended else Verb.STATUS_GIVEN, status)


def _told(verb: Verb, status: MembershipStatus) -> Told:
    said = {"kind": status.kind, **_dates(status), "source": status.source}
    return Told(verb, status.entity, said)


def _tell_group(row: GroupMembership, ended: bool) -> Told:
    return _told_group(Verb.GROUP_LEFT if ended else Verb.GROUP_JOINED, row)


def _told_group(verb: Verb, row: GroupMembership) -> Told:
    return Told(verb, row.entity, {"group": row.group.code, **_dates(row)})


def _dates(row: MembershipStatus | GroupMembership) -> dict[str, str | None]:
    until = row.until.isoformat() if row.until else None
    return {"since": row.since.isoformat(), "until": until}
