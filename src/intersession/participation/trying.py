"""What a change of the rules would do to the list: worked out beside what stands, and not kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import features
from intersession.participation.models import RoomRules, Target
from intersession.participation.planning import planned
from intersession.participation.queries.candidates import Pool, pool_of
from intersession.participation.repairs import Clash, clash_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """A target: how many of the list count for it, with the rules of now and then. None where it
    is not asked for, or where there is no list."""

    label: str
    asked: Target
    now: int | None
    then: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Money in the smallest unit; `shared` is for officials of developing countries."""

    seats: int
    cost: int
    shared: int


@dataclass(frozen=True, kw_only=True)
class Tried:
    """`now` is None where no list is possible by the rules that stand; with a `clash` there would
    be none by the new ones."""

    rules: RoomRules
    clash: Clash | None = None
    now: Outcome | None = None
    then: Outcome | None = None
    coming: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    targets: tuple[Line, ...] = ()

    @property
    def moved(self) -> list[Line]:
        return [one for one in self.targets if one.now != one.then]

    @property
    def unmoved(self) -> list[Line]:
        return [one for one in self.targets if one.now == one.then]


def tried(meeting: Meeting, rules: RoomRules, targets: Iterable[Target]) -> Tried:
    """The list that these rules would give beside the one that those in force give."""
    pool = replace(pool_of(meeting, rules), targets=tuple(targets))
    stands = RoomRules.objects.filter(meeting=meeting).first()
    before = pool_of(meeting, stands) if stands else None
    now = _room(before) if before else None
    try:
        plan = planned(pool)
    except sortition.Infeasible as said:
        return Tried(rules=rules, clash=clash_of(meeting, said, rules, pool.targets))
    then = _seated(pool, plan.room)
    return Tried(
        rules=rules,
        now=_outcome(now) if now is not None else None,
        then=_outcome(then),
        coming=_names(pool, then, now),
        leaving=_names(pool, now or [], then) if now is not None else (),
        targets=tuple(_line(pool, one, now, then) for one in pool.targets),
    )


def _room(pool: Pool) -> list[sortition.Candidate] | None:
    try:
        return _seated(pool, planned(pool).room)
    except sortition.Infeasible:
        return None


def _seated(pool: Pool, room: Sequence[str]) -> list[sortition.Candidate]:
    return [pool.by_id[one] for one in room]


def _outcome(room: list[sortition.Candidate]) -> Outcome:
    shared = sum(one.cost for one in room if one.shared)
    return Outcome(seats=len(room), cost=sum(one.cost for one in room), shared=shared)


def _names(
    pool: Pool, these: list[sortition.Candidate], without: list[sortition.Candidate] | None
) -> tuple[str, ...]:
    known = {one.id for one in without or ()}
    return tuple(pool.registrations[one.id].badge_name for one in these if one.id not in known)


def _line(
    pool: Pool,
    target: Target,
    now: list[sortition.Candidate] | None,
    then: list[sortition.Candidate],
) -> Line:
    values = tuple((feature, value) for feature, value in target.values)
    return Line(
        label=pool.named.pairs(values),
        asked=target,
        now=None if now is None else _count(now, values),
        then=_count(then, values),
    )


def _count(room: list[sortition.Candidate], values: features.Pairs) -> int:
    return sum(all(one.attributes.get(f, "") == v for f, v in values) for one in room)
