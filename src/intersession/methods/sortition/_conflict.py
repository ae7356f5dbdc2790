"""A smallest set of rules that cannot hold together.

Every room breaks at least one rule of each conflict. So: take a smallest set of rules that meets
each room found so far in a rule which that room breaks; if no room keeps all of the set, it is a
smallest conflict; else the room that keeps it, and as many others as it can, is one more to meet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ._kinds import Kind, kinds_of
from ._lines import BARRED, MUST, Line, Rule, hard_rules
from ._model import Candidate, Rules
from ._program import Program

ROUNDS = 80  # rooms met before a conflict that is only irreducible is taken
FEW = 50  # nodes: any room will do, if it misses little
STEPS = 200  # a sum of money is missed in so many steps


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The hard rules over kinds, musts and those barred among them as rules."""

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]


def laid(people: Sequence[Candidate], rules: Rules) -> Laid:
    """The rules in the order in which a conflict prefers to name them."""
    singly = [each.id for each in people if each.must or each.barred]
    kinds = kinds_of(people, rules, singly=singly)
    return Laid(kinds=kinds, rules=(*hard_rules(kinds, rules), *_persons(kinds)))


def _persons(kinds: Sequence[Kind]) -> Iterable[Rule]:
    for at, kind in enumerate(kinds):
        if kind.one.must:
            line = Line(terms=((at, 1),), least=1)
            yield Rule(label=kind.one.id, side=MUST, asked=1, lines=(line,))
        if kind.one.barred:
            line = Line(terms=((at, 1),), most=0)
            yield Rule(label=kind.one.id, side=BARRED, asked=0, lines=(line,))


class Relaxed:
    """A program in which every rule can be missed, by as much as it takes."""

    def __init__(self, given: Laid) -> None:
        self.given = given
        self.program = Program()
        for kind in given.kinds:
            self.program.column(0, kind.size)
        self.missed = [self._missed(rule) for rule in given.rules]
        self.highest = [self.program.bounds[missed][1] for missed in self.missed]

    def _missed(self, rule: Rule) -> int:
        """How many steps a rule is missed by; a step is one person, or a part of the money."""
        most = max((self.program.room_to_give(line) for line in rule.lines), default=0)
        step = max(1, -(-most // STEPS))
        missed = self.program.column(0, -(-most // step))
        for line in rule.lines:
            give = step if line.least is not None else -step
            self.program.row((*line.terms, (missed, give)), line.least, line.most)
        return missed

    def breaks(self, kept: Iterable[int]) -> frozenset[int] | None:
        """What a room misses that keeps these and misses the others by little; None where no room
        keeps them."""
        fixed = set(kept)
        aim = []
        for at, missed in enumerate(self.missed):
            self.program.bound(missed, 0, 0 if at in fixed else self.highest[at])
            aim.append((missed, 1))
        answer = self.program.minimise(aim, nodes=FEW)
        if answer is None:
            return None
        return frozenset(at for at, missed in enumerate(self.missed) if answer.values[missed])

    def possible(self, kept: Iterable[int]) -> bool:
        """Whether some room keeps these."""
        return self.breaks(kept) is not None


def smallest_conflict(given: Laid) -> tuple[Rule, ...]:
    """The conflict, its rules in their order; empty where there is a room after all."""
    relaxed = Relaxed(given)
    chosen: frozenset[int] = frozenset()
    met: list[frozenset[int]] = []
    for _ in range(ROUNDS):
        broken = relaxed.breaks(chosen)
        if broken is None:
            return tuple(given.rules[at] for at in sorted(chosen))
        if not broken:
            return ()
        met.append(broken)
        chosen = _meets_all(met, len(given.rules))
    return tuple(given.rules[at] for at in sorted(_irreducible(relaxed, len(given.rules))))


def _meets_all(sets: Sequence[frozenset[int]], rules: int) -> frozenset[int]:
    """A smallest set with something of each; of those alike, the one that comes first."""
    program = Program()
    for _ in range(rules):
        program.column(0, 1)
    for each in sets:
        program.row([(at, 1) for at in each], 1, None)
    weight = rules * rules
    answer = program.minimise([(at, weight + at) for at in range(rules)])
    assert answer is not None, "all rules together meet every set"
    return frozenset(at for at in range(rules) if answer.values[at])


def _irreducible(relaxed: Relaxed, rules: int) -> frozenset[int]:
    """A conflict without a rule too many: each is left out in turn, and stays out if it can."""
    kept = set(range(rules))
    for at in reversed(range(rules)):
        if not relaxed.possible(kept - {at}):
            kept.discard(at)
    return frozenset(kept)
