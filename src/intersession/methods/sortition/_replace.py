"""Who takes the seats of those who leave: everybody else stays, and rules suffer least."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_
from fractions import Fraction

from intersession.methods.base import Remark

from ._conflict import laid
from ._kinds import Kind, checked, room_of
from ._lines import BARRED, MAX, MONEY, MUST, ORDER, SHARE, Rule, cost_terms, wishes
from ._lottery import lottery
from ._measure import broken, largest_of_an_entity, shortfall, wish_results
from ._model import (
    BUDGET,
    ENTITY,
    Alternates,
    Candidate,
    Infeasible,
    Quota,
    Replacement,
    Room,
    Rules,
    Share,
    SortitionError,
    Wish,
)
from ._program import Program
from ._stages import LONG, Stages
from ._swaps import Pool, reserves_for
from ._tickets import drawn_from, lots_of

FEW = 3  # newcomers: for more, equal chances take too long to work out
FINE = 10_000  # a share is told in parts of so many
MONEY_FIRST = (MONEY, "people", SHARE)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A room that some have left: who is still there, and the rules for as many seats as before."""

    people: tuple[Candidate, ...]
    rules: Rules
    kept: frozenset[str]


def replace(
    *,
    candidates: Iterable[Candidate],
    rules: Rules,
    room: Iterable[str],
    leaving: Iterable[str],
    seed: str | None = None,
) -> Replacement:
    """Fill the seats of those who leave. All others stay. Then, each as far as the one before
    allows: the budget, then hard rules (by people missed), then a hard share, then the wishes in
    their order, then as few newcomers as can be. Those who could come have equal chances (LEXIMIN
    where two or three come; for more, the least sum of lots), drawn by `seed` (any text but the
    empty one); without a seed the order of the plan decides: cost, past support, identifier.
    There is always an answer: what it misses is told.
    """
    if seed == "":
        raise SortitionError("A seed needs at least one character.", code="no-seed")
    gap = _gap(checked(candidates, rules), rules, tuple(room), tuple(leaving))
    found, optimal = _best(gap)
    remarks = () if optimal else (Remark(code="plan-not-proven"),)
    chances: Mapping[str, float] = {}
    if seed is not None and set(found) - gap.kept:
        lot = _drawn(gap, found, seed)
        if lot is None:
            remarks = (*remarks, Remark(code="not-drawn"))
        else:
            found, chances = lot
            if not chances:
                remarks = (*remarks, Remark(code="drawn-by-lots"))
    return _told(gap, found, chances, optimal, remarks)


def _gap(
    people: tuple[Candidate, ...], rules: Rules, room: tuple[str, ...], leaving: tuple[str, ...]
) -> Gap:
    known = {each.id for each in people}
    for id in (*room, *leaving):
        if id not in known:
            raise SortitionError(f"{id} is no candidate.", code="no-candidate", id=id)
    for id in leaving:
        if id not in room:
            raise SortitionError(f"{id} has no seat to leave.", code="no-seat", id=id)
    gone, low, high = set(leaving), *rules.seats
    seats = min(max(len(set(room)), low), high)
    return Gap(
        people=tuple(each for each in people if each.id not in gone),
        rules=with_(rules, seats=(seats, seats)),
        kept=frozenset(room) - gone,
    )


def _best(gap: Gap, lots: Mapping[str, int] | None = None) -> tuple[Room, bool]:
    """The room that the order of the plan gives, or the least sum of lots among those alike; and
    whether that is proven."""
    people = tuple(with_(each, must=each.must or each.id in gap.kept) for each in gap.people)
    given = laid(people, gap.rules, everybody=lots is not None)
    program = Program()
    for kind in given.kinds:
        stays = kind.one.id in gap.kept
        program.column(int(stays), 0 if kind.one.barred and not stays else kind.size)
    missed: dict[str, list[tuple[int, int]]] = {name: [] for name in MONEY_FIRST}
    for rule in given.rules:
        if rule.side != BARRED and not (rule.side == MUST and rule.label in gap.kept):
            name = rule.label if rule.label == MONEY else rule.side
            missed[name if name in missed else "people"] += _columns(program, rule)
    stages = Stages(program, wishes(given.kinds, gap.rules))
    stages.begin()
    for name in MONEY_FIRST:
        stages.least(missed[name])
    for place in range(len(stages.wished)):
        stages.wish(place)
    _finish(stages, given.kinds, gap.kept, lots)
    return room_of(given.kinds, stages.counts(len(given.kinds))), stages.proven


