"""Probabilities of rooms such that the chances come as near to the bound as these rooms allow."""

import numpy as np

from ._solver import ENDLESS, Matrix, Solver, Vector


class Master:
    """Least sum, over the units, of what is missing or too much, in seats."""

    def __init__(self, target: Vector, rooms: list[Vector]) -> None:
        self.target = target
        self.count = 0
        units = len(target)
        ones = np.arange(units)
        slack = Matrix(
            row=np.concatenate([ones, ones]),
            col=np.arange(2 * units),
            value=np.concatenate([np.ones(units), -np.ones(units)]),
            shape=(units + 1, 2 * units),
        )
        equal = np.append(target, 1.0)
        self.solver = Solver(
            slack,
            aim=np.ones(2 * units),
            cols=(np.zeros(2 * units), np.full(2 * units, ENDLESS)),
            rows=(equal, equal),
        )
        self.add(rooms)

    def add(self, rooms: list[Vector]) -> None:
        """`rooms` give the seats by unit."""
        table = np.array(rooms)
        at, row = np.nonzero(np.hstack([table, np.ones((len(rooms), 1))]))
        values = np.hstack([table, np.ones((len(rooms), 1))])[at, row]
        starts = np.searchsorted(at, np.arange(len(rooms)))
        self.solver.highs.addCols(
            len(rooms),
            np.zeros(len(rooms)),
            np.zeros(len(rooms)),
            np.full(len(rooms), ENDLESS),
            len(row),
            starts.astype(np.int32),
            row.astype(np.int32),
            values,
        )
        self.count += len(rooms)

    def solve(self) -> bool:
        return self.solver.solve()

    @property
    def missing(self) -> float:
        return self.solver.value

    def worth(self) -> tuple[Vector, float]:
        """By unit what a seat is worth, and what a room must be worth to help."""
        prices = self.solver.prices()
        return prices[:-1], float(-prices[-1])

    def probabilities(self) -> Vector:
        found = self.solver.values()[2 * len(self.target) :]
        found = np.where(found > 1e-13, found, 0.0)
        return np.asarray(found / found.sum())
