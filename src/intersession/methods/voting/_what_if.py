"""What if: two options were one, or one had not stood."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TypeVar

from intersession.methods.base import Remark

from . import _shares
from ._model import Merge, OptionSet, VotingError, Without
from ._profile import Profile
from ._thiele import rank
from ._ties import break_tie

MOST_SETS = 60_000
MOST_STATES = 300

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Case:
    """What was counted, and what came of it."""

    profile: Profile
    rule: str
    seats: int
    ties: str
    chosen: OptionSet

    def recount(self, profile: Profile) -> tuple[tuple[OptionSet, ...], OptionSet]:
        """All winning sets of a changed profile, and the one chosen."""
        if self.rule == "equal-shares":
            winners = _shares.winners(profile, self.seats, MOST_STATES)
        else:
            winners = rank(profile, self.rule, self.seats).winners
        return winners, break_tie(profile, winners, self.ties)[0]


def merge_test(case: Case) -> tuple[tuple[Merge, ...], tuple[Remark, ...]]:
    """Recount with each pair of options merged."""
    pairs = list(combinations(case.profile.options, 2))
    return _each(
        case, len(pairs), "merge-test-left-out", lambda: tuple(_merge(case, *p) for p in pairs)
    )


def clone_test(case: Case) -> tuple[tuple[Without, ...], tuple[Remark, ...]]:
    """Recount without each option: shows who lives off a like-minded rival, and who comes next."""
    options = case.profile.options
    return _each(
        case, len(options), "clone-test-left-out", lambda: tuple(_without(case, o) for o in options)
    )


def _each(
    case: Case, recounts: int, code: str, work: Callable[[], tuple[T, ...]]
) -> tuple[tuple[T, ...], tuple[Remark, ...]]:
    """Do the recounts, or say why not: none is possible with no option to spare."""
    number = len(case.profile.options)
    if number - 1 < case.seats:
        return (), ()
    sets = recounts * comb(number - 1, case.seats)
    left_out = (Remark(code=code, values=(("sets", sets),)),)
    if sets > MOST_SETS:
        return (), left_out
    try:
        return work(), ()
    except VotingError:
        return (), left_out


def _merge(case: Case, first: str, second: str) -> Merge:
    found, now = case.recount(case.profile.merged(first, second))
    return Merge(
        first=first,
        second=second,
        winners=tuple(sorted(_name_both(options, first, second) for options in found)),
        chosen=_name_both(now, first, second),
        enters=first in now and first not in case.chosen and second not in case.chosen,
    )


def _name_both(options: OptionSet, first: str, second: str) -> OptionSet:
    return tuple(sorted((*options, second))) if first in options else options


def _without(case: Case, option: str) -> Without:
    found, now = case.recount(case.profile.without(option))
    return Without(
        option=option,
        winners=found,
        chosen=now,
        changes=not set(case.chosen) - {option} <= set(now),
    )
