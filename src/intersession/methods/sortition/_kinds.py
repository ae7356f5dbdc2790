"""Candidates that no rule tells apart are one kind: the solver counts kinds, not people."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ._model import BUDGET, ENTITY, PERSON, SPEND, Candidate, Room, Rules, SortitionError


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Candidates alike in all that the rules ask; `ids` in code-point order."""

    one: Candidate
    ids: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.ids)


def checked(candidates: Iterable[Candidate], rules: Rules) -> tuple[Candidate, ...]:
    """The candidates in the order of their identifiers. Raises SortitionError."""
    ordered = tuple(sorted(candidates, key=lambda candidate: candidate.id))
    twice = [id for id, times in Counter(each.id for each in ordered).items() if times > 1]
    if twice:
        raise SortitionError(f"{twice[0]} is there twice.", code="id-twice", id=twice[0])
    for each in ordered:
        _check_candidate(each)
    check_rules(rules)
    return ordered


def _check_candidate(each: Candidate) -> None:
    if not each.id:
        raise SortitionError("A candidate has no identifier.", code="id-empty")
    if each.cost < 0:
        raise SortitionError(f"{each.id} costs less than nothing.", code="cost", id=each.id)


def check_rules(rules: Rules) -> None:
    """Raises SortitionError where a rule can mean nothing."""
    low, high = rules.seats
    if not 0 <= low <= high or high < 1:
        raise SortitionError(f"{low} to {high} seats cannot be meant.", code="seats")
    for quota in rules.quotas:
        if not quota.values or min(quota.least, quota.most) < 0:
            said = f"{quota.least} to {quota.most} of {quota.label} cannot be meant."
            raise SortitionError(said, code="quota", target=quota.label)
    if rules.per_entity is not None and rules.per_entity < 0:
        raise SortitionError("At most less than none of an Entity cannot be meant.", code="cap")
    if rules.budget is not None and rules.budget < 0:
        raise SortitionError("The budget is less than nothing.", code="budget")
    if rules.unit not in (PERSON, ENTITY):
        raise SortitionError(f"There is no unit {rules.unit!r}.", code="unit")
    _check_share(rules)


def _check_share(rules: Rules) -> None:
    share = rules.share
    if share is None:
        return
    if share.of not in (SPEND, BUDGET) or not 0 <= share.part <= share.whole or share.whole < 1:
        raise SortitionError("The share cannot be meant.", code="share")
    if share.of == BUDGET and rules.budget is None:
        raise SortitionError("A share of the budget needs a budget.", code="share-budget")


def kinds_of(
    candidates: Sequence[Candidate], rules: Rules, *, singly: Collection[str] = ()
) -> tuple[Kind, ...]:
    """Kinds in the order of their first identifiers; those of `singly` stand alone."""
    features = sorted({feature for quota in rules.quotas for feature, _ in quota.values})
    alike: dict[object, list[Candidate]] = defaultdict(list)
    alone = set(singly)
    for each in candidates:
        lone = each.id in alone or (rules.in_order and each.entity != "")
        key = each.id if lone else _profile(each, rules, features)
        alike[key].append(each)
    return tuple(
        Kind(one=group[0], ids=tuple(each.id for each in group)) for group in alike.values()
    )


def _profile(each: Candidate, rules: Rules, features: Sequence[str]) -> tuple[object, ...]:
    return (
        tuple(each.attributes.get(feature, "") for feature in features),
        each.entity if rules.per_entity is not None else "",
        each.cost,
        rules.share is not None and each.shared,
        each.past,
        each.must,
        each.barred,
    )


def room_of(kinds: Sequence[Kind], counts: Sequence[int]) -> Room:
    """The people that so many of each kind are: the first of each."""
    return tuple(sorted(id for kind, n in zip(kinds, counts, strict=True) for id in kind.ids[:n]))
