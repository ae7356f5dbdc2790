"""Verbs of attendance: badges read at a door, a presence added by hand or taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told, record, record_many
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import at_the_door, deciding
from intersession.participation.actions._at_the_door import Book
from intersession.participation.actions._dossiers import RegistrationForgotten
from intersession.participation.actions._walk_ins import Welcomed, told_of, welcomed
from intersession.participation.at_the_door import Answer, HalfDay, Read, Said
from intersession.participation.models import Attendance, Registration


class TooManyReads(Refusal):
    message = _("A door sends at most %(most)s reads at once.")


class PresentAlready(Refusal):
    message = _("%(name)s is recorded for this half-day already.")


class CannotBePresent(Refusal):
    message = _("%(name)s cannot be recorded: the registration is %(state)s.")


class NoSuchHalfDay(Refusal):
    message = _("The meeting has no such half-day.")


class TakenBackAlready(Refusal):
    message = _("Somebody else took this presence back already.")


class WhyNeeded(Refusal):
    message = _("Say in a few words why.")


@transaction.atomic
def read_badges(
    *, meeting: Meeting, reads: Sequence[Read], by: Actor, at: datetime
) -> list[Answer]:
    """Each read counts once, however often it is sent; each has its answer, in this order."""
    if len(reads) > at_the_door.MOST_READS:
        raise TooManyReads(most=at_the_door.MOST_READS)
    new = [welcomed(meeting, read, by=by, at=at) for read in reads if read.walk_in]
    came = {one.read.key: one for one in new}
    several = [came[read.key].read if read.key in came else read for read in reads]
    book = Book(meeting, several, by, at)
    answers = [_answer(book, read, came.get(read.key)) for read in several]
    book.write()
    entries = [told_of(one) for one in new if one.is_new]
    if book.new or book.repeated:
        doors = ", ".join(sorted({read.door for read in reads}))[:300]
        said = {"door": doors, "read": len(book.new), "again": book.repeated}
        entries.append(Told(Verb.BADGES_READ, meeting, said))
    record_many(entries, by=by, at=at)
    return answers


def _answer(book: Book, read: Read, came: Welcomed | None) -> Answer:
    if came is None or came.row is None:
        return book.answer(read)
    row = came.row
    if not at_the_door.is_expected(row):
        said: dict[str, Any] = {"name": row.badge_name, "uid": str(row.uid), "notes": came.notes}
        return Answer(key=read.key, said=Said.WAITS, **said)
    answer = book.answer(read)
    return replace(answer, notes=(*answer.notes, *came.notes))


@transaction.atomic
def record_by_hand(
    *, registration: Registration, half_day: HalfDay | None, by: Actor, at: datetime
) -> Attendance:
    """An officer saw the person in the room; no badge was read."""
    if half_day is None:
        raise NoSuchHalfDay
    read = Read(key=str(uuid4()), half_day=half_day, at=at, uid=registration.uid)
    book = Book(registration.meeting, [read], by, at)
    row = book.people[registration.uid]
    if row.forgotten_at is not None:
        raise RegistrationForgotten
    if row.state not in deciding.LIVE:
        state = deciding.STATE_NAMES[row.state]
        raise CannotBePresent(name=row.badge_name, state=state)
    if book.come(row, read, half_day).said is not Said.IN or not book.new:
        raise PresentAlready(name=row.badge_name)
    book.write()
    made = book.new[0]
    record(Verb.ATTENDANCE_ADDED, by=by, at=at, subject=made, **_of(made))
    return made


@transaction.atomic
def take_back_attendance(
    *, attendance: Attendance, why: str, by: Actor, at: datetime
) -> Attendance:
    """The row stays, with who took it back and why; the half-day may be recorded again."""
    row = Attendance.objects.select_for_update().get(pk=attendance.pk)
    if row.taken_back_at is not None:
        raise TakenBackAlready
    if not why.strip():
        raise WhyNeeded
    row.taken_back_at, row.taken_back_by = at, str(by)
    row.taken_back_why = why.strip()[:200]
    row.save()
    record(Verb.ATTENDANCE_TAKEN_BACK, by=by, at=at, subject=row, **_of(row))
    return row


def _of(row: Attendance) -> dict[str, str]:
    about = {"day": row.day.isoformat(), "half": str(row.half)}
    return {"registration": str(row.registration.uid), **about}
