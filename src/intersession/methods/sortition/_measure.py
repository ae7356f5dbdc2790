"""A room held against the rules, in whole numbers: no solver has a say here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ._lines import CAP, MAX, MIN, MONEY, ORDER, SEATS, SHARE, before, counts, share_label
from ._model import BUDGET, Candidate, Quota, Rules, Share, Wish


def shortfall(rules: Rules, spent: int, shared: int) -> tuple[int, int]:
    """What the share asks for, rounded up, and by how much `shared` is less."""
    share = rules.share
    if share is None:
        return 0, 0
    base = (rules.budget or 0) if share.of == BUDGET else spent
    asked = -(-share.part * base // share.whole)
    return asked, max(asked - shared, 0)


@dataclass(frozen=True, kw_only=True)
class Held:
    """One rule as a room meets it: `got` against `asked`, and by how much it misses."""

    label: str
    side: str
    asked: int
    got: int
    misses: int


def broken(people: Sequence[Candidate], rules: Rules, room: Collection[str]) -> tuple[Held, ...]:
    """The hard rules that a room does not meet, musts and those barred among them."""
    return tuple(held for held in _held(people, rules, set(room)) if held.misses)


def _held(people: Sequence[Candidate], rules: Rules, room: set[str]) -> Iterator[Held]:
    inside = [each for each in people if each.id in room]
    low, high = rules.seats
    size = len(inside)
    yield _at_least(SEATS, low, size)
    yield _at_most(SEATS, high, size)
    for quota in rules.quotas:
        if not quota.wished:
            yield from _of_quota(inside, quota)
    if rules.per_entity is not None:
        seats = Counter(each.entity for each in inside if each.entity)
        for entity, number in sorted(seats.items()):
            yield _at_most(f"{CAP}:{entity}", rules.per_entity, number)
    if rules.in_order:
        yield from _of_order(people, room)
    yield from _of_money(inside, rules)
    for each in people:
        taken = each.id in room
        if each.must and not taken:
            yield _at_least(f"must:{each.id}", 1, 0)
        if each.barred and taken:
            yield _at_most(f"barred:{each.id}", 0, 1)


def largest_of_an_entity(people: Sequence[Candidate], room: Collection[str]) -> int:
    """The most seats that one Entity has."""
    taken = set(room)
    seats = Counter(each.entity for each in people if each.entity and each.id in taken)
    return max(seats.values(), default=0)


def _at_least(label: str, asked: int, got: int) -> Held:
    return Held(label=label, side=MIN, asked=asked, got=got, misses=max(asked - got, 0))


def _at_most(label: str, asked: int, got: int) -> Held:
    return Held(label=label, side=MAX, asked=asked, got=got, misses=max(got - asked, 0))


def _of_quota(inside: Sequence[Candidate], quota: Quota) -> Iterator[Held]:
    got = sum(counts(each, quota) for each in inside)
    yield _at_least(quota.label, quota.least, got)
    yield _at_most(quota.label, quota.most, got)


def _of_order(people: Sequence[Candidate], room: set[str]) -> Iterator[Held]:
    members: dict[str, list[Candidate]] = defaultdict(list)
    for each in people:
        if each.entity and not each.barred:
            members[each.entity].append(each)
    for entity, group in sorted(members.items()):
        taken = [before(each) for each in group if each.id in room]
        passed = sum(
            before(each) < max(taken, default=-1.0) and each.id not in room for each in group
        )
        yield Held(label=f"{ORDER}:{entity}", side=ORDER, asked=0, got=passed, misses=passed)


def _of_money(inside: Sequence[Candidate], rules: Rules) -> Iterator[Held]:
    spent = sum(each.cost for each in inside)
    if rules.budget is not None:
        yield _at_most(MONEY, rules.budget, spent)
    if rules.share is not None and not rules.share.wished:
        yield _of_share(inside, rules, rules.share)


def _of_share(inside: Sequence[Candidate], rules: Rules, share: Share) -> Held:
    shared = sum(each.cost for each in inside if each.shared)
    asked, misses = shortfall(rules, sum(each.cost for each in inside), shared)
    return Held(label=share_label(share), side=SHARE, asked=asked, got=shared, misses=misses)


def wish_results(
    people: Sequence[Candidate], rules: Rules, room: Collection[str]
) -> tuple[Wish, ...]:
    """How far each wish is met, in the declared order."""
    taken = set(room)
    inside = [each for each in people if each.id in taken]
    found = [_quota_wish(inside, quota) for quota in rules.quotas if quota.wished]
    if rules.share is not None and rules.share.wished:
        held = _of_share(inside, rules, rules.share)
        found.append(Wish(label=held.label, side=SHARE, asked=held.asked, got=held.got))
    return tuple(found)


def _quota_wish(inside: Sequence[Candidate], quota: Quota) -> Wish:
    got = sum(counts(each, quota) for each in inside)
    if got > quota.most or quota.least == 0:
        return Wish(label=quota.label, side=MAX, asked=quota.most, got=got)
    return Wish(label=quota.label, side=MIN, asked=quota.least, got=got)
