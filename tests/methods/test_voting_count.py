"""The count against exhaustive twins, published outcomes and laws."""

import json
import re
import tarfile
from fractions import Fraction
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intersession.methods.voting import (
    RULES,
    Ballot,
    Share,
    VotingError,
    _shares,
    count,
    lot_digest,
)
from intersession.methods.voting._profile import build
from intersession.methods.voting._thiele import rank
from tests.methods.voting_twin import (
    LETTERS,
    Exhaustive,
    ballots,
    many,
    random_approvals,
    total,
    winners,
)

EXACT = ("av", "pav", "cc")
SHARED = Path(__file__).resolve().parents[2].parent / "shared/data/voting"
INSTANCES = SHARED / "abcvoting-instances.tar.gz"


# Exhaustive twins


@pytest.mark.parametrize("rule", EXACT)
def test_winners_and_both_margins_equal_exhaustive_search(rule):
    rng = Random(f"margin {rule}")
    seen = set()
    for _ in range(350):
        options = LETTERS[: rng.choice([3, 3, 4])]
        k, cap = rng.randint(1, len(options) - 1), rng.choice([None, None, 1, 2])
        approved = random_approvals(rng, options, rng.randint(0, 11 - 2 * len(options)), cap)
        approved = [b for b in approved if b]
        silent = rng.randint(0, 3)
        twin = Exhaustive(rule, options, k, cap)
        got = count(
            ballots=ballots(*approved), options=options, seats=k, rule=rule, cap=cap, silent=silent
        )
        assert list(got.winners) == winners(rule, approved, options, k)
        assert got.margin == twin.margin(approved)
        assert got.silent_margin == twin.silent_margin(approved, silent)
        seen.add((got.margin, got.silent_margin))
    assert len(seen) > 6, "the profiles are too much alike to show anything"


@pytest.mark.parametrize("rule", EXACT)
def test_scores_of_sets_equal_the_definition_on_larger_profiles(rule):
    rng = Random(f"sets {rule}")
    for _ in range(40):
        options = LETTERS[: rng.randint(4, 7)]
        k = rng.randint(1, 4)
        approved = random_approvals(rng, options, rng.randint(1, 30))
        got = count(ballots=ballots(*approved), options=options, seats=k, rule=rule)
        assert list(got.winners) == winners(rule, approved, options, k)
        assert got.value == total(rule, approved, got.chosen)


def test_a_voter_of_weight_three_counts_as_three_voices_and_as_one_voter():
    heavy = [Ballot(voter="h", approved=frozenset("A"), weight=3)]
    got = count(ballots=heavy + ballots("B", "B"), options="AB", seats=1)
    assert got.scores == {"A": 3, "B": 2}
    assert (got.chosen, got.answered, got.voters, got.margin) == (("A",), 3, 3, 1)
    alike = count(ballots=ballots("A", "A", "A", "B", "B"), options="AB", seats=1, rule="pav")
    assert alike.value == count(ballots=heavy + ballots("B", "B"), options="AB", seats=1).value


@pytest.mark.parametrize("rule", EXACT)
def test_with_weights_the_margin_takes_the_voters_who_swing_most(rule):
    rng = Random(f"weights {rule}")
    for _ in range(100):
        approved = [b for b in random_approvals(rng, "ABC", 3) if b]
        weights = [rng.randint(1, 3) for _ in approved]
        weighted = [
            Ballot(voter=str(i), approved=b, weight=w)
            for i, (b, w) in enumerate(zip(approved, weights, strict=True))
        ]
        got = count(ballots=weighted, options="ABC", seats=2, rule=rule)
        assert got.margin == _weighted_margin(rule, approved, weights)


def _weighted_margin(rule, approved, weights):
    """Let every subset of voters answer in every way, each with all its voices."""
    twin = Exhaustive(rule, "ABC", 2, None)

    def best(answers):
        return twin.best(
            twin.vector[b] for b, w in zip(answers, weights, strict=True) for _ in range(w)
        )

    now = best(approved)
    if len(now) > 1:
        return 0
    fewest = None
    for answers in _all_answers(len(approved), twin.allowed):
        changed = sum(a != b for a, b in zip(answers, approved, strict=True))
        if best(answers) - now and (fewest is None or changed < fewest):
            fewest = changed
    return fewest


