"""Reads of programmes, and the year line that stands on every page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.programme.models import Milestone, Programme

STEP_NAMES: dict[str, Any] = {
    Milestone.Step.THEME: _("Theme"),
    Milestone.Step.TOPICS: _("Topics"),
    Milestone.Step.WORKSHOP_1: _("Workshop 1"),
    Milestone.Step.WORKSHOP_2: _("Workshop 2"),
    Milestone.Step.COUNCIL: _("Council"),
    Milestone.Step.FOLLOW_UP: _("Follow-up"),
}


@dataclass(frozen=True, kw_only=True)
class YearStep:
    name: Any
    state: str  # done | now | next | later
    starts_on: date | None
    ends_on: date | None
    note: dict[str, str]
    url: str


@dataclass(frozen=True, kw_only=True)
class YearLine:
    year: int
    theme: dict[str, str]
    steps: list[YearStep]


def year_line(now: datetime | None, year: int | None = None) -> YearLine | None:
    """The line of `year`, or of the first programme that is not over. One query."""
    if now is None:
        return None
    rows = list(Milestone.objects.select_related("programme").order_by("programme__year", "pk"))
    by_year: dict[int, list[Milestone]] = {}
    for row in rows:
        by_year.setdefault(row.programme.year, []).append(row)
    chosen = year if year in by_year else _current(by_year, now.date())
    return _line(by_year[chosen]) if chosen else None


def _current(by_year: dict[int, list[Milestone]], day: date) -> int | None:
    """The last programme with something done, for that is the one people work on."""
    begun = [y for y, rows in by_year.items() if any(r.done_on and r.done_on <= day for r in rows)]
    return max(begun or by_year, default=None)


def _line(rows: list[Milestone]) -> YearLine:
    order = list(Milestone.Step)
    rows = sorted(rows, key=lambda row: order.index(Milestone.Step(row.step)))
    words = iter(("now", "next"))
    steps = [
        YearStep(
            name=STEP_NAMES[row.step],
            state="done" if row.done_on else next(words, "later"),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            note=row.note,
            url=row.path,
        )
        for row in rows
    ]
    programme: Programme = rows[0].programme
    return YearLine(year=programme.year, theme=programme.theme, steps=steps)
