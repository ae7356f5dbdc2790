"""Teams of interpreters of a meeting: what they interpret, how long, against what is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intersession.meetings import interpreting, published, rules
from intersession.meetings.conflicts import Conflict
from intersession.meetings.conflicts import interpretation as checks
from intersession.meetings.interpreting import HALF_NAMES, HalfDay
from intersession.meetings.models import AgendaItem, Meeting, Team


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    uid: str
    name: str
    languages: list[str]
    email: str
    language: str
    items: list[int]  # numbers


@dataclass(frozen=True, kw_only=True)
class HalfOfDay:
    """One half-day: `key` as a form sends it."""

    key: str
    day: date
    word: Any
    items: list[int]  # numbers of those to be interpreted
    teams: list[tuple[str, list[int]]]  # names, and the numbers each has
    free: list[int]  # to be interpreted, and without a team


@dataclass(frozen=True, kw_only=True)
class TeamDay:
    """`most`: minutes of a day that are allowed; `longest`: without a rest."""

    team: str
    day: date
    minutes: int
    most: int
    longest: int
    halves: list[Any]
    items: list[int]
    over: bool


@dataclass(frozen=True, kw_only=True)
class TeamsPage:
    limits: rules.Interpretation
    teams: list[TeamLine]
    days: list[TeamDay]
    halves: list[HalfOfDay]
    conflicts: list[Conflict]


@dataclass(frozen=True, kw_only=True)
class FreedItem:
    """An item that would be without a team."""

    number: int
    title: dict[str, str]
    starts_at: Any
    languages: list[str]


def teams_page(meeting: Meeting) -> TeamsPage:
    """Four queries, however many teams and items there are."""
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    rows = [row for row in published.in_order(meeting) if row.cancelled_at is None]
    teams = list(meeting.teams.order_by("name"))
    timed = [row for row in rows if interpreting.works(row)]
    halves = interpreting.by_half_day(timed, limits, zone)
    return TeamsPage(
        limits=limits,
        teams=[_line(team, rows) for team in teams],
        days=[day for team in teams for day in _days(team, rows, meeting)],
        halves=[_half(key, found) for key, found in halves.items()],
        conflicts=[found for check in checks.CHECKS for found in check(meeting, rows)],
    )


def freed_by(team: Team) -> list[FreedItem]:
    """What would be without a team if this one were removed. One query."""
    return [
        FreedItem(
            number=row.number,
            title=row.title,
            starts_at=row.starts_at,
            languages=list(row.languages),
        )
        for row in team.items.order_by("number")
    ]


def half_days_of(meeting: Meeting) -> dict[str, HalfDay]:
    """Those in which the draft has items, as a form sends them. One query."""
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    timed = [row for row in meeting.agenda.all() if interpreting.works(row)]
    return {str(half): half for half in interpreting.by_half_day(timed, limits, zone)}


def _line(team: Team, rows: Sequence[AgendaItem]) -> TeamLine:
    return TeamLine(
        uid=str(team.uid),
        name=team.name,
        languages=list(team.languages),
        email=team.email,
        language=team.language,
        items=sorted(row.number for row in rows if row.team_id == team.pk),
    )


def _days(team: Team, rows: Sequence[AgendaItem], meeting: Meeting) -> list[TeamDay]:
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    works = interpreting.works_of(team, rows)
    return [
        _day(team, day, found, limits, list(interpreting.by_half_day(found, limits, zone)))
        for day, found in interpreting.by_day(works, zone).items()
    ]


def _day(
    team: Team,
    day: date,
    items: list[AgendaItem],
    limits: rules.Interpretation,
    halves: list[HalfDay],
) -> TeamDay:
    longest = max(stretch.minutes for stretch in interpreting.stretches(items))
    minutes = interpreting.minutes_of(items)
    more = len(halves) > limits.half_days or minutes > limits.of_a_day
    return TeamDay(
        team=team.name,
        day=day,
        minutes=minutes,
        most=limits.of_a_day,
        longest=longest,
        halves=[HALF_NAMES[half.half] for half in halves],
        items=sorted(item.number for item in items),
        over=more or longest > limits.longest,
    )


def _half(key: HalfDay, rows: list[AgendaItem]) -> HalfOfDay:
    meant = [row for row in rows if row.languages or row.team_id]
    teams: dict[str, list[int]] = {}
    for row in meant:
        if row.team:
            teams.setdefault(row.team.name, []).append(row.number)
    return HalfOfDay(
        key=str(key),
        day=key.day,
        word=HALF_NAMES[key.half],
        items=sorted(row.number for row in rows),
        teams=[(name, sorted(numbers)) for name, numbers in sorted(teams.items())],
        free=sorted(row.number for row in meant if not row.team_id),
    )
