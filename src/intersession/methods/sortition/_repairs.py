"""What could be changed so that there is a room; each change is tried before it is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ._conflict import Laid, Relaxed, laid
from ._kinds import room_of
from ._lines import BARRED, CAP, MAX, MIN, MONEY, MUST, ORDER, SEATS, SHARE, Rule, counts, missing
from ._lottery import lottery
from ._measure import broken, largest_of_an_entity
from ._model import BUDGET, Candidate, Change, Quota, Repair, Rules
from ._program import Program
from ._recruits import recruits
from ._stages import settle

MOST, ENOUGH, ALIKE = 5, 3, 3  # repairs; so many that no others are sought; of one sort
FEW_NODES, LARGE = 4, 4_000  # nodes of the solver; kinds times rules
MANY, ATTEMPTS = 4, 3  # changes in one repair; sets tried
FINE = 10_000  # a share is moved in steps of one part in so many
Found = tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """Who there is, what is asked, the same laid out, and the conflict in it."""

    people: tuple[Candidate, ...]
    rules: Rules
    laid: Laid
    conflict: tuple[Rule, ...]


def question(people: Sequence[Candidate], rules: Rules, conflict: Sequence[Rule]) -> Question:
    given = laid(people, rules)
    return Question(people=tuple(people), rules=rules, laid=given, conflict=tuple(conflict))


def repairs(asked: Question) -> tuple[Repair, ...]:
    """Up to five: one number moved as little as it has to, or several where one is not enough;
    and a call for more nominees."""
    called = recruits(asked.people, asked.rules, asked.conflict)
    found = [called] if called is not None else []
    codes: Counter[str] = Counter()
    for enough, sets in ((MOST, _changes(asked)), (ENOUGH, _together(asked))):
        if enough == ENOUGH and found and _is_large(asked):
            break
        for changes in sets if len(found) < enough else ():
            if codes[_code(changes)] < ALIKE and _is_new(changes, found):
                repair = _tried(asked, changes)
                if repair is not None:
                    found.append(repair)
                    codes[repair.code] += 1
            if len(found) >= enough:
                break
    return tuple(sorted(found, key=_size))


def _is_large(asked: Question) -> bool:
    """Sets of changes take long to find: they are sought only where no single change helps."""
    return len(asked.laid.kinds) * len(asked.laid.rules) > LARGE or len(asked.conflict) == 1


def _is_new(changes: Found, found: Sequence[Repair]) -> bool:
    """Few changes, and not those of another repair with something more."""
    names = {(change.label, change.side) for change in changes}
    others = [{(change.label, change.side) for change in other.changes} for other in found]
    single = [other for other in others if len(other) == 1]
    return len(changes) <= MANY and names not in others and not any(o < names for o in single)


def _size(repair: Repair) -> tuple[int, bool, int]:
    """Fewest changes first; moves of people before moves of money; small before large."""
    money = any(change.side in (SHARE, ORDER) or _is_money(change) for change in repair.changes)
    moved = sum(abs(change.after - change.before) for change in repair.changes)
    return len(repair.changes) or 1, money, moved or len(repair.newcomers)


def _is_money(change: Change) -> bool:
    return change.label == MONEY and change.side == MAX


def _changes(asked: Question) -> Iterator[Found]:
    """Sets of changes: single ones first, then small steps of many targets."""
    for rule in _preferred(asked.conflict):
        if found := _without(asked, [rule]):
            yield found
    targets = [rule for rule in asked.conflict if rule.quota is not None]
    if len(targets) > 1 and (found := _without(asked, targets, evenly=True)):
        yield found


def _preferred(conflict: Iterable[Rule]) -> list[Rule]:
    """One of each sort first: targets, then seats, money, caps; persons last."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, bool, int, Rule]] = []
    for rule in conflict:
        sort = "quota" if rule.quota is not None else f"{rule.label}:{rule.side}"
        sort = rule.side if rule.side in (MUST, BARRED) else sort
        ranked.append((seen[sort], rule.side in (MUST, BARRED, ORDER), len(ranked), rule))
        seen[sort] += 1
    return [rule for *_, rule in sorted(ranked, key=lambda each: each[:3])]


