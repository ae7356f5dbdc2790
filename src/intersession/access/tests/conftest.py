"""A small cast: an officer, a mission with a shared mailbox, and a stranger."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail

from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mails(settings: Any, db: None) -> list[Any]:
    """What was sent. Attempts counted by an earlier test are forgotten with its transaction."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def delegate() -> User:
    """An account of one person."""
    user = User.objects.create_user("delegate@example.org")
    Person.objects.create(user=user, name="A. Delegate", function="Second Secretary")
    return user


@pytest.fixture
def mission() -> User:
    """A mailbox that several persons share."""
    user = User.objects.create_user("mission@example.org", shared=True)
    Person.objects.create(user=user, name="B. First", function="First Secretary")
    return user


@pytest.fixture
def officer() -> User:
    """Of the Administration: needs a second factor."""
    user = User.objects.create_user("officer@example.org")
    Person.objects.create(user=user, name="C. Officer", function="Dialogue team")
    Appointment.objects.create(user=user, role=Role.ADMINISTRATION, since=date(2000, 1, 1))
    return user


@pytest.fixture
def code_for(client: Any, mails: list[Any]) -> Any:
    """Ask for a code and read it in the mail."""

    def code_for(email: str, **query: str) -> str:
        client.post("/access/sign-in/", {"email": email, **query})
        found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mails[-1].body, re.MULTILINE)
        assert found, mails[-1].body
        return found.group()

    return code_for


@pytest.fixture
def sign_in(client: Any, code_for: Any) -> Any:
    """Through the front door, with a code."""

    def sign_in(user: User) -> Any:
        code = code_for(user.email)
        return client.post("/access/sign-in/code/", {"code": code})

    return sign_in
