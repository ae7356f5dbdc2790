"""The count."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from intersession.methods.base import Remark

from . import _shares
from ._margin import margins
from ._model import LEX, RULES, Ballot, Coverage, OptionSet, Outcome, Overlap, Share, VotingError
from ._profile import Profile, build
from ._thiele import Ranking, rank, refuse_too_many_sets
from ._ties import break_tie
from ._what_if import Case, clone_test, merge_test


def count(
    *,
    ballots: Iterable[Ballot],
    options: Iterable[str],
    seats: int,
    rule: str = "av",
    cap: int | None = None,
    ties: str = LEX,
    silent: int = 0,
) -> Outcome:
    """Count approval preferences.

    `ballots` hold one preference per voter, `silent` is the number of further voters on the
    register of whom there is none. `seats` options are chosen by `rule` (av, pav, cc or
    equal-shares). `cap` is the most options one voter may approve. `ties` is "lex" or, as any other
    text, the seed of a lot; coverage always comes first. Raises VotingError, with a sentence, for
    preferences that cannot be and for numbers out of reach. Method: docs/methods/voting.md.
    """
    _check_settings(seats, rule, cap, ties, silent)
    profile = build(ballots=ballots, options=options, cap=cap, silent=silent)
    _check_seats(profile, seats)
    remarks: list[Remark] = []
    ranking = None if rule == "equal-shares" else rank(profile, rule, seats)
    winners = ranking.winners if ranking else _shares.winners(profile, seats)
    chosen, tie_break = break_tie(profile, winners, ties)
    margin, silent_margin = _margins(profile, ranking, cap, remarks)
    case = Case(profile=profile, rule=rule, seats=seats, ties=ties, chosen=chosen)
    merges, merge_remarks = merge_test(case)
    withouts, clone_remarks = clone_test(case)
    others = _others(profile, rule, seats, remarks)
    return Outcome(
        rule=rule,
        seats=seats,
        cap=cap,
        ties=ties,
        options=profile.options,
        voters=profile.answered + len(profile.silent),
        answered=profile.answered,
        winners=winners,
        chosen=chosen,
        scores={option: profile.voices(profile.supporters[option]) for option in profile.options},
        value=Fraction(ranking.best, ranking.gains.unit) if ranking else None,
        tie_break=tie_break,
        coverage=_coverage(profile, chosen),
        margin=margin,
        silent_margin=silent_margin,
        others=others,
        overlap=_overlap(profile),
        merges=merges,
        withouts=withouts,
        remarks=(*remarks, *merge_remarks, *clone_remarks),
    )


def _check_settings(seats: int, rule: str, cap: int | None, ties: str, silent: int) -> None:
    if rule not in RULES:
        raise VotingError(f"There is no rule {rule!r}.", code="unknown-rule", rule=rule)
    if seats < 1:
        raise VotingError("At least one option must be chosen.", code="no-seats", seats=seats)
    if cap is not None and cap < 1:
        raise VotingError("A cap is 1 or more.", code="cap", cap=cap)
    if not ties:
        raise VotingError("A seed needs at least one character.", code="no-seed")
    if silent < 0:
        raise VotingError(
            "There are more preferences than voters.", code="more-than-register", silent=silent
        )


def _check_seats(profile: Profile, seats: int) -> None:
    if seats > len(profile.options):
        raise VotingError(
            f"{seats} options cannot be chosen from {len(profile.options)}.",
            code="too-few-options",
            seats=seats,
            options=len(profile.options),
        )
    refuse_too_many_sets(len(profile.options), seats)


def _winners(rule: str, profile: Profile, seats: int) -> tuple[OptionSet, ...]:
    if rule == "equal-shares":
        return _shares.winners(profile, seats)
    return rank(profile, rule, seats).winners


def _margins(
    profile: Profile, ranking: Ranking | None, cap: int | None, remarks: list[Remark]
) -> tuple[int | None, int | None]:
    if ranking is None:
        remarks.append(Remark(code="no-exact-margin", values=(("rule", "equal-shares"),)))
        return None, None
    return margins(profile, ranking, cap)


def _others(
    profile: Profile, rule: str, seats: int, remarks: list[Remark]
) -> dict[str, tuple[OptionSet, ...]]:
    """What every other rule would choose; nothing, and a remark, where that is out of reach."""
    others: dict[str, tuple[OptionSet, ...]] = {}
    for other in RULES:
        if other == rule:
            continue
        try:
            others[other] = _winners(other, profile, seats)
        except VotingError as error:
            others[other] = ()
            remarks.append(Remark(code="rule-left-out", values=(("rule", other),
                                                                ("why", error.code))))  # fmt: skip
    return others


def _coverage(profile: Profile, chosen: OptionSet) -> Coverage:
    covered = profile.supporters_of_any(chosen)
    return Coverage(
        all=Share(part=covered.bit_count(), whole=profile.answered),
        groups={
            label: Share(part=(voters & covered).bit_count(), whole=voters.bit_count())
            for label, voters in profile.groups.items()
        },
    )


def _overlap(profile: Profile) -> tuple[Overlap, ...]:
    pairs = []
    for first, second in combinations(profile.options, 2):
        a, b = profile.supporters[first], profile.supporters[second]
        pairs.append(
            Overlap(
                first=first,
                second=second,
                both=(a & b).bit_count(),
                either=(a | b).bit_count(),
            )
        )
    return tuple(pairs)
