"""A small cast: an auditor, an officer, a focal point's account; and a ledger with two chains."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.ledger.record import record, seal
from intersession.ledger.verbs import Verb

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="C. Officer", function="Team")


def account(email: str, role: Role | None = None) -> User:
    user = User.objects.create_user(email)
    Person.objects.create(user=user, name=email.split("@")[0], function="Expert")
    if role:
        Appointment.objects.create(user=user, role=role, since=date(2000, 1, 1))
    return user


@pytest.fixture
def subject(db: None) -> User:
    return account("subject@example.org")


@pytest.fixture
def chains(subject: User) -> User:
    """Three entries in the chain "hall", sealed, and two more in the main chain."""
    for number, verb in enumerate((Verb.QUESTION_OPENED, Verb.ROLE_GIVEN, Verb.ROLE_GIVEN)):
        record(verb, by=OFFICER, at=AT, subject=subject, chain="hall", n=number)
    seal(by=OFFICER, at=AT)
    record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=subject, role="donor")
    record(Verb.ROLE_ENDED, by=OFFICER, at=AT, subject=subject, role="donor")
    return subject


@pytest.fixture
def auditor(db: None, client: Any) -> Any:
    client.force_login(account("auditor@example.org", Role.AUDITOR))
    return client


@pytest.fixture
def officer(db: None, client: Any) -> Any:
    client.force_login(account("officer@example.org", Role.ADMINISTRATION))
    return client


@pytest.fixture
def stranger(db: None, client: Any) -> Any:
    client.force_login(account("stranger@example.org", Role.DONOR))
    return client
