"""The fewest voters who could change the outcome, exactly, for rules that add up gains.

For a rival set C to reach the winner W, changed preferences must close the gap between their
scores. What one voter can add to C - W by answering differently does not depend on what others do,
so for each rival the voters with the largest swing are taken first, which is the least number for
that rival; the margin is the least over rivals. It is enough that C reaches W: if a third set then
stands above both, that set does not win now either, and it wins with as many changes.
"""

from collections.abc import Iterable

from ._profile import Profile
from ._thiele import Gains, Ranking, add_option

Swings = list[tuple[int, int]]
"""(what one voter adds to the rival's lead, how many such voters), largest first."""


def margins(profile: Profile, ranking: Ranking, cap: int | None) -> tuple[int | None, int | None]:
    """How many answered, and how many silent, voters could let another set tie or win."""
    if len(ranking.winners) > 1:
        return 0, 0
    winner = ranking.winners[0]
    rivals = sorted(
        (ranking.best - score, options)
        for options, score in ranking.scores.items()
        if options != winner
    )
    return (
        _answered_margin(profile, ranking, winner, rivals, cap),
        _silent_margin(profile, ranking.gains, winner, rivals, cap),
    )


def _best_gain(scale: Gains, new: int, cap: int | None) -> int:
    """The most one preference can add to a rival with `new` options that the winner has not.

    Approving only new options is best: gains grow ever more slowly, so an option shared with the
    winner gives the rival no more than it gives the winner.
    """
    return scale.at[new if cap is None else min(new, cap)]


def _answered_margin(
    profile: Profile,
    ranking: Ranking,
    winner: tuple[str, ...],
    rivals: list[tuple[int, tuple[str, ...]]],
    cap: int | None,
) -> int | None:
    best: int | None = None
    scale = ranking.gains
    heaviest = profile.weights[-1][0]
    winner_levels = _levels(profile, winner)
    for gap, rival in rivals:
        new = len(set(rival) - set(winner))
        gain = _best_gain(scale, new, cap)
        # No voter swings further than from all the winner's own options to all the rival's.
        if best is not None and gap >= best * heaviest * (gain + scale.at[new]):
            continue
        needed = _fewest(gap, _swings(profile, scale, gain, _levels(profile, rival), winner_levels))
        if needed is not None and (best is None or needed < best):
            best = needed
    return best


def _silent_margin(
    profile: Profile,
    scale: Gains,
    winner: tuple[str, ...],
    rivals: list[tuple[int, tuple[str, ...]]],
    cap: int | None,
) -> int | None:
    """A silent voter adds the best gain times the weight; only gap and new options matter."""
    least: dict[int, int] = {}
    for gap, rival in rivals:
        new = len(set(rival) - set(winner))
        least[new] = min(gap, least.get(new, gap))
    counts = [
        _fewest(gap, ((weight * _best_gain(scale, new, cap), 1) for weight in profile.silent))
        for new, gap in least.items()
    ]
    return min((count for count in counts if count is not None), default=None)


def _levels(profile: Profile, options: tuple[str, ...]) -> list[int]:
    """Voters with exactly 0, 1, ... options of a set."""
    levels = [profile.everyone()]
    for option in options:
        levels = add_option(levels, profile.supporters[option])
    return levels


def _swings(
    profile: Profile, scale: Gains, gain: int, rival: list[int], winner: list[int]
) -> Swings:
    counts: dict[int, int] = {}
    for i, with_rival in enumerate(rival):
        for j, with_winner in enumerate(winner):
            voters = with_rival & with_winner
            if not voters:
                continue
            swing = gain - (scale.at[i] - scale.at[j])
            for weight, carriers in profile.weights:
                number = (voters & carriers).bit_count()
                counts[weight * swing] = counts.get(weight * swing, 0) + number
    return sorted(counts.items(), reverse=True)


def _fewest(gap: int, swings: Iterable[tuple[int, int]]) -> int | None:
    """How many voters, largest swings first, close a gap above 0; None if all together cannot."""
    taken = 0
    for swing, number in swings:
        if swing <= 0:
            return None
        needed = -(-gap // swing)
        if needed <= number:
            return taken + needed
        taken += number
        gap -= swing * number
    return None
