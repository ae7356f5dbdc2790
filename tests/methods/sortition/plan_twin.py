"""Slow, obviously right versions: every set of people is a room until a rule says no."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

from intersession.methods.sortition._model import BUDGET, Candidate, Quota, Rules, Share


def rooms(people, rules):
    """All rooms that meet the hard rules, musts and those barred among them."""
    low, high = rules.seats
    for size in range(low, high + 1):
        for room in combinations(sorted(people, key=lambda each: each.id), size):
            if all(said for _, said in facts(people, rules, room)):
                yield room


def anything(people, rules):
    """All sets of people at all."""
    for size in range(len(people) + 1):
        yield from combinations(sorted(people, key=lambda each: each.id), size)


def has(each, quota):
    return all(each.attributes.get(feature, "") == value for feature, value in quota.values)


def place(each):
    return 10**9 if each.priority is None else each.priority


def facts(people, rules, room):
    """Each hard rule by name, and whether a room meets it."""
    low, high = rules.seats
    yield ("seats", "min"), len(room) >= low
    yield ("seats", "max"), len(room) <= high
    for quota in rules.quotas:
        if not quota.wished:
            number = sum(has(each, quota) for each in room)
            yield (quota.label, "min"), number >= quota.least
            yield (quota.label, "max"), number <= quota.most
    if rules.per_entity is not None:
        seats = Counter(each.entity for each in room if each.entity)
        yield ("per-entity", "max"), all(n <= rules.per_entity for n in seats.values())
    if rules.in_order:
        yield ("order", "order"), in_order(people, room)
    spent = sum(each.cost for each in room)
    if rules.budget is not None:
        yield ("budget", "max"), spent <= rules.budget
    if rules.share is not None and not rules.share.wished:
        yield (f"share:{rules.share.part}/{rules.share.whole}", "share"), short(rules, room) == 0
    for each in people:
        if each.must:
            yield (each.id, "must"), each in room
        if each.barred:
            yield (each.id, "barred"), each not in room


def in_order(people, room):
    """Nobody has a seat while somebody of the same Entity who comes before, and may, has none."""
    return not any(
        each.entity
        and not each.barred
        and other.entity == each.entity
        and not other.barred
        and place(other) < place(each)
        and other not in room
        for each in room
        for other in people
    )


def short(rules, room):
    """The money that the share lacks, in whole units, rounded up."""
    share = rules.share
    base = rules.budget if share.of == BUDGET else sum(each.cost for each in room)
    asked = Fraction(share.part, share.whole) * base
    got = sum(each.cost for each in room if each.shared)
    return max(0, -((got - asked) // 1))


def worth(rules, room):
    """What the plan makes small, in its order."""
    wishes = []
    for quota in rules.quotas:
        if quota.wished:
            number = sum(has(each, quota) for each in room)
            wishes.append(max(quota.least - number, number - quota.most, 0))
    if rules.share is not None and rules.share.wished:
        wishes.append(exact(rules, room))
    return (*wishes, sum(each.cost for each in room), sum(each.past for each in room))


def best(people, rules):
    return min((worth(rules, room) for room in rooms(people, rules)), default=None)


def fullest(people, rules):
    """The best of the rooms that hold most."""
    found = list(rooms(people, rules))
    most = max(map(len, found), default=0)
    return min((worth(rules, room) for room in found if len(room) == most), default=None), most


def smallest(people, rules):
    """How many rules the smallest conflict has: subsets by size, each tried with every set."""
    met = [dict(facts(people, rules, room)) for room in anything(people, rules)]
    names = sorted({name for each in met for name in each})
    kept = {frozenset(name for name in names if each[name]) for each in met}
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if not any(set(chosen) <= each for each in kept):
                return size
    return None


def conflict_is_real(people, rules, names):
    """No set of people meets all of these, and each is needed for that."""
    met = [dict(facts(people, rules, room)) for room in anything(people, rules)]

    def held(names):
        return any(all(each[name] for name in names) for each in met)

    return not held(names) and all(held([n for n in names if n != left]) for left in names)


def case(random, *, people=9, seats=4, hard=True):
    """A small problem of many kinds of rules."""
    entities = [f"E{n}" for n in range(4)] + [""]
    listed = tuple(
        Candidate(
            id=f"p{n}",
            attributes={"a": random.choice("xyz"), "b": random.choice("uv")},
            entity=random.choice(entities),
            priority=random.choice([1, 2, 3, None]),
            cost=random.randrange(0, 9),
            must=random.random() < 0.08,
            barred=random.random() < 0.08,
            shared=random.random() < 0.5,
            past=random.randrange(3),
        )
        for n in range(people)
    )
    rules = Rules(
        seats=(seats - random.randrange(2), seats),
        quotas=tuple(_quotas(random, seats)),
        per_entity=random.choice([None, 1, 2]),
        in_order=random.random() < 0.5,
        budget=random.choice([None, random.randrange(4, 30)]),
        share=random.choice([None, Share(part=2, whole=3, wished=random.random() < 0.5)]),
    )
    return listed, rules


def _quotas(random, seats):
    for feature, values in (("a", "xyz"), ("b", "uv")):
        for value in values:
            least = random.randrange(0, 3)
            yield Quota(
                values=((feature, value),),
                least=least,
                most=least + random.randrange(0, 3),
                wished=random.random() < 0.5,
            )
    yield Quota(values=(("a", "x"), ("b", "u")), least=1, most=seats, wished=True)


def exact(rules, room):
    """What the share lacks, to the last part of a unit."""
    share = rules.share
    base = rules.budget if share.of == BUDGET else sum(each.cost for each in room)
    got = sum(each.cost for each in room if each.shared)
    return max(Fraction(0), Fraction(share.part, share.whole) * base - got)
