"""Verbs of corrections in the list of participants: ask, make, refuse."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.participation import correcting, deciding, letters_of_lists
from intersession.participation.actions._dossiers import (
    ReasonNeeded,
    locked,
    remember,
    shut_field,
)
from intersession.participation.actions._support import not_locked
from intersession.participation.models import Correction, ParticipantsList, Registration
from intersession.ui.dates import moment

State, Channel = Correction.State, Correction.Channel
MOST_OPEN = 5  # of one person


class NotOnList(Refusal):
    message = _("%(name)s does not stand in the list of participants: the place is not confirmed.")


class ListNotOpened(Refusal):
    message = _("The list of participants has not been opened to corrections yet.")


class CorrectionsClosed(Refusal):
    message = _(
        "Corrections closed on %(when)s. What you wrote was not sent: please write to the "
        "Administration, which may still correct the list."
    )


class NothingAsked(Refusal):
    message = _(
        "Nothing is otherwise than it stands. Change a field, or say in words what is wrong."
    )


class NameWouldBeEmpty(Refusal):
    message = _("A line needs a name. Give the family name, the given names, or both.")


class TooManyWait(Refusal):
    message = _(
        "%(most)s corrections of this line wait for an answer already. The Administration answers "
        "them first."
    )


class AnsweredAlready(Refusal):
    message = _("This correction was answered already.")


class LineChanged(Refusal):
    message = _(
        "The line changed after this correction was asked for. Look at it as it stands now, then "
        "answer again."
    )


@transaction.atomic
def ask_correction(
    *,
    registration: Registration,
    asked: Mapping[str, str],
    note: str = "",
    channel: str,
    by: Actor,
    at: datetime,
) -> Correction:
    """The entry names the fields, not what they say."""
    row = locked(registration)
    _in_time(row, channel, at)
    fields = correcting.differing(row, asked)
    note = note.strip()[:500]
    if not fields and not note:
        raise NothingAsked
    if correcting.nameless(row, fields):
        raise NameWouldBeEmpty
    if row.corrections.filter(state=State.OPEN).count() >= MOST_OPEN:
        raise TooManyWait(most=MOST_OPEN)
    made: Correction = row.corrections.create(
        fields=fields,
        note=note,
        channel=channel,
        asked_at=at,
        asked_by=str(by)[:300],
    )
    remember(row, "correction", by=by, at=at)
    row.save()
    told: dict[str, Any] = {"registration": str(row.uid), "fields": sorted(fields)}
    record(Verb.CORRECTION_ASKED, by=by, at=at, subject=made, channel=channel, **told)
    return made


def _in_time(row: Registration, channel: str, at: datetime) -> None:
    """The Administration may always correct; the others while the list is open."""
    if not deciding.on_list(row):
        raise NotOnList(name=row.badge_name)
    listed = ParticipantsList.objects.filter(meeting=row.meeting_id).first()
    if channel == Channel.OFFICE:
        return
    if listed is None:
        raise ListNotOpened
    if at >= listed.closes_at:
        raise CorrectionsClosed(when=moment(listed.closes_at))


@transaction.atomic
def make_correction(
    *, correction: Correction, seen: str = "", by: Actor, at: datetime
) -> Correction:
    """The dossier holds it from now on. `seen`: `correcting.version` of what was shown."""
    correction, row = _waiting(correction, seen)
    not_locked(row, correction.fields)
    for name, change in correction.fields.items():
        setattr(row, name, change["asked"])
        shut_field(row, name)
    remember(row, "correction_yes", by=by, at=at)
    row.save()
    _answered(correction, State.MADE, "", by, at)
    told: dict[str, Any] = {"registration": str(row.uid), "fields": sorted(correction.fields)}
    record(Verb.CORRECTION_MADE, by=by, at=at, subject=correction, **told)
    letters_of_lists.tell_answered(correction, by=by, at=at)
    return correction


@transaction.atomic
def refuse_correction(*, correction: Correction, why: str, by: Actor, at: datetime) -> Correction:
    """The person reads why."""
    why = why.strip()[:500]
    if not why:
        raise ReasonNeeded
    correction, row = _waiting(correction, "")
    remember(row, "correction_no", why, by=by, at=at)
    row.save()
    _answered(correction, State.REFUSED, why, by, at)
    told = {"registration": str(row.uid)}
    record(Verb.CORRECTION_REFUSED, by=by, at=at, subject=correction, **told)
    letters_of_lists.tell_answered(correction, by=by, at=at)
    return correction


@transaction.atomic
def correct_line(
    *,
    registration: Registration,
    asked: Mapping[str, str],
    note: str = "",
    by: Actor,
    at: datetime,
) -> Correction:
    """By an officer, at once; it leaves the same traces."""
    given: dict[str, Any] = {"asked": asked, "note": note, "channel": Channel.OFFICE}
    made = ask_correction(registration=registration, **given, by=by, at=at)
    return make_correction(correction=made, by=by, at=at)


def _waiting(correction: Correction, seen: str) -> tuple[Correction, Registration]:
    """Under the lock of its registration."""
    row = locked(correction.registration)
    found = Correction.objects.get(pk=correction.pk)
    if found.state != State.OPEN:
        raise AnsweredAlready
    if seen and seen != correcting.version(row):
        raise LineChanged
    found.registration = row
    return found, row


def _answered(row: Correction, state: str, answer: str, by: Actor, at: datetime) -> None:
    row.state, row.answer = state, answer
    row.answered_at, row.answered_by = at, str(by)[:300]
    row.save()
