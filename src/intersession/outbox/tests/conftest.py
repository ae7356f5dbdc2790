"""A small cast: an officer, a stranger, a mail; and a real mail server on this machine."""

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.outbox.actions import Recipient, queue_mail
from intersession.outbox.models import Mail

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="C. Officer", function="Team", user=1)


class Post:
    """What the server took; `says` maps an address to the server's answer for it."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.says: dict[str, str] = {}
        self.after_data: dict[str, str] = {}
        self.hangs_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.letters.append(envelope)
        if self.hangs_up:
            server.transport.close()  # taken, but the answer never arrives
        return self.after_data.get(envelope.rcpt_tos[0], "250 Taken")


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    handler = Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    server.stop()


def to(address: str, **more: Any) -> Recipient:
    return Recipient(to=address, words=f"Focal point {address}", **more)


def write(address: str = "mission@example.org", **more: Any) -> Mail:
    given = {
        "recipient": to(address),
        "purpose": Mail.Purpose.ACTION_REQUIRED,
        "reason": "You act for Marenia.",
        "subject": "Choose two topics by 20 October 2011, 18:00 Geneva",
        "body": "Choose two topics by 20 October 2011.\n\nThree topics were proposed.",
        "link": "/consultations/topics-2012/",
        "dedup": f"test|{address}",
        "by": OFFICER,
        "at": AT,
    }
    return queue_mail(**{**given, **more})


@pytest.fixture
def mail(db: None) -> Mail:
    return write()


@pytest.fixture
def officer(db: None, client: Any) -> Any:
    client.force_login(account("officer@example.org", Role.ADMINISTRATION))
    return client


@pytest.fixture
def stranger(db: None, client: Any) -> Any:
    client.force_login(account("stranger@example.org", Role.CHAIR))
    return client


def account(email: str, role: Role) -> User:
    user = User.objects.create_user(email)
    Person.objects.create(user=user, name="C. Officer", function="Team")
    Appointment.objects.create(user=user, role=role, since=date(2000, 1, 1))
    return user
