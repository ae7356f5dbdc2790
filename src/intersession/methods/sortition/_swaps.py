"""What happens to a room when one person leaves it and another comes."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ._lines import before, counts
from ._measure import shortfall
from ._model import BUDGET, Candidate, Room, Rules

FEWEST_RESERVES = 10


class Pool:
    """A room and those outside it, as tables of numbers (rows: targets; columns: people)."""

    def __init__(self, people: Sequence[Candidate], rules: Rules, room: Room) -> None:
        import numpy  # noqa: PLC0415

        self.np = numpy
        self.people, self.rules, self.room = people, rules, room
        place = {each.id: at for at, each in enumerate(people)}
        self.inside = [place[id] for id in room]
        taken = set(self.inside)
        self.outside = [at for at, each in enumerate(people) if at not in taken and not each.barred]
        table = self._table([[counts(p, q) for p in people] for q in rules.quotas])
        self.counted = table.reshape(len(rules.quotas), len(people))
        self.costs = self._table([each.cost for each in people])
        self.pasts = self._table([each.past for each in people])
        self.shared = self._table([each.cost * each.shared for each in people])
        self.least = self._table([quota.least for quota in rules.quotas])
        self.most = self._table([quota.most for quota in rules.quotas])
        self.got = self.counted[:, self.inside].sum(axis=1)

    def _table(self, values: Any) -> Any:
        return self.np.array(values, dtype=self.np.int64)

    @cached_property
    def cost(self) -> int:
        return int(self.costs[self.inside].sum())

    @cached_property
    def missed_wishes(self) -> list[int]:
        """By how much the room misses each wish as it stands, in the declared order."""
        quotas = enumerate(self.rules.quotas)
        off = self.np.maximum(self.np.maximum(self.least - self.got, self.got - self.most), 0)
        found = [int(off[row]) for row, quota in quotas if quota.wished]
        if self.rules.share is not None and self.rules.share.wished:
            shared = int(self.shared[self.inside].sum())
            found.append(shortfall(self.rules, self.cost, shared)[1])
        return found

    def swaps(self, leaver: int, *, gone: bool) -> "Swaps":
        """All that could come for one who leaves; `gone`: the order passes over the leaver."""
        return Swaps(self, leaver, gone=gone)

    @cached_property
    def nominees(self) -> dict[str, list[int]]:
        """Those of each Entity who are in the running."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self.people):
            if each.entity and not each.barred:
                found[each.entity].append(at)
        return found

    @cached_property
    def seats_of(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for at in self.inside:
            found[self.people[at].entity] += 1
        return found

    @cached_property
    def _taken(self) -> set[int]:
        return set(self.inside)

    def _passed(self, entity: str, without: int, come: int | None, gone: bool) -> int:
        """How many of an Entity were passed over for a later one, after a swap."""
        inside = self._taken - {without} | ({come} if come is not None else set())
        group = [at for at in self.nominees.get(entity, []) if not (gone and at == without)]
        last = max((before(self.people[at]) for at in group if at in inside), default=-1.0)
        return sum(before(self.people[at]) < last and at not in inside for at in group)

    def out_of_order(self, leaver: int, gone: bool) -> Any:
        """For each outside: how many would be passed over in the two Entities a swap touches."""
        left = self.people[leaver].entity
        alone = self._passed(left, leaver, None, gone) if left else 0
        found = []
        for come in self.outside:
            entity = self.people[come].entity
            if not entity:
                found.append(alone)
            elif entity == left:
                found.append(self._passed(entity, leaver, come, gone))
            else:
                found.append(alone + self._joins(come))
        return self._table(found)

    def _joins(self, come: int) -> int:
        """Passed over in an Entity that only gains one."""
        return self._joined[come]

    @cached_property
    def _joined(self) -> dict[int, int]:
        return {at: self._passed(self.people[at].entity, -1, at, False) for at in self.outside}


class Swaps:
    """For one leaver, one number for each person outside (in the order of `pool.outside`)."""

    def __init__(self, pool: Pool, leaver: int, *, gone: bool) -> None:
        self.pool, self.leaver, self.gone = pool, leaver, gone
        after = (pool.got - pool.counted[:, leaver])[:, None] + pool.counted[:, pool.outside]
        short = pool.np.maximum(pool.least[:, None] - after, 0)
        over = pool.np.maximum(after - pool.most[:, None], 0)
        self.off = short + over
        spent = pool.cost - pool.costs[leaver] + pool.costs[pool.outside]
        shared = pool.shared[pool.inside].sum() - pool.shared[leaver] + pool.shared[pool.outside]
        self.over_budget = self._over_budget(spent)
        self.short_share = self._short_share(spent, shared)
        self.costs, self.pasts = pool.costs[pool.outside], pool.pasts[pool.outside]

    def _over_budget(self, spent: Any) -> Any:
        budget = self.pool.rules.budget
        return spent * 0 if budget is None else self.pool.np.maximum(spent - budget, 0)

    def _short_share(self, spent: Any, shared: Any) -> Any:
        rules = self.pool.rules
        if rules.share is None:
            return spent * 0
        part, whole = rules.share.part, rules.share.whole
        base = spent * 0 + (rules.budget or 0) if rules.share.of == BUDGET else spent
        return self.pool.np.maximum(-(-part * base // whole) - shared, 0)

    @cached_property
    def hard(self) -> list[Any]:
        """By how much hard rules are missed: money, then people, then the share."""
        rules = self.pool.rules
        rows = [at for at, quota in enumerate(rules.quotas) if not quota.wished]
        people = self.off[rows].sum(axis=0) + self._over_cap()
        if rules.in_order:
            people = people + self.pool.out_of_order(self.leaver, self.gone)
        found = [self.over_budget, people]
        if rules.share is not None and not rules.share.wished:
            found.append(self.short_share)
        return found

    @cached_property
    def wished(self) -> list[Any]:
        """By how much each wish is missed, in the declared order."""
        rules = self.pool.rules
        found = [self.off[at] for at, quota in enumerate(rules.quotas) if quota.wished]
        if rules.share is not None and rules.share.wished:
            found.append(self.short_share)
        return found

    def _over_cap(self) -> Any:
        pool, cap = self.pool, self.pool.rules.per_entity
        if cap is None:
            return self.costs * 0
        left = pool.people[self.leaver].entity
        entities = [pool.people[at].entity for at in pool.outside]
        seats = [pool.seats_of.get(entity, 0) + (entity != left) for entity in entities]
        excess = [max(n - cap, 0) if e else 0 for n, e in zip(seats, entities, strict=True)]
        return pool.np.array(excess, dtype=pool.np.int64)

    @cached_property
    def allowed(self) -> Any:
        """Those with whom no hard rule is missed."""
        return self.pool.np.all(self.pool.np.array(self.hard) == 0, axis=0)

    @cached_property
    def ranked(self) -> list[int]:
        """Those who meet the hard rules, best first, as places in `pool.outside`."""
        keys = [self.costs * 0 + self.pool.np.arange(len(self.costs)), self.pasts, self.costs]
        order = self.pool.np.lexsort([*keys, *reversed(self.wished)])
        return [int(at) for at in order if self.allowed[at]]


def reserves_for(pool: Pool) -> tuple[str, ...]:
    """Those outside in the order in which they would come: first who would be the best for some
    seat (for most seats first), then who would be second best, and so on."""
    places: dict[int, list[int]] = defaultdict(list)
    for leaver in pool.inside:
        for rank, at in enumerate(pool.swaps(leaver, gone=True).ranked):
            places[at].append(rank)
    order = sorted(places, key=lambda at: _worth(pool, at, places[at]))
    most = max(len(pool.room), FEWEST_RESERVES)
    return tuple(pool.people[pool.outside[at]].id for at in order[:most])


def _worth(pool: Pool, at: int, ranks: list[int]) -> tuple[int, int, int, int, int]:
    each, best = pool.people[pool.outside[at]], min(ranks)
    return best, -ranks.count(best), each.cost, each.past, at