def _all_answers(voters, allowed):
    if voters == 0:
        yield ()
        return
    for rest in _all_answers(voters - 1, allowed):
        for ballot in allowed:
            yield (ballot, *rest)


@pytest.mark.parametrize(
    ("profile", "options", "cap", "margins"),
    [
        (many(BC=6, AC=4, BD=1, AB=2), "ABCD", 2, (1, 2)),
        (many(AC=7, BC=3, A=2), "ABCD", 2, (2, 4)),
        (many(CE=1, CDE=2, BCE=1, ACDE=1, C=1, ABE=1), "ABCDEF", None, (1, 2)),
    ],
)
def test_a_rival_further_behind_may_need_fewer_voters(profile, options, cap, margins):
    """Found by search: the rival with the narrowest gap is not the one that sets the margin."""
    got = count(ballots=profile, options=options, seats=2, rule="pav", cap=cap, silent=6)
    assert (got.margin, got.silent_margin) == margins


# Published outcomes


BOOK = many(ab=3, ac=3, ad=2, bcf=1, e=1, f=1, g=1)


@pytest.mark.parametrize(
    ("rule", "expected", "value"),
    [
        ("av", ["abcd", "abcf"], None),
        ("cc", ["aefg"], Fraction(12)),
        ("pav", ["abcf"], Fraction(83, 6)),
        ("equal-shares", ["abcd"], None),
    ],
)
def test_the_running_example_of_lackner_and_skowron(rule, expected, value):
    got = count(ballots=BOOK, options="abcdefgh", seats=4, rule=rule)
    assert ["".join(w) for w in got.winners] == expected
    assert value is None or got.value == value


def test_equal_shares_pays_as_in_example_12_of_lackner_and_skowron():
    got = count(ballots=many(cd=3, ab=2, ac=2, bd=1), options="abcd", seats=3, rule="equal-shares")
    assert got.winners == (("a", "c", "d"),)


@pytest.mark.parametrize(("seats", "expected"), [(1, "c"), (2, "ab")])
@pytest.mark.parametrize("rule", ["pav", "cc"])
def test_pav_and_cc_are_not_committee_monotone(rule, seats, expected):
    profile = many(a=2, ac=3, bc=3, b=2)
    assert count(ballots=profile, options="abc", seats=seats, rule=rule).chosen == tuple(expected)


@pytest.mark.skipif(not INSTANCES.exists(), reason="the abcvoting instances are not beside us")
def test_the_480_instances_of_abcvoting_agree_and_equal_shares_where_all_answer():
    agreed = dict.fromkeys(RULES, 0)
    with tarfile.open(INSTANCES) as archive:
        texts = [
            archive.extractfile(member).read().decode()
            for member in archive.getmembers()
            if re.search(r"instance\w+\.abc\.yaml$", member.name)
        ]
    for text in texts:
        _check_instance(text, agreed)
    assert agreed["av"] == agreed["pav"] == agreed["cc"] == len(texts) == 480
    assert agreed["equal-shares"] > 450


def _check_instance(text, agreed):
    approvals = json.loads(re.search(r"^profile: (\[.*?\]\])\n", text, re.S | re.M)[1])
    options = [str(i) for i in range(int(re.search(r"num_cand: (\d+)", text)[1]))]
    seats = int(re.search(r"committeesize: (\d+)", text)[1])
    profile = build(
        ballots=ballots(*(map(str, a) for a in approvals)), options=options, cap=None, silent=0
    )
    pattern = r"- rule_id: (\S+)\n  result: (\[[^a-z]*\])\n  resolute: false"
    for rule, result in re.findall(pattern, text, re.S):
        # abcvoting lets empty ballots share the money; here who has not answered has no say.
        if rule not in RULES or (rule == "equal-shares" and not all(approvals)):
            continue
        expected = sorted(tuple(sorted(map(str, s))) for s in json.loads(result))
        found = (
            _shares.winners(profile, seats)
            if rule == "equal-shares"
            else rank(profile, rule, seats).winners
        )
        assert list(found) == expected, (rule, text[:120])
        agreed[rule] += 1