def _columns(program: Program, rule: Rule) -> list[tuple[int, int]]:
    """By how much each line of a rule is missed."""
    found = []
    for line in rule.lines:
        most = program.room_to_give(line)
        if most:
            missed = program.column(0, most, whole=most < LONG)
            give = 1 if line.least is not None else -1
            program.row((*line.terms, (missed, give)), line.least, line.most)
            found.append((missed, 1))
    return found


def _finish(
    stages: Stages, kinds: Sequence[Kind], kept: frozenset[str], lots: Mapping[str, int] | None
) -> None:
    """As few newcomers as can be; among those alike, the order of the plan, or lots."""
    new = [(at, kind.one.id) for at, kind in enumerate(kinds) if kind.one.id not in kept]
    stages.least([(at, 1) for at, _ in new])
    if lots is not None:
        stages.least([(at, lots[id]) for at, id in new])
        return
    stages.least(cost_terms(kinds))
    stages.rotate(kinds)


def _drawn(gap: Gap, best: Room, seed: str) -> tuple[Room, Mapping[str, float]] | None:
    """One of the rooms as good as the best, by lot; and the chances of all who could come. None
    where several leave and the rules that must be missed leave no lottery over whole rooms."""
    coming = set(best) - gap.kept
    if len(coming) == 1:
        weights = _alike(gap, best)
        chosen = drawn_from(weights, seed)
        room = tuple(sorted({*gap.kept, chosen}))
        return room, {id: float(weight) for id, weight in weights.items()}
    if len(coming) > FEW:
        others = [each.id for each in gap.people if each.id not in gap.kept]
        return _best(gap, lots_of(others, seed))[0], {}
    people, rules = _as_good(gap, best)
    try:
        found = lottery(candidates=people, rules=rules, seed=seed)
    except Infeasible:
        return None
    if found.drawn is None or any(
        _misses(gap, room) > _misses(gap, best) for room, _ in found.rooms
    ):
        return None
    chances = {id: p for id, p in found.chances.items() if p > 0 and id not in gap.kept}
    return found.drawn, chances


def _misses(gap: Gap, room: Room) -> tuple[int, ...]:
    """What a room misses: money, people, the share; then each wish."""
    hard = dict.fromkeys(MONEY_FIRST, 0)
    for held in broken(gap.people, gap.rules, room):
        name = held.label if held.label == MONEY else held.side
        hard[name if name in hard else "people"] += held.misses
    wished = (
        max(wish.got - wish.asked, 0) if wish.side == MAX else max(wish.asked - wish.got, 0)
        for wish in wish_results(gap.people, gap.rules, room)
    )
    return (*hard.values(), *wished)


def _alike(gap: Gap, best: Room) -> dict[str, Fraction]:
    """Everybody who alone would do as well as the one found, with their chances."""
    comer = next(iter(set(best) - gap.kept))
    pool = Pool(gap.people, gap.rules, best)
    place = next(at for at in pool.inside if pool.people[at].id == comer)
    others = [pool.people[at] for at in pool.swaps(place, gone=False).as_good_as_now()]
    one = next(each for each in gap.people if each.id == comer)
    groups: dict[str, list[str]] = {}
    for each in sorted((one, *others), key=lambda each: each.id):
        fair = each.entity if gap.rules.unit == ENTITY and each.entity else each.id
        groups.setdefault(fair, []).append(each.id)
    return {id: Fraction(1, len(groups) * len(group)) for group in groups.values() for id in group}


