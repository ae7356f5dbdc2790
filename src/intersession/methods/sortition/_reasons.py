"""Why each one in a planned room has the seat. Every reason given holds, and is checked here.

must         the Administration said so
only         no room at all meets the hard rules without this person (shown by the solver)
target       the rest of the room as it is, a hard target would fall below its least number
share        the rest of the room as it is, the hard share would be missed
wish         the rest of the room as it is, a wish would be missed (by more)
cheapest     whoever else could come without missing a rule or a wish costs more
first        nobody of the Entity who has no seat comes before; others cost as much
past         whoever else could come costs more, or as much and was supported more
alike        others would do as well: decided by the order of identifiers
fits         nobody else could come in this place, the rest of the room as it is
"""

from collections.abc import Sequence

from intersession.methods.base import Value

from ._kinds import Kind, kinds_of, room_of
from ._lines import SHARE, before, hard_rules, share_label
from ._measure import broken
from ._model import Candidate, Reason, Room, Rules
from ._program import Program
from ._swaps import Pool

MUST, ONLY, TARGET, WISH = "must", "only", "target", "wish"
CHEAPEST, FIRST, PAST, ALIKE, FITS = "cheapest", "first", "past", "alike", "fits"


def reasons_for(
    people: Sequence[Candidate], rules: Rules, room: Room, pool: Pool
) -> tuple[Reason, ...]:
    """One reason for each seat, in the order of the room."""
    only = indispensable(people, rules, room)
    found = []
    for at in pool.inside:
        each = people[at]
        if each.must:
            found.append(Reason(id=each.id, code=MUST))
        elif each.id in only:
            found.append(Reason(id=each.id, code=ONLY))
        else:
            found.append(_needed(pool, at) or _best(pool, at))
    return tuple(found)


def indispensable(people: Sequence[Candidate], rules: Rules, room: Room) -> frozenset[str]:
    """Those without whom no room meets the hard rules: what all rooms found have in common, until
    no room has less of it."""
    kinds = kinds_of(people, rules)
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    common = set(room)
    while common:
        whole = [at for at, kind in enumerate(kinds) if common.issuperset(kind.ids)]
        common &= {id for at in whole for id in kinds[at].ids}
        answer = program.minimise([(at, 1) for at in whole])
        if answer is None or not answer.proven:
            return frozenset()
        seen = set(room_of(kinds, answer.values))
        if not _left_out(kinds, whole, answer.values):
            return frozenset(common)
        common &= seen
    return frozenset()


def _left_out(kinds: Sequence[Kind], whole: Sequence[int], values: Sequence[int]) -> bool:
    return any(values[at] < kinds[at].size for at in whole)


def _needed(pool: Pool, at: int) -> Reason | None:
    """A rule or wish that the room without this person would miss."""
    each = pool.people[at]
    hard = _tight(pool, at, wished=False)
    if hard is not None:
        return _of_target(pool, each, TARGET, hard)
    wish = _tight(pool, at, wished=True)
    return None if wish is None else _of_target(pool, each, WISH, wish)


def _tight(pool: Pool, at: int, *, wished: bool) -> int | None:
    """The target that counts this person and has no one to spare; the scarcest of them."""
    found = [
        row
        for row, quota in enumerate(pool.rules.quotas)
        if quota.wished == wished
        and pool.counted[row, at]
        and quota.least > 0
        and pool.got[row] <= quota.least
    ]
    return min(found, key=lambda row: (_supply(pool, row) - pool.least[row], row), default=None)


def _supply(pool: Pool, row: int) -> int:
    return int(pool.counted[row, [*pool.inside, *pool.outside]].sum())


def _of_target(pool: Pool, each: Candidate, code: str, row: int) -> Reason:
    quota = pool.rules.quotas[row]
    values = (("target", quota.label), ("asked", quota.least), ("has", _supply(pool, row)))
    return Reason(id=each.id, code=code, values=values)


def _share_fails(pool: Pool, at: int) -> bool:
    rest = [id for id in pool.room if id != pool.people[at].id]
    return any(held.side == SHARE for held in broken(pool.people, pool.rules, rest))


def _best(pool: Pool, at: int) -> Reason:
    """How this person stands against those who could come instead."""
    each = pool.people[at]
    rivals = [pool.people[other] for other in pool.swaps(at, gone=False).as_good_as_now()]
    if not rivals:
        return Reason(id=each.id, code=FITS)
    cheapest = min(rivals, key=lambda rival: (rival.cost, rival.id))
    if cheapest.cost > each.cost:
        values = (("cost", each.cost), ("next", cheapest.id), ("next_cost", cheapest.cost))
        return Reason(id=each.id, code=CHEAPEST, values=values)
    share = pool.rules.share
    if share is not None and not share.wished and _share_fails(pool, at):
        return Reason(id=each.id, code=SHARE, values=(("target", share_label(share)),))
    if _first(pool, each):
        return Reason(id=each.id, code=FIRST, values=_place(each))
    alike = sum((rival.cost, rival.past) == (each.cost, each.past) for rival in rivals)
    if not alike:
        return Reason(id=each.id, code=PAST, values=(("past", each.past),))
    return Reason(id=each.id, code=ALIKE, values=(("others", alike),))


def _place(each: Candidate) -> tuple[tuple[str, Value], ...]:
    return (("entity", each.entity), ("priority", each.priority or 1))


def _first(pool: Pool, each: Candidate) -> bool:
    if not each.entity or each.priority is None:
        return False
    others = (pool.people[at] for at in pool.nominees[each.entity] if at not in pool.taken)
    return all(before(other) > each.priority for other in others)