# Laws


profiles = st.lists(st.frozensets(st.sampled_from("ABCDE")), min_size=0, max_size=12)
law = settings(max_examples=80, deadline=None, derandomize=True)


@law
@given(profiles, st.sampled_from(RULES), st.integers(1, 4), st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_changes_nothing(approved, rule, seats, rng):
    voters, options = ballots(*approved), list("ABCDE")
    first = count(ballots=voters, options=options, seats=seats, rule=rule, ties="7")
    rng.shuffle(voters)
    rng.shuffle(options)
    assert count(ballots=voters, options=options, seats=seats, rule=rule, ties="7") == first


@law
@given(profiles, st.sampled_from(RULES), st.integers(1, 4), st.permutations("ABCDE"))
def test_the_names_of_options_change_nothing_but_names(approved, rule, seats, names):
    rename = dict(zip("ABCDE", names, strict=True))
    first = count(ballots=ballots(*approved), options="ABCDE", seats=seats, rule=rule)
    renamed = [[rename[o] for o in a] for a in approved]
    second = count(ballots=ballots(*renamed), options="ABCDE", seats=seats, rule=rule)
    assert {frozenset(rename[o] for o in w) for w in first.winners} == set(
        map(frozenset, second.winners)
    )
    assert (first.margin, first.value) == (second.margin, second.value)


@law
@given(profiles, st.sampled_from(EXACT), st.integers(1, 4))
def test_one_more_voter_for_exactly_a_winning_set_leaves_it_the_only_winner(approved, rule, seats):
    before = count(ballots=ballots(*approved), options="ABCDE", seats=seats, rule=rule)
    more = ballots(*approved, before.chosen)
    after = count(ballots=more, options="ABCDE", seats=seats, rule=rule)
    assert before.chosen in after.winners
    if rule != "cc":
        assert after.winners == (before.chosen,)


@law
@given(profiles, st.sampled_from(RULES), st.integers(1, 4))
def test_everybody_twice_gives_the_same_sets(approved, rule, seats):
    once = count(ballots=ballots(*approved), options="ABCDE", seats=seats, rule=rule)
    twice = count(ballots=ballots(*approved, *approved), options="ABCDE", seats=seats, rule=rule)
    assert once.winners == twice.winners
    assert once.margin is None or once.margin <= twice.margin <= 2 * once.margin


@law
@given(profiles, st.integers(1, 4))
def test_with_one_approval_each_av_pav_and_cc_agree_on_supported_sets(approved, seats):
    single = [sorted(a)[:1] for a in approved]
    found = [
        count(ballots=ballots(*single), options="ABCDE", seats=seats, rule=rule).winners
        for rule in EXACT
    ]
    assert found[0] == found[1] == found[2]


@law
@given(profiles, st.integers(1, 3))
def test_a_clone_beside_an_option_never_raises_coverage(approved, seats):
    cloned = [a | {"F"} if "A" in a else a for a in approved]
    plain = count(ballots=ballots(*approved), options="ABCDE", seats=seats, rule="cc")
    beside = count(ballots=ballots(*cloned), options="ABCDEF", seats=seats, rule="cc")
    assert plain.value == beside.value


@law
@given(profiles, st.sampled_from(EXACT), st.integers(1, 3), st.integers(1, 3))
def test_a_cap_never_makes_the_margin_smaller(approved, rule, seats, cap):
    capped = [sorted(a)[:cap] for a in approved]
    free = count(ballots=ballots(*capped), options="ABCDE", seats=seats, rule=rule)
    tight = count(ballots=ballots(*capped), options="ABCDE", seats=seats, rule=rule, cap=cap)
    assert free.winners == tight.winners
    assert tight.margin is None or free.margin <= tight.margin


@law
@given(profiles, st.integers(1, 4))
def test_a_large_group_that_agrees_gets_its_share_under_pav_and_equal_shares(approved, seats):
    """Justified representation: n/k voters with a common option are not left with nothing."""
    answered = [a for a in approved if a]
    for rule in ("pav", "equal-shares", "cc"):
        got = count(ballots=ballots(*approved), options="ABCDE", seats=seats, rule=rule)
        for chosen in got.winners:
            for option in "ABCDE":
                left = sum(option in a and not a & set(chosen) for a in answered)
                assert left * seats < len(answered) or not answered


# What stands beside the outcome


def test_silent_members_are_those_without_a_row_and_those_who_named_nothing():
    got = count(ballots=ballots("A", "A", "B", ""), options="ABC", seats=1, silent=2)
    assert (got.voters, got.answered, got.margin, got.silent_margin) == (6, 3, 1, 1)


def test_no_number_of_silent_members_may_be_enough():
    got = count(ballots=ballots("A", "A", "A"), options="AB", seats=1, silent=2)
    assert (got.margin, got.silent_margin) == (2, None)


def test_where_every_option_is_chosen_nothing_could_change():
    got = count(ballots=ballots("A", "B"), options="AB", seats=2)
    assert (got.winners, got.margin, got.silent_margin) == ((("A", "B"),), None, None)


def test_when_nobody_answers_every_set_wins_and_coverage_is_unknown():
    got = count(ballots=[], options="ABC", seats=2, silent=3)
    assert len(got.winners) == 3 and got.chosen == ("A", "B")
    assert (got.margin, got.coverage.all.share) == (0, None)
    assert got.others == {r: got.winners for r in RULES if r != "av"}


def test_coverage_counts_those_with_at_least_one_option_chosen_by_group():
    voters = [
        Ballot(voter="1", approved=frozenset("AB"), groups=("Africa", "LDC")),
        Ballot(voter="2", approved=frozenset("A"), groups=("Africa",)),
        Ballot(voter="3", approved=frozenset("C"), groups=("LDC",)),
        Ballot(voter="4", approved=frozenset(), groups=("LDC",)),
    ]
    got = count(ballots=voters, options="ABC", seats=1)
    assert got.coverage.all == Share(part=2, whole=3)
    assert got.coverage.groups == {"Africa": Share(part=2, whole=2), "LDC": Share(part=1, whole=2)}


def test_overlap_is_jaccard_of_the_voters_of_two_options():
    got = count(ballots=ballots("AB", "A", "B", "AB", "C"), options="ABC", seats=1)
    ab = next(o for o in got.overlap if (o.first, o.second) == ("A", "B"))
    assert (ab.both, ab.either, ab.jaccard) == (2, 4, Fraction(1, 2))


def test_two_split_proposals_enter_when_merged():
    got = count(ballots=many(A=4, B=3, C=2, D=2), options="ABCD", seats=1)
    merged = next(m for m in got.merges if (m.first, m.second) == ("C", "D"))
    assert not merged.enters and merged.winners == (("A",), ("C", "D"))
    got = count(ballots=many(A=4, B=3, C=3, D=2), options="ABCD", seats=1)
    merged = next(m for m in got.merges if (m.first, m.second) == ("C", "D"))
    assert merged.enters and merged.chosen == ("C", "D")


def test_a_voter_of_both_merged_options_counts_once():
    got = count(ballots=many(A=3, CD=2), options="ACD", seats=1)
    merged = next(m for m in got.merges if (m.first, m.second) == ("C", "D"))
    assert merged.chosen == ("A",)


def test_without_an_option_the_next_one_takes_its_seat():
    got = count(ballots=many(A=4, B=3, C=2), options="ABC", seats=2)
    without = {w.option: w for w in got.withouts}
    assert without["A"].chosen == ("B", "C") and not without["A"].changes
    assert without["C"].chosen == ("A", "B") and not without["C"].changes


def test_without_an_option_others_may_fall_under_chamberlin_courant():
    got = count(ballots=many(ab=3, ac=3, b=1, c=1), options="abc", seats=2, rule="cc", ties="lex")
    assert got.chosen == ("b", "c")
    got = count(ballots=many(ab=3, ac=3, d=4, b=1), options="abcd", seats=2, rule="cc")
    assert got.chosen == ("a", "d")
    assert next(w for w in got.withouts if w.option == "a").chosen == ("b", "d")


# Ties


def test_coverage_decides_before_anything_else():
    got = count(ballots=ballots("AB", "AB", "A", "C", "C"), options="ABC", seats=2)
    assert got.winners == (("A", "B"), ("A", "C"))
    assert (got.chosen, got.tie_break.step) == (("A", "C"), "coverage")


def test_then_the_alphabet():
    got = count(ballots=ballots("A", "B", "C"), options="CBA", seats=2)
    assert (got.chosen, got.tie_break.step) == (("A", "B"), "lex")
    assert got.margin == 0 and got.silent_margin == 0


@pytest.mark.parametrize("seed", ["0", "2012", "graine é"])
def test_or_the_lot_in_the_order_of_digests(seed):
    got = count(ballots=ballots("A", "B", "C"), options="ABC", seats=2, ties=seed)
    expected = sorted(
        (sha256(seed.encode() + pair.encode()).hexdigest(), tuple(pair.split(";")))
        for pair in ("A;B", "A;C", "B;C")
    )
    assert got.tie_break.step == "lot"
    assert list(zip(got.tie_break.digests, got.tie_break.contenders, strict=True)) == expected
    assert got.chosen == expected[0][1]


def test_the_bytes_of_the_lot_never_change():
    assert lot_digest("2012", ("A", "B")) == sha256(b"2012A;B").hexdigest()
    assert lot_digest("2012", ("B", "A")) == lot_digest("2012", ("A", "B"))


def test_seeds_spread_the_lot_over_all_sets():
    chosen = {
        count(ballots=ballots("A", "B", "C"), options="ABC", seats=1, ties=str(seed)).chosen
        for seed in range(20)
    }
    assert chosen == {("A",), ("B",), ("C",)}


def test_equal_shares_follows_every_way_of_breaking_its_ties():
    sets = {
        count(ballots=many(ab=2, cd=2), options=order, seats=2, rule="equal-shares").winners
        for order in permutations("abcd")
    }
    assert sets == {(("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))}


# Refusals


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"seats": 4}, "too-few-options", "4 options cannot be chosen from 3"),
        ({"seats": 0}, "no-seats", "At least one"),
        ({"rule": "borda"}, "unknown-rule", "borda"),
        ({"cap": 1}, "over-cap", "approves 2 options; at most 1"),
        ({"cap": 0}, "cap", "1 or more"),
        ({"ties": ""}, "no-seed", "seed"),
        ({"silent": -1}, "more-than-register", "more preferences than voters"),
        ({"options": "AB"}, "unknown-option", "C, which is not an option"),
        ({"options": "ABCC"}, "option-twice", "Option C"),
        ({"options": ["A", "B", "C", "D;E"]}, "option-code", "D;E"),
        ({"ballots": ballots("A") + ballots("B")}, "voter-twice", "v000 answers twice"),
        ({"ballots": [Ballot(voter="x", approved=frozenset(), weight=0)]}, "weight", "weight 0"),
    ],
)
def test_impossible_inputs_are_refused_in_words(change, code, words):
    call = {"ballots": ballots("AC", "B"), "options": "ABC", "seats": 2} | change
    with pytest.raises(VotingError, match=words) as refused:
        count(**call)
    assert refused.value.code == code


def test_sizes_out_of_reach_are_refused_with_their_numbers():
    options = [f"o{i}" for i in range(60)]
    with pytest.raises(VotingError, match="5,461,512 sets"):
        count(ballots=ballots(["o1"]), options=options, seats=5)


def test_many_ties_never_hang_equal_shares():
    options = [f"o{i:02}" for i in range(20)]
    profile = ballots(*[[o] for o in options])
    with pytest.raises(VotingError, match="ties"):
        count(ballots=profile, options=options, seats=5, rule="equal-shares")
    got = count(ballots=profile, options=options, seats=5, rule="av")
    assert got.others["equal-shares"] == ()
    assert [r.code for r in got.remarks].count("rule-left-out") == 1
