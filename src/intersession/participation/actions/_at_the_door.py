"""What is known of those whose badges come in together, and what becomes of each read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation import at_the_door, badges
from intersession.participation.actions._dossiers import RegistrationForgotten
from intersession.participation.at_the_door import Answer, HalfDay, Read, Said, bounded, is_expected
from intersession.participation.models import Attendance, Registration

NEEDED = ("uid", "meeting", "state", "badge_number", "badge_name", "forgotten_at")


class Book:
    """People locked in one order, so that two doors wait for each other and never in a circle."""

    def __init__(self, meeting: Meeting, reads: Iterable[Read], by: object, at: datetime) -> None:
        self.meeting, self.by, self.at = meeting, str(by)[:300], at
        self.meant = {read.key: _meant(read) for read in reads}
        uids = {read.uid for read in self.meant.values() if read is not None}
        rows = Registration.objects.select_for_update().filter(uid__in=uids).order_by("pk")
        known = rows.only(*NEEDED)
        self.people = {row.uid: row for row in known}
        self.names = {row.pk: row for row in self.people.values()}
        self.live: dict[tuple[int, Any, str], Attendance] = {}
        self.by_key: dict[str, Attendance] = {}
        self.new: list[Attendance] = []
        self.changed: dict[int, Attendance] = {}
        self.swapped: dict[int, Attendance] = {}
        self.repeated = 0
        self._open()

    def _open(self) -> None:
        theirs = Q(registration__in=list(self.names)) | Q(key__in=list(self.meant))
        for row in Attendance.objects.filter(theirs).select_related("registration"):
            self._keep(row)

    def _keep(self, row: Attendance) -> None:
        for key in (row.key, *(one["key"] for one in row.again)):
            self.by_key[key] = row
        if row.taken_back_at is None:
            self.live[row.registration_id, row.day, row.half] = row

    def answer(self, read: Read) -> Answer:
        if read.wrong or read.half_day is None:
            return Answer(key=read.key, said=Said.REFUSED, notes=(read.wrong,))
        if before := self.by_key.get(read.key):
            return self._once_more(read, before)
        row = self._whose(read)
        if isinstance(row, Said):
            return Answer(key=read.key, said=row)
        if row.forgotten_at is not None:  # nothing new is written of whom we have forgotten
            return Answer(key=read.key, said=Said.REFUSED, notes=(str(RegistrationForgotten()),))
        if trouble := self._trouble(read, row):
            return Answer(key=read.key, said=trouble, name=row.badge_name, uid=str(row.uid))
        return self.come(row, read, read.half_day)

    def _whose(self, read: Read) -> Registration | Said:
        meant = self.meant[read.key]
        row = self.people.get(meant.uid) if meant else None
        if row is None:
            return Said.UNKNOWN
        return row if row.meeting_id == self.meeting.pk else Said.ELSEWHERE

    def _trouble(self, read: Read, row: Registration) -> Said | None:
        meant = self.meant[read.key]
        if read.code and meant is not None and meant.number != row.badge_number:
            return Said.REPLACED
        return None if is_expected(row) else Said.NOT_CONFIRMED

    def _once_more(self, read: Read, row: Attendance) -> Answer:
        """The same read, sent twice."""
        person = row.registration
        about: dict[str, Any] = {"name": person.badge_name, "uid": str(person.uid)}
        if row.taken_back_at is not None:
            return Answer(key=read.key, said=Said.TAKEN_BACK, **about)
        if row.key == read.key:
            return Answer(key=read.key, said=Said.IN, **about)
        return Answer(key=read.key, said=Said.AGAIN, first=(row.at, row.door), **about)

    def come(self, person: Registration, read: Read, half_day: HalfDay) -> Answer:
        """The first read of a half-day is its row; whichever was later stands in `again`."""
        at, clock = bounded(read.at, self.meeting, self.at)
        about: dict[str, Any] = {"name": person.badge_name, "uid": str(person.uid), "clock": clock}
        row = self.live.get((person.pk, half_day.day, half_day.half))
        if row is None:
            self._first(person, read, half_day, at)
            return Answer(key=read.key, said=Said.IN, **about)
        if at < row.at:
            note = _("Also read later: %(before)s") % {
                "before": at_the_door.read_before((row.at, row.door), self.meeting)
            }
            self._earlier(row, read, at)
            return Answer(key=read.key, said=Said.IN, notes=(note,), **about)
        self._remember(row, read.key, at, read.door)
        return Answer(key=read.key, said=Said.AGAIN, first=(row.at, row.door), **about)

    def _first(self, person: Registration, read: Read, half_day: HalfDay, at: datetime) -> None:
        row = Attendance(
            registration=person,
            day=half_day.day,
            half=half_day.half,
            at=at,
            received_at=self.at,
            door=read.door,
            key=read.key,
            by=self.by,
        )
        self.new.append(row)
        self._keep(row)

    def _earlier(self, row: Attendance, read: Read, at: datetime) -> None:
        """What came in first was read later at another door."""
        self._remember(row, row.key, row.at, row.door)
        row.key, row.at, row.door, row.received_at = read.key, at, read.door, self.at
        self.by_key[read.key] = row
        if row.pk is not None:
            self.swapped[row.pk] = row

    def _remember(self, row: Attendance, key: str, at: datetime, door: str) -> None:
        if len(row.again) >= at_the_door.MOST_AGAIN:
            return
        row.again = [*row.again, {"key": key, "at": at.isoformat(), "door": door}]
        self.by_key[key] = row
        self.repeated += 1
        if row.pk is not None:
            self.changed[row.pk] = row

    def write(self) -> None:
        Attendance.objects.bulk_create(self.new)
        Attendance.objects.bulk_update(self.changed.values(), ["again"])
        swapped = ["key", "at", "door", "received_at"]
        Attendance.objects.bulk_update(self.swapped.values(), swapped)


def _meant(read: Read) -> badges.Read | None:
    if read.uid is not None:
        return badges.Read(UUID(str(read.uid)), 0)
    return badges.read_code(read.code) if read.code else None
