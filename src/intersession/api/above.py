"""What operations do with things of the floor above: `desk.hanging` hangs it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from intersession.access.models import User


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The address of somebody's own calendar: since when, and on which day it was last read."""

    made_at: datetime
    read_on: date | None


@dataclass(frozen=True, kw_only=True)
class Calendars:
    """`address` makes the path of what `open_calendar` gives."""

    kept: Callable[[User], Kept | None]
    address: Callable[[str], str]
    open_calendar: Callable[..., str]
    close_calendar: Callable[..., None]


_hung: list[Calendars] = []


def hang(found: Calendars) -> None:
    _hung[:] = [found]


def calendars() -> Calendars:
    return _hung[0]
