"""What somebody who is signed in may register for: themselves, or people of their organisation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import deciding, registering
from intersession.participation.models import Call, Delegation, Invitation, Registration
from intersession.participation.registering import Begins

ANSWERS = (Invitation.State.INVITED, Invitation.State.ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Line:
    uid: str
    name: str
    state: str
    shape: str
    word: Any
    address: str  # of its page, "" where it is not one's own


@dataclass(frozen=True, kw_only=True)
class Page:
    meeting: Meeting
    user: User
    name: str
    language: str
    entity: Entity | None  # whose people may be registered here
    invitation: Invitation | None  # to this mailbox, and nobody registered on it yet
    mine: list[Line]
    others: list[Line]
    most: int
    open: bool
    early: bool
    state: bool  # acts for a State, whose people are put forward by its delegation


def register_page(call: Call, actor: Actor, at: datetime) -> Page:
    """At most five queries."""
    user = User.objects.get(pk=actor.user)
    entity = Entity.objects.filter(pk=actor.entity).first() if actor.entity else None
    may = entity is not None and actor.may(May.NOMINATE, entity=entity.pk)
    is_state = entity is not None and entity.kind == Entity.Kind.STATE
    own = Q(user=user) | Q(email__iexact=user.email)
    of_entity = Q(entity=entity) if may else Q(pk=None)
    rows = Registration.objects.filter(own | of_entity, meeting=call.meeting_id)
    rows = rows.exclude(delegation__state=Delegation.State.DRAFT)
    rows = rows.filter(forgotten_at=None).order_by("badge_name", "pk")
    lines = [(_own(row, user), _line(row, user)) for row in rows]
    invited = Invitation.objects.filter(meeting=call.meeting_id, email__iexact=user.email)
    mine = [line for own_row, line in lines if own_row]
    return Page(
        meeting=call.meeting,
        user=user,
        name=actor.name,
        language=user.language,
        entity=entity if may and not is_state else None,
        invitation=None
        if mine
        else invited.select_related("entity").filter(state__in=ANSWERS).first(),
        mine=mine,
        others=[line for own_row, line in lines if not own_row],
        most=deciding.names_of(call, entity) if entity else 1,
        open=deciding.opens(call, at) and at < call.registrations_close_at,
        early=not deciding.opens(call, at),
        state=bool(may and is_state),
    )


def _own(row: Registration, user: User) -> bool:
    return row.user_id == user.pk or row.email.lower() == user.email.lower()


def _line(row: Registration, user: User) -> Line:
    return Line(
        uid=str(row.uid),
        name=row.badge_name,
        state=row.state,
        shape=deciding.SHAPES[row.state],
        word=deciding.STATE_NAMES[row.state],
        address=registering.address_of(row) if _own(row, user) else "",
    )


def begins_own(page: Page) -> Begins | None:
    """On an invitation to this mailbox, or as somebody of one's organisation."""
    one = page.invitation
    if page.mine or (one is None and page.entity is None):
        return None
    return Begins(
        badge_name=(one.name if one else "") or page.name or page.user.email,
        email=page.user.email,
        language=page.language,
        entity=one.entity if one else page.entity,
        stakeholder=one.stakeholder if one else "",
        invitation=one,
        user=page.user,
    )


def begins_other(page: Page, given: dict[str, Any]) -> Begins | None:
    """Of one's organisation. Whoever writes the own mailbox means themselves."""
    if page.entity is None:
        return None
    own = given["email"].lower() == page.user.email.lower()
    return Begins(entity=page.entity, user=page.user if own else None, **given)
