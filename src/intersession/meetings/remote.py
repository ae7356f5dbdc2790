"""Taking part from afar: the personal link, when it opens, half-days, what is a way in."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from intersession.meetings import rules
from intersession.meetings.models import Meeting, Part, RemotePlace, RemoteVisit, Speaker

MOST = 1000  # places of one meeting, and lines of one list
LONGEST = 1000  # characters of an address
# The link opens this long before the meeting begins and shuts this long after it should end.
EARLY = LATE = timedelta(hours=1)
KEPT = timedelta(days=30)  # names and addresses, after the meeting
_signer = signing.Signer(salt="meetings.remote")
_https = URLValidator(schemes=["https"])


class Door(StrEnum):
    CANCELLED = "cancelled"
    EARLY = "early"
    OPEN = "open"
    OVER = "over"


def token_of(place: RemotePlace) -> str:
    return _signer.sign(f"{place.uid.hex}.{place.link_number}")


def read_token(token: str) -> tuple[UUID, int] | None:
    """The place and the number of the link; None for what we did not sign."""
    try:
        uid, _dot, number = _signer.unsign(token).partition(".")
        return UUID(uid), int(number)
    except (signing.BadSignature, ValueError):
        return None


def door(meeting: Meeting, now: datetime) -> Door:
    if meeting.cancelled_at:
        return Door.CANCELLED
    if now < meeting.starts_at - EARLY:
        return Door.EARLY
    return Door.OPEN if now < meeting.ends_at + LATE else Door.OVER


def half_of(meeting: Meeting, now: datetime) -> tuple[date, RemoteVisit.Half]:
    """The day and half-day at the place of the meeting."""
    there = now.astimezone(rules.zone_of(meeting.time_zone) or UTC)
    morning = there.hour < rules.interpretation_of(meeting).noon
    return there.date(), RemoteVisit.Half.MORNING if morning else RemoteVisit.Half.AFTERNOON


def delete_after(meeting: Meeting) -> date:
    return rules.days_of(meeting)[-1] + KEPT


def is_way_in(address: str) -> bool:
    """An https address without a name or password in it."""
    try:
        _https(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST and "@" not in urlsplit(address).netloc


def speakers_without_place(meeting: Meeting) -> Any:
    """Those with a part from afar and an e-mail address. One query."""
    far = Part.objects.filter(
        item__meeting=meeting, item__cancelled_at=None, remote=True, state__in=rules.SHOWN
    )
    speakers = Speaker.objects.filter(pk__in=far.values("speaker"), remote_places=None)
    return speakers.exclude(email="").order_by("pk")
