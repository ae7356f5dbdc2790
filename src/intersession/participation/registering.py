"""The personal page of a registration: its link, until when it is open, who acts on it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation.models import Invitation, Registration

KEPT_DAYS = (
    30  # after the last day of the meeting: then papers and what the person needs are deleted
)

_signer = signing.Signer(salt="participation.registration")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A link that we signed. `shut`: why it leads nowhere any more, "" while it does."""

    registration: Registration
    shut: str = ""  # "renewed" | "forgotten"


@dataclass(frozen=True, kw_only=True)
class Begins:
    """Who is registered, and on what ground."""

    badge_name: str
    email: str = ""
    language: str = "en"
    entity: Entity | None = None
    affiliation: str = ""
    stakeholder: str = ""
    invitation: Invitation | None = None
    user: User | None = None


def token_of(registration: Registration) -> str:
    return _signer.sign(f"{registration.uid.hex}.{registration.link_number}")


def read_token(token: str) -> Registration | None:
    """Whose page a link opens; None when it is none of ours or leads nowhere any more."""
    found = opened(token)
    return None if found is None or found.shut else found.registration


def opened(token: str) -> Opened | None:
    """Whom a link belongs to; None when it is none of ours. One query."""
    try:
        name, _dot, number = _signer.unsign(token).partition(".")
        uid = UUID(name)
    except (signing.BadSignature, ValueError):
        return None
    related = ("meeting__programme", "entity", "delegation", "invitation")
    row = Registration.objects.select_related(*related).filter(uid=uid).first()
    if row is None:
        return None
    if str(row.link_number) != number:
        return Opened(registration=row, shut="renewed")
    return Opened(registration=row, shut="forgotten" if is_erased(row) else "")


def is_erased(row: Registration) -> bool:
    """All that can go is gone, as the person asked; not only what the clock deletes on its day."""
    return row.forgotten_at is not None and row.forgotten_at == row.deletion_answered_at


def address_of(registration: Registration) -> str:
    """The person's own page, as it stands in a mail."""
    return reverse("participation:registration", args=[token_of(registration)])


def delete_after(meeting: Meeting) -> date:
    """The last day on which papers and what the person needs are kept."""
    zone = rules.zone_of(meeting.time_zone) or UTC
    return (meeting.ends_at.astimezone(zone) + timedelta(days=KEPT_DAYS)).date()


def themselves(_registration: Registration) -> Actor:
    """Who acts on the personal page. Without a name, which would stay in the ledger for ever."""
    return Actor(roles=frozenset(), name="A participant", through="the link in a mail")


def is_over(meeting: Meeting, at: datetime) -> bool:
    return at >= meeting.ends_at
