"""A planned room against every room written out, and each reason held against the rules."""

from dataclasses import replace
from random import Random

import pytest

from intersession.methods.sortition import (
    Candidate,
    Infeasible,
    Quota,
    Rules,
    SortitionError,
    plan,
)
from tests.methods.sortition import plan_twin as twin


def people(*ids, **facts):
    return tuple(Candidate(id=id, **facts) for id in ids)


def of(planned, listed):
    return tuple(each for each in listed if each.id in planned.room)


@pytest.mark.parametrize("seed", range(40))
def test_the_plan_is_the_best_of_all_rooms_whatever_the_order(seed):
    listed, rules = twin.case(Random(seed))
    best = twin.best(listed, rules)
    if best is None:
        with pytest.raises(Infeasible):
            plan(candidates=listed, rules=rules)
        return
    planned = plan(candidates=listed, rules=rules)
    assert planned.optimal and twin.worth(rules, of(planned, listed)) == best
    assert all(met for _, met in twin.facts(listed, rules, of(planned, listed)))
    assert plan(candidates=tuple(reversed(listed)), rules=rules) == planned


@pytest.mark.parametrize("seed", range(40))
def test_a_room_that_is_filled_is_the_best_of_those_that_hold_most(seed):
    listed, rules = twin.case(Random(seed))
    best, most = twin.fullest(listed, rules)
    if best is None:
        with pytest.raises(Infeasible):
            plan(candidates=listed, rules=rules, fill=True)
        return
    planned = plan(candidates=listed, rules=rules, fill=True)
    assert (planned.optimal, len(planned.room)) == (True, most)
    assert twin.worth(rules, of(planned, listed)) == best
    exact = replace(rules, seats=(most, most))
    assert plan(candidates=listed, rules=exact) == planned


@pytest.mark.parametrize("seed", range(40, 70))
def test_every_reason_is_true(seed):
    listed, rules = twin.case(Random(seed))
    try:
        planned = plan(candidates=listed, rules=rules)
    except Infeasible:
        return
    assert [reason.id for reason in planned.reasons] == list(planned.room)
    for reason in planned.reasons:
        assert is_true(reason, planned, listed, rules), reason


def is_true(reason, planned, listed, rules):
    one = next(each for each in listed if each.id == reason.id)
    rest = [each for each in of(planned, listed) if each is not one]
    swaps = [(each, swap(listed, rest, each)) for each in listed if each not in (one, *rest)]
    now = twin.worth(rules, of(planned, listed))
    good = [
        each
        for each, room in swaps
        if all(met for _, met in twin.facts(listed, rules, room))
        and twin.worth(rules, room)[:-2] <= now[:-2]
    ]
    values = dict(reason.values)
    if reason.code == "must":
        return one.must
    if reason.code == "only":
        return all(one in room for room in twin.rooms(listed, rules))
    if reason.code in ("target", "wish"):
        quota = next(q for q in rules.quotas if q.label == values["target"])
        left = sum(twin.has(each, quota) for each in rest)
        return left < quota.least and quota.wished == (reason.code == "wish")
    if reason.code == "share":
        return twin.exact(rules, rest) > 0 and not rules.share.wished
    if reason.code == "cheapest":
        return good and min(each.cost for each in good) == values["next_cost"] > one.cost
    if reason.code == "first":
        others = [e for e in listed if e.entity == one.entity and e not in rest and not e.barred]
        return all(twin.place(e) > twin.place(one) for e in others if e is not one)
    if reason.code == "past":
        return good and all((e.cost, e.past) > (one.cost, one.past) for e in good)
    if reason.code == "alike":
        same = [e for e in good if (e.cost, e.past) == (one.cost, one.past)]
        return len(same) == values["others"] > 0
    return reason.code == "fits" and not good


def swap(listed, rest, comer):
    return tuple(each for each in listed if each in rest or each is comer)


def test_wishes_are_met_in_their_declared_order():
    listed = people("a", "b", attributes={"x": "1"}) + people("c", "d", attributes={"y": "1"})
    wished = [Quota(values=((name, "1"),), least=2, most=2, wished=True) for name in "xy"]
    for order, room in ((wished, ("a", "b")), (wished[::-1], ("c", "d"))):
        planned = plan(candidates=listed, rules=Rules(seats=(2, 2), quotas=tuple(order)))
        assert planned.room == room
        assert [(wish.asked, wish.got) for wish in planned.wishes] == [(2, 2), (2, 0)]


def test_what_is_alike_goes_by_former_support_then_by_identifier():
    listed = (*people("a", past=1), *people("c", "b"))
    planned = plan(candidates=listed, rules=Rules(seats=(1, 1)))
    assert planned.room == ("b",) and planned.reserves == ("c", "a")
    assert planned.reasons[0].code == "alike"


def test_a_nominee_who_is_barred_is_passed_over_in_the_order_of_the_entity():
    first, second = people("a", entity="E", barred=True), people("b", entity="E", priority=2)
    listed = (replace(first[0], priority=1), *second)
    assert plan(candidates=listed, rules=Rules(seats=(1, 1), in_order=True)).room == ("b",)


def test_five_thousand_alike_are_planned_at_once():
    listed = tuple(
        Candidate(id=f"p{n}", attributes={"a": str(n % 7)}, cost=n % 5) for n in range(5000)
    )
    quotas = tuple(Quota(values=(("a", str(n)),), least=20, most=30) for n in range(7))
    planned = plan(candidates=listed, rules=Rules(seats=(150, 170), quotas=quotas))
    assert planned.optimal and planned.cost == 0 and len(planned.room) == 150


@pytest.mark.parametrize(
    ("listed", "rules", "code"),
    [
        (people("a", "a"), Rules(seats=(1, 1)), "id-twice"),
        (people("a", cost=-1), Rules(seats=(1, 1)), "cost"),
        (people(""), Rules(seats=(1, 1)), "id-empty"),
        (people("a"), Rules(seats=(2, 1)), "seats"),
        (people("a"), Rules(seats=(1, 1), budget=-1), "budget"),
        (people("a"), Rules(seats=(1, 1), unit="x"), "unit"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_code(listed, rules, code):
    with pytest.raises(SortitionError) as refused:
        plan(candidates=listed, rules=rules)
    assert refused.value.code == code
