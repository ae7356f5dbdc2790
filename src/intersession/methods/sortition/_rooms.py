"""Whole rooms: roundings of a point with parts of seats, and the room that is worth most."""

from dataclasses import dataclass

import numpy as np

from ._leximin import Bound
from ._model import SortitionError
from ._solver import ENDLESS, Index, Solver, Vector
from ._types import Shape

NEAR = 1e-7
PAID = ("budget", "share")
# A repair: columns it may move at first besides those with parts of seats; how near the best it
# ends, in units of the largest aim; what else it is told. Sums of money are hard to hit exactly.
PLAIN: tuple[int, float, dict[str, bool]] = (25, 1.0, {})
MONEY: tuple[int, float, dict[str, bool]] = (
    45,
    4.0,
    {
        "mip_heuristic_run_rins": False,
        "mip_heuristic_run_rens": False,
        "mip_heuristic_run_root_reduced_cost": False,
        "mip_allow_cut_separation_at_nodes": False,
        "mip_allow_restart": False,
    },
)
NODES = 200  # of a repair, before it may move more columns


class Rounder:
    """Rooms in a box, one for each aim.

    For each aim a linear program gives an almost whole room, and a small whole-number program over
    the columns that matter least repairs the rest.
    """

    def __init__(
        self, shape: Shape, low: Vector, high: Vector, rows: tuple[Vector, Vector]
    ) -> None:
        self.shape = shape
        self.manner = MONEY if any(row.kind in PAID for row in shape.listed) else PLAIN
        self.free: Index = np.nonzero(high > low)[0]
        self.part = shape.matrix.pick(self.free)
        self.start = np.where(high > low, 0.0, low)
        base = shape.matrix.times(self.start)
        self.rest = (rows[0] - base, rows[1] - base)
        self.box = (low[self.free], high[self.free])
        # From one aim to the next boxed columns change sides: the dual simplex is at home there.
        self.solver = Solver(
            self.part,
            aim=np.zeros(len(self.free)),
            cols=self.box,
            rows=self.rest,
            simplex_strategy=1,
            presolve="off",
        )

    @classmethod
    def near(cls, shape: Shape, bound: Bound, *, strict: bool = True) -> "Rounder":
        """Every unit rounded down or up. If strict, a rule that every lottery with these chances
        meets exactly is met exactly."""
        low, high = shape.low.copy(), shape.high.copy()
        units = bound.point[shape.units]
        low[shape.units], high[shape.units] = np.floor(units + NEAR), np.ceil(units - NEAR)
        if not strict:
            return cls(shape, low, high, shape.rows)
        whole = np.round(bound.point)
        kept = bound.kept & (np.abs(bound.point - whole) < NEAR)
        low[kept] = high[kept] = whole[kept]
        return cls(shape, low, high, _tightened(shape, bound))

    @classmethod
    def wide(cls, shape: Shape) -> "Rounder":
        """Any room."""
        return cls(shape, shape.low, shape.high, shape.rows)

    def room(self, worth: Vector) -> Vector | None:
        """About the room that is worth most, by column; None where none was found."""
        room = self.start.copy()
        if len(self.free):
            aim = -worth[self.free]
            self.solver.aim(aim)
            if not self.solver.solve():
                return None
            seats = self.solver.values()
            parts = np.abs(seats - np.round(seats)) > NEAR
            whole = np.round(seats)
            if parts.any():
                order = np.argsort(
                    np.where(parts, -1.0, np.abs(self.solver.reduced())), kind="stable"
                )
                repaired = self._repaired(whole, order, int(parts.sum()), aim)
                if repaired is None:
                    return None
                whole = repaired
            room[self.free] = whole
        room = self.shape.finished(room)
        return room if self.shape.meets(room) else None

    def _repaired(self, whole: Vector, order: Index, parts: int, aim: Vector) -> Vector | None:
        width, almost, options = self.manner
        while True:
            moved = np.sort(order[: parts + width])
            kept = whole.copy()
            kept[moved] = 0
            base = self.part.times(kept)
            program = Solver(
                self.part.pick(moved),
                aim=aim[moved],
                cols=(self.box[0][moved], self.box[1][moved]),
                rows=(self.rest[0] - base, self.rest[1] - base),
                whole=True,
                mip_rel_gap=0.05,
                mip_abs_gap=almost * float(np.abs(aim).max()),
                mip_max_nodes=NODES,
                **options,
            )
            program.solve()
            if program.holds:
                kept[moved] = np.round(program.values())
                return kept
            if len(moved) == len(whole):
                return None
            width *= 2


def _tightened(shape: Shape, bound: Bound) -> tuple[Vector, Vector]:
    """In a lottery with exactly these chances, a rule met exactly on average is met exactly in
    every room. True of rules that see units only, and of those that have a price."""
    seen = np.zeros(shape.matrix.shape[1], dtype=bool)
    seen[shape.units] = True
    seen |= shape.high == shape.low
    blind = np.zeros(shape.matrix.shape[0], dtype=bool)
    blind[shape.matrix.row[~seen[shape.matrix.col]]] = True
    certain = ~blind | bound.tight
    has = shape.matrix.times(bound.point)
    low, high = shape.rows[0].copy(), shape.rows[1].copy()
    at_most = certain & (has > high - NEAR)
    at_least = certain & (has < low + NEAR)
    low[at_most] = high[at_most]
    high[at_least] = shape.rows[0][at_least]
    return low, high


@dataclass(frozen=True, kw_only=True)
class Best:
    """A room, if one was found, and what no room can be worth more than."""

    room: Vector | None = None
    most: float = ENDLESS


def dearest(shape: Shape, worth: Vector, *, gap: float = 0.0, nodes: int = 0) -> Best:
    """The room that is worth most of all, and what none can be worth more than."""
    options: dict[str, float | int] = {"mip_rel_gap": gap, "mip_abs_gap": 1e-9}
    if nodes:
        options["mip_max_nodes"] = nodes
    solver = Solver(
        shape.matrix,
        aim=-worth,
        cols=(shape.low, shape.high),
        rows=shape.rows,
        whole=True,
        **options,
    )
    solver.solve()
    if not solver.holds:
        if not (solver.impossible or nodes):
            said = "The solver found no room, and no proof that there is none."
            raise SortitionError(said, code="unsettled")
        return Best(most=-ENDLESS if solver.impossible else ENDLESS)
    room = shape.finished(np.round(solver.values()))
    return Best(room=room if shape.meets(room) else None, most=-solver.least)
