"""Reads of meetings: the list, where documents are listed, and what a calendar needs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings import rules
from intersession.meetings.models import Meeting, MeetingDocument
from intersession.programme.models import Programme
from intersession.ui.dates import moment, span
from intersession.ui.text import text

State = Meeting.State
Words = dict[str, str]
KIND_NAMES: dict[str, Any] = {
    Meeting.Kind.CONSULTATION: _("Informal consultations"),
    Meeting.Kind.WORKSHOP: _("Workshop"),
    Meeting.Kind.COUNCIL: _("Council session"),
}
STATE_NAMES: dict[str, Any] = {
    State.PLANNED: _("Planned"),
    State.ANNOUNCED: _("Announced"),
    State.CONFIRMED: _("Confirmed"),
    State.IN_SESSION: _("In session"),
    # "Held" alone is an answer that waits.
    State.FINAL: pgettext_lazy("state of a meeting", "Held"),
    State.PUBLISHED: _("Held, outcome published"),
}
SHAPES: dict[str, str] = {
    State.PLANNED: "planned",
    State.ANNOUNCED: "part",
    State.CONFIRMED: "part",
    State.IN_SESSION: "open",
}
MODALITY_NAMES: dict[str, Any] = {
    Meeting.Modality.IN_PERSON: _("In person"),
    Meeting.Modality.HYBRID: _("In person and remote"),
    Meeting.Modality.REMOTE: _("Remote"),
}
FIGURE_NAMES: dict[str, Any] = {
    "participants": _("Participants"),
    "states": _("States"),
    "countries": _("Countries"),
    "organisations": _("Organisations"),
    "from_capital": _("Experts from capital"),
    "supported": _("Participants supported"),
    "speakers": _("Speakers"),
}


@dataclass(frozen=True, kw_only=True)
class StateWord:
    code: str
    word: Any
    shape: str


CANCELLED = StateWord(code="cancelled", word=_("Cancelled"), shape="no")


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    slug: str
    kind: Any
    number: int | None
    year: int
    title: Words
    place: Words
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    state: StateWord

    @property
    def when(self) -> str:
        """ "20 October 2011, 10:00 Geneva"; "24–25 April 2012, Geneva" beyond one day."""
        place = text(self.place)
        if self.first_day == self.last_day:
            return moment(self.starts_at, place, self.time_zone)
        return f"{span(self.first_day, self.last_day)}, {place}"

    @property
    def symbol_line(self) -> str:
        return f"{text(self.place)}, {span(self.first_day, self.last_day)}"


@dataclass(frozen=True, kw_only=True)
class YearOfMeetings:
    year: int
    lines: list[MeetingLine]


@dataclass(frozen=True, kw_only=True)
class MeetingList:
    upcoming: list[MeetingLine]  # the next one first
    past: list[YearOfMeetings]  # the latest first
    years: list[int]  # of their programmes, the latest first


@dataclass(frozen=True, kw_only=True)
class Moves:
    now: StateWord
    forward: StateWord | None
    back: StateWord | None
    cancelled: bool


def meeting_list(now: datetime) -> MeetingList:
    """What is to come, and what is over by year. One query."""
    lines = [meeting_line(row) for row in _rows().order_by("starts_at", "pk")]
    past: dict[int, list[MeetingLine]] = {}
    for line in reversed(lines):
        if line.ends_at <= now:
            past.setdefault(line.first_day.year, []).append(line)
    return MeetingList(
        upcoming=[line for line in lines if line.ends_at > now],
        past=[YearOfMeetings(year=year, lines=held) for year, held in past.items()],
        years=sorted({line.year for line in lines}, reverse=True),
    )


def of_programme(programme: Programme) -> list[MeetingLine]:
    rows = _rows().filter(programme=programme).order_by("starts_at", "pk")
    return [meeting_line(row) for row in rows]


def for_calendar(slug: str | None = None, year: int | None = None) -> list[Meeting]:
    """All meetings, those of a programme, or the one of that address. One query."""
    rows = _rows().order_by("starts_at", "pk")
    rows = rows.filter(slug=slug) if slug else rows
    return list(rows.filter(programme__year=year) if year else rows)


def years() -> list[int]:
    """Programmes that have a meeting, the latest first. One query."""
    held = Meeting.objects.order_by("-programme__year").values_list("programme__year", flat=True)
    return list(held.distinct())


def with_documents() -> list[tuple[str, str]]:
    """Address and days of each meeting that lists a document, the latest first. One query."""
    rows = _rows().filter(papers__isnull=False).distinct().order_by("-starts_at", "pk")
    lines = [meeting_line(row) for row in rows]
    return [
        (line.slug, f"{span(line.first_day, line.last_day)}, {text(line.title)}") for line in lines
    ]


def documents_of(slug: str) -> list[int]:
    papers = MeetingDocument.objects.filter(meeting__slug=slug)
    return list(papers.values_list("document", flat=True))


def moves(meeting: Meeting) -> Moves:
    ahead, back = rules.following(meeting.state), rules.preceding(meeting.state)
    if meeting.cancelled_at:
        return Moves(now=CANCELLED, forward=None, back=None, cancelled=True)
    return Moves(
        now=state_word(meeting.state),
        cancelled=False,
        forward=state_word(ahead) if ahead else None,
        back=state_word(back) if back else None,
    )


def state_word(state: str) -> StateWord:
    return StateWord(code=state, word=STATE_NAMES[state], shape=SHAPES.get(state, "done"))


def _rows() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("programme")


def meeting_line(meeting: Meeting) -> MeetingLine:
    zone = rules.zone_of(meeting.time_zone) or ZoneInfo("UTC")
    return MeetingLine(
        slug=meeting.slug,
        kind=KIND_NAMES[meeting.kind],
        number=meeting.number,
        year=meeting.programme.year,
        title=meeting.title,
        place=meeting.place,
        time_zone=zone.key,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        first_day=meeting.starts_at.astimezone(zone).date(),
        last_day=meeting.ends_at.astimezone(zone).date(),
        state=CANCELLED if meeting.cancelled_at else state_word(meeting.state),
    )
