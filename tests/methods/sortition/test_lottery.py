"""The lottery against its twin and the goldens, and its laws."""

import csv
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intersession.methods.sortition import (
    Candidate,
    Infeasible,
    Lottery,
    Quota,
    Rules,
    Share,
    SortitionError,
    _certify,
    lottery,
)
from tests.methods.sortition.lottery_twin import every_room, is_room, leximin, some

SHARED = Path(__file__).resolve().parents[3].parent / "shared/data/sortition"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason=f"{SHARED} is not there")
KINDS = ("", "p", "r", "f", "ec", "eo", "eco", "m", "ms", "eu", "euo", "ecu", "ecomsfpr", "ecomfu")


@pytest.fixture
def searching(monkeypatch):
    """Small problems, too, go the way of the large ones, to the end."""
    monkeypatch.setattr(_certify, "every_room", lambda shape: None)
    monkeypatch.setattr(_certify, "WITH_MONEY", 0.0)


def chances(got: Lottery, rules: Rules) -> dict[str, float]:
    return dict(got.entity_chances if rules.unit == "entity" else got.chances)


def agrees_with_twin(kinds: str, tries: int) -> int:
    rng, compared = Random(f"lottery {kinds}"), 0
    for _ in range(tries):
        candidates, rules = some(rng, kinds)
        if not every_room(candidates, rules):
            continue
        got, twin = lottery(candidates=candidates, rules=rules, seed="0"), None
        twin = leximin(candidates, rules)
        for name, chance in chances(got, rules).items():
            assert chance == pytest.approx(twin[name], abs=1e-6), (candidates, rules)
        assert got.gap < 1e-7
        by_id = {c.id: c for c in candidates}
        for room, _ in got.rooms:
            assert is_room(tuple(by_id[id_] for id_ in room), rules, candidates)
        compared += 1
    return compared


# The twin


@pytest.mark.parametrize("kinds", KINDS)
def test_chances_equal_those_of_every_room_written_out(kinds):
    assert agrees_with_twin(kinds, 25) >= 2


@pytest.mark.parametrize("kinds", KINDS)
def test_relaxing_decomposing_and_cutting_gives_the_same(kinds, searching):
    assert agrees_with_twin(kinds, 25) >= 2


def test_pricing_alone_gives_the_same(searching, monkeypatch):
    monkeypatch.setattr("intersession.methods.sortition._bound.TURNS", 0)
    assert agrees_with_twin("ecomsfpr", 25) + agrees_with_twin("p", 12) > 8


# Goldens


def golden(case: dict) -> tuple[tuple[Candidate, ...], Rules]:
    cost = case.get("cost") or [0] * len(case["rows"])
    candidates = tuple(
        Candidate(id=f"p{at:02}", attributes=row, cost=cost[at])
        for at, row in enumerate(case["rows"])
    )
    quotas = tuple(Quota(values=((f, v),), least=a, most=b) for f, v, a, b in case["quotas"])
    return candidates, Rules(seats=(case["k"], case["k"]), quotas=quotas, budget=case.get("budget"))


def differ(cases: list[dict]) -> list[int]:
    bad = []
    for number, case in enumerate(cases):
        candidates, rules = golden(case)
        got = lottery(candidates=candidates, rules=rules)
        off = [abs(got.chances[f"p{at:02}"] - p) for at, p in enumerate(case["leximin"])]
        if max(off) > 1e-6 or got.gap > 1e-7:
            bad.append(number)
    return bad


@needs_shared
def test_sixty_small_goldens():
    assert differ(json.loads((SHARED / "golden_bruteforce_60.json").read_text())) == []


@needs_shared
def test_sixty_small_goldens_by_cutting(searching):
    assert differ(json.loads((SHARED / "golden_bruteforce_60.json").read_text())) == []


@needs_shared
def test_the_smallest_pool():
    """The larger ones: tests/bench/bench_sortition.py."""
    pool, rules = read_pool("syn200_30", 30)
    got = lottery(candidates=pool, rules=rules)
    wanted = json.loads((SHARED / "golden/syn200_30.json").read_text())
    assert max(abs(got.chances[f"p{at}"] - p) for at, p in enumerate(wanted)) < 1e-6
    assert got.gap < 1e-8 and got.upper == pytest.approx(got.achieved, abs=1e-8)


