"""Verbs of the person whose registration it is, and of who registers them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import completeness, deciding, letters_of_registrations, registering
from intersession.participation.actions._dossiers import (
    call_of,
    locked,
    not_refused,
    open_field,
    remember,
    shut_field,
)
from intersession.participation.actions._support import drop, follow, not_locked
from intersession.participation.fields import AT_ONCE, REOPENED, opened_field
from intersession.participation.models import Call, Registration
from intersession.participation.registering import Begins
from intersession.participation.wording import CONSENTS
from intersession.ui.dates import duty_day, moment
from intersession.ui.text import listing, text

State = Registration.State
MOST_OF_MEETING = 5_000


class RegistrationsClosed(Refusal):
    message = _(
        "Registrations closed on %(when)s. What you wrote is kept, but can be sent only when the "
        "Administration gives leave: please write to it."
    )


class RegistrationsNotOpen(Refusal):
    message = _("Registrations open on %(when)s.")


class StillMissing(Refusal):
    message = _("Before the registration can be sent, this is missing: %(what)s.")


class TooManyOfEntity(Refusal):
    message = _("%(entity)s has taken %(there)s of its %(most)s names for this meeting.")


class RegisteredAlready(Refusal):
    message = _("Somebody with this mail address is registered for this meeting already.")


class MeetingFull(Refusal):
    message = _("A meeting takes at most %(most)s registrations.")


class MeetingIsOver(Refusal):
    message = _("The meeting is over; registrations can no longer be sent.")


@transaction.atomic
def start_registration(
    *, meeting: Meeting, begins: Begins, tell: bool = True, by: Actor, at: datetime
) -> Registration:
    """An empty dossier with a link of its own. `tell`: the person gets the link by mail."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _may_begin(meeting, begins, at)
    row: Registration = Registration.objects.create(
        meeting=meeting,
        **vars(begins),
        added_at=at,
        changed_at=at,
        changed_by=str(by),
        delete_after=registering.delete_after(meeting),
    )
    record(Verb.REGISTRATION_STARTED, by=by, at=at, subject=row, meeting=meeting.slug)
    if tell:
        letters_of_registrations.write("link", row, by=by, at=at)
    return row


def _may_begin(meeting: Meeting, begins: Begins, at: datetime) -> None:
    call = Call.objects.filter(meeting=meeting).first()
    if call is None or at >= call.registrations_close_at:
        when = moment(call.registrations_close_at) if call else moment(meeting.starts_at)
        raise RegistrationsClosed(when=when)
    if not deciding.opens(call, at):
        raise RegistrationsNotOpen(when=moment(call.opens_at))
    rows = Registration.objects.filter(meeting=meeting, state__in=deciding.LIVE)
    if rows.count() >= MOST_OF_MEETING:
        raise MeetingFull(most=MOST_OF_MEETING)
    if begins.email and rows.filter(email__iexact=begins.email).exists():
        raise RegisteredAlready
    if begins.entity:
        most = deciding.names_of(call, begins.entity)
        there = rows.filter(entity=begins.entity).count()
        if there >= most:
            name = text(begins.entity.name)
            raise TooManyOfEntity(entity=name, most=most, there=there)


@transaction.atomic
def write_registration(
    *,
    registration: Registration,
    given: Mapping[str, Any],
    send: bool,
    seen: str = "",
    by: Actor,
    at: datetime,
) -> Registration:
    """Keep what was written, or send it; after the approval what changed waits for a yes.

    `given`: fields that are right. `consents` and `answers` hold only what was asked of them. The
    entry names the fields, not what they say.
    """
    row = locked(registration, seen)
    act = _act(row, send)
    not_refused(act, row)
    changed = _taken_over(row, given, reopens=act == "correct", at=at)
    not_locked(row, changed)
    if act == "send":
        _complete(row, at)
        row.submitted_at = row.submitted_at or at
        row.reason = ""
    if changed or act == "send":
        row.state = deciding.becomes(act, row)
        remember(row, act, by=by, at=at)
        row.save()
        record(Verb.REGISTRATION_WRITTEN, by=by, at=at, subject=row, act=act, changed=changed)
    if act == "send":
        follow([row], by=by, at=at)
        letters_of_registrations.write("send", row, by=by, at=at)
    return row


