"""What an invitation may become, its personal link, and until when it is answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, Representation
from intersession.participation.calling import LIVE, NOMINATING
from intersession.participation.models import Call, Invitation
from intersession.ui.dates import duty_day

State = Invitation.State
STATE_NAMES: dict[str, Any] = {
    State.DRAFT: _("not sent yet"),
    State.INVITED: _("has not answered"),
    State.ACCEPTED: _("accepted"),
    State.DECLINED: _("declined"),
    State.PASSED_ON: _("passed on"),
    State.WITHDRAWN: _("withdrawn"),
}
SHAPES = {
    State.DRAFT: "planned",
    State.INVITED: "open",
    State.ACCEPTED: "done",
    State.DECLINED: "no",
    State.PASSED_ON: "part",
    State.WITHDRAWN: "lock",
}
# What whoever holds the link may still do.
ANSWERED = (State.INVITED, State.ACCEPTED, State.DECLINED)
BETWEEN = timedelta(days=1)  # two reminders
MOST = 2000  # of one meeting
LONGEST_CHAIN = 4  # of people to whom one invitation was passed on

_signer = signing.Signer(salt="participation.invitation")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A link that we signed. `shut`: why it leads nowhere any more, "" while it does."""

    invitation: Invitation
    call: Call | None
    shut: str = ""  # "renewed" | "withdrawn" | "closed"


@dataclass(frozen=True, kw_only=True)
class InvitationFacts:
    email: str
    name: str = ""
    entity: Entity | None = None
    language: str = settings.LANGUAGE_CODE
    stakeholder: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """Somebody who might be put on the list; `wrong`: why not, "" when it is right."""

    facts: InvitationFacts | None
    said: str
    wrong: Any = ""
    slug: str = ""  # of an Entity of the membership


def token_of(invitation: Invitation) -> str:
    return _signer.sign(f"{invitation.uid.hex}.{invitation.link_number}")


def address_of(invitation: Invitation) -> str:
    """As it stands in a mail."""
    return f"/participation/invitation/{token_of(invitation)}/"


def opened(token: str, at: datetime) -> Opened | None:
    """Whom a link belongs to; None when it is none of ours. Two queries."""
    try:
        name, _dot, number = _signer.unsign(token).partition(".")
        uid = UUID(name)
    except (signing.BadSignature, ValueError):
        return None
    rows = Invitation.objects.select_related("meeting__programme", "entity")
    row = rows.filter(uid=uid).first()
    if row is None or row.state == State.DRAFT:
        return None
    call = Call.objects.select_related("meeting").filter(meeting=row.meeting).first()
    return Opened(invitation=row, call=call, shut=_shut(row, number, at))


def _shut(row: Invitation, number: str, at: datetime) -> str:
    if str(row.link_number) != number:
        return "renewed"
    if row.state == State.WITHDRAWN:
        return "withdrawn"
    over = at >= row.meeting.ends_at or row.meeting.cancelled_at is not None
    return "closed" if over else ""


def themselves(invitation: Invitation) -> Actor:
    """Who acts by the link: nobody who is signed in. The entry names no person."""
    return Actor(roles=frozenset(), name="Somebody invited", through="the link in a mail")


def puts_forward(invitation: Invitation, at: datetime) -> bool:
    """Whether its Entity has an account by which it puts people forward itself."""
    if invitation.entity_id is None:
        return False
    acting = Representation.objects.in_force(duty_day(at)).filter(user__is_active=True)
    return acting.filter(entity=invitation.entity_id, role__in=NOMINATING).exists()


def live_addresses(meeting: Meeting) -> set[str]:
    live = Invitation.objects.filter(meeting=meeting, state__in=LIVE)
    return {email.lower() for email in live.values_list("email", flat=True)}


def may_remind(row: Invitation, at: datetime) -> bool:
    written = [stamp for stamp in (row.told_at, row.reminded_at) if stamp]
    return max(written, default=at - BETWEEN) <= at - BETWEEN
