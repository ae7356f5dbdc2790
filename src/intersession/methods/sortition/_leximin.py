"""The bound: LEXIMIN over the rules as a linear program, where seats may be parts of one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ._solver import ENDLESS, Matrix, Solver, Vector
from ._types import Shape

HOLDS = 1e-9  # a price above this is one
PRICED = 1e-7  # and of rules, whose prices are larger


@dataclass(frozen=True, kw_only=True)
class Cut:
    """weights x room <= most, in every room; weights by column."""

    weights: Vector
    most: float


@dataclass(frozen=True, kw_only=True)
class Bound:
    """No lottery is better, in the order of LEXIMIN, than these chances by unit."""

    point: Vector  # by column
    chances: Vector  # by unit
    prices: Vector  # of the rows, while the worst chance is raised
    first: Vector  # by column, when the worst chance had been raised
    tight: NDArray[np.bool_]  # rows that a price keeps at their limit: in every room of a lottery
    kept: NDArray[np.bool_]  # columns, likewise


def leximin(shape: Shape, cuts: list[Cut]) -> Bound | None:
    """Raise the worst chance as far as it goes, hold those that a price binds, go on with the
    rest. None where the rows cannot hold together."""
    solver, first, level = _program(shape, cuts)
    count = len(shape.units)
    fixed = np.full(count, np.nan)
    own = len(shape.listed)
    prices, start = np.zeros(own), np.zeros(level)
    tight, kept = np.zeros(own, dtype=bool), np.zeros(level, dtype=bool)
    if not solver.solve():
        return None
    for stage in range(count + 1):
        if stage and not _solved(solver, first, fixed, shape.sizes):
            break
        worst = solver.values()[level]
        held = -solver.prices()
        if stage == 0:
            prices, start = held[:own], solver.values()[:level]
        tight |= np.abs(held[:own]) > PRICED
        kept |= np.abs(solver.reduced()[:level]) > PRICED
        done = _held(held[first:], shape.sizes, fixed, worst)
        for at in done:
            fixed[at] = worst
            solver.highs.changeCoeff(first + int(at), level, 0.0)
            solver.highs.changeRowBounds(first + int(at), worst * shape.sizes[at], ENDLESS)
        if not np.isnan(fixed).any():
            break
    _solved(solver, first, fixed, shape.sizes)
    point = np.clip(solver.values()[:level], shape.low, shape.high)
    chances = point[shape.units] / shape.sizes
    return Bound(point=point, chances=chances, prices=prices, first=start, tight=tight, kept=kept)


def _held(prices: Vector, sizes: Vector, fixed: Vector, worst: float) -> list[int]:
    """Units that no solution as good gives more."""
    free = np.isnan(fixed)
    if worst >= 1 - 1e-9:
        return [int(at) for at in np.nonzero(free)[0]]
    weights = np.where(free, np.abs(prices) * sizes, 0.0)
    least = HOLDS if (weights > HOLDS).any() else 0.0
    found = [int(at) for at in np.nonzero(weights > least)[0]]
    return found or [int(np.nonzero(free)[0][0])]


def _program(shape: Shape, cuts: list[Cut]) -> tuple[Solver, int, int]:
    """Columns of the shape, then the level; rows of the shape, the cuts, then one a unit."""
    rows, cols = shape.matrix.shape
    first, count = rows + len(cuts), len(shape.units)
    own = shape.matrix
    entries = list(zip(own.row.tolist(), own.col.tolist(), own.value.tolist(), strict=True))
    for at, cut in enumerate(cuts):
        entries += [(rows + at, int(c), float(cut.weights[c])) for c in np.nonzero(cut.weights)[0]]
    for at, (col, size) in enumerate(zip(shape.units.tolist(), shape.sizes.tolist(), strict=True)):
        entries += [(first + at, col, 1.0), (first + at, cols, -size)]
    least = np.concatenate([shape.rows[0], np.full(len(cuts), -ENDLESS), np.zeros(count)])
    most = np.concatenate([shape.rows[1], [cut.most for cut in cuts], np.full(count, ENDLESS)])
    solver = Solver(
        Matrix.of(entries, (first + count, cols + 1)),
        aim=np.append(np.zeros(cols), -1.0),
        cols=(np.append(shape.low, 0.0), np.append(shape.high, 1.0)),
        rows=(least, most),
    )
    return solver, first, cols


def _solved(solver: Solver, first: int, fixed: Vector, sizes: Vector) -> bool:
    """Solve; where rounding has made it impossible by a hair, give the fixed ones a hair."""
    hair = 1e-11
    while not solver.solve():
        if hair > 1e-8:
            return False
        for at in np.nonzero(~np.isnan(fixed))[0]:
            least = (fixed[at] - hair) * sizes[at]
            solver.highs.changeRowBounds(first + int(at), least, ENDLESS)
        hair *= 10
    return True
