"""A slow, obviously right twin of the lottery, and makers of random candidates and rules."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from random import Random

from intersession.methods.sortition import Candidate, Quota, Rules, Share
from intersession.methods.sortition._solver import ENDLESS, Matrix, Solver, np

People = tuple[Candidate, ...]
SIZES = {"x": "ab", "y": "cde"}


def is_room(people: People, rules: Rules, candidates: Iterable[Candidate]) -> bool:
    """The rules, read one by one."""
    ids = {c.id for c in people}
    if not rules.seats[0] <= len(people) <= rules.seats[1] or any(c.barred for c in people):
        return False
    if any(c.must and c.id not in ids for c in candidates):
        return False
    for quota in rules.quotas:
        has = sum(all(c.attributes.get(f, "") == v for f, v in quota.values) for c in people)
        if not quota.wished and not quota.least <= has <= quota.most:
            return False
    sent = Counter(c.entity for c in people if c.entity)
    if rules.per_entity is not None and max(sent.values(), default=0) > rules.per_entity:
        return False
    if rules.in_order and not in_order(ids, candidates):
        return False
    cost = sum(c.cost for c in people)
    if rules.budget is not None and cost > rules.budget:
        return False
    share = rules.share
    if share and not share.wished:
        base = cost if share.of == "spend" else rules.budget
        return sum(c.cost for c in people if c.shared) * share.whole >= share.part * base
    return True


def place(candidate: Candidate) -> float:
    return float("inf") if candidate.priority is None else candidate.priority


def in_order(ids: set[str], candidates: Iterable[Candidate]) -> bool:
    return not any(
        later.id in ids and first.id not in ids
        for later in candidates
        for first in candidates
        if later.entity and later.entity == first.entity and place(first) < place(later)
    )


def every_room(candidates: People, rules: Rules) -> list[People]:
    sizes = range(rules.seats[0], min(rules.seats[1], len(candidates)) + 1)
    found = (room for size in sizes for room in combinations(candidates, size))
    return [room for room in found if is_room(room, rules, candidates)]


def leximin(candidates: People, rules: Rules) -> dict[str, float]:
    """Chances by unit. Raise the worst as far as it goes; whoever cannot have more when all others
    have at least as much stays there."""
    rooms = every_room(candidates, rules)
    units = units_of(candidates, rules)
    table = [[float(any(c in room for c in unit)) for unit in units.values()] for room in rooms]
    names = list(units)
    fixed: dict[int, float] = {}
    for at in range(len(names)):
        if not any(row[at] for row in table):
            fixed[at] = 0.0
    while len(fixed) < len(names):
        free = [at for at in range(len(names)) if at not in fixed]
        worst = best(table, fixed, 0.0, free)
        stuck = [at for at in free if best(table, fixed, worst, [at], free) < worst + 1e-8]
        fixed |= dict.fromkeys(stuck, worst)
    return {names[at]: chance for at, chance in fixed.items()}


def units_of(candidates: People, rules: Rules) -> dict[str, People]:
    if rules.unit == "person":
        return {c.id: (c,) for c in candidates}
    names = {c.entity or c.id for c in candidates}
    return {name: tuple(c for c in candidates if name in (c.entity, c.id)) for name in names}


def best(
    table: list[list[float]],
    fixed: dict[int, float],
    worst: float,
    raised: list[int],
    least: list[int] | None = None,
) -> float:
    """How far the chances of all `raised` rise; `fixed` keep theirs, `least` have `worst`."""
    rows = [dict.fromkeys(range(len(table)), 1.0)]
    low, high = [1.0], [1.0]
    needs = [(at, chance - 1e-10) for at, chance in fixed.items()]
    needs += [(at, worst - 1e-10) for at in least or []]
    for at, chance in needs:
        rows.append({room: row[at] for room, row in enumerate(table)})
        low, high = [*low, chance], [*high, ENDLESS]
    for at in raised:
        rows.append({room: row[at] for room, row in enumerate(table)} | {len(table): -1.0})
        low, high = [*low, 0.0], [*high, ENDLESS]
    entries = [(r, col, value) for r, row in enumerate(rows) for col, value in row.items()]
    columns = len(table) + 1
    solver = Solver(
        Matrix.of(entries, (len(rows), columns)),
        aim=np.append(np.zeros(len(table)), -1.0),
        cols=(np.zeros(columns), np.ones(columns)),
        rows=(np.array(low), np.array(high)),
    )
    assert solver.solve()
    return -solver.value


def some(rng: Random, kinds: str) -> tuple[People, Rules]:
    """Up to eight candidates. `kinds`: letters of what may be asked of them besides quotas."""
    count = rng.randint(5, 8)
    entities = [rng.choice(["", "A", "B", "C"]) if "e" in kinds else "" for _ in range(count)]
    candidates = tuple(
        Candidate(
            id=f"p{at}",
            attributes={feature: rng.choice(values) for feature, values in SIZES.items()},
            entity=entities[at],
            priority=rng.choice([1, 2, 3, None]) if "o" in kinds else None,
            cost=rng.choice([0, 3, 5, 7]) if "m" in kinds else 0,
            shared="s" in kinds and rng.random() < 0.6,
            must="f" in kinds and rng.random() < 0.1,
            barred="f" in kinds and rng.random() < 0.15,
        )
        for at in range(count)
    )
    seats = rng.randint(2, 4)
    quotas = [
        Quota(values=((feature, value),), least=rng.randint(0, 1), most=rng.randint(1, seats))
        for feature, values in SIZES.items()
        for value in values
    ]
    if "p" in kinds:
        pair = (("x", "a"), ("y", rng.choice("cde")))
        quotas.append(Quota(values=pair, least=rng.randint(0, 1), most=2))
    rules = Rules(
        seats=(seats - ("r" in kinds), seats),
        quotas=tuple(quotas),
        per_entity=rng.choice([1, 2]) if "c" in kinds else None,
        in_order="o" in kinds,
        budget=rng.randint(2, 5) * seats if "m" in kinds else None,
        share=Share(part=1, whole=2, of=rng.choice(["spend", "budget"])) if "s" in kinds else None,
        unit="entity" if "u" in kinds else "person",
    )
    return candidates, rules
