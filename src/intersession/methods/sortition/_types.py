"""Candidates alike in every respect that a rule sees, and the rules as rows over such types."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import gcd

import numpy as np

from ._model import ENTITY, SPEND, Candidate, Quota, Rules, Share
from ._solver import ENDLESS, Index, Matrix, Vector

MANY_COSTS = 24  # above so many different costs, they are rounded up to bands
FINER = 5  # bands of what counts for a share are so much narrower
LAST = 1 << 60  # the place of who has no priority
LARGE = 1e5  # coefficients above are made smaller, row by row


@dataclass(frozen=True, kw_only=True)
class Type:
    """Candidates no rule can tell apart, in the order of their ids."""

    members: tuple[Candidate, ...]
    cost: int  # of the dearest, rounded up to the band
    entity: str = ""  # where a rule sees it
    never: bool = False  # barred, or kept out by the rules of its own Entity

    @property
    def one(self) -> Candidate:
        return self.members[0]

    @property
    def size(self) -> int:
        return len(self.members)


@dataclass(frozen=True, kw_only=True)
class Row:
    """`least` <= sum of the terms <= `most`. `label` and `kind` say which rule it is of."""

    terms: tuple[tuple[int, int], ...]
    least: int | None
    most: int | None
    kind: str  # "quota", "seats", "per-entity", "budget", "share", "order", "seat-at-all"
    label: str = ""
    step: int = 1  # all was divided by it


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The rooms: whole numbers, one a column, within `low`, `high` and the rows.

    The first columns are the types: how many of them have a seat. Where the unit is the Entity,
    there are columns for "has a seat at all". A unit's chance is its column over its size.
    """

    types: tuple[Type, ...]
    listed: tuple[Row, ...]
    matrix: Matrix
    rows: tuple[Vector, Vector]
    low: Vector
    high: Vector
    units: Index  # their columns
    sizes: Vector
    entities: tuple[str, ...]  # by unit; "" for a type
    scales: Vector  # of the rows
    named: tuple[str, ...] = ()  # Entities that are units, also those without hope
    band: int = 1

    def without(self, never: Iterable[int]) -> "Shape":
        """Nobody of these types is ever seated; units without hope are left out."""
        high = self.high.copy()
        high[list(never)] = 0
        for row in self.listed:
            if row.kind == "seat-at-all":
                (unit, _), *seats = row.terms
                if not any(high[col] for col, _ in seats):
                    high[unit] = 0
        kept = high[self.units] > 0
        return replace(
            self,
            high=high,
            units=self.units[kept],
            sizes=self.sizes[kept],
            entities=tuple(e for e, k in zip(self.entities, kept, strict=True) if k),
        )

    def lifted(self, *kinds: str) -> "Shape":
        """Without the rules of these kinds."""
        low, high = self.rows[0].copy(), self.rows[1].copy()
        for at, row in enumerate(self.listed):
            if row.kind in kinds:
                low[at], high[at] = -ENDLESS, ENDLESS
        return replace(self, rows=(low, high))

    def meets(self, room: Vector) -> bool:
        had = self.matrix.times(room)
        slack = 1e-6
        return bool(
            (had >= self.rows[0] - slack).all()
            and (had <= self.rows[1] + slack).all()
            and (room >= self.low - slack).all()
            and (room <= self.high + slack).all()
        )

    def finished(self, room: Vector) -> Vector:
        """The room with "has a seat at all" where that is so."""
        done = room.copy()
        for row in self.listed:
            if row.kind == "seat-at-all":
                (unit, _), *seats = row.terms
                done[unit] = min(1.0, sum(done[col] for col, _ in seats))
        return done


