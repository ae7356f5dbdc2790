"""Whether there is a room at all."""

from collections.abc import Iterable

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
