"""Where the page of a programme shows something from above, and who knows of years before."""

from collections.abc import Callable, Iterable
from datetime import datetime

from intersession.ui.panels import Place

_place = Place()
hang, panels_of = _place.hang, _place.panels_of

# (primary key of an issue, year that covered it) of years without a programme of their own.
Years = Callable[[datetime], Iterable[tuple[int, int]]]
_years: list[Years] = []


def hang_years(years: Years) -> None:
    if years not in _years:
        _years.append(years)


def covered_before(now: datetime) -> list[tuple[int, int]]:
    return [pair for years in _years for pair in years(now)]