def _together(asked: Question) -> Iterator[Found]:
    """Few rules that have to move together, then other such sets."""
    given = asked.laid
    relaxed = Relaxed(given)
    for _ in range(ATTEMPTS):
        moved = relaxed.breaks((), nodes=FEW_NODES)
        if not moved or len(moved) > MANY:
            return
        relaxed.program.row([(relaxed.dropped[at], 1) for at in moved], None, len(moved) - 1)
        found = _without(asked, [given.rules[at] for at in sorted(moved)])
        if found:
            yield found


def _without(asked: Question, freed: Sequence[Rule], *, evenly: bool = False) -> Found:
    """What has to be asked instead of the rules freed: as little as can be, people first, then
    money; `evenly`: the largest change as small as can be. Empty where the others fail anyway."""
    given, program = asked.laid, Program()
    for kind in given.kinds:
        program.column(0, kind.size)
    people: list[tuple[int, int]] = []
    money: list[tuple[int, int]] = []
    for rule in given.rules:
        if rule not in freed:
            program.rules([rule])
        else:
            is_money = rule.side == SHARE or rule.label == MONEY
            (money if is_money else people).append((_missed(program, rule), 1))
    answer = None
    for aim in (*([_largest(program, people)] if evenly else []), people, money):
        if aim or answer is None:
            answer = program.minimise(aim)
            if answer is None:
                return ()
            program.row(aim, None, answer.value)
    assert answer is not None, "one aim at least was tried"
    return _read(asked, freed, answer.values[: len(given.kinds)])