def band_of(candidates: tuple[Candidate, ...], rules: Rules) -> int:
    """1, or, where costs matter and are many, the round number next below an eleventh of the middle
    cost: 250 for about 2,900."""
    costs = sorted(c.cost for c in candidates if c.cost and not c.barred)
    matters = rules.budget is not None or (rules.share is not None and not rules.share.wished)
    if not matters or len(set(costs)) <= MANY_COSTS:
        return 1
    wanted, power = costs[len(costs) // 2] / 11, 1
    while power * 10 <= wanted:
        power *= 10
    return max(1, *(step * power // 4 for step in (4, 8, 10, 20) if step * power / 4 <= wanted))


def build(candidates: tuple[Candidate, ...], rules: Rules, band: int) -> Shape:
    quotas = sorted((q for q in rules.quotas if not q.wished), key=lambda q: (q.label, q.least))
    types = _types(candidates, rules, quotas, band)
    rows = [*_quota_rows(types, rules, quotas), *_entity_rows(types, rules)]
    rows += [*_money_rows(types, rules, band)]
    units, sizes, entities, rows, extra = _units(types, rules, rows)
    low = [t.size if t.one.must else 0 for t in types] + [0] * extra
    high = [0 if t.never else t.size for t in types] + [1] * extra
    scales = [_scale(row) for row in rows]
    entries = (
        (at, col, value * scales[at]) for at, row in enumerate(rows) for col, value in row.terms
    )
    least = [
        -ENDLESS if r.least is None else r.least * s for r, s in zip(rows, scales, strict=True)
    ]
    most = [ENDLESS if r.most is None else r.most * s for r, s in zip(rows, scales, strict=True)]
    return Shape(
        types=types,
        listed=tuple(rows),
        matrix=Matrix.of(entries, (len(rows), len(low))),
        rows=(np.array(least, dtype=float), np.array(most, dtype=float)),
        low=np.array(low, dtype=float),
        high=np.array(high, dtype=float),
        units=np.array(units, dtype=np.int64),
        sizes=np.array(sizes, dtype=float),
        entities=tuple(entities),
        scales=np.array(scales, dtype=float),
        named=tuple(entity for entity in entities if entity),
        band=band,
    )


def _scale(row: Row) -> float:
    largest = max((abs(value) for _, value in row.terms), default=1)
    common = gcd(*(value for _, value in row.terms)) or 1
    if (row.least or 0) % common or (row.most or 0) % common:
        common = 1
    return 1 / common if largest <= LARGE * common else LARGE / largest


def _types(
    candidates: tuple[Candidate, ...], rules: Rules, quotas: list[Quota], band: int
) -> tuple[Type, ...]:
    features = sorted({feature for quota in quotas for feature, _ in quota.values})
    lone, shut = _lone(candidates, rules)
    sent = Counter(c.entity for c in candidates if c.entity)
    hard_share = rules.share is not None and not rules.share.wished
    costly = rules.budget is not None or hard_share
    groups: dict[tuple[str, tuple[object, ...]], list[Candidate]] = defaultdict(list)
    for c in candidates:
        crowd = sent[c.entity]
        capped = rules.per_entity is not None and crowd > rules.per_entity
        ordered = rules.in_order and crowd > 1
        matters = c.entity and (capped or ordered or rules.unit == ENTITY)
        matters = matters and c.id not in lone | shut
        key = (
            *(c.attributes.get(feature, "") for feature in features),
            c.id if ordered and matters else "",
            -(-c.cost // band) * band if costly else 0,
            c.must,
            c.barred,
            c.id in shut,
            c.shared and hard_share,
        )
        groups[c.entity if matters else "", key].append(c)
    made = []
    for (entity, _), members in groups.items():
        members.sort(key=lambda c: c.id)
        dearest = -(-max(c.cost for c in members) // band) * band
        never = members[0].barred or members[0].id in shut
        made.append(Type(members=tuple(members), cost=dearest, entity=entity, never=never))
    return tuple(sorted(made, key=lambda t: t.one.id))


def _lone(candidates: tuple[Candidate, ...], rules: Rules) -> tuple[frozenset[str], frozenset[str]]:
    """Those who alone of their Entity can be seated, and those whom that keeps out. With one seat
    for an Entity and its order to be kept, that is its first, and all after. Who is alone is told
    from nobody who is alone for another Entity: far fewer types, the same rooms and chances."""
    by_entity: dict[str, list[Candidate]] = defaultdict(list)
    for c in candidates:
        if c.entity:
            by_entity[c.entity].append(c)
    lone, shut = set(), set()
    one_seat = rules.per_entity == 1 and rules.in_order
    for group in by_entity.values():
        able = sorted((c for c in group if not c.barred), key=_place)
        if len(able) < 2 or (one_seat and _place(able[0]) < _place(able[1])):
            lone |= {c.id for c in able[:1]}
            shut |= {c.id for c in group} - lone
    return frozenset(lone), frozenset(shut)


def _place(c: Candidate) -> int:
    return LAST if c.priority is None else c.priority


def _quota_rows(types: tuple[Type, ...], rules: Rules, quotas: list[Quota]) -> Iterable[Row]:
    everybody = tuple((at, 1) for at in range(len(types)))
    yield Row(terms=everybody, least=rules.seats[0], most=rules.seats[1], kind="seats")
    for quota in quotas:
        has = tuple(
            (at, 1)
            for at, t in enumerate(types)
            if all(t.one.attributes.get(f, "") == value for f, value in quota.values)
        )
        least, most = quota.least, quota.most
        yield Row(terms=has, least=least, most=most, kind="quota", label=quota.label)


def _by_entity(types: tuple[Type, ...]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for at, t in enumerate(types):
        if t.entity:
            found[t.entity].append(at)
    return dict(sorted(found.items()))


def _ranks(types: tuple[Type, ...], ats: list[int]) -> list[list[int]]:
    """The types of one Entity by priority; who is barred holds up nobody."""
    ranks = defaultdict(list)
    for at in (one for one in ats if not types[one].one.barred):
        priority = types[at].one.priority
        ranks[LAST if priority is None else priority].append(at)
    return [ranks[place] for place in sorted(ranks)]


def _entity_rows(types: tuple[Type, ...], rules: Rules) -> Iterable[Row]:
    for ats in _by_entity(types).values():
        crowd = sum(types[at].size for at in ats)
        if rules.per_entity is not None and crowd > rules.per_entity:
            terms = tuple((at, 1) for at in ats)
            yield Row(terms=terms, least=None, most=rules.per_entity, kind="per-entity")
        if rules.in_order:
            ranks = _ranks(types, ats)
            for before, after in zip(ranks, ranks[1:], strict=False):
                for first in before:
                    for later in after:
                        terms = ((later, 1), (first, -1))
                        yield Row(terms=terms, least=None, most=0, kind="order")


def _money_rows(types: tuple[Type, ...], rules: Rules, band: int) -> Iterable[Row]:
    if rules.budget is not None:
        terms = tuple((at, t.cost) for at, t in enumerate(types))
        most = rules.budget // band * band
        yield Row(terms=terms, least=None, most=most, kind="budget")
    if rules.share is None or rules.share.wished:
        return
    yield _share_row(types, rules.share, rules.budget or 0, band)


def _share_row(types: tuple[Type, ...], share: Share, budget: int, band: int) -> Row:
    """With bands, all is rounded to the unsafe side for nobody: what counts for those who share
    down, what counts against them up."""
    of_spend = share.of == SPEND
    terms = []
    for at, t in enumerate(types):
        value = 0
        if t.one.shared:
            part = share.whole - share.part if of_spend else share.whole
            value = part * min(c.cost for c in t.members)
        elif of_spend:
            value = -share.part * max(c.cost for c in t.members)
        terms.append((at, value))
    least, step = 0 if of_spend else share.part * budget, 1
    if band > 1:
        step = share.whole * max(1, band // FINER)
        terms = [(at, value // step) for at, value in terms]
        least = -(-least // step)
    return Row(terms=tuple(terms), least=least, most=None, kind="share", step=step)


def _units(
    types: tuple[Type, ...], rules: Rules, rows: list[Row]
) -> tuple[list[int], list[int], list[str], list[Row], int]:
    """Columns, sizes and names of the units; the rows and columns they need besides."""
    if rules.unit != ENTITY:
        return [*range(len(types))], [t.size for t in types], [""] * len(types), rows, 0
    alone = [at for at, t in enumerate(types) if not t.entity]
    units, sizes, names = [*alone], [types[at].size for at in alone], [""] * len(alone)
    rows, extra = list(rows), 0
    for entity, ats in _by_entity(types).items():
        standing = _ranks(types, ats)[0] if rules.in_order else ats
        if len(standing) == 1 and types[standing[0]].size == 1:
            units.append(standing[0])
        else:
            unit = len(types) + extra
            terms = ((unit, 1), *((at, -1) for at in standing))
            rows.append(Row(terms=terms, least=None, most=0, kind="seat-at-all"))
            units.append(unit)
            extra += 1
        sizes.append(1)
        names.append(entity)
    return units, sizes, names, rows, extra
