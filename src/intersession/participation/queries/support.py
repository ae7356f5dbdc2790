"""Requests for support of a meeting: the list with its money, and what an act would do to many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from intersession.meetings.models import Meeting
from intersession.participation import deciding, supporting
from intersession.participation.checks_of_registrations import for_the_office, plain
from intersession.participation.models import (
    CostLine,
    Registration,
    SupportRequest,
    TravelRates,
)
from intersession.participation.queries.candidates import is_official_of_a_developing_country, rich
from intersession.participation.queries.costs import SupportMoney, home_of, money_of
from intersession.participation.queries.eligibility import Finding, findings
from intersession.participation.supporting import HELD, LOCKED, State
from intersession.ui.text import text

Kind = CostLine.Kind
PER_PAGE = 50
GIVEN = HELD | LOCKED
OUT = (State.NOT_ELIGIBLE, State.CANCELLED)
# What an estimate lacks.
HOME, PLACE, FARE, DSA, TERMINAL = "home", "place", "fare", "dsa", "terminal"
NO_ENTITY = _("the fare: the person has no Entity, so write it by hand")
LACKING: dict[str, Any] = {
    HOME: _("where the capital of %(entity)s lies"),
    PLACE: _("where the place of the meeting lies"),
    FARE: _("the fare per km"),
    DSA: _("the daily subsistence allowance"),
    TERMINAL: _("the terminal expenses"),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is narrowed to; what is not known is left out."""

    state: str = ""
    estimate: str = ""  # yes | no
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportLine:
    uid: str
    name: str
    of: Any  # Entity or affiliation
    state: str
    shape: str
    word: Any
    rank: int | None
    amounts: dict[str, int]  # by kind of line
    spent: int | None
    shared: bool  # an official of a developing country
    lacks: tuple[str, ...]  # for an estimate
    live: bool

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Of those who may still travel, and of those to whom it was offered, by kind of line."""

    asked: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    of_given: bool = False  # the share is of what was offered; else of all that is asked for
    share: int = 0
    whole: int = 0


@dataclass(frozen=True, kw_only=True)
class SupportList:
    lines: list[SupportLine]
    page: "Page[Any]"
    counts: list[tuple[str, Any, int]]
    asked: Asked
    of: int
    found: int
    without: int  # who ask for support and have no request yet
    unestimated: int
    offered: bool  # the seats of a list were
    totals: Totals
    money: SupportMoney
    currency: str


def asked_of(given: Any) -> Asked:
    said = {name: str(given.get(name, ""))[:100].strip() for name in Asked.__dataclass_fields__}
    choices: dict[str, Any] = {"state": supporting.STATE_NAMES, "estimate": ("yes", "no")}
    return Asked(**{n: v for n, v in said.items() if n not in choices or v in choices[n]})


def requests_of(meeting: Meeting) -> Any:
    """With all that a line shows."""
    rows = SupportRequest.objects.filter(registration__meeting=meeting)
    related = ("registration__entity", "registration__delegation")
    deferred = ("history", "registration__history", "registration__needs")
    return rows.select_related(*related).defer(*deferred)


def support_list(
    meeting: Meeting, asked: Asked, page: str = "1", *, whole: bool = False
) -> SupportList:
    """Nine queries, however many there are. `whole`: all lines, for a sheet."""
    lines = lines_of(meeting, list(requests_of(meeting)))
    lines.sort(key=_place)
    found = [one for one in lines if _wanted(one, asked)]
    states = Counter(one.state for one in lines)
    shown = Paginator(found, max(1, len(found)) if whole else PER_PAGE).get_page(page)
    money = money_of(meeting)
    without = for_the_office(meeting.pk).filter(support=True, request=None)
    return SupportList(
        lines=list(shown),
        page=shown,
        counts=[(s, word, states[s]) for s, word in supporting.STATE_NAMES.items() if states[s]],
        asked=asked,
        of=len(lines),
        found=len(found),
        without=without.exclude(state=Registration.State.CANCELLED).count(),
        unestimated=sum(Kind.FARE not in one.amounts for one in lines if one.state not in OUT),
        offered=any(one.state in supporting.HELD | supporting.LOCKED for one in lines),
        totals=_totals(lines),
        money=money,
        currency=money.currency,
    )


def _place(line: SupportLine) -> tuple[Any, ...]:
    """By rank; then who waits for a decision, the others, and who is out."""
    waits = line.state != State.REQUESTED
    return (line.state in OUT, line.rank is None, line.rank or 0, waits, line.name)


def _wanted(line: SupportLine, asked: Asked) -> bool:
    estimated = {"yes": True, "no": False}.get(asked.estimate)
    return (
        (not asked.state or line.state == asked.state)
        and (estimated is None or (Kind.FARE in line.amounts) is estimated)
        and all(part in plain(line.name) for part in plain(asked.name).split())
    )


def lines_of(meeting: Meeting, rows: Sequence[SupportRequest]) -> list[SupportLine]:
    """Three queries."""
    costs = CostLine.objects.filter(request__in=[row.pk for row in rows])
    amounts: dict[int, Counter[str]] = {}
    spent: dict[int, int] = {}
    for pk, kind, quantity, rate, of_it in costs.values_list(
        "request", "kind", "quantity", "rate", "spent"
    ):
        amounts.setdefault(pk, Counter())[kind] += quantity * rate
        if of_it is not None:
            spent[pk] = spent.get(pk, 0) + of_it
    rates = TravelRates.objects.filter(meeting=meeting).first()
    rich_ones = rich(meeting, [row.registration.entity_id for row in rows])
    return [
        _line(
            row,
            dict(amounts.get(row.pk, {})),
            spent.get(row.pk),
            rates,
            row.registration.entity_id in rich_ones,
        )
        for row in rows
    ]


def _line(
    row: SupportRequest,
    amounts: dict[str, int],
    spent: int | None,
    rates: TravelRates | None,
    is_rich: bool,
) -> SupportLine:
    who = row.registration
    return SupportLine(
        uid=str(row.uid),
        name=who.badge_name,
        of=who.entity.name if who.entity else who.affiliation,
        state=row.state,
        shape=supporting.SHAPES[row.state],
        word=supporting.STATE_NAMES[row.state],
        rank=row.rank,
        amounts=amounts,
        spent=spent,
        shared=is_official_of_a_developing_country(who, is_rich),
        lacks=tuple(lacking(who, rates, amounts)),
        live=who.state in deciding.LIVE,
    )


def lacking(who: Registration, rates: TravelRates | None, kinds: Any) -> list[str]:
    """What is not known that a line needs, by name, where the line is not there."""
    if HOME in (found := _lacking(who, rates, kinds)) and who.entity is None:
        return [str(NO_ENTITY), *(str(LACKING[code]) for code in found if code != HOME)]
    named = {"entity": text(who.entity.name) if who.entity else ""}
    return [str(LACKING[code]) % named for code in found]


def _lacking(who: Registration, rates: TravelRates | None, amounts: Any) -> list[str]:
    found = []
    if Kind.FARE not in amounts:
        if home_of(who) is None:
            found.append(HOME)
        if rates is None or rates.latitude is None:
            found.append(PLACE)
        if rates is None or not (rates.fare_base or rates.fare_per_km):
            found.append(FARE)
    if Kind.DSA not in amounts and (rates is None or not rates.dsa):
        found.append(DSA)
    if Kind.TERMINAL not in amounts and (rates is None or not rates.terminal):
        found.append(TERMINAL)
    return found


def _totals(lines: Sequence[SupportLine]) -> Totals:
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for one in lines:
        if one.state not in OUT and one.live:
            asked.update(one.amounts)
        if one.state in GIVEN:
            given.update(one.amounts)
    of_given = bool(given.total())
    counted = [
        one
        for one in lines
        if (one.state in GIVEN if of_given else one.state not in OUT and one.live)
    ]
    return Totals(
        asked=asked,
        given=given,
        of_given=of_given,
        share=sum(one.total for one in counted if one.shared),
        whole=sum(one.total for one in counted),
    )


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What an act would do to one of many; `why`: its state, where it would not be done."""

    uid: str
    seen: str
    name: str
    of: Any
    before: Any
    after: Any
    findings: list[Finding]
    why: str

    @property
    def otherwise(self) -> bool:
        return not all(one.held for one in self.findings)


def foreseen(meeting: Meeting, uids: list[UUID], act: str) -> list[Foreseen]:
    """Six queries."""
    rows = SupportRequest.objects.filter(registration__meeting=meeting, uid__in=uids)
    related = ("registration__entity", "registration__delegation")
    found = list(rows.select_related(*related).order_by("rank", "pk"))
    facts = findings(meeting, [row.registration for row in found])
    return [_foreseen(row, act, facts[row.registration.pk]) for row in found]


def _foreseen(row: SupportRequest, act: str, facts: list[Finding]) -> Foreseen:
    who = row.registration
    can = supporting.may(act, row.state) and who.state in deciding.LIVE
    said = supporting.STATE_NAMES[row.state]
    if who.state not in deciding.LIVE:
        said = deciding.STATE_NAMES[who.state]
    return Foreseen(
        uid=str(row.uid),
        seen=supporting.version(row),
        name=who.badge_name,
        of=who.entity.name if who.entity else who.affiliation,
        before=supporting.STATE_NAMES[row.state],
        after=supporting.STATE_NAMES[supporting.ACTS[act].to] if can else "",
        findings=facts,
        why="" if can else str(said),
    )
