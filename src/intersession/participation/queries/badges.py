"""Who has a badge, who needs one, whose says something else by now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from intersession.meetings.models import Meeting
from intersession.participation import badges
from intersession.participation.checks_of_registrations import for_the_office, plain
from intersession.participation.models import Registration
from intersession.participation.wording import ROLES

PER_PAGE = 50
NEW, CHANGED, PRINTED = "new", "changed", "printed"
WORDS: dict[str, Any] = {
    NEW: _("not printed yet"),
    CHANGED: _("changed since it was printed"),
    PRINTED: _("printed"),
}
STATUS = {NEW: "open", CHANGED: "late", PRINTED: "done"}


@dataclass(frozen=True, kw_only=True)
class BadgeLine:
    uid: str
    name: str
    function: str
    of: Any
    role: Any
    number: int
    printed_at: datetime | None
    state: str
    shape: str
    word: Any


@dataclass(frozen=True, kw_only=True)
class BadgePage:
    lines: list[BadgeLine]
    page: "Page[Any]"
    counts: dict[str, int]
    of: int
    found: int
    name: str
    state: str


def to_print(meeting: Meeting) -> list[Registration]:
    """Whoever is confirmed, in the order in which badges lie on the table. One query."""
    rows = for_the_office(meeting.pk).filter(state=Registration.State.CONFIRMED)
    known = rows.select_related("entity").defer("history", "needs", "accessibility", "answers")
    return sorted(known, key=lambda row: plain(row.family_name or row.badge_name))


def state_of(row: Registration) -> str:
    if not badges.is_printed(row):
        return NEW
    return CHANGED if badges.is_changed(row) else PRINTED


def needed(meeting: Meeting) -> list[Registration]:
    """Those that are new, or say something else now."""
    return [row for row in to_print(meeting) if state_of(row) != PRINTED]


def badge_page(meeting: Meeting, given: Any, *, whole: bool = False) -> BadgePage:
    rows = to_print(meeting)
    name, state = str(given.get("name", ""))[:100].strip(), str(given.get("state", ""))
    state = state if state in WORDS else ""
    states = {row.pk: state_of(row) for row in rows}
    found = [row for row in rows if _wanted(row, name, state, states)]
    per_page = max(1, len(found)) if whole else PER_PAGE
    shown = Paginator(found, per_page).get_page(given.get("page", "1"))
    return BadgePage(
        lines=[_line(row, states[row.pk]) for row in shown],
        page=shown,
        counts={one: sum(found == one for found in states.values()) for one in WORDS},
        of=len(rows),
        found=len(found),
        name=name,
        state=state,
    )


def _wanted(row: Registration, name: str, state: str, states: dict[int, str]) -> bool:
    words = plain(f"{row.badge_name} {row.given_name} {row.family_name}")
    return all(part in words for part in plain(name).split()) and state in ("", states[row.pk])


def _line(row: Registration, state: str) -> BadgeLine:
    return BadgeLine(
        uid=str(row.uid),
        name=row.badge_name,
        function=row.function,
        of=row.entity.name if row.entity else row.affiliation,
        role=ROLES[row.role],
        number=row.badge_number,
        printed_at=row.badge_printed_at,
        state=state,
        shape=STATUS[state],
        word=WORDS[state],
    )
