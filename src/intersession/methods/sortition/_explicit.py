"""LEXIMIN over rooms that are written out: all of them, or those that pricing asks for."""

from collections.abc import Callable

import numpy as np

from ._solver import ENDLESS, Matrix, Solver, Vector
from ._types import Shape

MOST_ROOMS, MOST_PARTS = 2_500, 30_000
MOST_COLUMNS, MOST_NUMBERS = 60, 5_000_000
Pricing = Callable[[Vector, float], Vector | None]
"""From what each unit's chance is worth, and what a room must be worth: chances in a better one."""


def every_room(shape: Shape) -> list[Vector] | None:
    """All rooms, or None where they are too many to write out."""
    cols = shape.matrix.shape[1]
    if cols > MOST_COLUMNS:
        return None
    table = np.zeros(shape.matrix.shape)
    table[shape.matrix.row, shape.matrix.col] = shape.matrix.value
    ends = np.stack([table * shape.low, table * shape.high])
    least = np.vstack([np.cumsum(ends.min(axis=0).T[::-1], axis=0)[::-1], np.zeros(len(table))])
    most = np.vstack([np.cumsum(ends.max(axis=0).T[::-1], axis=0)[::-1], np.zeros(len(table))])
    chosen, has = np.zeros((1, 0)), np.zeros((1, len(table)))
    for col in range(cols):
        options = np.arange(shape.low[col], shape.high[col] + 1)
        if len(chosen) * len(options) * len(table) > MOST_NUMBERS:
            return None
        has = (has[:, None, :] + options[None, :, None] * table[None, None, :, col]).reshape(
            -1, len(table)
        )
        chosen = np.hstack(
            [np.repeat(chosen, len(options), axis=0), np.tile(options, len(chosen))[:, None]]
        )
        kept = (has + most[col + 1] >= shape.rows[0] - 1e-6).all(axis=1)
        kept &= (has + least[col + 1] <= shape.rows[1] + 1e-6).all(axis=1)
        chosen, has = chosen[kept], has[kept]
        if len(chosen) > MOST_PARTS:
            return None
    rooms = {tuple(shape.finished(room)) for room in chosen}
    return [np.array(room) for room in sorted(rooms)] if len(rooms) <= MOST_ROOMS else None


class Explicit:
    """A linear program with a probability for each room known so far."""

    def __init__(self, chances: list[Vector]) -> None:
        self.units = len(chances[0])
        level = Matrix.of([(at, 0, -1.0) for at in range(self.units)], (self.units + 1, 1))
        self.solver = Solver(
            level,
            aim=np.array([-1.0]),
            cols=(np.zeros(1), np.ones(1)),
            rows=(np.append(np.zeros(self.units), 1.0), np.append([ENDLESS] * self.units, 1.0)),
        )
        for chance in chances:
            self.add(chance)

    def add(self, chance: Vector) -> None:
        values = np.append(chance, 1.0)
        rows = np.nonzero(values)[0].astype(np.int32)
        self.solver.highs.addCol(0.0, 0.0, ENDLESS, len(rows), rows, values[rows])

    def leximin(self, pricing: Pricing | None = None) -> tuple[Vector, Vector] | None:
        """The levels by unit and the probabilities of the rooms."""
        fixed = np.full(self.units, np.nan)
        while np.isnan(fixed).any():
            if not self._stage(fixed, pricing):
                return None
            worst = float(self.solver.values()[0])
            prices = np.where(np.isnan(fixed), np.abs(self.solver.prices()[:-1]), 0.0)
            done = np.isnan(fixed) if worst >= 1 - 1e-9 else prices > 1e-9
            if not done.any():
                done = prices >= prices.max()
            for at in np.nonzero(done)[0]:
                fixed[at] = worst
                self.solver.highs.changeCoeff(int(at), 0, 0.0)
                self.solver.highs.changeRowBounds(int(at), worst, ENDLESS)
        if not self._stage(fixed, None):
            return None
        found = self.solver.values()[1:]
        found = np.where(found > 1e-13, found, 0.0)
        return fixed, found / found.sum()

    def _stage(self, fixed: Vector, pricing: Pricing | None) -> bool:
        while True:
            hair = 1e-11
            while not self.solver.solve():
                if hair > 1e-8:
                    return False
                for at in np.nonzero(~np.isnan(fixed))[0]:
                    self.solver.highs.changeRowBounds(int(at), fixed[at] - hair, ENDLESS)
                hair *= 10
            if pricing is None:
                return True
            prices = self.solver.prices()
            better = pricing(np.clip(prices[:-1], 0, None), float(-prices[-1]))
            if better is None:
                return True
            self.add(better)
