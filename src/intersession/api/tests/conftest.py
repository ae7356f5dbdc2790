"""The example at the hour of the topics, and tokens of some of its people."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import Actor
from intersession.access.models import Appointment, User
from intersession.access.policy import Role
from intersession.api import actions, limits, rules
from intersession.desk.acting import actor_for
from intersession.desk.models import Example
from intersession.desk.tests.loading import loaded
from intersession.meetings.models import Meeting
from intersession.membership.models import Representation
from intersession.participation.actions import calls
from intersession.participation.models import Call


@pytest.fixture(scope="package")
def at_topics(django_db_setup: None, django_db_blocker: Any) -> Iterator[Example]:
    with loaded("topics", django_db_blocker) as example:
        yield example


@pytest.fixture
def topics(at_topics: Example, db: None, settings: Any) -> Example:
    """Nobody is kept waiting, unless a test is about that."""
    settings.API_LIMITS = {"token": 100_000, "address": 100_000}
    limits.forget()
    return at_topics


def somebody(role: Role, entity: str = "") -> User:
    if entity:
        found = Representation.objects.filter(role=role, entity__slug=entity).order_by("pk")
        return found.select_related("user")[0].user
    return Appointment.objects.filter(role=role).select_related("user").order_by("pk")[0].user


@pytest.fixture
def make(topics: Example) -> Any:
    """A token of somebody of the example, for all that they may do unless told otherwise."""

    def make(role: Role, entity: str = "", **given: Any) -> actions.Made:
        user, at = somebody(role, entity), topics.now
        by = actor_for(user, user.persons.first(), at.date())
        wanted = {"name": "Grid", "scopes": rules.holdable(by), "strong": True}
        wanted |= {"until": at.date() + timedelta(days=30)}
        return actions.make_token(**{**wanted, **given}, by=by, at=at)

    return make


@pytest.fixture
def ask() -> Any:
    """A request of a program: `ask("GET", "/api/me/", token, body)`."""
    client = Client()

    def ask(method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Any:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            given["Authorization"] = f"Bearer {token}"
        sent = {} if body is None else {"data": body, "content_type": "application/json"}
        return client.generic(method, path, headers=given, **_encoded(sent))

    return ask


@pytest.fixture
def counted(ask: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A list asks as little of the database for many rows as for one; no minute begins meanwhile,
    for the first request of a minute asks how many are left."""
    monkeypatch.setattr(limits, "WINDOW", 10**9)

    def counted(path: str, token: str, *, limited: bool = True) -> None:
        counts = []
        for limit in (3, 1, 3) if limited else (0, 0, 0):
            with CaptureQueriesContext(connection) as queries:
                query = f"?limit={limit}" if limit else ""
                assert ask("GET", path + query, token).status_code == 200
            counts.append(len(queries))
        assert counts[-1] == counts[-2] <= 16, (path, counts)

    return counted


@pytest.fixture
def called(topics: Example) -> Call:
    """The first workshop calls for people, from yesterday on."""
    meeting, day = Meeting.objects.get(slug="workshop-1-2012"), timedelta(days=1)
    facts = calls.CallFacts(
        opens_at=topics.now - day,
        nominations_close_at=topics.now + 30 * day,
        registrations_close_at=topics.now + 60 * day,
    )
    by = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
    return calls.open_call(meeting=meeting, facts=facts, by=by, at=topics.now)


@pytest.fixture
def office(ask: Any, make: Any) -> Any:
    """What the Administration sends about the first workshop, and what it gets."""
    token = make(Role.ADMINISTRATION).secret
    return partial(sent, ask, token)


def sent(ask: Any, token: str, path: str, body: Any = None, status: int = 200) -> Any:
    """With a body or without one; `get …` reads."""
    method, _space, rest = path.rpartition(" ")
    at = rest if rest.startswith("/") else f"/api/meeting/workshop-1-2012/{rest}"
    if method == "get":
        answer = ask("GET", at, token)
    else:
        answer = ask("POST", at, token, {} if body is None else body)
    assert answer.status_code == status, answer.content
    return answer.json()


def _encoded(sent: dict[str, Any]) -> dict[str, Any]:
    if sent and not isinstance(sent["data"], str | bytes):
        sent["data"] = json.dumps(sent["data"])
    return sent
