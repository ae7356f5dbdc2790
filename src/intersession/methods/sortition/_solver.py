"""Linear and whole-number programs, solved by HiGHS: one thread, no clock, no chance."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Index = NDArray[np.int64]
ENDLESS = float(highspy.kHighsInf)

_ALWAYS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-7,
}


@dataclass(frozen=True)
class Matrix:
    """A sparse matrix, its entries in the order of columns, then rows."""

    row: Index
    col: Index
    value: Vector
    shape: tuple[int, int]

    @classmethod
    def of(cls, entries: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> "Matrix":
        """From (row, column, value)."""
        listed = sorted((col, row, value) for row, col, value in entries if value)
        return cls(
            row=np.array([row for _, row, _ in listed], dtype=np.int64),
            col=np.array([col for col, _, _ in listed], dtype=np.int64),
            value=np.array([value for _, _, value in listed], dtype=np.float64),
            shape=shape,
        )

    def times(self, vector: Vector) -> Vector:
        weights = self.value * vector[self.col]
        found = np.bincount(self.row, weights=weights, minlength=self.shape[0]).astype(np.float64)
        return found

    def pick(self, cols: Index) -> "Matrix":
        """These columns alone (in rising order), all rows."""
        place = np.full(self.shape[1], -1, dtype=np.int64)
        place[cols] = np.arange(len(cols))
        at = place[self.col]
        kept = at >= 0
        return Matrix(self.row[kept], at[kept], self.value[kept], (self.shape[0], len(cols)))

    def starts(self) -> Index:
        found: Index = np.searchsorted(self.col, np.arange(self.shape[1] + 1)).astype(np.int64)
        return found


class Solver:
    """One program; it minimises. Bounds and aims may change between two runs: it starts warm."""

    def __init__(
        self,
        matrix: Matrix,
        *,
        aim: Vector,
        cols: tuple[Vector, Vector],
        rows: tuple[Vector, Vector],
        whole: bool = False,
        **options: Any,
    ) -> None:
        self.highs = _Highs()  # the class above it greets on standard output
        for name, value in {**_ALWAYS, **options}.items():
            self.highs.setOptionValue(name, value)
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.col_cost_ = aim
        program.col_lower_, program.col_upper_ = cols
        program.row_lower_, program.row_upper_ = rows
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = matrix.starts().astype(np.int32)
        program.a_matrix_.index_ = matrix.row.astype(np.int32)
        program.a_matrix_.value_ = matrix.value
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * matrix.shape[1]
        self.highs.passModel(program)

    def aim(self, cost: Vector) -> None:
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def solve(self) -> bool:
        """Whether an optimum was found. What presolve cannot carry back is solved without it."""
        self.highs.run()
        if not (self.holds or self.impossible):
            self.highs.setOptionValue("presolve", "off")
            self.highs.run()
        return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    @property
    def impossible(self) -> bool:
        return self.highs.getModelStatus() in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )

    @property
    def holds(self) -> bool:
        """Whether there is a solution, be it not proven the best."""
        return bool(self.highs.getInfo().primal_solution_status == 2)

    @property
    def value(self) -> float:
        return float(self.highs.getInfo().objective_function_value)

    @property
    def least(self) -> float:
        """What no solution of a whole-number program can be below."""
        return float(self.highs.getInfo().mip_dual_bound)

    def values(self) -> Vector:
        return np.array(self.highs.getSolution().col_value)

    def reduced(self) -> Vector:
        return np.array(self.highs.getSolution().col_dual)

    def prices(self) -> Vector:
        """By row: how much the value rises when its limit rises by one."""
        return np.array(self.highs.getSolution().row_dual)
