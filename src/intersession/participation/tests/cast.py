"""A small cast: a workshop with an open call, two Members, an NGO, and who acts for them."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.desk.acting import actor_for
from intersession.desk.models import Example
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, MembershipStatus, Representation
from intersession.participation import inviting
from intersession.participation.actions import calls, delegations, invitations, nominees
from intersession.participation.models import Call, Delegation, Invitation, Registration
from intersession.programme.models import Programme

AT = datetime(2012, 2, 20, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2012, 3, 9, 17, 0, tzinfo=UTC)
LAST = datetime(2012, 4, 13, 16, 0, tzinfo=UTC)
BEGINS = datetime(2012, 4, 24, 8, 0, tzinfo=UTC)
LONG_AGO = date(1990, 1, 1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO = {"by": OFFICER, "at": AT}


@dataclass
class Cast:
    meeting: Meeting
    call: Call | None
    marenia: Entity
    arvoria: Entity
    users: dict[str, User] = field(default_factory=dict)

    def by(self, name: str) -> Actor:
        user = self.users[name]
        return actor_for(user, user.persons.first(), AT.date())


def clock(at: datetime = AT) -> None:
    """The pages are looked at in those days, as an example keeps them."""
    kept = {"stage": "workshop", "now": at, "loaded_at": AT, "link_key": "x"}
    Example.objects.update_or_create(pk=1, defaults=kept)


def cast(*, called: bool = True) -> Cast:
    """first and ambassador act for Marenia, other for Arvoria; officer and chair for the whole."""
    clock()
    year = Programme.objects.create(year=2012, theme={"en": "Crises"})
    meeting = Meeting.objects.create(
        programme=year,
        kind="workshop",
        slug="workshop",
        title={"en": "Moving to safety"},
        place={"en": "Geneva"},
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(days=1, hours=9),
    )
    made = Cast(
        meeting=meeting,
        call=opened(meeting) if called else None,
        marenia=entity("marenia"),
        arvoria=entity("arvoria"),
    )
    made.users = {
        "first": acts(made.marenia, "first", Role.FOCAL_POINT),
        "ambassador": acts(made.marenia, "ambassador", Role.HEAD_OF_MISSION),
        "other": acts(made.arvoria, "other", Role.FOCAL_POINT),
        "officer": appointed("officer", Role.ADMINISTRATION),
        "chair": appointed("chair", Role.CHAIR),
    }
    return made


def facts(**given: Any) -> calls.CallFacts:
    plain: dict[str, Any] = {
        "opens_at": AT - timedelta(days=1),
        "nominations_close_at": DEADLINE,
        "registrations_close_at": LAST,
    }
    return calls.CallFacts(**{**plain, **given})


def opened(meeting: Meeting, **given: Any) -> Call:
    return calls.open_call(meeting=meeting, facts=facts(**given), **WHO)


def entity(slug: str, kind: str = "state", status: str = "member") -> Entity:
    row = Entity.objects.create(kind=kind, slug=slug, name={"en": slug.capitalize()})
    if status:
        MembershipStatus.objects.create(entity=row, kind=status, since=LONG_AGO)
    return row


def account(name: str, domain: str) -> User:
    user = User.objects.create_user(f"{name}@{domain}.example")
    Person.objects.create(user=user, name=name.capitalize(), function=f"The {name}")
    return user


def acts(row: Entity, name: str, role: Role) -> User:
    user = account(name, row.slug)
    Representation.objects.create(entity=row, user=user, role=role, since=LONG_AGO)
    return user


def appointed(name: str, role: Role) -> User:
    user = account(name, "org")
    Appointment.objects.create(user=user, role=role, since=LONG_AGO)
    return user


def browse(made: Cast, name: str) -> Browser:
    """A browser in which somebody of the cast is signed in; "public": nobody."""
    browser = Browser()
    if name != "public":
        browser.force_login(made.users[name])
    return browser


def named(name: str, **given: Any) -> nominees.NomineeFacts:
    first, _space, last = name.partition(" ")
    plain = {"given_name": first, "family_name": last, "email": f"{first.lower()}@example.org"}
    return nominees.NomineeFacts(**{**plain, **given})


def put_forward(made: Cast, *names: str, by: str = "first", **given: Any) -> list[Registration]:
    actor = made.by(by)
    row = made.meeting, Entity.objects.get(pk=actor.entity)
    return [
        nominees.add_nominee(
            meeting=row[0], entity=row[1], facts=named(name, **given), by=actor, at=AT
        )
        for name in names
    ]


def sent(made: Cast, *names: str, by: str = "first", at: datetime = AT) -> Delegation:
    put_forward(made, *names, by=by)
    actor = made.by(by)
    row = Entity.objects.get(pk=actor.entity)
    return delegations.send_delegation(meeting=made.meeting, entity=row, by=actor, at=at)


def credential(made: Cast, by: str = "first") -> Delegation:
    actor = made.by(by)
    row = Entity.objects.get(pk=actor.entity)
    return delegations.file_credential(
        meeting=made.meeting, entity=row, upload=upload(), by=actor, at=AT
    )


def upload(content: bytes = PDF, name: str = "note.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def invite(made: Cast, email: str, *, send: bool = True, **given: Any) -> Invitation:
    wanted = inviting.InvitationFacts(email=email, **given)
    row = invitations.add_invitation(meeting=made.meeting, facts=wanted, **WHO)
    if send:
        invitations.send_invitations(meeting=made.meeting, invitations=[row], **WHO)
        row.refresh_from_db()
    return row


def shown(answer: Any) -> str:
    """The page, with plain spaces where words are kept together, and without marks of time."""
    plain = str(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"</?(time|span|b)\b[^>]*>", "", plain)
