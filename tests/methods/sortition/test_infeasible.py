"""Why there is no room: the smallest conflict against every subset, and repairs that work."""

from random import Random

import pytest

from intersession.methods.sortition import (
    Candidate,
    Quota,
    Rules,
    Share,
    SortitionError,
    infeasible,
    repaired,
    with_chances,
)
from tests.methods.sortition import plan_twin as twin

SIX = tuple(
    Candidate(
        id=f"p{n}",
        attributes={"r": "AB"[n % 2], "s": "fm"[n // 3]},
        entity=f"E{n // 2}",
        priority=1 + n % 2,
        cost=10 + n,
        shared=n < 2,
    )
    for n in range(6)
)


def quota(label, least, most):
    values = tuple(tuple(part.split(":")) for part in label.split("+"))
    return Quota(values=values, least=least, most=most)


def with_(n, **facts):
    return tuple(
        Candidate(**{**vars(each), **facts}) if at == n else each for at, each in enumerate(SIX)
    )


CASES = {
    "supply": (SIX, Rules(seats=(4, 4), quotas=(quota("r:A", 4, 4),)), 1),
    "nobody": (SIX, Rules(seats=(3, 3), quotas=(quota("r:C", 1, 1),)), 1),
    "seats above supply": (SIX, Rules(seats=(7, 7)), 1),
    "sum above seats": (
        SIX,
        Rules(seats=(3, 3), quotas=(quota("r:A", 2, 3), quota("r:B", 2, 3))),
        3,
    ),
    "most below seats": (
        SIX,
        Rules(seats=(4, 4), quotas=(quota("r:A", 0, 1), quota("r:B", 0, 1))),
        3,
    ),
    "budget": (SIX, Rules(seats=(3, 3), budget=32), 2),
    "budget for a target": (SIX, Rules(seats=(1, 3), quotas=(quota("s:m", 2, 3),), budget=26), 2),
    "cap": (SIX, Rules(seats=(4, 4), per_entity=1), 2),
    "cap of none": (SIX, Rules(seats=(1, 1), per_entity=0), 2),
    "order": (SIX, Rules(seats=(1, 2), quotas=(quota("r:B", 2, 2),), in_order=True), 3),
    "share": (SIX, Rules(seats=(4, 4), share=Share(part=2, whole=3)), 2),
    "share of the budget": (
        SIX,
        Rules(seats=(1, 6), budget=100, share=Share(part=1, whole=2, of="budget")),
        1,
    ),
    "must and barred": (with_(0, must=True, barred=True), Rules(seats=(1, 3)), 2),
    "must and budget": (with_(5, must=True), Rules(seats=(1, 3), budget=14), 2),
    "must and most": (with_(0, must=True), Rules(seats=(1, 3), quotas=(quota("r:A", 0, 0),)), 2),
    "musts and seats": (
        tuple(Candidate(**{**vars(each), "must": True}) for each in SIX[:3]),
        Rules(seats=(1, 2)),
        4,
    ),
    "barred": (with_(0, barred=True), Rules(seats=(3, 3), quotas=(quota("r:A", 3, 3),)), 2),
    "pair": (SIX, Rules(seats=(2, 3), quotas=(quota("r:A+s:f", 3, 3),)), 1),
    "pair and most": (
        SIX,
        Rules(seats=(2, 3), quotas=(quota("r:A+s:f", 2, 3), quota("s:f", 0, 1))),
        2,
    ),
    "least above most": (SIX, Rules(seats=(2, 3), quotas=(quota("r:A", 2, 1),)), 2),
}


@pytest.mark.parametrize("name", CASES)
def test_the_conflict_is_a_smallest_one_and_each_repair_works(name):
    people, rules, size = CASES[name]
    told = infeasible(candidates=people, rules=rules)
    names = [(limit.label, limit.side) for limit in told.conflict]
    assert len(names) == size == twin.smallest(people, rules)
    assert twin.conflict_is_real(people, rules, names)
    assert told.repairs
    for repair in told.repairs:
        best = twin.best(*repaired(people, repair))
        assert best is not None and best[-2] == repair.cost, repair


@pytest.mark.parametrize("seed", range(100, 125))
def test_the_same_holds_for_many_rules_at_once(seed):
    people, rules = twin.case(Random(seed), people=8)
    if twin.best(people, rules) is not None:
        with pytest.raises(SortitionError):
            infeasible(candidates=people, rules=rules)
        return
    told = infeasible(candidates=people, rules=rules)
    names = [(limit.label, limit.side) for limit in told.conflict]
    assert len(names) == twin.smallest(people, rules)
    assert twin.conflict_is_real(people, rules, names)
    assert told.repairs and all(twin.best(*repaired(people, r)) for r in told.repairs)
    other = infeasible(candidates=people[::-1], rules=rules)
    assert (other.conflict, other.repairs) == (told.conflict, told.repairs)


def test_supply_that_is_short_is_told_in_words_with_the_call_for_more():
    told = infeasible(candidates=SIX, rules=Rules(seats=(5, 5), quotas=(quota("r:A", 5, 5),)))
    assert str(told) == "No room meets the rules: r:A ≥ 5, but 3 nominated."
    recruit = next(repair for repair in told.repairs if repair.code == "recruit")
    assert recruit.recruits == (("r:A", 2),) and len(recruit.newcomers) == 2


def test_how_much_more_money_is_told_exactly_with_the_worst_chance():
    told = infeasible(candidates=SIX, rules=Rules(seats=(3, 3), budget=32))
    more = next(repair for repair in told.repairs if repair.code == "more-budget")
    assert more.values == (("target", "budget"), ("before", 32), ("after", 33))
    (priced,) = with_chances(SIX, [more], seconds=5)
    assert priced.worst == 1 and priced.cost == 33
