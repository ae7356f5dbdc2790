"""How many more nominees of which kind would make a room possible."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median_low

from ._kinds import Kind, checked, kinds_of
from ._lines import MIN, Rule, hard_rules
from ._measure import broken
from ._model import Candidate, Repair, Rules
from ._program import Program
from ._stages import settle

NEW = "newcomer"
MOST_PROFILES = 400


def recruits(people: Sequence[Candidate], rules: Rules, conflict: Iterable[Rule]) -> Repair | None:
    """The fewest newcomers that help, each like somebody who is there but for the values that a
    target of the conflict asks for; each costs the median of those there. None if none help."""
    short = [rule for rule in conflict if rule.quota is not None and rule.side == MIN]
    profiles = _profiles(people, rules, short)
    here = kinds_of(people, rules)
    new = tuple(_kind(number, each, rules) for number, (_, each) in enumerate(profiles, start=1))
    chosen = _fewest((*here, *new), rules, len(here)) if new else None
    if chosen is None:
        return None
    called: Counter[str] = Counter()
    newcomers: list[Candidate] = []
    for (label, _), kind, number in zip(profiles, new, chosen, strict=True):
        called[label] += number
        newcomers += [replace(kind.one, id=id) for id in kind.ids[:number]]
    return _tried(people, rules, called, tuple(newcomers))


def _profiles(
    people: Sequence[Candidate], rules: Rules, short: Sequence[Rule]
) -> list[tuple[str, Candidate]]:
    """Every way to be that could help, once, with the target that it is called for."""
    features = sorted({feature for quota in rules.quotas for feature, _ in quota.values})
    cost = median_low([each.cost for each in people]) if people else 0
    found: dict[tuple[object, ...], tuple[str, Candidate]] = {}
    for rule in short:
        for each in people:
            values = {feature: each.attributes.get(feature, "") for feature in features}
            values |= dict(rule.quota.values) if rule.quota is not None else {}
            new = Candidate(id=NEW, attributes=values, cost=cost, shared=each.shared)
            found.setdefault((*values.values(), each.shared), (rule.label, new))
    return list(found.values())[:MOST_PROFILES]


def _kind(number: int, each: Candidate, rules: Rules) -> Kind:
    """As many alike as there are seats."""
    ids = tuple(f"{NEW} {number}.{place}" for place in range(1, rules.seats[1] + 1))
    return Kind(one=each, ids=ids)


def _fewest(kinds: Sequence[Kind], rules: Rules, here: int) -> tuple[int, ...] | None:
    """How many newcomers of each kind; None where no number helps."""
    program = Program.of(kinds)
    program.rules(hard_rules(kinds, rules))
    answer = program.minimise([(at, 1) for at in range(here, len(kinds))])
    return None if answer is None else answer.values[here : len(kinds)]


def _tried(
    people: Sequence[Candidate],
    rules: Rules,
    called: Counter[str],
    newcomers: tuple[Candidate, ...],
) -> Repair | None:
    everybody = checked((*people, *newcomers), rules)
    settled = settle(everybody, rules, to_the_end=False)
    if settled is None or broken(everybody, rules, settled.room):
        return None
    inside = set(settled.room)
    listed = tuple((label, number) for label, number in sorted(called.items()) if number)
    return Repair(
        code="recruit",
        values=(("number", len(newcomers)), ("target", ", ".join(label for label, _ in listed))),
        rules=rules,
        recruits=listed,
        newcomers=newcomers,
        cost=sum(each.cost for each in everybody if each.id in inside),
    )
