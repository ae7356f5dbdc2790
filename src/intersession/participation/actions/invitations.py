"""Verbs of invitations: add, send, remind, withdraw; and what those invited do by their link."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal, at_place
from intersession.documents.rules import check_language
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import calling, inviting, letters
from intersession.participation.actions._lock import Words, call_of, locked, opened, to_come
from intersession.participation.inviting import InvitationFacts
from intersession.participation.models import Call, Invitation, Registration
from intersession.ui.dates import moment

State = Invitation.State


class InvitedAlready(Refusal):
    message = _("%(email)s is invited already. Nobody is invited twice.")


class TooManyInvitations(Refusal):
    message = _("A meeting has at most %(most)s invitations.")


class NobodyToInvite(Refusal):
    message = _("Nobody is left to invite: all those chosen were written to meanwhile.")


class NobodyToRemind(Refusal):
    message = _("Nobody is left to remind: all have answered, or were written to within a day.")


class AnswersClosed(Refusal):
    message = _("Answers were taken until %(when)s. Write to the Administration.")


class NotYours(Refusal):
    message = _("This invitation was passed on or withdrawn, so it cannot be answered here.")


class ReasonMissing(Refusal):
    message = _("Say in a few words why you decline.")


class PassedTooOften(Refusal):
    message = _("This invitation was passed on %(most)s times. Write to the Administration.")


@transaction.atomic
def add_invitation(
    *, meeting: Meeting, facts: InvitationFacts, by: Actor, at: datetime
) -> Invitation:
    """Nobody is written to yet."""
    return add_invitations(meeting=meeting, many=[facts], by=by, at=at)[0]


@transaction.atomic
def add_invitations(
    *, meeting: Meeting, many: Sequence[InvitationFacts], by: Actor, at: datetime
) -> list[Invitation]:
    """All or none; whoever is invited already is refused by the number of the line."""
    meeting = locked(meeting)
    to_come(meeting, at)
    known = Invitation.objects.filter(meeting=meeting)
    if known.count() + len(many) > inviting.MOST:
        raise TooManyInvitations(most=inviting.MOST)
    live = inviting.live_addresses(meeting)
    rows = []
    for place, facts in enumerate(many):
        with at_place(place):
            rows.append(_row(meeting, facts, live, at))
    Invitation.objects.bulk_create(rows)
    uids = [str(row.uid) for row in rows]
    record(Verb.INVITATIONS_ADDED, by=by, at=at, subject=meeting, invitations=uids)
    return rows


def _row(meeting: Meeting, facts: InvitationFacts, live: set[str], at: datetime) -> Invitation:
    check_language(facts.language)
    email = facts.email.strip().lower()
    if email in live:
        raise InvitedAlready(email=email)
    live.add(email)
    kind = facts.entity.kind if facts.entity and not facts.stakeholder else facts.stakeholder
    return Invitation(
        meeting=meeting,
        entity=facts.entity,
        email=email,
        name=facts.name.strip(),
        language=facts.language,
        stakeholder=kind,
        added_at=at,
    )


@transaction.atomic
def send_invitations(
    *,
    meeting: Meeting,
    invitations: Iterable[Invitation],
    note: Words | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """One mail each, with the link; whoever was written to meanwhile is left out."""
    meeting = locked(meeting)
    call = _in_time(meeting, at)
    rows = _fresh(meeting, invitations, State.DRAFT)
    if not rows:
        raise NobodyToInvite
    for row in rows:
        row.state, row.told_at = State.INVITED, at
        letters.send_invitation(row, call, note or {}, by=by, at=at)
    Invitation.objects.bulk_update(rows, ["state", "told_at"])
    uids = [str(row.uid) for row in rows]
    record(Verb.INVITATIONS_SENT, by=by, at=at, subject=meeting, invitations=uids)
    return len(rows)


@transaction.atomic
def remind_invited(
    *,
    meeting: Meeting,
    invitations: Iterable[Invitation],
    note: Words | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Those who have not answered, each at most once a day."""
    meeting = locked(meeting)
    call = _in_time(meeting, at)
    rows = [
        row for row in _fresh(meeting, invitations, State.INVITED) if inviting.may_remind(row, at)
    ]
    if not rows:
        raise NobodyToRemind
    for row in rows:
        row.reminded_at = at
        letters.send_invitation(row, call, note or {}, again=True, by=by, at=at)
    Invitation.objects.bulk_update(rows, ["reminded_at"])
    uids = [str(row.uid) for row in rows]
    record(Verb.INVITATIONS_REMINDED, by=by, at=at, subject=meeting, invitations=uids)
    return len(rows)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """A new link by mail; the old one leads nowhere any more."""
    row, call = _held(invitation, at)
    row.link_number += 1
    row.save(update_fields=["link_number"])
    letters.send_invitation(row, call, {}, by=by, at=at)
    record(Verb.INVITATION_RENEWED, by=by, at=at, subject=row)
    return row


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> Invitation:
    """The link leads nowhere any more; a file that was begun by it is cancelled."""
    locked(invitation.meeting)
    row = _row_of(invitation)
    if row.state in (State.WITHDRAWN, State.PASSED_ON):
        raise NotYours
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    _cancel_files(row, at)
    record(Verb.INVITATION_WITHDRAWN, by=by, at=at, subject=row)
    return row


