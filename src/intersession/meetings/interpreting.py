"""How long teams of interpreters work, reckoned over the rows of an agenda alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext_lazy

from intersession.meetings.models import AgendaItem, Team
from intersession.meetings.rules import Interpretation

MINUTE = timedelta(minutes=1)
REST = 15 * MINUTE  # a shorter pause is no rest
MORNING, AFTERNOON, EVENING = HALVES = ("morning", "afternoon", "evening")
HALF_NAMES: dict[str, Any] = {
    MORNING: pgettext_lazy("half of a day", "morning"),
    AFTERNOON: pgettext_lazy("half of a day", "afternoon"),
    EVENING: pgettext_lazy("half of a day", "evening"),
}


@dataclass(frozen=True, order=True)
class HalfDay:
    """`half` is one of HALVES; it reads as "2012-04-24 morning"."""

    day: date
    place: int

    @property
    def half(self) -> str:
        return HALVES[self.place]

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.half}"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Work without a rest, from its first minute to its last one."""

    begins: datetime
    ends: datetime
    items: tuple[AgendaItem, ...]

    @property
    def minutes(self) -> int:
        return (self.ends - self.begins) // MINUTE


def begins(item: AgendaItem) -> datetime:
    """In UTC: only there does the difference of two moments count real minutes."""
    assert item.starts_at
    return item.starts_at.astimezone(UTC)


def ends(item: AgendaItem) -> datetime:
    return begins(item) + (item.minutes or 0) * MINUTE


def half_day_of(item: AgendaItem, limits: Interpretation, zone: ZoneInfo) -> HalfDay:
    """An item belongs to the half-day in which it begins."""
    local = begins(item).astimezone(zone)
    return HalfDay(local.date(), (local.hour >= limits.noon) + (local.hour >= limits.evening))


def works_of(team: Team, rows: Iterable[AgendaItem]) -> list[AgendaItem]:
    """What the team interprets, by hour; a break is none, whoever is written beside it."""
    found = [row for row in rows if row.team_id == team.pk and works(row)]
    return sorted(found, key=lambda row: (begins(row), row.number))


def works(row: AgendaItem) -> bool:
    held = row.starts_at is not None and row.cancelled_at is None
    return held and row.kind != AgendaItem.Kind.BREAK


def by_day(items: Iterable[AgendaItem], zone: ZoneInfo) -> dict[date, list[AgendaItem]]:
    found: dict[date, list[AgendaItem]] = {}
    for item in items:
        found.setdefault(begins(item).astimezone(zone).date(), []).append(item)
    return found


def by_half_day(
    items: Iterable[AgendaItem], limits: Interpretation, zone: ZoneInfo
) -> dict[HalfDay, list[AgendaItem]]:
    found: dict[HalfDay, list[AgendaItem]] = {}
    for item in items:
        found.setdefault(half_day_of(item, limits, zone), []).append(item)
    return dict(sorted(found.items()))


def stretches(items: Sequence[AgendaItem], rest: timedelta = REST) -> list[Stretch]:
    """Items by hour, put together where less than `rest` lies between them."""
    found: list[Stretch] = []
    for item in items:
        last = found[-1] if found else None
        if last and begins(item) - last.ends < rest:
            until = max(last.ends, ends(item))
            found[-1] = Stretch(begins=last.begins, ends=until, items=(*last.items, item))
        else:
            found.append(Stretch(begins=begins(item), ends=ends(item), items=(item,)))
    return found


def minutes_of(items: Sequence[AgendaItem]) -> int:
    """Minutes of work; those of two items at once count once."""
    return sum(stretch.minutes for stretch in stretches(items, rest=MINUTE))


def without_lunch(
    items: Sequence[AgendaItem], limits: Interpretation, zone: ZoneInfo
) -> tuple[AgendaItem, ...]:
    """Items of one day between which no pause is long enough to be lunch; () when all is well.

    Lunch touches the hours from two before `noon` to one after it. Who begins before them and works
    after `noon` needs one.
    """
    parts = stretches(items, rest=MINUTE)
    if not parts or not limits.lunch:
        return ()
    day = parts[0].begins.astimezone(zone).date()
    first, noon, last = (_hour(day, limits.noon + n, zone) for n in (-2, 0, 1))
    if parts[0].begins >= first or max(part.ends for part in parts) <= noon:
        return ()
    pauses = [
        (one, other)
        for one, other in zip(parts, parts[1:], strict=False)
        if one.ends < last and other.begins > first
    ]
    if any(other.begins - one.ends >= limits.lunch * MINUTE for one, other in pauses):
        return ()
    return tuple(items)


def _hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour % 24), tzinfo=zone).astimezone(UTC)