def read_pool(name: str, seats: int) -> tuple[tuple[Candidate, ...], Rules]:
    with (SHARED / name / "respondents.csv").open() as file:
        people = list(csv.DictReader(file))
    with (SHARED / name / "categories.csv").open() as file:
        quotas = tuple(
            Quota(
                values=((row["category"], row["feature"]),),
                least=int(row["min"]),
                most=int(row["max"]),
            )
            for row in csv.DictReader(file)
        )
    pool = tuple(Candidate(id=f"p{at}", attributes=row) for at, row in enumerate(people))
    return pool, Rules(seats=(seats, seats), quotas=quotas)


# Laws

problems = st.builds(
    lambda seed, kinds: some(Random(seed), kinds),
    st.integers(0, 10**6),
    st.sampled_from(["", "p", "ec", "ecomsfpr", "m"]),
)
law = settings(max_examples=20, deadline=None, derandomize=True, database=None)


def solved(candidates, rules, seed=None) -> Lottery:
    assume(every_room(candidates, rules))
    return lottery(candidates=candidates, rules=rules, seed=seed)


@law
@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_changes_nothing(problem, rng):
    candidates, rules = problem
    first = solved(candidates, rules, seed="0")
    people, quotas = list(candidates), list(rules.quotas)
    rng.shuffle(people)
    rng.shuffle(quotas)
    again = lottery(candidates=people, rules=replace(rules, quotas=tuple(quotas)), seed="0")
    assert again == first


@law
@given(problems)
def test_who_is_alike_has_the_same_chance(problem):
    candidates, rules = problem
    got = solved(candidates, rules)
    seen = {}
    for c in candidates:
        alike = replace(c, id="", attributes={}, past=0), tuple(sorted(c.attributes.items()))
        assert got.chances[c.id] == pytest.approx(seen.setdefault(repr(alike), got.chances[c.id]))


@law
@given(problems)
def test_chances_add_up_and_rooms_carry_them(problem):
    candidates, rules = problem
    got = solved(candidates, rules)
    assert sum(p for _, p in got.rooms) == 1
    for c in candidates:
        carried = sum(p for room, p in got.rooms if c.id in room)
        assert carried == pytest.approx(got.chances[c.id], abs=1e-12)
    if rules.seats[0] == rules.seats[1]:
        assert sum(got.chances.values()) == pytest.approx(rules.seats[0], abs=1e-9)
    assert [room for room, _ in got.rooms] == sorted({room for room, _ in got.rooms})


def no_better(worse: Lottery, better: Lottery) -> bool:
    for a, b in zip(sorted(worse.chances.values()), sorted(better.chances.values()), strict=True):
        if abs(a - b) > 1e-6:
            return a < b
    return True


@law
@given(problems, st.integers(0, 4), st.booleans())
def test_a_tighter_quota_makes_nothing_fairer(problem, which, least):
    candidates, rules = problem
    before = solved(candidates, rules)
    quota = rules.quotas[which]
    tighter = replace(quota, least=quota.least + least, most=quota.most - (not least))
    quotas = (*rules.quotas[:which], tighter, *rules.quotas[which + 1 :])
    rules = replace(rules, quotas=quotas)
    assert no_better(solved(candidates, rules), before)


@law
@given(problems, st.integers(0, 12))
def test_more_money_makes_nothing_less_fair(problem, more):
    candidates, rules = problem
    rules = replace(rules, budget=rules.budget or 20, share=None)
    poor = solved(candidates, rules)
    assert no_better(poor, solved(candidates, replace(rules, budget=rules.budget + more)))


# What else it says


def people(*kinds: str, **facts) -> list[Candidate]:
    """`people("aab")`: three candidates, two of whom are `a` in x."""
    return [
        Candidate(id=f"{at}", attributes={"x": kind}, **facts)
        for at, kind in enumerate("".join(kinds))
    ]


def test_the_draw_can_be_done_with_a_hash_program():
    got = lottery(candidates=people("aaabbb"), rules=Rules(seats=(2, 2)), seed="0")
    number = int(sha256(b"0").hexdigest()[:12], 16)
    passed, expected = 0, None
    for room, probability in got.rooms:
        passed += int(probability * 16**12)
        if number < passed:
            expected = room
            break
    assert got.drawn == expected and passed <= 16**12
    drawn = {
        lottery(candidates=people("aaabbb"), rules=Rules(seats=(2, 2)), seed=s).drawn
        for s in "0123456789"
    }
    assert len(drawn) > 1