@transaction.atomic
def answer_invitation(
    *, invitation: Invitation, accept: bool, why: str = "", by: Actor, at: datetime
) -> Invitation:
    """May be changed until registrations close. Whoever accepts gets a file of their own."""
    row, call = _held(invitation, at)
    if not accept and not why.strip():
        raise ReasonMissing
    if accept and row.state == State.DECLINED and row.email in inviting.live_addresses(row.meeting):
        raise InvitedAlready(email=row.email)
    declined = row.state == State.DECLINED
    row.state = State.ACCEPTED if accept else State.DECLINED
    row.answer, row.answered_at = "" if accept else why.strip()[:500], at
    row.save(update_fields=["state", "answer", "answered_at"])
    if not accept:
        _cancel_files(row, at)
    elif not inviting.puts_forward(row, at):
        letters.send_link(_file(row, at, again=declined), call, by=by, at=at)
    record(Verb.INVITATION_ANSWERED, by=by, at=at, subject=row, accepted=accept)
    return row


@transaction.atomic
def pass_on_invitation(
    *, invitation: Invitation, facts: InvitationFacts, by: Actor, at: datetime
) -> Invitation:
    """Somebody else is invited instead, and told by mail at once."""
    row, call = _held(invitation, at)
    check_language(facts.language)
    if _links(row) >= inviting.LONGEST_CHAIN:
        raise PassedTooOften(most=inviting.LONGEST_CHAIN)
    email = facts.email.strip().lower()
    if email == row.email or email in inviting.live_addresses(row.meeting):
        raise InvitedAlready(email=email)
    row.state, row.answered_at = State.PASSED_ON, at
    row.save(update_fields=["state", "answered_at"])
    _cancel_files(row, at)
    new = Invitation.objects.create(
        meeting=row.meeting,
        entity=row.entity,
        stakeholder=row.stakeholder,
        email=email,
        name=facts.name.strip(),
        language=facts.language,
        state=State.INVITED,
        told_at=at,
        passed_by=row,
        added_at=at,
    )
    letters.send_invitation(new, call, {}, by=by, at=at)
    record(Verb.INVITATION_PASSED_ON, by=by, at=at, subject=row, to=str(new.uid))
    return new


def _row_of(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("meeting__programme", "entity")
    return rows.get(pk=invitation.pk)


def _held(invitation: Invitation, at: datetime) -> tuple[Invitation, Call]:
    """As it stands under the lock, while its link may still do something."""
    meeting = locked(invitation.meeting)
    row = _row_of(invitation)
    if row.state not in inviting.ANSWERED:
        raise NotYours
    return row, _in_time(meeting, at)


def _in_time(meeting: Meeting, at: datetime) -> Call:
    call = call_of(meeting)
    to_come(meeting, at)
    opened(call, at)
    if at >= call.registrations_close_at:
        raise AnswersClosed(when=moment(call.registrations_close_at))
    return call


def _fresh(meeting: Meeting, invitations: Iterable[Invitation], state: str) -> list[Invitation]:
    rows = Invitation.objects.filter(meeting=meeting, state=state)
    rows = rows.filter(pk__in=[one.pk for one in invitations])
    return list(rows.select_related("meeting", "entity").order_by("pk"))


def _links(row: Invitation) -> int:
    """How often it was passed on before it came to this one."""
    found = 0
    while row.passed_by_id is not None and found < inviting.LONGEST_CHAIN:
        row, found = Invitation.objects.get(pk=row.passed_by_id), found + 1
    return found


def _file(row: Invitation, at: datetime, *, again: bool) -> Registration:
    """The file of whoever accepted: new, or `again` the one that went with the former answer."""
    files = Registration.objects.select_related("meeting", "delegation__entity")
    known = files.filter(invitation=row).order_by("pk").last()
    if known is None:
        return Registration.objects.create(
            meeting=row.meeting,
            invitation=row,
            entity=row.entity,
            stakeholder=row.stakeholder,
            badge_name=row.name or row.email,
            email=row.email,
            language=row.language,
            added_at=at,
            changed_at=at,
            delete_after=calling.delete_after(row.meeting),
        )
    if again and known.state == Registration.State.CANCELLED:
        known.state, known.changed_at = Registration.State.NOMINATED, at
        known.link_number += 1
        known.save(update_fields=["state", "changed_at", "link_number"])
    return known


def _cancel_files(row: Invitation, at: datetime) -> None:
    files: Any = Registration.objects.filter(invitation=row)
    files.exclude(state=Registration.State.CANCELLED).update(
        state=Registration.State.CANCELLED, changed_at=at
    )
