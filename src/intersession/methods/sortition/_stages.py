"""The stages of a plan: each reaches what it can without giving up what was reached before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ._kinds import Kind, kinds_of, room_of
from ._lines import Line, Rule, cost_terms, hard_rules, missing, wishes
from ._model import Candidate, Room, Rules
from ._program import Answer, Program

LONG = 10_000  # a column that may go further (money) need not be held to whole numbers
Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A room by the stages of the plan, and whether each stage is proven."""

    room: Room
    proven: bool


def settle(
    people: Sequence[Candidate], rules: Rules, *, tell: Progress = lambda done: None
) -> Settled | None:
    """The room of the plan, without its reasons; None where no room meets the hard rules."""
    kinds = kinds_of(people, rules)
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    stages = Stages(program)
    wished = wishes(kinds, rules)
    if stages.begin() is None:
        return None
    for done, wish in enumerate(wished, start=1):
        stages.wish(wish)
        tell(0.6 * done / len(wished))
    stages.by_cost(kinds)
    tell(0.8)
    return Settled(room=room_of(kinds, stages.counts(len(kinds))), proven=stages.proven)


class Stages:
    """One aim after another: what an earlier one reached, a later one cannot give up."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.proven = True
        self.now: Answer | None = None

    def begin(self) -> Answer | None:
        """Any room at all."""
        self.now = self.program.minimise()
        return self.now

    def least(self, terms: Iterable[tuple[int, int]], *, counted: bool = True) -> int:
        """Bring the sum of the terms as low as it goes, and keep it there."""
        listed = tuple(terms)
        if not listed:
            return 0
        answer = self.program.minimise(listed, start=None if self.now is None else self.now.values)
        assert answer is not None, "an aim leaves the rows as they are"
        self.now = answer
        self.proven = self.proven and (answer.proven or not counted)
        self.program.row(listed, None, answer.value)
        return answer.value

    def wish(self, sides: Sequence[Rule]) -> int:
        """Miss a wish by as little as the stages before allow."""
        lines = [line for rule in sides for line in rule.lines]
        most = max((self.program.room_to_give(line) for line in lines), default=0)
        if most == 0 or (self.now is not None and self._missing(lines) == 0):
            for line in lines:
                self.program.line(line)
            return 0
        if self.now is not None:
            self.now = replace(self.now, values=(*self.now.values, self._missing(lines)))
        missed = self.program.column(0, most, whole=most < LONG)
        for line in lines:
            give = 1 if line.least is not None else -1
            self.program.row((*line.terms, (missed, give)), line.least, line.most)
        return self.least([(missed, 1)])

    def by_cost(self, kinds: Sequence[Kind]) -> None:
        """What is still alike: by cost, then by past support, then by identifier."""
        self.least(cost_terms(kinds))
        self.least((at, kind.one.past) for at, kind in enumerate(kinds) if kind.one.past)
        self.least(((at, at) for at in range(len(kinds)) if at), counted=False)

    def counts(self, number: int) -> tuple[int, ...]:
        assert self.now is not None
        return self.now.values[:number]

    def _missing(self, lines: Iterable[Line]) -> int:
        """By how much the room so far misses the lines."""
        assert self.now is not None
        return max((missing(line, self.now.values) for line in lines), default=0)