def _as_good(gap: Gap, best: Room) -> tuple[tuple[Candidate, ...], Rules]:
    """The rules that say: as good as this room, rule by rule; the kept are musts. Where an Entity's
    order cannot be kept, nobody else of it comes."""
    inside, rules = set(best), gap.rules
    held = {(each.label, each.side): each.got for each in broken(gap.people, rules, best)}
    jumbled = {label.removeprefix("order:") for label, side in held if side == ORDER}
    people = tuple(
        with_(
            each,
            must=each.id in gap.kept or (each.must and each.id in inside),
            barred=False,
            priority=None if each.entity in jumbled else each.priority,
        )
        for each in gap.people
        if each.id in inside or not (each.barred or each.entity in jumbled)
    )
    results = {wish.label: wish for wish in wish_results(people, rules, best)}
    quotas = tuple(_widened(quota, held, results) for quota in rules.quotas)
    spent = sum(each.cost for each in people if each.id in inside)
    cap = rules.per_entity
    return people, with_(
        rules,
        seats=(len(best), len(best)),
        quotas=quotas,
        per_entity=None if cap is None else max(cap, largest_of_an_entity(people, best)),
        budget=None if rules.budget is None else max(rules.budget, spent),
        share=_reached(people, rules, best),
    )


def _widened(
    quota: Quota, held: Mapping[tuple[str, str], int], wished: Mapping[str, Wish]
) -> Quota:
    """A quota that this room just meets."""
    got = [number for (label, _), number in held.items() if label == quota.label]
    if quota.wished:
        got = [wished[quota.label].got]
    least, most = min([quota.least, *got]), max([quota.most, *got])
    return with_(quota, least=least, most=most, wished=False)


def _reached(people: Sequence[Candidate], rules: Rules, room: Room) -> Share | None:
    """The share as a hard rule, lowered to what this room reaches where it misses it."""
    if rules.share is None:
        return None
    inside = [each for each in people if each.id in set(room)]
    spent = sum(each.cost for each in inside)
    shared = sum(each.cost for each in inside if each.shared)
    if shortfall(rules, spent, shared)[1] == 0:
        return with_(rules.share, wished=False)
    base = (rules.budget or 0) if rules.share.of == BUDGET else spent
    return with_(rules.share, part=FINE * shared // base, whole=FINE, wished=False)


def _told(
    gap: Gap,
    room: Room,
    chances: Mapping[str, float],
    optimal: bool,
    remarks: tuple[Remark, ...],
) -> Replacement:
    inside = set(room)
    missed = broken(gap.people, gap.rules, room)
    return Replacement(
        room=room,
        coming=tuple(id for id in room if id not in gap.kept),
        chances=chances,
        missed=tuple(
            Wish(label=each.label, side=each.side, asked=each.asked, got=each.got)
            for each in missed
        ),
        wishes=wish_results(gap.people, gap.rules, room),
        cost=sum(each.cost for each in gap.people if each.id in inside),
        optimal=optimal,
        remarks=remarks,
    )


def alternates(
    *, candidates: Iterable[Candidate], rules: Rules, room: Iterable[str], number: int = 3
) -> tuple[Alternates, ...]:
    """For each seat, who would take it best if the one who has it left and all others stayed."""
    people = checked(candidates, rules)
    pool = Pool(people, rules, tuple(sorted(room)))
    found = []
    for leaver in pool.inside:
        best = pool.swaps(leaver, gone=True).nearest()[:number]
        by = tuple(people[at].id for at in best)
        found.append(Alternates(id=people[leaver].id, by=by))
    return tuple(found)


def reserves(
    *, candidates: Iterable[Candidate], rules: Rules, room: Iterable[str], seed: str
) -> tuple[str, ...]:
    """Who would come in for a room that was drawn, in order: whoever is the best for most seats
    first; among those alike a lot by `seed` decides."""
    people = checked(candidates, rules)
    pool = Pool(people, rules, tuple(sorted(room)))
    return reserves_for(pool, lots_of([each.id for each in people], seed))