def test_without_a_seed_nothing_is_drawn_and_an_empty_one_is_refused():
    got = lottery(candidates=people("ab"), rules=Rules(seats=(1, 1)))
    assert got.drawn is None and got.cost is None
    with pytest.raises(SortitionError, match="seed"):
        lottery(candidates=people("ab"), rules=Rules(seats=(1, 1)), seed="")


def test_who_has_no_chance_is_told_why():
    candidates = [
        Candidate(id="barred", attributes={"x": "a"}, barred=True),
        Candidate(id="dear", attributes={"x": "a"}, cost=900),
        Candidate(id="first", entity="E", attributes={"x": "c"}, priority=1),
        Candidate(id="quota", attributes={"x": "c"}),
        Candidate(id="second", entity="E", attributes={"x": "a"}, priority=2),
        Candidate(id="with", attributes={"x": "b"}),
        *(Candidate(id=f"z{at}", attributes={"x": "a"}, cost=10) for at in range(4)),
    ]
    quotas = (
        Quota(values=(("x", "c"),), least=0, most=0),
        Quota(values=(("x", "a"),), least=3, most=3),
    )
    rules = Rules(seats=(3, 3), quotas=quotas, budget=100, in_order=True)
    got = lottery(candidates=candidates, rules=rules)
    assert {n.id: n.reason for n in got.never} == {
        "barred": "barred",
        "dear": "budget",
        "first": "quota-most-0",
        "quota": "quota-most-0",
        "second": "priority",
        "with": "no-room",
    }
    assert dict(got.never[3].values) == {"label": "x:c"}
    assert dict(got.never[4].values) == {"after": "first"}
    assert got.upper == pytest.approx(0.75) and got.achieved == pytest.approx(0.75)
    assert {got.chances[n.id] for n in got.never} == {0.0}


def test_a_price_tells_what_one_seat_more_would_do():
    rules = Rules(seats=(4, 4), quotas=(Quota(values=(("x", "a"),), least=0, most=1),))
    got = lottery(candidates=people("aaaaa", "bbbbb"), rules=rules)
    assert [(b.label, b.side) for b in got.binding] == [("x:a", "max")]
    more = replace(rules, quotas=(replace(rules.quotas[0], most=2),))
    gain = lottery(candidates=people("aaaaa", "bbbbb"), rules=more).upper - got.upper
    assert got.binding[0].price == pytest.approx(gain)


def test_a_wish_is_left_out_with_a_remark():
    wish = Quota(values=(("x", "a"),), least=2, most=2, wished=True)
    rules = Rules(seats=(2, 2), quotas=(wish,), share=Share(part=1, whole=1, wished=True))
    got = lottery(candidates=people("aabb"), rules=rules)
    assert set(got.chances.values()) == {0.5}
    assert [str(r) for r in got.remarks] == [
        "wish-left-out label=x:a",
        "wish-left-out label=share",
    ]


def test_the_chance_of_an_entity_is_that_anybody_of_it_is_seated():
    entities = "AAAAAB"
    candidates = [Candidate(id=f"{at}", entity=entity) for at, entity in enumerate(entities)]
    got = lottery(candidates=candidates, rules=Rules(seats=(1, 1), unit="entity"))
    assert got.entity_chances == pytest.approx({"A": 0.5, "B": 0.5})
    assert got.chances["0"] == pytest.approx(0.1)


def test_many_costs_are_rounded_up_and_no_room_costs_too_much():
    rng = Random(5)
    candidates = [
        Candidate(
            id=f"{at:02}",
            cost=2_000 + rng.randrange(2_000),
            entity=f"E{at % 20}",
            shared=at % 2 == 0,
        )
        for at in range(50)
    ]
    rules = Rules(seats=(10, 10), budget=30_000, per_entity=2, share=Share(part=1, whole=2))
    got = lottery(candidates=candidates, rules=rules, seed="0")
    by_id = {c.id: c for c in candidates}
    assert got.gap <= 1e-4
    assert [r.code for r in got.remarks] == ["costs-rounded-up"]
    for room, _ in got.rooms:
        assert is_room(tuple(by_id[id_] for id_ in room), rules, candidates)
    assert got.cost == sum(by_id[id_].cost for id_ in got.drawn) <= 30_000