def _largest(program: Program, missed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A column as large as the largest of some."""
    largest = program.column(0, max(program.bounds[at][1] for at, _ in missed))
    for at, _ in missed:
        program.row([(largest, 1), (at, -1)], 0, None)
    return [(largest, 1)]


def _missed(program: Program, rule: Rule) -> int:
    """A column for how far a rule is missed in any of its lines."""
    most = max((program.room_to_give(line) for line in rule.lines), default=0)
    missed = program.column(0, most, whole=most < FINE)
    for line in rule.lines:
        give = 1 if line.least is not None else -1
        program.row((*line.terms, (missed, give)), line.least, line.most)
    return missed


def _read(asked: Question, freed: Iterable[Rule], values: Sequence[int]) -> Found:
    """What has to be asked instead, so that this room will do."""
    inside = set(room_of(asked.laid.kinds, values))
    people = [each for each in asked.people if each.id in inside]
    found = []
    for rule in freed:
        if any(missing(line, values) for line in rule.lines):
            before = rule.asked
            if rule.side == SHARE and asked.rules.share is not None:
                before = FINE * asked.rules.share.part // asked.rules.share.whole
            got = _got(asked, rule, people)
            found.append(Change(label=rule.label, side=rule.side, before=before, after=got))
    return tuple(found)


def _got(asked: Question, rule: Rule, inside: Sequence[Candidate]) -> int:
    if rule.quota is not None:
        return sum(counts(each, rule.quota) for each in inside)
    if rule.side == SHARE:
        return _part(asked.rules, inside)
    if rule.label == CAP:
        return largest_of_an_entity(inside, [each.id for each in inside])
    if rule.label == MONEY:
        return sum(each.cost for each in inside)
    if rule.label == SEATS:
        return len(inside)
    if rule.side == ORDER:
        return 0
    return int(any(each.id == rule.label for each in inside))


def _part(rules: Rules, inside: Sequence[Candidate]) -> int:
    """The share that a room reaches, in parts of FINE, rounded down."""
    of_budget = rules.share is not None and rules.share.of == BUDGET
    whole = (rules.budget or 0) if of_budget else sum(each.cost for each in inside)
    shared = sum(each.cost for each in inside if each.shared)
    return FINE * shared // whole if whole else FINE


def _tried(asked: Question, changes: Found) -> Repair | None:
    """The repair with what its plan costs, or None where it does not work."""
    rules = changed(asked.rules, changes)
    repair = Repair(code=_code(changes), values=_values(changes), rules=rules, changes=changes)
    people, rules = repaired(asked.people, repair)
    settled = settle(people, rules, to_the_end=False)
    if settled is None or broken(people, rules, settled.room):
        return None
    inside = set(settled.room)
    return replace(repair, cost=sum(each.cost for each in people if each.id in inside))


def repaired(
    candidates: Iterable[Candidate], repair: Repair
) -> tuple[tuple[Candidate, ...], Rules]:
    """The candidates and rules after a repair."""
    freed = {change.label for change in repair.changes if change.side in (MUST, BARRED)}
    people = tuple(
        replace(each, must=False, barred=False) if each.id in freed else each for each in candidates
    )
    return (*people, *repair.newcomers), repair.rules


def with_chances(
    candidates: Iterable[Candidate], found: Iterable[Repair], *, seconds: float
) -> tuple[Repair, ...]:
    """The repairs with their worst chances, where these are worked out in so many seconds each."""
    people = tuple(candidates)
    return tuple(_with_chance(people, repair, seconds) for repair in found)


def _with_chance(people: tuple[Candidate, ...], repair: Repair, seconds: float) -> Repair:
    after, rules = repaired(people, repair)
    drawn = lottery(candidates=after, rules=rules, seconds=seconds)
    late = any(remark.code == "stopped-by-time" for remark in drawn.remarks)
    return repair if late else replace(repair, worst=drawn.achieved)


def changed(rules: Rules, changes: Iterable[Change]) -> Rules:
    """The rules after changes of their numbers."""
    for change in changes:
        rules = _AFTER.get((change.label, change.side), _by_side)(rules, change)
    return rules


def _by_side(rules: Rules, change: Change) -> Rules:
    if change.side == SHARE and rules.share is not None:
        return replace(rules, share=replace(rules.share, part=change.after, whole=FINE))
    if change.side not in (MIN, MAX):
        return rules
    quotas = tuple(_moved(quota, change) for quota in rules.quotas)
    return replace(rules, quotas=quotas)


def _moved(quota: Quota, change: Change) -> Quota:
    if quota.label != change.label or quota.wished:
        return quota
    if change.side == MIN:
        return replace(quota, least=change.after)
    return replace(quota, most=change.after)


_AFTER: dict[tuple[str, str], Callable[[Rules, Change], Rules]] = {
    (SEATS, MIN): lambda rules, change: replace(rules, seats=(change.after, rules.seats[1])),
    (SEATS, MAX): lambda rules, change: replace(rules, seats=(rules.seats[0], change.after)),
    (CAP, MAX): lambda rules, change: replace(rules, per_entity=change.after),
    (MONEY, MAX): lambda rules, change: replace(rules, budget=change.after),
    (ORDER, ORDER): lambda rules, change: replace(rules, in_order=False),
}
_CODES = {
    (SEATS, MIN): "fewer-seats",
    (SEATS, MAX): "more-seats",
    (CAP, MAX): "more-per-entity",
    (MONEY, MAX): "more-budget",
    (ORDER, ORDER): "no-order",
}
_BY_SIDE = {
    MIN: "ask-for-fewer",
    MAX: "allow-more",
    SHARE: "smaller-share",
    MUST: "drop-must",
    BARRED: "lift-bar",
}


def _code(changes: Found) -> str:
    if len(changes) != 1:
        return "several"
    change = changes[0]
    return _CODES.get((change.label, change.side)) or _BY_SIDE[change.side]


def _values(changes: Found) -> tuple[tuple[str, int | str], ...]:
    if len(changes) != 1:
        return (("number", len(changes)),)
    change = changes[0]
    return (("target", change.label), ("before", change.before), ("after", change.after))
