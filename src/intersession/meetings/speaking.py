"""What a part may become, what it is called, and until when the page of a speaker is open."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.meetings import rules
from intersession.meetings.models import Meeting, Part, Speaker

State = Part.State
STATE_NAMES: dict[str, Any] = {
    State.PROPOSED: _("not invited yet"),
    State.INVITED: _("has not answered"),
    State.CONFIRMED: _("confirmed"),
    State.DECLINED: _("declined"),
    State.WITHDRAWN: _("taken off"),
}
SHAPES: dict[str, str] = {
    State.PROPOSED: "planned",
    State.INVITED: "open",
    State.CONFIRMED: "done",
    State.DECLINED: "no",
    State.WITHDRAWN: "lock",
}
FOLLOWS: dict[str, frozenset[str]] = {
    State.PROPOSED: frozenset({State.INVITED, State.CONFIRMED, State.DECLINED, State.WITHDRAWN}),
    State.INVITED: frozenset({State.CONFIRMED, State.DECLINED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.DECLINED, State.WITHDRAWN}),
    State.DECLINED: frozenset({State.PROPOSED, State.CONFIRMED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset({State.PROPOSED}),
}
# Somebody has the part or may still take it.
LIVE = (State.PROPOSED, State.INVITED, State.CONFIRMED)
# What the page of a speaker shows: not who was only thought of.
TOLD = (State.INVITED, State.CONFIRMED, State.DECLINED)
# Roles in which something is presented.
PRESENTS = (Part.Role.KEYNOTE, Part.Role.SPEAKER, Part.Role.DISCUSSANT)
LINK = "link"
CHANNEL_NAMES: dict[str, Any] = {
    "phone": _("by telephone"),
    "mission": _("through the permanent mission"),
    "email": _("by e-mail"),
    "person": _("in person"),
}
OPEN_DAYS = 30  # after the last day of the meeting
MOST_SPEAKERS = 500  # of one meeting
MOST_PARTS = 60  # of one item
MOST_FILES = 40  # of one part, with those that were replaced

_signer = signing.Signer(salt="meetings.speaker")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A link that we signed. `shut`: why it leads nowhere any more, "" while it does."""

    speaker: Speaker
    shut: str = ""  # "renewed" | "closed"


def address_of(speaker: Speaker) -> str:
    """The speaker's own page, as it stands in a mail."""
    return reverse("meetings:speaker", args=[token_of(speaker)])


def token_of(speaker: Speaker) -> str:
    return _signer.sign(f"{speaker.uid.hex}.{speaker.link_number}")


def opened(token: str, at: datetime) -> Opened | None:
    """Whom a link belongs to; None when it is none of ours. One query."""
    try:
        name, _dot, number = _signer.unsign(token).partition(".")
        uid = UUID(name)
    except (signing.BadSignature, ValueError):
        return None
    rows = Speaker.objects.select_related("meeting__programme", "entity")
    speaker = rows.filter(uid=uid).first()
    if speaker is None:
        return None
    if str(speaker.link_number) != number:
        return Opened(speaker=speaker, shut="renewed")
    return Opened(speaker=speaker, shut="" if at < closes_at(speaker.meeting) else "closed")


def closes_at(meeting: Meeting) -> datetime:
    return meeting.ends_at + timedelta(days=OPEN_DAYS)


def last_day(meeting: Meeting) -> date:
    """On which the page of a speaker is open, at the place of the meeting."""
    zone = rules.zone_of(meeting.time_zone) or UTC
    return closes_at(meeting).astimezone(zone).date()


def themselves(speaker: Speaker) -> Actor:
    """Who acts on the page of a speaker: nobody who is signed in."""
    return Actor(roles=frozenset(), name=speaker.name, through="the link in a mail")
