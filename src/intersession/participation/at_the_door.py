"""Half-days of a meeting, what a door sends and what it is answered, in words."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.participation.models import Attendance, Registration
from intersession.ui.dates import day_short, hour

Half = Attendance.Half
NOON = 13  # at the door; what an agenda calls afternoon says `rules.Interpretation`
MOST_DAYS = 31
MOST_READS, MOST_OCTETS = 200, 64 * 1024  # of one batch
MOST_AGAIN = 20  # further reads that are remembered of one half-day
LONGEST_DOOR = 80
DAY = timedelta(days=1)
PATIENCE = timedelta(minutes=5)  # by which the clock of a device may be ahead of ours
HALF_NAMES: dict[str, Any] = {
    Half.MORNING: pgettext_lazy("half of a day", "morning"),
    Half.AFTERNOON: pgettext_lazy("half of a day", "afternoon"),
}


@dataclass(frozen=True, order=True)
class HalfDay:
    day: date
    afternoon: bool

    @property
    def half(self) -> str:
        return Half.AFTERNOON if self.afternoon else Half.MORNING

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}-{self.half}"

    @property
    def words(self) -> str:
        return _("%(day)s, %(half)s") % {"day": day_short(self.day), "half": HALF_NAMES[self.half]}


def half_days(meeting: Meeting) -> list[HalfDay]:
    """Of its days at its place; not the half in which it has not begun or is over."""
    zone = rules.place_of(meeting)
    first, last = (m.astimezone(zone) for m in (meeting.starts_at, meeting.ends_at))
    days = rules.days_of(meeting)[:MOST_DAYS]
    found = [HalfDay(day, after) for day in days for after in (False, True)]
    begins = HalfDay(first.date(), first.hour >= NOON)
    # What ends in the lunch hour has no afternoon.
    ends = HalfDay(last.date(), last.hour > NOON)
    return [one for one in found if begins <= one <= max(begins, ends)]


def half_day_of(meeting: Meeting, key: str) -> HalfDay | None:
    return next((one for one in half_days(meeting) if one.key == key), None)


def half_day_now(meeting: Meeting, now: datetime) -> HalfDay:
    """The one that runs, or begins next; after the last, the last."""
    local = now.astimezone(rules.place_of(meeting))
    here = HalfDay(local.date(), local.hour >= NOON)
    several = half_days(meeting)
    return next((one for one in several if one >= here), several[-1])


def bounded(at: datetime | None, meeting: Meeting, received: datetime) -> tuple[datetime, bool]:
    """The hour at which a badge was read, and whether the device said one that cannot be: before
    the eve of the meeting, or still to come. Then the hour of its arrival stands."""
    if at is None or at < meeting.starts_at - DAY or at > received + PATIENCE:
        return received, True
    return min(at, received), False


@dataclass(frozen=True, kw_only=True)
class WalkIn:
    """Somebody who came without having registered, as they say at the door."""

    name: str
    function: str = ""
    of: str = ""  # an Entity by its name, or an affiliation
    email: str = ""
    listed: bool = False  # may stand in the published list
    confirmed: bool = True


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a door sends: a code that was read, or a uid that was chosen, or a walk-in."""

    key: str
    half_day: HalfDay | None
    at: datetime | None = None
    door: str = ""
    code: str = ""
    uid: UUID | None = None
    walk_in: WalkIn | None = None
    wrong: str = ""  # why it cannot be taken


class Said(StrEnum):
    IN = "in"
    AGAIN = "again"
    REPLACED = "replaced"
    NOT_CONFIRMED = "not_confirmed"
    WAITS = "waits"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    TAKEN_BACK = "taken_back"
    REFUSED = "refused"


# In large letters, with the shape that stands before them.
WORDS: dict[Said, Any] = {
    Said.IN: gettext_lazy("In the room"),
    Said.AGAIN: gettext_lazy("Was read already"),
    Said.REPLACED: gettext_lazy("This badge was replaced"),
    Said.NOT_CONFIRMED: gettext_lazy("Not confirmed"),
    Said.WAITS: gettext_lazy("Waits at the desk"),
    Said.ELSEWHERE: gettext_lazy("A badge of another meeting"),
    Said.UNKNOWN: gettext_lazy("Unknown code"),
    Said.TAKEN_BACK: gettext_lazy("Was taken back"),
    Said.REFUSED: gettext_lazy("Not taken"),
}
TODO: dict[Said, Any] = {
    Said.IN: "",
    Said.AGAIN: "",
    Said.REPLACED: gettext_lazy("Somebody else may carry it: ask at the desk."),
    Said.NOT_CONFIRMED: gettext_lazy("Ask at the desk; nothing was recorded."),
    Said.WAITS: gettext_lazy("Registered, to be checked; not in the room yet."),
    Said.ELSEWHERE: gettext_lazy("Ask for the badge of this meeting."),
    Said.UNKNOWN: gettext_lazy("We have not made it. Type the name instead."),
    Said.TAKEN_BACK: gettext_lazy("An officer took this presence back. Read the badge again."),
    Said.REFUSED: "",
}
SHAPES: dict[Said, str] = {
    Said.IN: "done",
    Said.AGAIN: "part",
    Said.REPLACED: "no",
    Said.NOT_CONFIRMED: "late",
    Said.WAITS: "part",
    Said.ELSEWHERE: "no",
    Said.UNKNOWN: "no",
    Said.TAKEN_BACK: "late",
    Said.REFUSED: "no",
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """To one read. `first`: when and where the badge was read before, where it was."""

    key: str
    said: Said
    name: str = ""
    uid: str = ""
    first: tuple[datetime, str] | None = None
    clock: bool = False  # the device told an hour that cannot be
    notes: tuple[str, ...] = field(default=())

    def words(self) -> str:
        return str(WORDS[self.said])

    def more(self, meeting: Meeting) -> str:
        """All that is to be told beside the large words."""
        told = [read_before(self.first, meeting)] if self.first else []
        if todo := str(TODO[self.said]):
            told.append(todo)
        if self.clock:
            told.append(_("The clock of this device is wrong: the hour of arrival was recorded."))
        return " ".join([*told, *self.notes])


def read_before(first: tuple[datetime, str], meeting: Meeting) -> str:
    when, door = first
    said = {"hour": hour_there(when, meeting), "door": door}
    if door:
        return _("Read at %(hour)s at %(door)s.") % said
    return _("Read at %(hour)s.") % said


def hour_there(when: datetime, meeting: Meeting) -> str:
    return hour(when, "", rules.place_of(meeting).key)


def is_expected(row: Registration) -> bool:
    """Only who was confirmed walks in without a question."""
    return row.state == Registration.State.CONFIRMED
