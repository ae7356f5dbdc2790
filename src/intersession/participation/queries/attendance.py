"""Who was in the room in which half-day: the matrix, its sums, one person."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES
from intersession.participation import at_the_door, badges, deciding
from intersession.participation.at_the_door import HalfDay, is_expected
from intersession.participation.checks_of_registrations import for_the_office, plain
from intersession.participation.models import Attendance, Registration
from intersession.ui.text import text

PER_PAGE = 50
CAME, NEVER = "came", "never"


def took_part() -> Q:
    """Of registrations: whoever was in the room; where nobody was recorded, who was confirmed."""
    rows = Attendance.objects.filter(taken_back_at=None)
    there = Exists(rows.filter(registration=OuterRef("pk")))
    recorded = Exists(rows.filter(registration__meeting=OuterRef("meeting")))
    return Q(there) | (Q(state=Registration.State.CONFIRMED) & ~recorded)


@dataclass(frozen=True, kw_only=True)
class Presence:
    uid: str
    at: datetime
    hour: str
    door: str
    by: str
    again: list[str]  # in words
    late: bool  # what was read arrived on another hour: the line was cut
    received: str


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    uid: str
    name: str
    function: str
    of: Any
    kind: Any
    shape: str
    word: Any
    walked_in: bool
    there: list[Presence | None]  # one a half-day

    @property
    def halves(self) -> int:
        return sum(one is not None for one in self.there)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    half_days: list[HalfDay]
    lines: list[PersonLine]
    page: "Page[Any]"
    sums: list[int]  # present, one a half-day
    expected: int
    came: int
    walked_in: int
    kinds: list[tuple[Any, int, int]]  # kind of Entity, who came, who was expected or came
    asked: dict[str, str]
    found: int
    of: int
    choices: list[tuple[str, Any]]


def matrix(meeting: Meeting, given: Any, *, whole: bool = False) -> Matrix:
    """Two queries, however many come. `whole`: all lines, for a sheet."""
    half_days = at_the_door.half_days(meeting)
    there = _there(meeting)
    rows = [row for row in _rows(meeting) if is_expected(row) or row.pk in there]
    asked = _asked(given)
    found = [row for row in rows if _wanted(row, asked, there)]
    per_page = max(1, len(found)) if whole else PER_PAGE
    shown = Paginator(found, per_page).get_page(given.get("page", "1"))
    return Matrix(
        half_days=half_days,
        lines=[_line(row, there.get(row.pk, {}), half_days, meeting) for row in shown],
        page=shown,
        sums=[sum(one.key in each for each in there.values()) for one in half_days],
        expected=sum(is_expected(row) for row in rows),
        came=len(there),
        walked_in=sum(row.walked_in_at is not None for row in rows),
        kinds=_kinds(rows, there),
        asked=asked,
        found=len(found),
        of=len(rows),
        choices=[(code, word) for code, word in KIND_NAMES.items() if code in _seen(rows)],
    )


def _rows(meeting: Meeting) -> list[Registration]:
    rows = for_the_office(meeting.pk).select_related("entity")
    known = rows.defer("history", "needs", "accessibility", "answers", "languages", "consents")
    return sorted(known, key=lambda row: plain(row.family_name or row.badge_name))


def _there(meeting: Meeting) -> dict[int, dict[str, Attendance]]:
    found: dict[int, dict[str, Attendance]] = {}
    rows = Attendance.objects.filter(registration__meeting=meeting, taken_back_at=None)
    for row in rows:
        found.setdefault(row.registration_id, {})[f"{row.day.isoformat()}-{row.half}"] = row
    return found


def _seen(rows: list[Registration]) -> set[str]:
    return {badges.kind_of(row) for row in rows}


def _kinds(
    rows: list[Registration], there: dict[int, dict[str, Attendance]]
) -> list[tuple[Any, int, int]]:
    all_of = Counter(badges.kind_of(row) for row in rows)
    came = Counter(badges.kind_of(row) for row in rows if row.pk in there)
    return [(KIND_NAMES[code], came[code], all_of[code]) for code in KIND_NAMES if all_of[code]]


def _asked(given: Any) -> dict[str, str]:
    said = {name: str(given.get(name, ""))[:100].strip() for name in ("name", "kind", "state")}
    known = {"kind": set(KIND_NAMES), "state": {CAME, NEVER}}
    return {n: v if n == "name" or v in known[n] else "" for n, v in said.items()}


def _wanted(row: Registration, asked: dict[str, str], there: dict[int, Any]) -> bool:
    of = text(row.entity.name) if row.entity else row.affiliation
    words = plain(f"{row.badge_name} {row.given_name} {row.family_name} {of}")
    return (
        all(part in words for part in plain(asked["name"]).split())
        and asked["kind"] in ("", badges.kind_of(row))
        and asked["state"] in ("", CAME if row.pk in there else NEVER)
    )


def _line(
    row: Registration, there: dict[str, Attendance], half_days: list[HalfDay], meeting: Meeting
) -> PersonLine:
    found = [there.get(one.key) for one in half_days]
    return PersonLine(
        uid=str(row.uid),
        name=row.badge_name,
        function=row.function,
        of=row.entity.name if row.entity else row.affiliation,
        kind=KIND_NAMES[badges.kind_of(row)],
        shape=deciding.SHAPES[row.state],
        word=deciding.STATE_NAMES[row.state],
        walked_in=row.walked_in_at is not None,
        there=[_presence(one, meeting) if one else None for one in found],
    )


def _presence(row: Attendance, meeting: Meeting) -> Presence:
    again = [(datetime.fromisoformat(one["at"]), one["door"]) for one in row.again]
    return Presence(
        uid=str(row.uid),
        at=row.at,
        hour=at_the_door.hour_there(row.at, meeting),
        door=row.door,
        by=row.by,
        again=[at_the_door.read_before(one, meeting) for one in sorted(again)],
        late=row.received_at - row.at > at_the_door.PATIENCE,
        received=at_the_door.hour_there(row.received_at, meeting),
    )


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    half_day: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    row: Registration
    line: PersonLine
    half_days: list[HalfDay]
    taken_back: list[TakenBack]


def person_page(row: Registration, meeting: Meeting) -> PersonPage:
    """One person, also what was taken back. One query."""
    half_days = at_the_door.half_days(meeting)
    rows = list(row.attendances.order_by("day", "pk"))
    live = {f"{one.day.isoformat()}-{one.half}": one for one in rows if not one.taken_back_at}
    back = [one for one in rows if one.taken_back_at]
    return PersonPage(
        row=row,
        line=_line(row, live, half_days, meeting),
        half_days=half_days,
        taken_back=[
            TakenBack(
                half_day=HalfDay(one.day, one.half == Attendance.Half.AFTERNOON).words,
                at=one.taken_back_at,
                by=one.taken_back_by,
                why=one.taken_back_why,
            )
            for one in back
        ],
    )


def own_attendance(row: Registration) -> list[str]:
    """The half-days in which a person was in the room, in words; for themselves. One query."""
    rows = row.attendances.filter(taken_back_at=None)
    found = [HalfDay(one.day, one.half == Attendance.Half.AFTERNOON) for one in rows]
    return [one.words for one in sorted(found)]
