"""People who stand in a list of participants, a week in which it may be corrected."""

from datetime import timedelta
from typing import Any

from intersession.access.models import Person, User
from intersession.access.policy import Role
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, MembershipStatus, Representation
from intersession.participation.actions import participants as actions
from intersession.participation.models import Call, Delegation, ParticipantsList, Registration
from intersession.participation.tests import registering
from intersession.participation.tests.registering import AT, OFFICER, WHO

WEEK = timedelta(days=7)
YES = {"list": {"said": True, "at": AT.isoformat()}}


def named(en: str, fr: str, es: str, kind: str = "state", status: str = "", **given: Any) -> Entity:
    slug = en.lower().replace(" ", "-")
    names = {"en": en, "fr": fr, "es": es}
    row: Entity = Entity.objects.create(kind=kind, slug=slug, name=names, **given)
    if status:
        MembershipStatus.objects.create(entity=row, kind=status, since="1990-01-01")
    return row


def member(slug: str = "marenia", **given: Any) -> Entity:
    word = slug.capitalize()
    return named(word, word, word, status="member", **given)


def comes(call: Call, given: str, family: str, entity: Entity | None = None, **facts: Any) -> Any:
    """Confirmed; by itself or in the delegation of a State."""
    facts = {"title": "ms", "function": "Director", "state": "confirmed", **facts}
    if entity is not None:
        facts |= {"entity": entity, "affiliation": "", "stakeholder": entity.kind}
    names = {"given_name": given, "family_name": family}
    mail = f"{given}.{family}".lower().replace(" ", "") + "@example.org"
    return registering.sent(call, f"{given} {family}", **{"email": mail, **names, **facts})


def delegated(call: Call, entity: Entity, *people: tuple[str, str, str, int]) -> list[Registration]:
    """(given, family, role, place)."""
    delegation = Delegation.objects.create(
        meeting=call.meeting, entity=entity, state="sent", changed_at=AT
    )
    return [
        comes(call, given, family, entity, role=role, position=place, delegation=delegation)
        for given, family, role, place in people
    ]


def opened(meeting: Meeting, **given: Any) -> ParticipantsList:
    return actions.open_participants(meeting=meeting, closes_at=AT + WEEK, **{**WHO, **given})


def issued(meeting: Meeting) -> ParticipantsList:
    opened(meeting)
    return actions.issue_participants(meeting=meeting, by=OFFICER, at=AT + WEEK)


def focal_point(client: Any, entity: Entity, name: str = "fp") -> Any:
    user = User.objects.create_user(f"{name}@{entity.slug}.example")
    Person.objects.create(user=user, name="F. Point", function="Focal point")
    Representation.objects.create(
        user=user, entity=entity, role=Role.FOCAL_POINT, since="2000-01-01"
    )
    client.force_login(user)
    return client
