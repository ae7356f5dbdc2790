"""Whole-number programs, solved to the end by HiGHS: one thread, no clock, no chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ._kinds import Kind
from ._lines import Line, Rule
from ._model import SortitionError

LARGE = 1e5  # coefficients above are made smaller, row by row
FEASIBLE = 2  # how HiGHS says that it holds a solution
NODES = 20_000  # after so many the best answer so far is taken, and told not to be proven


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Whole numbers by column, the value of what was minimised, and whether that is proven."""

    values: tuple[int, ...]
    value: int
    proven: bool


@cache
def highs() -> Any:
    """The solver takes a tenth of a second to import: who only asks for help does not wait."""
    import highspy  # noqa: PLC0415

    return highspy


class Program:
    """Columns of whole numbers and rows between them; the aim changes from one call to the next."""

    def __init__(self, *, whole: bool = True) -> None:
        self.whole, self.void = whole, False
        self.solver = highs()._core._Highs()
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "parallel": "off",
            "random_seed": 0,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5,
            "mip_allow_restart": False,
            "mip_heuristic_effort": 0.05,
            "mip_heuristic_run_feasibility_jump": False,
            "mip_feasibility_tolerance": 1e-9,
            "primal_feasibility_tolerance": 1e-9,
        }.items():
            self.solver.setOptionValue(option, value)
        self.bounds: list[tuple[int, int]] = []
        self._aim: dict[int, int] = {}

    @classmethod
    def of(cls, kinds: Sequence[Kind]) -> "Program":
        """One column a kind: how many have a seat."""
        program = cls()
        for kind in kinds:
            low = kind.size if kind.one.must else 0
            high = 0 if kind.one.barred else kind.size
            at = program.column(min(low, high), high)
            if low > high:  # somebody who must have a seat and is barred from it
                program.row([(at, 1)], low, None)
        return program

    def column(self, low: int, high: int, *, whole: bool = True) -> int:
        at = len(self.bounds)
        self.bounds.append((low, high))
        self.solver.addVar(low, high)
        if whole and self.whole:
            self.solver.changeColIntegrality(at, highs().HighsVarType.kInteger)
        return at

    def bound(self, at: int, low: int, high: int) -> None:
        self.bounds[at] = (low, high)
        self.solver.changeColBounds(at, low, high)

    def row(self, terms: Iterable[tuple[int, int]], least: int | None, most: int | None) -> None:
        listed = [(at, value) for at, value in terms if value]
        if not listed:  # nothing to solve: it holds or it never does
            self.void = self.void or (least or 0) > 0 or (most or 0) < 0
            return
        largest = max((abs(value) for _, value in listed), default=1)
        scale = 1.0 if largest <= LARGE else LARGE / largest
        endless = highs().kHighsInf
        self.solver.addRow(
            -endless if least is None else least * scale,
            endless if most is None else most * scale,
            len(listed),
            [at for at, _ in listed],
            [value * scale for _, value in listed],
        )

    def line(self, line: Line) -> None:
        self.row(line.terms, line.least, line.most)

    def rules(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            for line in rule.lines:
                self.line(line)

    def room_to_give(self, line: Line) -> int:
        """By how much a line can be missed at most."""
        low = sum(value * self.bounds[at][value < 0] for at, value in line.terms)
        high = sum(value * self.bounds[at][value > 0] for at, value in line.terms)
        if line.least is not None:
            return max(line.least - low, 0)
        return max(high - (line.most or 0), 0)

    def minimise(
        self,
        aim: Mapping[int, int] | Iterable[tuple[int, int]] = (),
        *,
        nodes: int = NODES,
    ) -> Answer | None:
        """The least of the aim, or None where the rows cannot hold together. With few nodes it may
        be far from the least. Raises SortitionError where they do not even give one answer.

        The answer before is not given as a start: with it HiGHS 1.16 was seen to stop too early.
        """
        aim = dict(aim)
        if self.void or not self.bounds:
            return None if self.void else Answer(values=(), value=0, proven=True)
        self.solver.setOptionValue("mip_max_nodes", nodes)
        self._set_aim(aim)
        self.solver.run()
        if self.solver.getModelStatus() == highs().HighsModelStatus.kSolveError:
            # Seen once in some thousands of problems, when what presolve found was carried back.
            self.solver.clearSolver()
            self.solver.setOptionValue("presolve", "off")
            self.solver.run()
            self.solver.setOptionValue("presolve", "choose")
        return self._answer(aim)

    def fractions(self, aim: Mapping[int, float]) -> list[float] | None:
        """The same where columns need not be whole; None where the rows cannot hold together."""
        if self.void:
            return None
        for at, cost in aim.items():
            self.solver.changeColCost(at, cost)
        self.solver.run()
        if self.solver.getModelStatus() != highs().HighsModelStatus.kOptimal:
            return None
        return list(self.solver.getSolution().col_value)

    def _set_aim(self, aim: dict[int, int]) -> None:
        largest = max((abs(value) for value in aim.values()), default=1)
        scale = 1.0 if largest <= LARGE else LARGE / largest
        for at in self._aim.keys() | aim.keys():
            self.solver.changeColCost(at, aim.get(at, 0) * scale)
        self.solver.setOptionValue("mip_abs_gap", 0.5 * scale)
        self._aim = aim

    def _answer(self, aim: dict[int, int]) -> Answer | None:
        status = self.solver.getModelStatus()
        states = highs().HighsModelStatus
        if self.solver.getInfo().primal_solution_status != FEASIBLE:
            if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
                return None
            said = "The solver found no room, and no proof that there is none."
            raise SortitionError(said, code="unsettled")
        values = tuple(round(value) for value in self.solver.getSolution().col_value)
        value = sum(cost * values[at] for at, cost in aim.items())
        return Answer(values=values, value=value, proven=status == states.kOptimal)
