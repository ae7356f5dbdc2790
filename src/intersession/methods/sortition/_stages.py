"""The stages of a plan: each reaches what it can without giving up what was reached before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
    people: Sequence[Candidate],
    rules: Rules,
    *,
    tell: Progress = lambda done: None,
    to_the_end: bool = True,
) -> Settled | None:
    """The room of the plan, without its reasons; None where no room meets the hard rules. Not to
    the end: one that costs as much."""
    kinds = kinds_of(people, rules)
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    stages = Stages(program, wishes(kinds, rules))
    if stages.begin() is None:
        return None
    for done in range(len(stages.wished)):
        stages.wish(done)
        tell(0.6 * (done + 1) / len(stages.wished))
    stages.least(cost_terms(kinds))
    tell(0.8)
    if to_the_end:
        stages.rotate(kinds)
    return Settled(room=room_of(kinds, stages.counts(len(kinds))), proven=stages.proven)


class Stages:
    """One aim after another: what an earlier one reached, a later one cannot give up."""

    def __init__(self, program: Program, wished: Sequence[Sequence[Rule]]) -> None:
        self.program = program
        self.proven = True
        self.now: Answer | None = None
        self.wished = [[line for rule in sides for line in rule.lines] for sides in wished]
        self.missed = [self._column(lines) for lines in self.wished]

    def _column(self, lines: Sequence[Line]) -> int:
        """How much a wish is missed by."""
        most = max((self.program.room_to_give(line) for line in lines), default=0)
        missed = self.program.column(0, most, whole=most < LONG)
        for line in lines:
            give = 1 if line.least is not None else -1
            self.program.row((*line.terms, (missed, give)), line.least, line.most)
        return missed

    def begin(self) -> Answer | None:
        """A room that misses wishes by little altogether: many of them need no stage then."""
        bounds = self.program.bounds
        self.now = self.program.minimise([(at, 1) for at in self.missed if bounds[at][1] < LONG])
        return self.now

    def least(self, terms: Iterable[tuple[int, int]], *, counted: bool = True) -> int:
        """Bring the sum of the terms as low as it goes, and keep it there."""
        listed = tuple(terms)
        if not listed:
            return 0
        answer = self.program.minimise(listed)
        assert answer is not None, "an aim leaves the rows as they are"
        self.now = answer
        self.proven = self.proven and (answer.proven or not counted)
        self.program.row(listed, None, answer.value)
        return answer.value

    def wish(self, place: int) -> int:
        """Miss a wish by as little as the stages before allow."""
        column, reached = self.missed[place], 0
        if self._missing(self.wished[place]):
            reached = self.least([(column, 1)])
        self.program.bound(column, 0, reached)
        return reached

    def rotate(self, kinds: Sequence[Kind]) -> None:
        """What is still alike: by past support, then by identifier."""
        self.least((at, kind.one.past) for at, kind in enumerate(kinds) if kind.one.past)
        self.least(((at, at) for at in range(len(kinds)) if at), counted=False)

    def counts(self, number: int) -> tuple[int, ...]:
        assert self.now is not None
        return self.now.values[:number]

    def _missing(self, lines: Iterable[Line]) -> int:
        """By how much the room so far misses the lines."""
        assert self.now is not None
        return max((missing(line, self.now.values) for line in lines), default=0)
