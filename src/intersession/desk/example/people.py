"""The people of the example: roles, never names; an account for each Member's focal point."""

from datetime import date, datetime

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.desk.acting import actor_for
from intersession.membership.models import Entity, Representation
from intersession.ui.dates import duty_day

SINCE = date(2011, 1, 10)
MAIL = "example"  # a top-level name that can never be reached (RFC 2606)
FIRST_MISSION = "marenia"

OFFICE = (
    ("programme.officer", "Programme officer", Role.ADMINISTRATION),
    ("chair", "Chair of the informal consultations", Role.CHAIR),
    ("auditor", "Auditor", Role.AUDITOR),
)


def add_people(entities: dict[str, Entity], focal_points: dict[str, str]) -> dict[str, User]:
    """Accounts by mail address without its domain."""
    users = {name: _account(name, "dialogue", words) for name, words, _role in OFFICE}
    Appointment.objects.bulk_create(
        Appointment(user=users[name], role=role, since=SINCE) for name, _words, role in OFFICE
    )
    users |= _missions(entities, focal_points)
    return users


def _account(name: str, place: str, function: str, language: str = "en") -> User:
    user = User.objects.create_user(f"{name}@{place}.{MAIL}", language=language)
    Person.objects.create(user=user, function=function)
    return user


def _missions(entities: dict[str, Entity], functions: dict[str, str]) -> dict[str, User]:
    """One focal point for each Entity; for one mission a second one and a head of mission."""
    rows = list(entities.values())
    users = [
        User(email=f"mission@{entity.slug}.{MAIL}", language=entity.language, password="!")
        for entity in rows
    ]
    User.objects.bulk_create(users)
    Person.objects.bulk_create(
        Person(user=user, function=functions[entity.slug])
        for user, entity in zip(users, rows, strict=True)
    )
    Representation.objects.bulk_create(
        Representation(entity=entity, user=user, role=role_of(entity), since=SINCE)
        for user, entity in zip(users, rows, strict=True)
    )
    named = {entity.slug: user for user, entity in zip(users, rows, strict=True)}
    return named | _of_first_mission(entities[FIRST_MISSION])


def role_of(entity: Entity) -> Role:
    """Members act through a focal point; all others observe."""
    member = any(status.kind == "member" for status in entity.statuses.all())
    return Role.FOCAL_POINT if member else Role.OBSERVER


def _of_first_mission(entity: Entity) -> dict[str, User]:
    more = (
        ("second", "Counsellor", Role.FOCAL_POINT),
        ("ambassador", "Ambassador, Permanent Representative", Role.HEAD_OF_MISSION),
        ("cooperation", "Head of development cooperation", Role.DONOR),
    )
    users = {}
    for name, function, role in more:
        users[name] = _account(name, entity.slug, function, entity.language)
        Representation.objects.create(entity=entity, user=users[name], role=role, since=SINCE)
    return users


def actor(user: User, at: datetime) -> Actor:
    return actor_for(user, user.persons.first(), duty_day(at))
