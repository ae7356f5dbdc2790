"""A small cast: an officer, two Members, an observer State, a newcomer, and who acts for them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intersession.access.guard import SYSTEM, Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.desk.models import Example
from intersession.membership import actions
from intersession.membership.models import Entity, Group

AT = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)
DAY = AT.date()
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO = {"by": OFFICER, "at": AT}
LONG_AGO = date(1990, 1, 1)


@pytest.fixture
def clock(db: None) -> Example:
    """The day of the meeting, as an example keeps it."""
    return Example.objects.create(pk=1, stage="topics", now=AT, loaded_at=AT, link_key="x")


@pytest.fixture
def add(db: None) -> Callable[..., Entity]:
    """Add a State that holds a status from `since` on (none when `status` is empty)."""

    def add(
        name: str,
        status: str = "member",
        since: date = LONG_AGO,
        until: date | None = None,
        **facts: Any,
    ) -> Entity:
        names = facts.pop("names", {"en": name})
        entity = actions.add_entity(kind="state", name=names, **facts, **WHO)
        if status:
            actions.give_status(entity=entity, kind=status, since=since, until=until, **WHO)
        return entity

    return add


@pytest.fixture
def arvoria(add: Callable[..., Entity]) -> Entity:
    names = {"en": "The Arvoria", "fr": "l’Arvorie", "es": "Arvoria"}
    return add("Arvoria", names=names, slug="arvoria", iso3="XAR", phone="+41 22 555 00 01")


@pytest.fixture
def belmark(add: Callable[..., Entity]) -> Entity:
    return add("Belmark")


@pytest.fixture
def africa(db: None) -> Group:
    return Group.objects.create(
        code="AFRICAN",
        kind=Group.Kind.UN_REGIONAL_GROUP,
        name={"en": "African States", "fr": "États d’Afrique"},
    )


@pytest.fixture
def ldc(db: None) -> Group:
    name = {"en": "Least developed countries"}
    return Group.objects.create(code="LDC", kind=Group.Kind.DEVELOPMENT, name=name, position=1)


@pytest.fixture
def acts(db: None) -> Callable[..., User]:
    """An account that acts for an Entity in a role."""

    def acts(entity: Entity, role: str = "focal_point", email: str = "", **more: Any) -> User:
        account = {"email": email or f"{role}@{entity.slug}.example", "function": f"A {role}"}
        user = actions.open_account(**account, by=SYSTEM, at=AT)
        more = {"since": LONG_AGO, **more}
        actions.give_representation(entity=entity, user=user, role=role, **more, by=SYSTEM, at=AT)
        return user

    return acts


@pytest.fixture
def sign_in(client: Any) -> Callable[[User], Any]:
    def sign_in(user: User) -> Any:
        client.force_login(user, backend="intersession.access.returning.Accounts")
        return client

    return sign_in


@pytest.fixture
def officer(sign_in: Callable[[User], Any], db: None) -> Any:
    """A browser in which the Administration is signed in."""
    return sign_in(appointed("officer@example.org", Role.ADMINISTRATION))


def appointed(email: str, role: Role) -> User:
    user = User.objects.create_user(email)
    Person.objects.create(user=user, name="A. Person", function=str(role))
    Appointment.objects.create(user=user, role=role, since=LONG_AGO)
    return user


def page(answer: Any) -> str:
    """The page as read: no-break spaces are spaces."""
    return answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
