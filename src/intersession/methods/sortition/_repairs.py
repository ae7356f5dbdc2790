"""What could be changed so that there is a room; each change is tried before it is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ._conflict import Laid, Relaxed, laid
from ._kinds import room_of
from ._lines import BARRED, CAP, MAX, MIN, MONEY, MUST, ORDER, SEATS, SHARE, Rule, counts
from ._measure import broken
from ._model import BUDGET, Candidate, Change, Repair, Room, Rules
from ._program import Program
from ._recruits import recruits
from ._stages import settle

MOST = 5
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
    for changes in _changes(asked):
        repair = _tried(asked, changes)
        if repair is not None and changes not in [other.changes for other in found]:
            found.append(repair)
        if len(found) == MOST:
            break
    return tuple(sorted(found, key=_size))


def _size(repair: Repair) -> tuple[int, bool, int]:
    """Fewest changes first; moves of people before moves of money; small before large."""
    money = any(change.side in (SHARE, ORDER) or _is_money(change) for change in repair.changes)
    moved = sum(abs(change.after - change.before) for change in repair.changes)
    return len(repair.changes) or 1, money, moved or len(repair.newcomers)


def _is_money(change: Change) -> bool:
    return change.label == MONEY and change.side == MAX


def _changes(asked: Question) -> Iterator[Found]:
    """Sets of changes, single ones first."""
    alone = 0
    for rule in _preferred(asked.conflict):
        room = _room_without(asked.laid, [asked.laid.rules.index(rule)])
        if room is not None:
            alone += 1
            yield _read(asked, [rule], room)
    yield from _together(asked, 3 if alone == 0 else max(3 - alone, 0))


def _preferred(conflict: Iterable[Rule]) -> list[Rule]:
    """One of each sort first: targets, then seats, money, caps; persons last."""
    seen: Counter[str] = Counter()
    ranked = []
    for rule in conflict:
        sort = "quota" if rule.quota is not None else f"{rule.label}:{rule.side}"
        sort = rule.side if rule.side in (MUST, BARRED) else sort
        ranked.append((seen[sort], rule.side in (MUST, BARRED, ORDER), len(ranked), rule))
        seen[sort] += 1
    return [rule for *_, rule in sorted(ranked, key=lambda each: each[:3])]


def _together(asked: Question, number: int) -> Iterator[Found]:
    """Fewest rules that have to move together, then other such sets."""
    relaxed = Relaxed(asked.laid)
    for _ in range(number):
        moved = relaxed.breaks(())
        if not moved:
            return
        relaxed.program.row([(relaxed.missed[at], 1) for at in moved], None, len(moved) - 1)
        room = _room_without(asked.laid, sorted(moved))
        if room is not None:
            yield _read(asked, [asked.laid.rules[at] for at in sorted(moved)], room)


def _room_without(given: Laid, freed: Sequence[int]) -> Room | None:
    """A room that keeps all rules but those freed, and misses these by as little as it can:
    people first, then money."""
    program = Program()
    for kind in given.kinds:
        program.column(0, kind.size)
    people: list[tuple[int, int]] = []
    money: list[tuple[int, int]] = []
    for at, rule in enumerate(given.rules):
        if at not in freed:
            program.rules([rule])
        else:
            (money if rule.side == SHARE or rule.label == MONEY else people).extend(
                _missed(program, rule)
            )
    answer = None
    for aim in (people, money):
        if aim or answer is None:
            answer = program.minimise(aim)
            if answer is None:
                return None
            program.row(aim, None, answer.value)
    return None if answer is None else room_of(given.kinds, answer.values[: len(given.kinds)])


def _missed(program: Program, rule: Rule) -> list[tuple[int, int]]:
    """A column for how far a rule is missed, in each of its lines or (an order) in any."""
    most = max((program.room_to_give(line) for line in rule.lines), default=0)
    missed = program.column(0, most, whole=most < FINE)
    for line in rule.lines:
        give = 1 if line.least is not None else -1
        program.row((*line.terms, (missed, give)), line.least, line.most)
    return [(missed, 1)]


def _read(asked: Question, freed: Iterable[Rule], room: Room) -> Found:
    """What has to be asked instead, so that this room will do."""
    inside = [each for each in asked.people if each.id in set(room)]
    found = []
    for rule in freed:
        got = _got(asked, rule, inside)
        if got != rule.asked or rule.side == SHARE:
            before = rule.asked
            if rule.side == SHARE and asked.rules.share is not None:
                before = FINE * asked.rules.share.part // asked.rules.share.whole
            found.append(Change(label=rule.label, side=rule.side, before=before, after=got))
    return tuple(found)


def _got(asked: Question, rule: Rule, inside: Sequence[Candidate]) -> int:
    if rule.quota is not None:
        return sum(counts(each, rule.quota) for each in inside)
    if rule.side == SHARE:
        return _part(asked.rules, inside)
    if rule.label == CAP:
        return max(Counter(each.entity for each in inside if each.entity).values(), default=0)
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
    settled = settle(people, rules)
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
    name = "least" if change.side == MIN else "most"
    quotas = tuple(
        replace(quota, **{name: change.after})
        if quota.label == change.label and not quota.wished
        else quota
        for quota in rules.quotas
    )
    return replace(rules, quotas=quotas)


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
