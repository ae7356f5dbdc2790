"""AV, PAV and Chamberlin-Courant: rules that add up what each voter gains from a set.

A voter who approves j options of a set gives it f(j): j under AV, 1 + 1/2 + ... + 1/j under PAV,
1 for any j > 0 under CC (Thiele 1895; Lackner and Skowron 2023, "Multi-Winner Voting with Approval
Preferences", section 2.3). The sum of f(j) over j is kept as a sum of steps f(j+1) - f(j), and all
numbers as integers over the common denominator `unit`.
"""

from dataclasses import dataclass
from math import comb, lcm

from ._model import VotingError
from ._profile import Profile

MOST_SETS = 150_000


@dataclass(frozen=True, kw_only=True)
class Gains:
    """What a set gains from a voter with j = 0, 1, ..., seats of its options, in 1/unit."""

    unit: int
    at: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The score of every set, in 1/unit, and the sets with the best."""

    gains: Gains
    scores: dict[tuple[str, ...], int]
    best: int
    winners: tuple[tuple[str, ...], ...]


def gains(rule: str, seats: int) -> Gains:
    if rule == "av":
        return Gains(unit=1, at=tuple(range(seats + 1)))
    if rule == "cc":
        return Gains(unit=1, at=(0,) + (1,) * seats)
    unit = lcm(*range(1, seats + 1))
    at = [0]
    for j in range(1, seats + 1):
        at.append(at[-1] + unit // j)
    return Gains(unit=unit, at=tuple(at))


def refuse_too_many_sets(options: int, seats: int) -> None:
    """Every set is looked at, so their number must stay within reason."""
    sets = comb(options, seats)
    if sets > MOST_SETS:
        raise VotingError(
            f"{seats} of {options} options make {sets:,} sets; "
            f"at most {MOST_SETS:,} can be compared exactly.",
            code="too-many-sets",
            options=options,
            seats=seats,
            sets=sets,
            most=MOST_SETS,
        )


def rank(profile: Profile, rule: str, seats: int) -> Ranking:
    """Score every set of `seats` options."""
    refuse_too_many_sets(len(profile.options), seats)
    scale = gains(rule, seats)
    scores: dict[tuple[str, ...], int] = {}
    _score_sets(profile, scale, seats, (), 0, [profile.everyone()], 0, scores)
    best = max(scores.values())
    winners = tuple(sorted(options for options, score in scores.items() if score == best))
    return Ranking(gains=scale, scores=scores, best=best, winners=winners)


def add_option(levels: list[int], supporters: int) -> list[int]:
    """Voters by how many options of a set they approve, after one more option joins the set."""
    grown = [levels[0] & ~supporters]
    for fewer, same in zip(levels, levels[1:], strict=False):
        grown.append((fewer & supporters) | (same & ~supporters))
    grown.append(levels[-1] & supporters)
    return grown


def _score_sets(
    profile: Profile,
    scale: Gains,
    seats: int,
    chosen: tuple[str, ...],
    start: int,
    levels: list[int],
    score: int,
    scores: dict[tuple[str, ...], int],
) -> None:
    """Walk all sets in order, adding one option at a time to what is known of the shorter set."""
    missing = seats - len(chosen)
    for index in range(start, len(profile.options) - missing + 1):
        option = profile.options[index]
        supporters = profile.supporters[option]
        total = score
        for j, voters in enumerate(levels):
            step = scale.at[j + 1] - scale.at[j]
            if step:
                total += step * profile.voices(voters & supporters)
        longer = (*chosen, option)
        if missing == 1:
            scores[longer] = total
        else:
            grown = add_option(levels, supporters)
            _score_sets(profile, scale, seats, longer, index + 1, grown, total, scores)
