"""The lottery from beginning to end, in the order of docs/methods/sortition.md."""

from collections.abc import Callable, Iterable
from time import monotonic

import numpy as np

from intersession.methods.base import Remark

from . import _people
from ._bound import Found, Search
from ._cover import cover, hopeless, reasons
from ._explain import infeasible
from ._explicit import Explicit, every_room
from ._leximin import Bound, leximin
from ._model import ENTITY, SPEND, Binding, Candidate, Lottery, Rules
from ._progress import Progress
from ._rooms import PAID
from ._solver import Vector
from ._types import Shape, band_of, build

FEW = 40  # candidates up to whom costs are not rounded
WITH_MONEY = 1e-4  # the gap at which a search with a budget or a share ends


def work_out(
    *,
    candidates: tuple[Candidate, ...],
    rules: Rules,
    seed: str | None,
    tolerance: float,
    seconds: float | None,
    progress: Callable[[Progress], None] | None,
) -> Lottery:
    remarks = [Remark(code="wish-left-out", values=(("label", label),)) for label in _wished(rules)]
    over, tell = _clock(seconds), _teller(progress)
    shape, rooms = _first_rooms(candidates, rules, tell, remarks)
    never = hopeless(shape, rooms)
    why = reasons(shape, rules, never)
    shape = shape.without(never)
    relaxed = leximin(shape, []) if len(shape.units) else None
    found = _lottery(shape, rooms, relaxed, tolerance, tell, over)
    units = _people.in_units(found.probabilities)
    chances, by_entity, achieved = _chances(shape, rules, found, units)
    gap = float(np.abs(found.bound - achieved).max(initial=0.0))
    if over():
        remarks.append(Remark(code="stopped-by-time"))
    used = [at for at, unit in enumerate(units) if unit]
    seats = np.array([found.rooms[at][: len(shape.types)] for at in used]).astype(np.int64)
    listed = _people.seated(shape, seats, units[used])
    room = None if seed is None else _people.drawn(listed, seed)
    costs = {c.id: c.cost for c in candidates}
    tell("done", float(achieved.min(initial=1.0)), 1.0)
    return Lottery(
        chances=chances,
        entity_chances=by_entity,
        rooms=tuple((ids, unit / _people.WHOLE) for ids, unit in listed),
        upper=float(found.bound.min(initial=1.0)),
        achieved=float(achieved.min(initial=1.0)),
        gap=gap,
        drawn=room,
        cost=None if room is None else sum(costs[id_] for id_ in room),
        binding=_binding(shape, rules, relaxed),
        never=why,
        remarks=tuple(remarks),
    )


Tell = Callable[..., None]


def _wished(rules: Rules) -> list[str]:
    labels = sorted(quota.label for quota in rules.quotas if quota.wished)
    return [*labels, "share"] if rules.share and rules.share.wished else labels


def _clock(seconds: float | None) -> Callable[[], bool]:
    """Without a limit no clock is looked at."""
    if seconds is None:
        return lambda: False
    end = monotonic() + seconds
    return lambda: monotonic() >= end


def _teller(progress: Callable[[Progress], None] | None) -> Tell:
    """What is told never goes back: an earlier lottery can still be had."""
    if progress is None:
        return lambda phase, worst, done, upper=None: None
    best: list[float] = []
    bound: list[float] = []
    furthest = [0.0]

    def tell(phase: str, worst: float | None, done: float, upper: float | None = None) -> None:
        if upper is not None:
            bound[:] = [min([upper, *bound])]
        if worst is not None:
            best[:] = [worst if phase == "done" else max([worst, *best])]
        furthest[0] = max(furthest[0], done)
        told = {"worst": best[0] if best else None, "upper": bound[0] if bound else None}
        progress(Progress(phase=phase, done=furthest[0], **told))

    return tell


