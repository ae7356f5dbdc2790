"""Whether there is a room at all, and how many it can hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ._kinds import checked, kinds_of
from ._lines import hard_rules
from ._model import Candidate, Rules
from ._program import Program


def feasible(*, candidates: Iterable[Candidate], rules: Rules) -> bool:
    """Whether some room meets the hard rules; `explain` says why none does."""
    kinds = kinds_of(checked(candidates, rules), rules)
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    return program.minimise([]) is not None


@dataclass(frozen=True, kw_only=True)
class Most:
    number: int
    proven: bool


def most_seats(people: Sequence[Candidate], rules: Rules) -> Most | None:
    """How many seats can be filled at most within the hard rules; None where there is no room."""
    kinds = kinds_of(people, rules)
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    answer = program.minimise((at, -1) for at in range(len(kinds)))
    return None if answer is None else Most(number=-answer.value, proven=answer.proven)
