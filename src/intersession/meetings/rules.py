"""States of a meeting, and hours that exist."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from intersession.meetings.models import Meeting

State = Meeting.State
ORDER = list(State)
OVER = frozenset({State.FINAL, State.PUBLISHED})
# Those of which the membership was told.
ANNOUNCED = frozenset({State.ANNOUNCED, State.CONFIRMED, State.IN_SESSION})
# Addresses beside which a meeting cannot stand.
RESERVED = frozenset({"add", "calendar"})


def following(state: str) -> Meeting.State | None:
    place = ORDER.index(State(state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def preceding(state: str) -> Meeting.State | None:
    place = ORDER.index(State(state))
    return ORDER[place - 1] if place else None


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name, such as Europe/Zurich; None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local(day: date, hour: time, zone: ZoneInfo) -> datetime | None:
    """The moment at which clocks there show it; None in the hour that summer time leaves out.

    An hour that comes twice is the first of the two.
    """
    moment = datetime.combine(day, hour, tzinfo=zone)
    back = moment.astimezone(UTC).astimezone(zone)
    return moment if back.time() == hour else None
