"""What a file says of an agenda, as plain values, whatever kind of file it was.

Each item carries its own problems, in words: it cannot be taken in as it is; and notes: it can,
but somebody should know. Nothing is cut to fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal

Words = Mapping[str, str]
OURS = (
    "intersession"  # the key under which a schedule of ours says what the format has no place for
)

MOST_OCTETS = 10 * 1024 * 1024
MOST_ITEMS = 2_000
MOST_PERSONS = 5_000
MOST_DAYS = 400
MOST_ROOMS = 300
MOST_IN_AN_ITEM = 100  # persons, links, guiding questions
LONGEST = {"title": 300, "abstract": 5_000, "description": 20_000, "biography": 10_000}
LONGEST_NAME = 200  # of a person, of a room, of an item's name in the file
LONGEST_LINE = 2_000  # an address, a track, a licence


class FileTooLarge(Refusal):
    message = _("The file “%(name)s” is larger than 10 MB. A schedule of 2,000 items is smaller.")


class FileEmpty(Refusal):
    message = _("The file “%(name)s” is empty.")


class NotASchedule(Refusal):
    message = _(
        "This file is JSON, but no schedule: it lacks “schedule” with a “conference” and its "
        "“days”. In pretalx, take the export “JSON (frab compatible)”."
    )


class NeitherKind(Refusal):
    message = _(
        "This is neither a schedule in JSON nor a calendar (iCalendar): its content says so, "
        "whatever its name is."
    )


class TextBroken(Refusal):
    message = _("The letters of this file cannot be read. Save it as UTF-8 and send it again.")


class JSONBroken(Refusal):
    message = _("The JSON breaks off or is wrong in line %(line)s, place %(column)s.")


class NotANumber(Refusal):
    message = _("The file holds “%(word)s” where a number should be; JSON knows no such number.")


class TooDeep(Refusal):
    message = _("The JSON is nested more than %(most)s deep. No schedule is.")


class TooMuch(Refusal):
    message = _("The file holds more than %(most)s %(what)s. Send it in several parts.")


class NothingInIt(Refusal):
    message = _("The schedule holds no item.")


class CalendarBroken(Refusal):
    message = _("The calendar cannot be read: it does not follow iCalendar (RFC 5545).")


@dataclass(frozen=True, kw_only=True)
class PersonSaid:
    """`key`: as the file names the person, the same in all its items."""

    key: str
    name: str
    biography: Words = field(default_factory=dict)
    function: Words = field(default_factory=dict)
    affiliation: Words = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False  # from a file of ours: what it does not say is not there


@dataclass(frozen=True, kw_only=True)
class PartSaid:
    """`role` "" where the file knows none."""

    person: str  # key
    role: str = ""
    title: Words = field(default_factory=dict)
    minutes: int | None = None
    remote: bool = False


@dataclass(frozen=True, kw_only=True)
class RoomSaid:
    name: str  # as items name it
    guid: str = ""  # "" where it is not that of this room alone
    seats: int | None = None
    words: Words = field(default_factory=dict)  # the name by language
    venue: Words = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ItemSaid:
    """`facts` holds what the file says, by column of `AgendaItem`; a column that is not there was
    not spoken of. `language` is that of the texts; "" in a file of ours, which has them all."""

    guid: str
    title: str  # to show it by
    facts: Mapping[str, Any]
    language: str
    room: str | None = None  # name in the file; "" is no room, None was not spoken of
    parts: tuple[PartSaid, ...] | None = None
    documents: tuple[str, ...] | None = None
    cancelled: bool | None = None
    number: int | None = None
    hours_alone: bool = False  # an entry of a calendar of ours: it tells the rest in other words
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def starts_at(self) -> datetime | None:
        return self.facts.get("starts_at")

    @property
    def minutes(self) -> int | None:
        return self.facts.get("minutes")


@dataclass(frozen=True, kw_only=True)
class ScheduleSaid:
    """`source`: what is kept of the whole (`Meeting.schedule`); None where nothing is said."""

    kind: str  # json | ics
    title: str
    version: str
    zone: str
    items: tuple[ItemSaid, ...]
    persons: Mapping[str, PersonSaid]
    rooms: Mapping[str, RoomSaid]
    source: Mapping[str, Any] | None = None
    notes: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
