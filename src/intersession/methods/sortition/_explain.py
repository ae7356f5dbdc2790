"""Why there is no room: the smallest conflict, in words, and what would help."""

from collections.abc import Iterable, Sequence

from ._conflict import laid, smallest_conflict
from ._kinds import checked, kinds_of
from ._lines import (
    BARRED,
    CAP,
    MIN,
    MONEY,
    MUST,
    ORDER,
    SEATS,
    SHARE,
    Rule,
    cost_terms,
    counts,
    hard_rules,
)
from ._model import Candidate, Infeasible, Limit, Rules, SortitionError
from ._program import Program
from ._repairs import question, repairs


def infeasible(*, candidates: Iterable[Candidate], rules: Rules) -> Infeasible:
    """A smallest set of rules that cannot hold together, and changes that make a room possible,
    each tried. Raises SortitionError where there is a room after all."""
    people = checked(candidates, rules)
    conflict = _too_few(people, rules) or smallest_conflict(laid(people, rules))
    if not conflict:
        raise SortitionError("There is a room that meets the rules.", code="feasible")
    limits = tuple(_limit(people, rules, rule, conflict) for rule in conflict)
    return Infeasible(
        said(limits), conflict=limits, repairs=repairs(question(people, rules, conflict))
    )


def _too_few(people: Sequence[Candidate], rules: Rules) -> tuple[Rule, ...]:
    """A rule that asks for more than are there needs no solver."""
    for rule in hard_rules(kinds_of(people, rules), rules):
        has = _supply(people, rule)
        if has is not None and has < rule.asked:
            return (rule,)
    return ()


def _supply(people: Sequence[Candidate], rule: Rule) -> int | None:
    """How many there are of whom a rule asks for at least some."""
    if rule.side != MIN:
        return None
    if rule.quota is None:
        return len(people)
    return sum(counts(each, rule.quota) for each in people)


def _limit(
    people: Sequence[Candidate], rules: Rules, rule: Rule, conflict: Sequence[Rule]
) -> Limit:
    has = _supply(people, rule)
    if rule.label == MONEY:
        has = _cheapest(people, rules, conflict)
    return Limit(label=rule.label, side=rule.side, asked=rule.asked, has=has)


def _cheapest(people: Sequence[Candidate], rules: Rules, conflict: Sequence[Rule]) -> int | None:
    """What all other rules cost at least; where they cannot be met, those of the conflict."""
    given = laid(people, rules)
    others = [rule for rule in given.rules if rule.label != MONEY]
    named = {(rule.label, rule.side) for rule in conflict}
    for asked in (others, [rule for rule in others if (rule.label, rule.side) in named]):
        program = Program()
        for kind in given.kinds:
            program.column(0, kind.size)
        program.rules(asked)
        answer = program.minimise(cost_terms(given.kinds))
        if answer is not None:
            return answer.value
    return None


def said(limits: Sequence[Limit]) -> str:
    """A conflict as an English sentence."""
    words = [_words(limit) for limit in limits]
    if len(words) == 1:
        return f"No room meets the rules: {words[0]}."
    return f"No room meets the rules. These cannot hold together: {'; '.join(words)}."


def _words(limit: Limit) -> str:
    label, side, asked, has = limit.label, limit.side, limit.asked, limit.has
    if side == MUST:
        return f"{label} must have a seat"
    if side == BARRED:
        return f"{label} is barred"
    if side == ORDER:
        return "each Entity's own order"
    if side == SHARE:
        return f"{label} for those who count towards the share"
    if label == CAP:
        return f"at most {asked} of one Entity"
    if label == MONEY:
        return f"a budget of {asked}" + (f", but {has} are needed" if has is not None else "")
    sign = "≥" if side == MIN else "≤"
    short = has is not None and has < asked
    there = ("candidates are there" if label == SEATS else "nominated") if short else ""
    return f"{label} {sign} {asked}" + (f", but {has} {there}" if short else "")
