"""Relax, decompose, cut: a lottery over rooms that reaches the bound, or how near it comes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ._explicit import Explicit
from ._leximin import Bound, Cut, leximin
from ._master import Master
from ._rooms import PAID, Best, Rounder, dearest
from ._solver import Vector
from ._types import Shape

TURNS = 40  # cuts, before all is left to pricing
EXACT = 1_000  # rooms asked for by their price, to a turn
FEW = 60  # units
SLOW = 150  # units above which pricing alone would take too long
Tell = Callable[[str, float | None, float], None]
Over = Callable[[], bool]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Rooms by column, their probabilities, and the chances by unit that none can exceed."""

    rooms: list[Vector]
    probabilities: Vector
    bound: Vector


class Search:
    """What is known on the way; `rooms` only grows."""

    def __init__(
        self, shape: Shape, rooms: list[Vector], tolerance: float, tell: Tell, over: Over
    ) -> None:
        self.shape, self.tolerance, self.tell, self.over = shape, tolerance, tell, over
        self.rooms: list[Vector] = []
        self.known: set[bytes] = set()
        self.cuts: list[Cut] = []
        for room in rooms:
            self.keep(room)

    def keep(self, room: Vector) -> bool:
        key = room.astype(np.int32).tobytes()
        if key in self.known:
            return False
        self.known.add(key)
        self.rooms.append(room)
        return True

    def run(self, bound: Bound | None) -> Found:
        """From the bound without cuts to a lottery that reaches a bound, or the nearest found."""
        best: Found | None = None
        for turn in range(TURNS):
            if bound is None:
                break
            attempt = Attempt(self, bound, fresh=turn == 0)
            done = attempt.run()
            best = attempt.found()
            if done or self.over():
                return best
            if not attempt.cut():
                break
            bound = leximin(self.shape, self.cuts)
        if len(self.shape.units) <= SLOW or best is None:
            priced = self.priced(best.bound if best else np.ones(len(self.shape.units)))
            return priced or best or self.first()
        return best

    def priced(self, bound: Vector) -> Found | None:
        """LEXIMIN over rooms, each new one asked for by its price; ended by time, `bound` holds."""
        units, sizes = self.shape.units, self.shape.sizes
        explicit = Explicit([room[units] / sizes for room in self.rooms])

        def pricing(prices: Vector, need: float) -> Vector | None:
            if self.over():
                return None
            worth = np.zeros(self.shape.matrix.shape[1])
            worth[units] = prices / sizes
            room = dearest(self.shape, worth).room
            if room is None or float(worth @ room) <= need + self.tolerance or not self.keep(room):
                return None
            return np.asarray(room[units] / sizes)

        found = explicit.leximin(pricing)
        if found is None:
            return None
        reached = bound if self.over() else found[0]
        return Found(rooms=self.rooms, probabilities=found[1], bound=reached)

    def first(self) -> Found:
        count = len(self.rooms)
        units = np.ones(len(self.shape.units))
        return Found(rooms=self.rooms, probabilities=np.full(count, 1 / count), bound=units)


class Attempt:
    """Write one bound as a lottery."""

    def __init__(self, search: Search, bound: Bound, *, fresh: bool) -> None:
        self.search, self.bound, self.fresh = search, bound, fresh
        shape = search.shape
        self.units = shape.units
        self.target = bound.point[shape.units]
        parts = np.abs(self.target - np.round(self.target)) > 1e-9
        self.parts = int(parts.sum())
        money = any(row.kind in PAID for row in shape.listed)
        # Where few can be exchanged, sums of money are hard to hit and any room is quickly priced.
        self.strict = None if money and len(self.units) <= FEW else Rounder.near(shape, bound)
        self.loose = Rounder.near(shape, bound, strict=False)
        self.debt = np.zeros(shape.matrix.shape[1])
        self.best: Best | None = None
        self.master: Master | None = None
        self.entered = 0

    def run(self) -> bool:
        """Whether the lottery reaches the bound. Afterwards `cut` may tell why it does not."""
        self._herd(self.parts + self.parts // 20 + 3 if self.fresh else self.parts // 4 + 3)
        self.master = master = Master(self.target, [r[self.units] for r in self.search.rooms])
        self.entered = len(self.search.rooms)
        exact = 0
        while True:
            if not master.solve():
                return False
            if self.gap() <= self.search.tolerance:
                return True
            if self.search.over():
                return False
            prices, need = master.worth()
            worth = np.zeros(len(self.debt))
            worth[self.units] = prices
            if not self._improved(worth, need):
                exact += 1
                if exact > EXACT or not self._asked(worth, need):
                    return False
            new = self.search.rooms[self.entered :]
            master.add([r[self.units] for r in new])
            self.entered += len(new)
            self._report()

    def _herd(self, count: int) -> None:
        """Rooms one after the other, each for those who are behind."""
        had = np.zeros(len(self.units))
        self.debt[self.units] = self.target
        for nth in range(count):
            if self.search.over():
                return
            room = self._near(self.debt)
            if room is None:
                return
            self.search.keep(room)
            had += room[self.units]
            self.debt[self.units] += self.target - room[self.units]
            if nth % 16 == 15:
                worst = float((had / self.search.shape.sizes).min()) / (nth + 1)
                self.search.tell("rooms", worst, 0.9 * nth / count)

    def _asked(self, worth: Vector, need: float) -> bool:
        """Any room that helps: first a good one, then the best one."""
        for gap, nodes in ((0.05, 200), (0.0, 20_000)):
            self.best = dearest(self.search.shape, worth, gap=gap, nodes=nodes)
            room = self.best.room
            if room is not None and float(worth @ room) > need + 1e-9:
                return self.search.keep(room)
            if self.best.most <= need + 1e-9:
                return False
        return False

    def _near(self, worth: Vector) -> Vector | None:
        room = self.strict.room(worth) if self.strict else None
        return self.loose.room(worth) if room is None else room

    def _improved(self, worth: Vector, need: float) -> bool:
        """Rooms near the bound that help, for about this worth."""
        better = False
        for nth in range(max(4, self.parts // 20)):
            room = self._near(worth + 0.2 * self.debt if nth else worth)
            if room is None:
                break
            self.debt[self.units] += self.target - room[self.units]
            helps = float(worth @ room) > need + 1e-9
            if helps:
                better |= self.search.keep(room)
            elif nth == 0:
                break
        return better

    def chances(self) -> Vector:
        assert self.master is not None
        rooms = np.array(self.search.rooms[: self.master.count])[:, self.units]
        found = self.master.probabilities() @ rooms / self.search.shape.sizes
        return np.asarray(found)

    def gap(self) -> float:
        return float(np.abs(self.chances() - self.bound.chances).max())

    def _report(self) -> None:
        self.search.tell("lottery", float(self.chances().min()), 0.95)

    def found(self) -> Found:
        assert self.master is not None
        rooms = self.search.rooms[: self.master.count]
        return Found(
            rooms=rooms, probabilities=self.master.probabilities(), bound=self.bound.chances
        )

    def cut(self) -> bool:
        """The point is in no lottery: add what shows it to the cuts."""
        if self.master is None or self.best is None:
            return False
        prices, _ = self.master.worth()
        largest = float(np.abs(prices).max())
        if largest == 0:
            return False
        weights = np.zeros(len(self.debt))
        weights[self.units] = prices / largest
        most = self.best.most / largest
        if float(weights @ self.bound.point) <= most + 1e-9:
            return False
        self.search.cuts.append(Cut(weights=weights, most=most))
        return True