def test_a_first_answer_comes_before_the_end():
    seen = []
    lottery(candidates=people("aaabbbccc"), rules=Rules(seats=(3, 3)), progress=seen.append)
    assert [p.phase for p in seen][:2] == ["people", "room"]
    assert seen[-1].phase == "done" and seen[-1].worst == pytest.approx(1 / 3)
    assert [p.done for p in seen] == sorted(p.done for p in seen)


def test_a_search_cut_short_says_so_and_prints_the_gap(searching):
    rng = Random(3)
    candidates, rules = some(rng, "p")
    while not every_room(candidates, rules):
        candidates, rules = some(rng, "p")
    got = lottery(candidates=candidates, rules=rules, seconds=0.0)
    assert "stopped-by-time" in [r.code for r in got.remarks]
    assert sum(p for _, p in got.rooms) == 1


@pytest.mark.parametrize(
    ("candidates", "rules", "code"),
    [
        (people("a") + people("b"), Rules(seats=(1, 1)), "duplicate-id"),
        (people("ab", cost=-1), Rules(seats=(1, 1)), "negative-cost"),
        (people("ab"), Rules(seats=(2, 1)), "seats"),
        (people("ab"), Rules(seats=(0, 0)), "seats"),
        (people("ab"), Rules(seats=(1, 1), budget=-1), "negative-budget"),
        (people("ab"), Rules(seats=(1, 1), unit="table"), "unknown-unit"),
        (people("ab"), Rules(seats=(1, 1), share=Share(part=3, whole=2)), "share"),
        (
            people("ab"),
            Rules(seats=(1, 1), share=Share(part=1, whole=2, of="budget")),
            "share-without-budget",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(candidates, rules, code):
    with pytest.raises(SortitionError) as raised:
        lottery(candidates=candidates, rules=rules)
    assert raised.value.code == code and str(raised.value).endswith(".")


@pytest.mark.parametrize(
    "rules",
    [
        Rules(seats=(5, 5)),
        Rules(seats=(1, 1), quotas=(Quota(values=(("x", "a"),), least=2, most=1),)),
        Rules(seats=(1, 1), quotas=(Quota(values=(("x", "z"),), least=1, most=1),)),
        Rules(seats=(2, 2), budget=5),
    ],
)
def test_where_there_is_no_room_it_is_told(rules):
    with pytest.raises(Infeasible):
        lottery(candidates=people("aabb", cost=4), rules=rules)


def test_nobody_and_everybody():
    with pytest.raises(Infeasible):
        lottery(candidates=[], rules=Rules(seats=(1, 1)))
    got = lottery(candidates=people("ab"), rules=Rules(seats=(2, 2)), seed="x")
    assert got.drawn == ("0", "1") and got.upper == got.achieved == 1


@pytest.mark.parametrize("unit", ["person", "entity"])
def test_with_one_seat_for_an_entity_in_its_order_its_first_alone_counts(unit):
    """Whom the order keeps out costs the search nothing; Entities alike have the same chance."""
    people = [
        Candidate(
            id=f"{entity:02}-{place}",
            attributes={"region": "ABC"[entity % 3], "sex": "mf"[place % 2]},
            entity=f"e{entity:02}",
            priority=place,
            cost=20 + 7 * (entity % 5),
        )
        for entity in range(30)
        for place in (1, 2, 3)
    ]
    people[3] = replace(people[3], barred=True)  # the first of the second: the next one moves up
    quotas = tuple(Quota(values=(("region", value),), least=2, most=5) for value in "ABC")
    rules = Rules(seats=(6, 8), quotas=quotas, per_entity=1, in_order=True, budget=250, unit=unit)
    got = lottery(candidates=people, rules=rules)
    first = [c for c in people if c.priority == 1 and not c.barred]
    first.append(people[4])
    alone = lottery(candidates=first, rules=rules)
    assert {one: p for one, p in got.chances.items() if p} == pytest.approx(dict(alone.chances))
    assert len(got.never) == 60 and got.gap <= 1e-4
    assert got.entity_chances == pytest.approx(dict(alone.entity_chances))
    assert len(got.entity_chances) == (30 if unit == "entity" else 0)
