"""What was held: facts of former years and, from then on, the meetings of this register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from intersession.meetings import rules
from intersession.meetings.models import Meeting, PastWorkshop
from intersession.ui.calendar_words import words_of
from intersession.ui.dates import duty_day, span
from intersession.ui.languages import base, get_language
from intersession.ui.text import best

KINDS = (Meeting.Kind.WORKSHOP, Meeting.Kind.COUNCIL)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """As it was published: `language` is marked where it is not the reader's."""

    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PastLine:
    """ "" and None: not recorded."""

    year: int
    theme: Wording
    title: Wording
    when: str
    first_day: date | None
    last_day: date | None
    place: str
    participants: int | None
    about: bool
    publication: int | None
    source: str
    slug: str  # of the meeting in this register; "" for none
    issues: list[Any]


@dataclass(frozen=True, kw_only=True)
class PastYear:
    year: int
    theme: Wording
    lines: list[PastLine]


@dataclass(frozen=True, kw_only=True)
class History:
    years: list[PastYear]  # the latest first

    @property
    def lines(self) -> list[PastLine]:
        return [line for year in self.years for line in year.lines]

    @property
    def dated(self) -> int:
        return sum(line.first_day is not None for line in self.lines)

    @property
    def counted(self) -> int:
        return sum(line.participants is not None for line in self.lines)


def history(now: datetime) -> History:
    """Each once, though it stand in both: a meeting that begins on the same day is the same one.
    Three queries."""
    held = _held(now)
    days = {_first_day(meeting): meeting for meeting in held}
    rows = [row for row in _past() if _is_over(row, now)]
    lines = [_of_row(row, days.get(row.starts_on)) for row in rows]
    known = {line.slug for line in lines}
    lines += [_of_meeting(meeting) for meeting in held if meeting.slug not in known]
    return History(years=list(_by_year(lines)))


def issues_of_past_years(now: datetime) -> Iterable[tuple[int, int]]:
    """Primary key of an issue and a year that covered it, for the chart of the programme."""
    rows = PastWorkshop.objects.exclude(issues=None)
    columns = rows.values_list("issues", "year", "starts_on", "ends_on")
    for issue, year, starts_on, ends_on in columns:
        if _over(year, ends_on or starts_on, now):
            yield issue, year


def _past() -> Any:
    rows = PastWorkshop.objects.prefetch_related("issues")
    return rows.order_by("year", "starts_on", "pk")


def _held(now: datetime) -> list[Meeting]:
    rows = Meeting.objects.filter(kind__in=KINDS, state__in=rules.OVER, cancelled_at=None)
    return list(rows.filter(ends_at__lte=now).select_related("programme").order_by("starts_at"))


def _first_day(meeting: Meeting) -> date:
    return rules.days_of(meeting)[0]


def _is_over(row: PastWorkshop, now: datetime) -> bool:
    return _over(row.year, row.ends_on or row.starts_on, now)


def _over(year: int, last: date | None, now: datetime) -> bool:
    """What has no day is over when its year is."""
    today = duty_day(now)
    return last < today if last else year < today.year


def _of_row(row: PastWorkshop, meeting: Meeting | None) -> PastLine:
    ordered = sorted(row.issues.all(), key=lambda issue: (issue.position, issue.pk))
    return PastLine(
        year=row.year,
        theme=_wording(row.theme),
        title=_wording(meeting.title if meeting else row.title),
        when=_when(row),
        first_day=row.starts_on if row.precision == PastWorkshop.Precision.DAY else None,
        last_day=row.ends_on,
        place=_wording(row.place).text,
        participants=row.participants,
        about=row.about_participants,
        publication=row.publication,
        source=row.source,
        slug=meeting.slug if meeting else "",
        issues=[issue.name for issue in ordered],
    )


def _of_meeting(meeting: Meeting) -> PastLine:
    zone = rules.zone_of(meeting.time_zone) or UTC
    last = meeting.ends_at.astimezone(zone).date()
    first = _first_day(meeting)
    participants = meeting.figures.get("participants")
    return PastLine(
        year=meeting.programme.year,
        theme=_wording(meeting.programme.theme),
        title=_wording(meeting.title),
        when=span(first, last),
        first_day=first,
        last_day=last,
        place=_wording(meeting.place).text,
        participants=participants if isinstance(participants, int) else None,
        about=False,
        publication=None,
        source="",
        slug=meeting.slug,
        issues=[],
    )


def _wording(words: dict[str, str]) -> Wording:
    language, said = best(words, base(None))
    return Wording(language=language, text=said)


def _when(row: PastWorkshop) -> str:
    """ "29–30 March 2011", "November 2001", ""."""
    if row.starts_on is None:
        return ""
    if row.precision == PastWorkshop.Precision.DAY:
        return span(row.starts_on, row.ends_on)
    words = words_of(base(get_language()))
    return f"{words.months[row.starts_on.month - 1]}{words.year_joint}{row.starts_on.year}"


def _by_year(lines: list[PastLine]) -> Iterable[PastYear]:
    found: dict[int, list[PastLine]] = {}
    for line in lines:
        found.setdefault(line.year, []).append(line)
    for year in sorted(found, reverse=True):
        of = sorted(found[year], key=_order)
        theme = next((line.theme for line in of if line.theme.text), of[0].theme)
        yield PastYear(year=year, theme=theme, lines=of)


def _order(line: PastLine) -> tuple[bool, date]:
    """What has no day stands last."""
    return line.first_day is None, line.first_day or date.max
