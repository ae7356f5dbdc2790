"""A smallest set of rules that cannot hold together.

Every room breaks at least one rule of each conflict. So: take a smallest set of rules that meets
each room found so far in a rule which that room breaks; if no room keeps all of the set, it is a
smallest conflict; else the room that keeps it, and few others breaks, is one more to meet.

With many candidates the same is done first with rooms of parts of people, which takes
milliseconds; what conflicts there conflicts. Rules too many are then left out one by one, each
time asking for a room of whole people.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ._kinds import Kind, kinds_of
from ._lines import BARRED, MUST, ORDER, Line, Rule, hard_rules
from ._model import Candidate, Rules
from ._program import NODES, Program

ROUNDS = 80  # rooms met before a conflict that is only irreducible is taken
LARGE = 4_000  # kinds times rules
SHARPER = 3  # each time, what is hardly missed counts more
HEAVY = 3.0  # who must have a seat, and Entities' own order, are given up last
NEARLY, NOTHING = 1e-3, 1e-7


@dataclass(frozen=True, kw_only=True)
class Laid:
    """The hard rules over kinds, musts and those barred among them as rules."""

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]


def laid(people: Sequence[Candidate], rules: Rules, *, everybody: bool = False) -> Laid:
    """The rules in the order in which a conflict prefers to name them. `everybody`: each is a kind
    of their own."""
    singly = [each.id for each in people if everybody or each.must or each.barred]
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
    """A program in which every rule can be dropped. `whole`: of whole people."""

    def __init__(self, given: Laid, *, whole: bool = True) -> None:
        self.given = given
        self.program = Program(whole=whole)
        for kind in given.kinds:
            self.program.column(0, kind.size)
        self.dropped = [self.program.column(0, 1) for _ in given.rules]
        for rule, drop in zip(given.rules, self.dropped, strict=True):
            for line in rule.lines:
                give = self.program.room_to_give(line)
                signed = give if line.least is not None else -give
                self.program.row((*line.terms, (drop, signed)), line.least, line.most)

        self.weights = {
            drop: HEAVY if rule.side in (MUST, BARRED, ORDER) else 1.0
            for rule, drop in zip(given.rules, self.dropped, strict=True)
        }

    def keep(self, kept: Iterable[int], *, others: int = 0) -> None:
        """These stand; the others may be dropped (or are, with `others` = 1)."""
        fixed = set(kept)
        for at, drop in enumerate(self.dropped):
            stands = at in fixed
            self.program.bound(drop, 0 if stands else others, 0 if stands else 1)

    def breaks(self, kept: Iterable[int], *, nodes: int = NODES) -> frozenset[int] | None:
        """The fewest rules that a room breaks which keeps these; None where no room keeps them.
        Within few nodes: few rules."""
        self.keep(kept)
        answer = self.program.minimise([(drop, 1) for drop in self.dropped], nodes=nodes)
        if answer is None:
            return None
        return frozenset(at for at, drop in enumerate(self.dropped) if answer.values[drop])

    def possible(self, kept: Iterable[int]) -> bool:
        """Whether some room of whole people keeps these."""
        self.keep(kept, others=1)
        return self.program.minimise() is not None

    def breaks_in_parts(self, kept: Iterable[int]) -> frozenset[int] | None:
        """Few rules that a room of parts of people breaks; None where no such room keeps these."""
        self.keep(kept)
        weights = dict(self.weights)
        found: frozenset[int] = frozenset()
        for _ in range(SHARPER):
            values = self.program.fractions(weights)
            if values is None:
                return None
            found = frozenset(at for at, drop in enumerate(self.dropped) if values[drop] > NOTHING)
            weights = {
                drop: weight / (values[drop] + NEARLY) for drop, weight in self.weights.items()
            }
        return found


def smallest_conflict(given: Laid) -> tuple[Rule, ...]:
    """The conflict, its rules in their order; empty where there is a room after all."""
    whole = Relaxed(given)
    found = None
    if len(given.kinds) * len(given.rules) > LARGE:
        found = _smallest(Relaxed(given, whole=False).breaks_in_parts, len(given.rules))
    if not found:
        found = _smallest(whole.breaks, len(given.rules))
    if found is None:
        found = frozenset(range(len(given.rules)))
    return tuple(given.rules[at] for at in sorted(_irreducible(whole, found)))


def _smallest(
    breaks: Callable[[Iterable[int]], frozenset[int] | None], rules: int
) -> frozenset[int] | None:
    """A smallest set of which `breaks` says that nothing keeps it; empty where a room keeps all;
    None where it takes too long."""
    chosen: frozenset[int] = frozenset()
    met: list[frozenset[int]] = []
    for _ in range(ROUNDS):
        broken = breaks(chosen)
        if broken is None:
            return chosen
        if not broken:
            return frozenset()
        met.append(broken)
        chosen = _meets_all(met, rules)
    return None


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


def _irreducible(whole: Relaxed, found: frozenset[int]) -> frozenset[int]:
    """Each rule is left out in turn, and stays out where there is still no room."""
    kept = set(found)
    for at in sorted(found, reverse=True):
        if not whole.possible(kept - {at}):
            kept.discard(at)
    return frozenset(kept)