def _first_rooms(
    candidates: tuple[Candidate, ...], rules: Rules, tell: Tell, remarks: list[Remark]
) -> tuple[Shape, list[Vector]]:
    """The shape, and rooms that seat all who can be; costs in bands where that leaves rooms."""
    band = 1 if len(candidates) <= FEW else band_of(candidates, rules)
    tell("people", None, 0.0)
    shape = build(candidates, rules, band)
    rooms = _covered(shape, tell)
    if not rooms and band > 1:
        shape = build(candidates, rules, 1)
        rooms = _covered(shape, tell)
    if not rooms:
        raise infeasible(candidates=candidates, rules=rules)
    if shape.band > 1:
        remarks.append(Remark(code="costs-rounded-up", values=(("band", shape.band),)))
    return shape, rooms


def _covered(shape: Shape, tell: Tell) -> list[Vector]:
    if not shape.types:
        return []
    if any(row.least is not None and row.most is not None and row.least > row.most
           for row in shape.listed) or (shape.low > shape.high).any():  # fmt: skip
        return []
    return cover(shape, found=lambda count: tell("room", None, 0.0))


def _lottery(
    shape: Shape,
    rooms: list[Vector],
    relaxed: Bound | None,
    tolerance: float,
    tell: Tell,
    over: Callable[[], bool],
) -> Found:
    if not len(shape.units):
        return Found(rooms=rooms[:1], probabilities=np.ones(1), bound=np.zeros(0))
    upper = None if relaxed is None else float(relaxed.chances.min())
    even = np.array(rooms)[:, shape.units].mean(axis=0) / shape.sizes
    tell("rooms", float(even.min()), 0.05, upper)
    listed = every_room(shape)
    if listed:
        explicit = Explicit([room[shape.units] / shape.sizes for room in listed])
        found = explicit.leximin()
        if found:
            return Found(rooms=listed, probabilities=found[1], bound=found[0])
    if any(row.kind in PAID for row in shape.listed):
        tolerance = max(tolerance, WITH_MONEY)
    return Search(shape, rooms, tolerance, tell, over).run(relaxed)


def _alone(shape: Shape, rules: Rules) -> Iterable[Candidate]:
    """Those who stand for their Entity without being told from others who do."""
    if rules.unit != ENTITY:
        return ()
    return (c for kind in shape.types if not kind.entity for c in kind.members if c.entity)


def _chances(
    shape: Shape, rules: Rules, found: Found, units: np.ndarray
) -> tuple[dict[str, float], dict[str, float], Vector]:
    """By candidate, by Entity, and by unit of fairness."""
    table = np.array(found.rooms).astype(np.int64)
    total = units @ table
    chances = {
        one.id: int(total[at]) / kind.size / _people.WHOLE
        for at, kind in enumerate(shape.types)
        for one in kind.members
    }
    achieved = total[shape.units] / shape.sizes / _people.WHOLE
    named = zip(shape.entities, achieved.tolist(), strict=True)
    by_entity = {entity: chance for entity, chance in named if entity}
    for entity in shape.named:
        by_entity.setdefault(entity, 0.0)
    for one in _alone(shape, rules):
        by_entity[one.entity] = max(by_entity.get(one.entity, 0.0), chances[one.id])
    return dict(sorted(chances.items())), dict(sorted(by_entity.items())), achieved


def _binding(shape: Shape, rules: Rules, bound: Bound | None) -> tuple[Binding, ...]:
    """What the worst chance would gain if a limit moved by one, dearest first."""
    if bound is None:
        return ()
    found: dict[tuple[str, str], float] = {}
    for row, price, scale in zip(shape.listed, bound.prices, shape.scales, strict=True):
        if row.kind in ("order", "seat-at-all") or abs(price) < 1e-9:
            continue
        worth = float(price * scale)
        label, side = row.label or row.kind, row.kind
        if row.kind == "quota":
            side = "max" if price > 0 else "min"
        if row.kind == "share":
            worth *= _spent(shape, rules, bound) / row.step
        found[label, side] = found.get((label, side), 0.0) + abs(worth)
    made = [Binding(label=label, side=side, price=price) for (label, side), price in found.items()]
    return tuple(sorted(made, key=lambda b: (-b.price, b.label, b.side)))


def _spent(shape: Shape, rules: Rules, bound: Bound) -> float:
    """One more part of the whole is so much more money for those who share."""
    if rules.share is None or rules.share.of != SPEND:
        return float(rules.budget or 0)
    return float(sum(kind.cost * x for kind, x in zip(shape.types, bound.first, strict=False)))
