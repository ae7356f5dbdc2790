"""Which of several things stand elsewhere than they did."""

import bisect
from collections.abc import Iterable, Sequence


def put_elsewhere(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest that must be taken out and put elsewhere to make `after` of `before`; what only
    one of the two holds is left aside."""
    places = {name: place for place, name in enumerate(before)}
    stay = [name for name in after if name in places]
    kept = _rising(places[name] for name in stay)
    return {name for name in stay if places[name] not in kept}


def _rising(values: Iterable[int]) -> set[int]:
    """A longest rising part of them."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for value in values:
        place = bisect.bisect_left(tails, value)
        chain = (*(chains[place - 1] if place else ()), value)
        tails[place : place + 1], chains[place : place + 1] = [value], [chain]
    return set(chains[-1]) if chains else set()
