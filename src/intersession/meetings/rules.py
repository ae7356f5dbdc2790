"""States of a meeting, hours that exist, what an item, a part and a room may be."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from intersession.meetings.models import AgendaItem, Meeting, Part

State = Meeting.State
ORDER = list(State)
OVER = frozenset({State.FINAL, State.PUBLISHED})
# Those of which the membership was told.
ANNOUNCED = frozenset({State.ANNOUNCED, State.CONFIRMED, State.IN_SESSION})
# Addresses beside which a meeting cannot stand.
RESERVED = frozenset({"add", "calendar", "history", "remote", "rooms", "speaker"})
RESERVED |= {"invitation", "registration"}  # so begin addresses of participation


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


def place_of(meeting: Meeting) -> ZoneInfo:
    """The time zone in which the hours of a meeting are told."""
    return zone_of(meeting.time_zone) or ZoneInfo("UTC")


def local(day: date, hour: time, zone: ZoneInfo) -> datetime | None:
    """The moment at which clocks there show it; None in the hour that summer time leaves out.

    An hour that comes twice is the first of the two.
    """
    moment = datetime.combine(day, hour, tzinfo=zone)
    back = moment.astimezone(UTC).astimezone(zone)
    return moment if back.time() == hour else None


KIND_OF_ITEM_NAMES: dict[str, Any] = {
    AgendaItem.Kind.OPENING: _("Opening"),
    AgendaItem.Kind.KEYNOTE: _("Keynote"),
    AgendaItem.Kind.PANEL: _("Panel"),
    AgendaItem.Kind.DISCUSSION: _("General discussion"),
    AgendaItem.Kind.BREAK: _("Break"),
    AgendaItem.Kind.CLOSING: _("Closing"),
    AgendaItem.Kind.OTHER: _("Other item"),
}
ROLE_NAMES: dict[str, Any] = {
    Part.Role.MODERATOR: _("Moderator"),
    Part.Role.KEYNOTE: _("Keynote speaker"),
    Part.Role.SPEAKER: _("Speaker"),
    Part.Role.DISCUSSANT: _("Discussant"),
    Part.Role.RAPPORTEUR: _("Rapporteur"),
}
# Parts that others may know of; who has only been thought of is not shown.
SHOWN = frozenset({Part.State.INVITED, Part.State.CONFIRMED})
# Those who have a part or may have one; the others said no or were taken off.
ACTIVE = frozenset({Part.State.PROPOSED, Part.State.INVITED, Part.State.CONFIRMED})
BETWEEN_ROOMS = 10  # minutes that a person needs from one room to another
LONGEST_ITEM = 24 * 60  # minutes
EQUIPMENT: dict[str, Any] = {
    "projector": _("projector and screen"),
    "microphones": _("microphones at the seats"),
    "handheld": _("hand-held microphones"),
    "receivers": _("receivers for interpretation"),
    "loop": _("hearing loop"),
    "access": _("step-free access"),
    "camera": _("cameras and sound for those far away"),
    "recording": _("recording of sound"),
    "captions": _("screen for captions"),
    "voting": _("voting system"),
    "nameplates": _("nameplates for delegations"),
    "network": _("network at the seats"),
}
MOST_SEATS, MOST_BOOTHS, LONGEST_SETUP = 20_000, 30, 240  # of a room; minutes


@dataclass(frozen=True, kw_only=True)
class Interpretation:
    """What a team of interpreters may be asked; `Meeting.interpretation` changes single values.

    half_days: at most, for one team on one day; minutes at most without a break, and minutes of
    lunch between two half-days. A half-day ends at `noon`, an hour of the place; what begins at
    `evening` or later is a third one. `channels`: on which number a language is heard.
    """

    half_days: int = 2
    longest: int = 180
    lunch: int = 90
    noon: int = 14  # what begins before this hour belongs to the morning
    evening: int = 18
    channels: dict[str, int] = field(default_factory=dict)

    @property
    def of_a_day(self) -> int:
        """Minutes of work on one day."""
        return self.half_days * self.longest


LIMIT_NAMES: dict[str, Any] = {
    "half_days": _("Half-days of one team on one day"),
    "longest": _("Minutes without a rest"),
    "lunch": _("Minutes of lunch"),
    "noon": _("The afternoon begins at"),
    "evening": _("The evening begins at"),
}
LAST_CHANNEL = 32


def interpretation_of(meeting: Meeting) -> Interpretation:
    known = Interpretation.__dataclass_fields__
    return Interpretation(**{n: v for n, v in meeting.interpretation.items() if n in known})


def days_of(meeting: Meeting) -> list[date]:
    """The days of the meeting at its place, the first and the last included."""
    zone = zone_of(meeting.time_zone) or UTC
    first, last = (m.astimezone(zone).date() for m in (meeting.starts_at, meeting.ends_at))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def within(meeting: Meeting, starts_at: datetime, minutes: int | None) -> bool:
    """Whether an item lies between the first and the last hour of the meeting."""
    ends_at = starts_at + timedelta(minutes=minutes or 0)
    return meeting.starts_at <= starts_at and ends_at <= meeting.ends_at


def version_of(row: Any, names: Iterable[str]) -> str:
    """Changes whenever one of these fields does: what was written from an older one is told. 16
    hexadecimal digits."""
    plain = json.dumps([getattr(row, name) for name in names], sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
