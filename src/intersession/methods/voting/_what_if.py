"""What if: two options were one, or one had not stood."""

from collections.abc import Callable
from itertools import combinations
from math import comb

from intersession.methods.base import Remark

from ._model import Merge, OptionSet, Without
from ._profile import Profile
from ._ties import break_tie

MOST_SETS = 60_000

Winners = Callable[[Profile, int], tuple[OptionSet, ...]]


def merge_test(
    profile: Profile, seats: int, chosen: OptionSet, ties: str, winners: Winners
) -> tuple[tuple[Merge, ...], tuple[Remark, ...]]:
    """Recount with each pair of options merged."""
    number = len(profile.options)
    if number - 1 < seats:
        return (), ()
    sets = comb(number, 2) * comb(number - 1, seats)
    if sets > MOST_SETS:
        return (), (Remark(code="merge-test-left-out", values=(("sets", sets),)),)
    pairs = combinations(profile.options, 2)
    return tuple(_merge(profile, seats, chosen, ties, winners, a, b) for a, b in pairs), ()


def _merge(
    profile: Profile,
    seats: int,
    chosen: OptionSet,
    ties: str,
    winners: Winners,
    first: str,
    second: str,
) -> Merge:
    merged = profile.merged(first, second)
    found = winners(merged, seats)
    now, _ = break_tie(merged, found, ties)
    return Merge(
        first=first,
        second=second,
        winners=tuple(sorted(_name_both(options, first, second) for options in found)),
        chosen=_name_both(now, first, second),
        enters=first in now and first not in chosen and second not in chosen,
    )


def _name_both(options: OptionSet, first: str, second: str) -> OptionSet:
    return tuple(sorted((*options, second))) if first in options else options


def clone_test(
    profile: Profile, seats: int, chosen: OptionSet, ties: str, winners: Winners
) -> tuple[tuple[Without, ...], tuple[Remark, ...]]:
    """Recount without each option: shows who lives off a like-minded rival, and who comes next."""
    number = len(profile.options)
    if number - 1 < seats:
        return (), ()
    sets = number * comb(number - 1, seats)
    if sets > MOST_SETS:
        return (), (Remark(code="clone-test-left-out", values=(("sets", sets),)),)
    return tuple(_without(profile, seats, chosen, ties, winners, o) for o in profile.options), ()


def _without(
    profile: Profile, seats: int, chosen: OptionSet, ties: str, winners: Winners, option: str
) -> Without:
    rest = profile.without(option)
    found = winners(rest, seats)
    now, _ = break_tie(rest, found, ties)
    return Without(
        option=option,
        winners=found,
        chosen=now,
        changes=not set(chosen) - {option} <= set(now),
    )
