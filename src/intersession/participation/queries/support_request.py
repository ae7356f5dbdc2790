"""One request for support: as the Administration reads it, and as the person does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intersession.meetings.models import Meeting
from intersession.participation import deciding, supporting
from intersession.participation.models import (
    Call,
    CostLine,
    PersonalPaper,
    Registration,
    Seat,
    SupportCriterion,
    SupportRequest,
    TravelRates,
)
from intersession.participation.queries.costs import SupportMoney, money_of
from intersession.participation.queries.eligibility import (
    Finding,
    criteria_of,
    finding_in,
    findings,
)
from intersession.participation.queries.room import standing_list
from intersession.participation.queries.support import lacking
from intersession.participation.supporting import HELD, LOCKED, PATH, State

# Then the person knows of it, and reads what is paid.
TOLD = HELD | LOCKED
ENDED = (State.NOT_ELIGIBLE, State.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class PathStep:
    word: Any
    reached: bool
    now: bool


@dataclass(frozen=True, kw_only=True)
class Happened:
    at: datetime
    what: Any
    by: str
    why: str


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    row: SupportRequest
    who: Registration
    seen: str
    shape: str
    word: Any
    of: Any
    path: list[PathStep]
    findings: list[Finding]
    decided: bool  # the findings are those of the decision
    lines: list[CostLine]
    lacks: list[str]
    money: SupportMoney
    seat: Seat | None
    acts: list[tuple[str, Any]]
    may: frozenset[str]  # further acts, each with a form of its own
    costs_open: bool
    back: Any  # what would be taken back, "" where nothing
    history: list[Happened]

    @property
    def total(self) -> int:
        return sum(one.quantity * one.rate for one in self.lines)

    @property
    def spent(self) -> int:
        return sum(one.spent or 0 for one in self.lines)

    @property
    def over(self) -> int:
        """By how much an offer of this exceeds the budget."""
        return 0 if self.row.state in TOLD else self.money.over_with(self.total)


def request_page(row: SupportRequest) -> RequestPage:
    """`row` with its registration, Entity, delegation and meeting."""
    who = row.registration
    lines = list(row.lines.order_by("pk"))
    lines.sort(key=lambda one: list(CostLine.Kind).index(CostLine.Kind(one.kind)))
    frozen = [finding_in(one) for one in row.findings]
    rates = TravelRates.objects.filter(meeting=who.meeting_id).first()
    step = supporting.last_step(row)
    return RequestPage(
        row=row,
        who=who,
        seen=supporting.version(row),
        shape=supporting.SHAPES[row.state],
        word=supporting.STATE_NAMES[row.state],
        of=who.entity.name if who.entity else who.affiliation,
        path=path_of(row),
        findings=frozen or findings(who.meeting, [who])[who.pk],
        decided=bool(frozen),
        lines=lines,
        lacks=lacking(who, rates, {one.kind for one in lines}),
        money=money_of(who.meeting),
        seat=_seat(who),
        acts=_acts(row),
        may=frozenset(
            act for act in ("rank", "ticket", "settle") if supporting.may(act, row.state)
        ),
        costs_open=row.state in supporting.COSTS_OPEN,
        back=supporting.ACTS[step["act"]].done if step else "",
        history=[_happened(one) for one in reversed(row.history)],
    )


def path_of(row: SupportRequest) -> list[PathStep]:
    """The states in their order; where the request ended beside the path, that stands last."""
    passed = {step.get("was") for step in row.history} | {row.state}
    place = PATH.index(State(row.state)) if row.state in PATH else -1
    steps = [
        PathStep(
            word=supporting.STATE_NAMES[state],
            reached=n < place if place >= 0 else state in passed,
            now=state == row.state,
        )
        for n, state in enumerate(PATH)
    ]
    if row.state in ENDED:
        end = PathStep(word=supporting.STATE_NAMES[row.state], reached=True, now=True)
        return [*(one for one in steps if one.reached), end]
    return steps


def _acts(row: SupportRequest) -> list[tuple[str, Any]]:
    """Of a cancelled registration only the end can be written."""
    live = row.registration.state in deciding.LIVE
    return [
        (act, supporting.ACTS[act].label)
        for act in supporting.OF_THE_OFFICE
        if supporting.may(act, row.state) and (live or act == "cancel")
    ]


def _seat(who: Registration) -> Seat | None:
    row = standing_list(who.meeting)
    return row.seats.filter(registration=who).first() if row else None


def _happened(step: Mapping[str, Any]) -> Happened:
    return Happened(
        at=datetime.fromisoformat(step["at"]),
        what=supporting.DONE.get(step["act"], step["act"]),
        by=step["by"],
        why=step["why"],
    )


@dataclass(frozen=True, kw_only=True)
class OwnSupport:
    """What the person reads. Lines and sums only once it was offered."""

    row: SupportRequest
    lines: list[CostLine]
    letter: bool
    travels_on: date | None
    returns_on: date | None
    names_missing: bool
    passport_missing: bool

    @property
    def told(self) -> bool:
        return self.row.state in TOLD

    @property
    def total(self) -> int:
        return sum(one.quantity * one.rate for one in self.lines)


def own_support(who: Registration) -> OwnSupport | None:
    """Four queries at most; one where no support was asked for."""
    row = SupportRequest.objects.filter(registration=who).first()
    if row is None:
        return None
    row.registration = who
    given = row.state in LOCKED or row.state in (State.ACCEPTED, State.VISA)
    return OwnSupport(
        row=row,
        lines=list(row.lines.order_by("pk")) if row.state in TOLD else [],
        letter=has_letter(row),
        travels_on=row.travels_on if row.state in LOCKED else None,
        returns_on=row.returns_on if row.state in LOCKED else None,
        names_missing=given and not (who.given_name and who.family_name),
        passport_missing=given and row.state not in LOCKED and _lacks_passport(who),
    )


def has_letter(row: SupportRequest) -> bool:
    return bool(row.letter_at and row.state in TOLD and not row.registration.forgotten_at)


def _lacks_passport(who: Registration) -> bool:
    if not Call.objects.filter(meeting=who.meeting_id, passport=True).exists():
        return False
    papers = who.papers.filter(kind=PersonalPaper.Kind.PASSPORT, deleted_at=None)
    return not papers.exists()


@dataclass(frozen=True, kw_only=True)
class CriterionLine:
    row: SupportCriterion
    holds: bool  # on the first day of the meeting


def criteria_lines(meeting: Meeting) -> list[CriterionLine]:
    """All that ever held, those of the meeting first."""
    held = {one.pk for one in criteria_of(meeting)}
    rows = SupportCriterion.objects.order_by("-since", "pk")
    lines = [CriterionLine(row=row, holds=row.pk in held) for row in rows]
    return sorted(lines, key=lambda line: not line.holds)
