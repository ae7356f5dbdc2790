"""What happens to a room when one person leaves it and another comes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from ._lines import before, counts
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
        self.taken = set(self.inside)
        self.outside = [
            at for at, each in enumerate(people) if at not in self.taken and not each.barred
        ]
        table = self.table([[counts(p, q) for p in people] for q in rules.quotas])
        self.counted = table.reshape(len(rules.quotas), len(people))
        self.costs = self.table([each.cost for each in people])
        self.pasts = self.table([each.past for each in people])
        self.shared = self.table([each.cost * each.shared for each in people])
        self.musts = self.table([each.must for each in people])
        self.least = self.table([quota.least for quota in rules.quotas])
        self.most = self.table([quota.most for quota in rules.quotas])
        self.got = self.counted[:, self.inside].sum(axis=1)

    def table(self, values: Any) -> Any:
        return self.np.array(values, dtype=self.np.int64)

    @cached_property
    def cost(self) -> int:
        return int(self.costs[self.inside].sum())

    def swaps(self, leaver: int, *, gone: bool) -> "Swaps":
        """All that could come for one who leaves. `gone`: the leaver is no candidate any more;
        else the last comer is the leaver: that is the room as it stands."""
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
    def passed_now(self) -> dict[str, int]:
        """The same for each Entity as the room stands."""
        return {entity: self.passed(entity, -1, None, False) for entity in self.nominees}

    def passed(self, entity: str, leaver: int, comer: int | None, gone: bool) -> int:
        """How often one of an Entity is passed over for one of the next place, after a swap."""
        group = [at for at in self.nominees.get(entity, []) if not (gone and at == leaver)]
        inside = {at for at in group if (at in self.taken and at != leaver) or at == comer}
        steps: dict[float, list[int]] = defaultdict(list)
        for at in group:
            steps[before(self.people[at])].append(at)
        places = [steps[place] for place in sorted(steps)]
        return sum(
            len(inside & set(later)) * len(set(earlier) - inside)
            for earlier, later in zip(places, places[1:], strict=False)
        )

    @cached_property
    def passed_if_joined(self) -> dict[int, int]:
        """By how many that rises in the Entity of one who joins the room."""
        return {
            at: self.passed(entity, -1, at, False) - self.passed_now[entity]
            for at in self.outside
            if (entity := self.people[at].entity)
        }


class Swaps:
    """For one leaver, one number for each comer."""

    def __init__(self, pool: Pool, leaver: int, *, gone: bool) -> None:
        self.pool, self.leaver, self.gone = pool, leaver, gone
        self.comers = pool.outside if gone else [*pool.outside, leaver]
        after = (pool.got - pool.counted[:, leaver])[:, None] + pool.counted[:, self.comers]
        short = pool.np.maximum(pool.least[:, None] - after, 0)
        self.off = short + pool.np.maximum(after - pool.most[:, None], 0)
        self.costs, self.pasts = pool.costs[self.comers], pool.pasts[self.comers]
        self.spent = pool.cost - pool.costs[leaver] + self.costs
        rest = pool.shared[pool.inside].sum() - pool.shared[leaver]
        self.shared = rest + pool.shared[self.comers]

    @cached_property
    def hard(self) -> list[Any]:
        """By how much hard rules are missed: money, then people, then the share."""
        pool, rules = self.pool, self.pool.rules
        rows = [at for at, quota in enumerate(rules.quotas) if not quota.wished]
        lacking = sum(pool.people[at].must for at in pool.outside)
        lacking += pool.people[self.leaver].must and not self.gone
        people = self.off[rows].sum(axis=0) + lacking - pool.musts[self.comers]
        if rules.per_entity is not None:
            people = people + self._over_cap(rules.per_entity)
        if rules.in_order:
            people = people + self._out_of_order()
        found = [self._over_budget(), people]
        if rules.share is not None and not rules.share.wished:
            found.append(self._short_share())
        return found

    @cached_property
    def wished(self) -> list[Any]:
        """By how much each wish is missed, in the declared order."""
        rules = self.pool.rules
        found = [self.off[at] for at, quota in enumerate(rules.quotas) if quota.wished]
        if rules.share is not None and rules.share.wished:
            found.append(self._short_share())
        return found

    def _over_budget(self) -> Any:
        budget = self.pool.rules.budget
        over = self.spent - (0 if budget is None else budget)
        return self.spent * 0 if budget is None else self.pool.np.maximum(over, 0)

    def _short_share(self) -> Any:
        rules = self.pool.rules
        assert rules.share is not None, "asked only where there is a share"
        part, whole = rules.share.part, rules.share.whole
        base = self.spent
        if rules.share.of == BUDGET:
            base = self.spent * 0 + (rules.budget or 0)
        return self.pool.np.maximum(part * base - whole * self.shared, 0)

    def _over_cap(self, cap: int) -> Any:
        seats = dict(self.pool.seats_of)
        seats[self.pool.people[self.leaver].entity] -= 1
        total = sum(max(number - cap, 0) for entity, number in seats.items() if entity)
        entities = [self.pool.people[at].entity for at in self.comers]
        more = [bool(entity) and seats.get(entity, 0) >= cap for entity in entities]
        return self.pool.table(more) + total

    def _out_of_order(self) -> Any:
        pool, left = self.pool, self.pool.people[self.leaver].entity
        total = sum(pool.passed_now.values()) - pool.passed_now.get(left, 0)
        alone = pool.passed(left, self.leaver, None, self.gone)
        found = []
        for comer in self.comers:
            entity = pool.people[comer].entity
            if entity and entity == left:
                found.append(total + pool.passed(left, self.leaver, comer, self.gone))
            else:
                found.append(total + alone + pool.passed_if_joined.get(comer, 0))
        return pool.table(found)

    @cached_property
    def allowed(self) -> Any:
        """Those with whom no hard rule is missed."""
        return self.pool.np.all(self.pool.np.array(self.hard) == 0, axis=0)

    def as_good_as_now(self) -> list[int]:
        """Others with whom hard rules and wishes are met no worse than now, as people."""
        np, state = self.pool.np, self.costs * 0
        for missed in (*self.hard, *self.wished):
            state = np.where(state == 0, np.sign(missed - missed[-1]), state)
        return [self.comers[at] for at in np.flatnonzero(state[:-1] <= 0)]

    def nearest(self) -> list[int]:
        """Comers from the best to the worst, as people: rules, wishes, cost, past, identifier."""
        keys = [self.pool.np.arange(len(self.costs)), self.pasts, self.costs]
        keys += [*reversed(self.wished), *reversed(self.hard)]
        return [self.comers[at] for at in self.pool.np.lexsort(keys)]

    def ranked(self) -> list[int]:
        """The same, of those alone with whom no hard rule is missed."""
        allowed = {self.comers[at] for at in self.pool.np.flatnonzero(self.allowed)}
        return [at for at in self.nearest() if at in allowed] if allowed else []


def reserves_for(pool: Pool, lots: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """Those outside in the order in which they would come: first who would be the best for some
    seat (for most seats first), then who would be second best, and so on; then by cost and past,
    or by `lots` alone."""
    places: dict[int, list[int]] = defaultdict(list)
    for leaver in pool.inside:
        for rank, at in enumerate(pool.swaps(leaver, gone=True).ranked()):
            places[at].append(rank)
    order = sorted(places, key=lambda at: _worth(pool, at, places[at], lots))
    most = max(len(pool.room), FEWEST_RESERVES)
    return tuple(pool.people[at].id for at in order[:most])


def _worth(
    pool: Pool, at: int, ranks: list[int], lots: Mapping[str, int] | None
) -> tuple[int, int, int, int, int]:
    each, best = pool.people[at], min(ranks)
    if lots is not None:
        return best, -ranks.count(best), 0, 0, lots[each.id]
    return best, -ranks.count(best), each.cost, each.past, at