def _act(row: Registration, send: bool) -> str:
    if row.state in deciding.KEEPS:
        return "correct"
    return "send" if send else "keep"


def _taken_over(
    row: Registration, given: Mapping[str, Any], *, reopens: bool, at: datetime
) -> list[str]:
    changed = []
    for name in (one for one in (*REOPENED, *AT_ONCE) if one in given and one != "consents"):
        if name == "badge_name" and not given[name]:
            continue
        if reopens and name in REOPENED:
            changed += _reopened(row, name, given[name], getattr(row, name), at)
        elif getattr(row, name) != given[name]:
            setattr(row, name, given[name])
            changed.append(name)
    changed += _answered(row, given.get("answers", {}), reopens=reopens, at=at)
    return changed + _consented(row, given.get("consents", {}), at)


def _reopened(row: Registration, field: str, now: Any, stands: Any, at: datetime) -> list[str]:
    """What was asked for before and is asked for again leaves no trace; nor does taking it back."""
    waits = opened_field(row, field)
    if now == stands:
        shut_field(row, field)
        return [field] if waits else []
    if waits and waits["now"] == now and not waits["returned"]:
        return []
    open_field(row, field, now, at)
    return [field]


def _answered(
    row: Registration, answers: Mapping[str, Any], *, reopens: bool, at: datetime
) -> list[str]:
    changed = []
    for uid, answer in answers.items():
        stands = row.answers.get(uid)
        if reopens:
            changed += _reopened(row, f"answer:{uid}", answer, stands, at)
        elif stands != answer:
            row.answers = {**row.answers, uid: answer}
            changed.append(f"answer:{uid}")
    return changed


def _consented(row: Registration, said: Mapping[str, bool | None], at: datetime) -> list[str]:
    """Each with the day on which it was said; what was not said counts as no."""
    changed = []
    for use in CONSENTS:
        if use in said and row.consents.get(use, {}).get("said") != said[use]:
            row.consents = {**row.consents, use: {"said": said[use], "at": at.isoformat()}}
            changed.append(f"consent:{use}")
    return changed


def _complete(row: Registration, at: datetime) -> None:
    call = call_of(row)
    if registering.is_over(row.meeting, at):
        raise MeetingIsOver
    if not deciding.opens(call, at):
        raise RegistrationsNotOpen(when=moment(call.opens_at))
    if not deciding.in_time(row, call, at):
        raise RegistrationsClosed(when=moment(call.registrations_close_at))
    if lacks := completeness.lacking(row, call):
        raise StillMissing(what=listing(lacks))


@transaction.atomic
def withdraw_registration(
    *, registration: Registration, why: str, by: Actor, at: datetime
) -> Registration:
    """The person cannot come; the Administration is told."""
    row = locked(registration)
    not_refused("cancel", row)
    drop(row, by=by, at=at)
    row.state, row.reason = State.CANCELLED, why
    remember(row, "cancel", why, by=by, at=at)
    row.save()
    record(Verb.REGISTRATION_DECIDED, by=by, at=at, subject=row, act="cancel")
    letters_of_registrations.tell_office("withdrawn", row, why, by=by, at=at)
    return row


@transaction.atomic
def take_data(*, registration: Registration, by: Actor, at: datetime) -> None:
    """Only that it was taken; `queries.held` gives what."""
    record(Verb.REGISTRATION_TAKEN, by=by, at=at, subject=registration)


@transaction.atomic
def ask_deletion(*, registration: Registration, by: Actor, at: datetime) -> Registration:
    """Asked again it stays the first day."""
    row = locked(registration, emptied=True)
    if row.deletion_asked_at is None or row.deletion_answered_at is not None:
        row.deletion_asked_at, row.deletion_answered_at, row.deletion_answer = at, None, ""
        remember(row, "ask_deletion", by=by, at=at)
        row.save()
        record(Verb.DELETION_ASKED, by=by, at=at, subject=row, day=str(duty_day(at)))
        letters_of_registrations.tell_office("deletion", row, "", by=by, at=at)
    return row
