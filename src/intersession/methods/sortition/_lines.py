"""Rules as linear conditions on how many of each kind have a seat."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from ._kinds import Kind
from ._model import BUDGET, Candidate, Quota, Rules, Share

MIN, MAX, ORDER, SHARE, MUST, BARRED = "min", "max", "order", "share", "must", "barred"
SEATS, CAP, MONEY = "seats", "per-entity", "budget"

Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """`least` ≤ the sum of the terms ≤ `most`; one of the two is None."""

    terms: Terms
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing asked, as a sentence would name it, and the lines that say it."""

    label: str
    side: str
    asked: int
    lines: tuple[Line, ...]
    quota: Quota | None = None


def missing(line: Line, values: Sequence[int]) -> int:
    """By how much a line is missed; 0 where it holds."""
    total = sum(value * values[at] for at, value in line.terms)
    if line.least is not None:
        return max(line.least - total, 0)
    return max(total - (line.most or 0), 0)


def counts(candidate: Candidate, quota: Quota) -> bool:
    """Whether a candidate has all values of a quota."""
    return all(candidate.attributes.get(feature, "") == value for feature, value in quota.values)


def hard_rules(kinds: Sequence[Kind], rules: Rules) -> tuple[Rule, ...]:
    """All that a room has to meet, apart from musts and those barred."""
    found = [*_seats(kinds, rules)]
    for quota in rules.quotas:
        if not quota.wished:
            found += quota_rules(kinds, quota)
    if rules.per_entity is not None:
        found.append(_cap(kinds, rules.per_entity))
    if rules.in_order:
        found.append(_order(kinds))
    if rules.budget is not None:
        found.append(_budget(kinds, rules.budget))
    if rules.share is not None and not rules.share.wished:
        found.append(share_rule(kinds, rules.share, rules.budget))
    return tuple(found)


def wishes(kinds: Sequence[Kind], rules: Rules) -> tuple[tuple[Rule, ...], ...]:
    """What is wished, in the declared order; the share comes last. Each with one or two sides."""
    found = [quota_rules(kinds, quota) for quota in rules.quotas if quota.wished]
    if rules.share is not None and rules.share.wished:
        found.append((share_rule(kinds, rules.share, rules.budget),))
    return tuple(found)


def quota_rules(kinds: Sequence[Kind], quota: Quota) -> tuple[Rule, ...]:
    """The least, where it is above 0, and the most, where so many are there."""
    terms = tuple((at, 1) for at, kind in enumerate(kinds) if counts(kind.one, quota))
    found = []
    if quota.least > 0:
        line = Line(terms=terms, least=quota.least)
        found.append(_rule(quota.label, MIN, quota.least, line, quota))
    if quota.most < sum(kinds[at].size for at, _ in terms):
        line = Line(terms=terms, most=quota.most)
        found.append(_rule(quota.label, MAX, quota.most, line, quota))
    return tuple(found)


def _rule(label: str, side: str, asked: int, line: Line, quota: Quota | None = None) -> Rule:
    return Rule(label=label, side=side, asked=asked, lines=(line,), quota=quota)


def _seats(kinds: Sequence[Kind], rules: Rules) -> Iterator[Rule]:
    low, high = rules.seats
    everybody = tuple((at, 1) for at in range(len(kinds)))
    yield _rule(SEATS, MIN, low, Line(terms=everybody, least=low))
    yield _rule(SEATS, MAX, high, Line(terms=everybody, most=high))


def _cap(kinds: Sequence[Kind], most: int) -> Rule:
    members: dict[str, list[int]] = defaultdict(list)
    for at, kind in enumerate(kinds):
        if kind.one.entity:
            members[kind.one.entity].append(at)
    lines = tuple(
        Line(terms=tuple((at, 1) for at in group), most=most)
        for _, group in sorted(members.items())
        if sum(kinds[at].size for at in group) > most
    )
    return Rule(label=CAP, side=MAX, asked=most, lines=lines)


def before(candidate: Candidate) -> float:
    """The place of a nominee within an Entity; none comes after all numbers."""
    return float("inf") if candidate.priority is None else candidate.priority


def _order(kinds: Sequence[Kind]) -> Rule:
    """Nobody without all who come right before; those barred are passed over."""
    members: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, kind in enumerate(kinds):
        if kind.one.entity and not kind.one.barred:
            members[kind.one.entity][before(kind.one)].append(at)
    lines = []
    for _, steps in sorted(members.items()):
        places = sorted(steps)
        for earlier, later in zip(places, places[1:], strict=False):
            lines += [
                Line(terms=((then, 1), (first, -1)), most=0)
                for first in steps[earlier]
                for then in steps[later]
            ]
    return Rule(label=ORDER, side=ORDER, asked=1, lines=tuple(lines))


def cost_terms(kinds: Sequence[Kind]) -> Terms:
    return tuple((at, kind.one.cost) for at, kind in enumerate(kinds) if kind.one.cost)


def _budget(kinds: Sequence[Kind], budget: int) -> Rule:
    terms = cost_terms(kinds)
    unit = gcd(*(cost for _, cost in terms)) or 1
    least = tuple((at, cost // unit) for at, cost in terms)
    return _rule(MONEY, MAX, budget, Line(terms=least, most=budget // unit))


def share_label(share: Share) -> str:
    return f"share:{share.part}/{share.whole}"


def share_rule(kinds: Sequence[Kind], share: Share, budget: int | None) -> Rule:
    """`whole` × what goes to those who are shared, less `part` × spend (or budget), is ≥ 0."""
    part, whole = share.part, share.whole
    if share.of == BUDGET:
        terms = [(at, whole * kind.one.cost) for at, kind in enumerate(kinds) if kind.one.shared]
        least = part * (budget or 0)
    else:
        terms = [
            (at, kind.one.cost * (whole * kind.one.shared - part)) for at, kind in enumerate(kinds)
        ]
        least = 0
    terms = [(at, value) for at, value in terms if value]
    unit = gcd(*(value for _, value in terms)) or 1
    line = Line(terms=tuple((at, value // unit) for at, value in terms), least=-(-least // unit))
    return _rule(share_label(share), SHARE, part, line)
