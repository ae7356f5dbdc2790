"""Who takes a free seat: against every set of newcomers; alternates; tickets for dice."""

from random import Random

import pytest

from intersession.methods.sortition import (
    Candidate,
    Quota,
    Rules,
    SortitionError,
    alternates,
    lottery,
    public_lottery,
    replace,
)
from tests.methods.sortition import plan_twin as twin

SIX = tuple(
    Candidate(id=id, attributes={"r": r}, cost=cost)
    for id, r, cost in zip("abcdef", "XXXYYY", (5, 4, 3, 5, 4, 3), strict=True)
)
RULES = Rules(seats=(3, 3), quotas=(Quota(values=(("r", "X"),), least=2, most=2),))


def test_everybody_else_stays_and_the_rules_are_met_again():
    got = replace(candidates=SIX, rules=RULES, room=("a", "b", "d"), leaving=("a",))
    assert (got.room, got.coming, got.missed) == (("b", "c", "d"), ("c",), ())


def test_with_a_seed_those_who_would_do_have_equal_chances():
    for seed in ("0", "1", "2"):
        got = replace(candidates=SIX, rules=RULES, room=("a", "b", "d"), leaving=("d",), seed=seed)
        assert got.chances == {"e": 0.5, "f": 0.5} and got.coming[0] in "ef"
    again = replace(
        candidates=SIX[::-1], rules=RULES, room=("d", "b", "a"), leaving=("d",), seed="2"
    )
    assert again == got


def test_several_leave_and_the_lot_is_over_whole_rooms():
    rules = Rules(seats=(4, 4), quotas=(Quota(values=(("r", "X"),), least=2, most=2),))
    got = replace(
        candidates=SIX, rules=rules, room=("a", "b", "d", "e"), leaving=("d", "b"), seed="s"
    )
    assert got.room[0] == "a" and set(got.chances) == {"c", "f"}
    assert got.chances == {"c": 1.0, "f": 1.0} and got.cost == 5 + 3 + 4 + 3


def test_when_many_leave_lots_decide_and_everybody_can_come():
    many = tuple(Candidate(id=f"p{n:02}") for n in range(20))
    room = [each.id for each in many[:6]]
    seen = set()
    for seed in "abcdefghij":
        got = replace(
            candidates=many, rules=Rules(seats=(6, 6)), room=room, leaving=room[:5], seed=seed
        )
        assert len(got.coming) == 5 and [r.code for r in got.remarks] == ["drawn-by-lots"]
        seen |= set(got.coming)
    assert len(seen) == 14


def test_what_no_replacement_meets_is_missed_by_as_little_as_can_be():
    got = replace(candidates=SIX[1:], rules=RULES, room=("b", "c", "d"), leaving=("b",))
    assert [(wish.label, wish.asked, wish.got) for wish in got.missed] == [("r:X", 2, 1)]
    assert len(got.room) == 3


@pytest.mark.parametrize("seed", range(25))
def test_no_other_newcomer_would_meet_more(seed):
    random = Random(seed)
    people, rules = twin.case(random, people=8)
    rules = Rules(seats=(4, 4), quotas=rules.quotas, budget=rules.budget)
    room = tuple(sorted(each.id for each in random.sample(people, 4)))
    got = replace(candidates=people, rules=rules, room=room, leaving=room[:1])
    rest = [each for each in people if each.id != room[0]]
    kept = [each for each in rest if each.id in room]
    found = tuple(each for each in rest if each.id in got.room)
    options = [
        missed(rules, kept + [each])
        for each in rest
        if each not in kept and not each.barred and each.must == any_must(rest, kept)
    ]
    assert set(room[1:]) <= set(got.room)
    assert not options or missed(rules, found) <= min(options)


def any_must(rest, kept):
    return any(each.must for each in rest if each not in kept)


def missed(rules, room):
    spent = sum(each.cost for each in room)
    over = 0 if rules.budget is None else max(spent - rules.budget, 0)
    hard = max(4 - len(room), 0)
    for quota in rules.quotas:
        number = sum(twin.has(each, quota) for each in room)
        if not quota.wished:
            hard += max(quota.least - number, number - quota.most, 0)
    return over, hard


def test_alternates_are_told_for_each_seat_best_first():
    told = alternates(candidates=SIX, rules=RULES, room=("a", "b", "d"), number=2)
    assert [(each.id, each.by) for each in told] == [
        ("a", ("c", "f")),
        ("b", ("c", "f")),
        ("d", ("f", "e")),
    ]


@pytest.mark.parametrize(("room", "leaving"), [(("a", "x"), ("a",)), (("a", "b"), ("c",))])
def test_who_is_no_candidate_or_has_no_seat_cannot_leave(room, leaving):
    with pytest.raises(SortitionError):
        replace(candidates=SIX, rules=RULES, room=room, leaving=leaving)


def test_tickets_for_dice_keep_chances_within_a_ticket_or_so():
    drawn = lottery(candidates=SIX, rules=RULES)
    tickets = public_lottery(lottery=drawn, rooms=100)
    assert len(tickets.rooms) == 100 and tickets.off <= 0.01
    assert sum(tickets.chances.values()) == pytest.approx(3)
    assert public_lottery(lottery=drawn, rooms=100) == tickets
