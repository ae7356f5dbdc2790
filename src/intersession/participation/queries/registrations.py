"""Registrations of a meeting as the Administration sees them, and what an act would do to many."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES
from intersession.participation import asking, deciding, wording
from intersession.participation.checks_of_registrations import (
    CHECKS,
    checks,
    for_the_office,
    known,
    plain,
)
from intersession.participation.fields import version
from intersession.participation.models import Call, Registration

Words = dict[str, str]
PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is narrowed to; what is not known is left out."""

    state: str = ""
    kind: str = ""
    capital: str = ""  # yes | no
    missing: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    uid: str
    name: str
    function: str
    of: Words | str  # Entity or affiliation
    kind: Any
    role: Any
    state: str
    shape: str
    word: Any
    from_capital: bool | None
    checks: list[Any]
    modality: Any
    submitted_at: Any
    email: str
    row: Registration
    lacks: list[str]  # keys of CHECKS


@dataclass(frozen=True, kw_only=True)
class Listing:
    lines: list[Line]
    page: "Page[Any]"
    counts: list[tuple[str, Any, int]]
    lacks: list[tuple[str, Any, int]]
    kinds: list[tuple[str, Any]]
    asked: Asked
    of: int
    found: int


def asked_of(given: Any) -> Asked:
    said = {name: str(given.get(name, ""))[:100].strip() for name in Asked.__dataclass_fields__}
    choices: dict[str, Any] = {
        "state": deciding.STATE_NAMES,
        "kind": KIND_NAMES,
        "capital": ("yes", "no"),
        "missing": CHECKS,
    }
    return Asked(**{n: v for n, v in said.items() if n not in choices or v in choices[n]})


def listing(call: Call, asked: Asked, page: str = "1", *, whole: bool = False) -> Listing:
    """Five queries, however many there are. `whole`: all lines, for a sheet."""
    of = known(call)
    lacking = {row.pk: checks(row, of) for row in of.rows}
    found = [row for row in of.rows if _wanted(row, asked, lacking[row.pk])]
    states = Counter(row.state for row in of.rows)
    lacks = Counter(code for codes in lacking.values() for code in codes)
    shown = Paginator(found, max(1, len(found)) if whole else PER_PAGE).get_page(page)
    kinds = {asking.kind_of(row) for row in of.rows}
    return Listing(
        lines=[_line(row, lacking[row.pk]) for row in shown],
        page=shown,
        counts=[(s, word, states[s]) for s, word in deciding.STATE_NAMES.items() if states[s]],
        lacks=[(code, word, lacks[code]) for code, word in CHECKS.items() if lacks[code]],
        kinds=[(code, word) for code, word in KIND_NAMES.items() if code in kinds],
        asked=asked,
        of=len(of.rows),
        found=len(found),
    )


def _wanted(row: Registration, asked: Asked, lacks: list[str]) -> bool:
    capital = {"yes": True, "no": False}.get(asked.capital)
    return (
        (not asked.state or row.state == asked.state)
        and (not asked.kind or asking.kind_of(row) == asked.kind)
        and (capital is None or row.from_capital is capital)
        and (not asked.missing or asked.missing in lacks)
        and (not asked.name or _is_called(row, asked.name))
    )


def _is_called(row: Registration, name: str) -> bool:
    words = plain(" ".join((row.badge_name, row.given_name, row.family_name, row.email)))
    return all(part in words for part in plain(name).split())


def _line(row: Registration, lacks: list[str]) -> Line:
    return Line(
        uid=str(row.uid),
        name=row.badge_name,
        function=row.function,
        of=row.entity.name if row.entity else row.affiliation,
        kind=KIND_NAMES.get(asking.kind_of(row), ""),
        role=wording.ROLES[row.role],
        state=row.state,
        shape=deciding.SHAPES[row.state],
        word=deciding.STATE_NAMES[row.state],
        from_capital=row.from_capital,
        checks=[CHECKS[code] for code in lacks],
        modality=wording.MODALITIES[row.modality],
        submitted_at=row.submitted_at,
        email=row.email,
        row=row,
        lacks=lacks,
    )


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What an act would do to one of many; `why`: why it would not be done, "" where it would."""

    uid: str
    seen: str
    name: str
    of: Words | str
    before: Any
    after: Any
    checks: list[Any]
    told: bool
    why: str
    state: str
    becomes: str
    lacks: list[str]


def foreseen(call: Call, uids: list[UUID], act: str) -> list[Foreseen]:
    of = known(call)
    full = {row.pk: row for row in _full(call.meeting, uids)}
    return [_foreseen(full[row.pk], act, checks(row, of)) for row in of.rows if row.pk in full]


def _full(meeting: Meeting, uids: list[UUID]) -> Any:
    return for_the_office(meeting.pk).filter(uid__in=uids).select_related("entity")


def _foreseen(row: Registration, act: str, lacks: list[str]) -> Foreseen:
    can = deciding.may(act, row.state)
    becomes = deciding.becomes(act, row) if can else ""
    return Foreseen(
        uid=str(row.uid),
        seen=version(row),
        name=row.badge_name,
        of=row.entity.name if row.entity else row.affiliation,
        before=deciding.STATE_NAMES[row.state],
        after=deciding.STATE_NAMES[becomes] if can else "",
        checks=[CHECKS[code] for code in lacks],
        told=bool(row.email),
        why="" if can else str(deciding.STATE_NAMES[row.state]),
        state=row.state,
        becomes=becomes,
        lacks=lacks,
    )
