"""A small cast: an officer and three States, and a way to bring a list in."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.desk.models import Example
from intersession.imports import actions, queries
from intersession.imports.models import Import
from intersession.membership import actions as membership
from intersession.membership.models import Entity

AT = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="C. Officer")
WHO: dict[str, Any] = {"by": OFFICER, "at": AT}


@pytest.fixture(autouse=True)
def english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with override("en"):
        yield


@pytest.fixture
def states(db: None) -> dict[str, Entity]:
    """Three States whose names lists write in many ways."""
    made = [
        ("CIV", {"en": "Côte d’Ivoire", "fr": "Côte d’Ivoire", "es": "Côte d’Ivoire"}),
        ("GMB", {"en": "Gambia", "fr": "Gambie", "es": "Gambia"}),
        ("TZA", {"en": "United Republic of Tanzania", "fr": "République-Unie de Tanzanie"}),
    ]
    return {
        code: membership.add_entity(kind="state", name=name, iso3=code, **WHO)
        for code, name in made
    }


@pytest.fixture
def member(states: dict[str, Entity]) -> Entity:
    entity = states["CIV"]
    membership.give_status(entity=entity, kind="member", since=date(2000, 6, 1), **WHO)
    return entity


@pytest.fixture
def receive(db: None) -> Callable[..., Import]:
    def receive(kind: str, content: str | bytes, name: str = "list.csv", **more: Any) -> Import:
        octets = content.encode() if isinstance(content, str) else content
        upload = SimpleUploadedFile(name, octets)
        return actions.receive(upload=upload, kind=kind, **more, **WHO)

    return receive


@pytest.fixture
def bring(receive: Callable[..., Import]) -> Callable[..., Any]:
    """Receive a list, its columns as guessed; gives the import and what it would do."""

    def bring(kind: str, content: str | bytes, **more: Any) -> tuple[Import, Any]:
        columns, given = more.pop("columns", {}), more.pop("given", {})
        answers, at = more.pop("answers", {}), more.pop("at", AT)
        source = receive(kind, content, **more)
        meaning = {"columns": source.columns | columns, "given": source.given | given}
        who = {"by": OFFICER, "at": at}
        plan = actions.arrange(source=source, answers=answers, **meaning, **who)
        source.refresh_from_db()
        return source, plan

    return bring


def take(source: Import, at: datetime = AT, **more: Any) -> Import:
    plan = queries.plan_of(queries.given_of(source, at))
    return actions.take_in(source=source, seen=plan.digest, **more, by=OFFICER, at=at)


def told(plan: Any) -> list[tuple[int, str, str]]:
    """Row, what it does, and why not."""
    return [(line.number, line.what.value, line.reason) for line in plan.lines]


@pytest.fixture
def officer(db: None) -> Browser:
    return signed_in(Role.ADMINISTRATION)


@pytest.fixture
def stranger(db: None) -> Browser:
    return signed_in(Role.AUDITOR)


def signed_in(role: Role) -> Browser:
    Example.objects.get_or_create(
        pk=1, defaults={"stage": "topics", "now": AT, "loaded_at": AT, "link_key": "x"}
    )
    user = User.objects.create_user(f"{role}@org.example")
    Person.objects.create(user=user, name="Somebody", function="Officer")
    Appointment.objects.create(user=user, role=role, since=date(1990, 1, 1))
    browser = Browser()
    browser.force_login(user)
    return browser
