"""A mail server that is away for an hour, comes back shut, and then takes everything, once."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from intersession.outbox.models import Mail, Outage
from intersession.outbox.sending import send_due
from intersession.outbox.tests.conftest import AT, Post, write

State = Mail.State


class Shut(SMTP):
    """It listens, and shuts the door on everybody."""

    async def _handle_client(self) -> None:
        await self.push("421 4.3.2 System is being serviced")
        self.transport.close()


class Server:
    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.post, self.running = Post(), None

    def start(self, kind: type[SMTP] = SMTP) -> None:
        self.stop()
        controller = Controller(self.post, hostname="127.0.0.1", port=self.port)
        controller.factory = lambda: kind(self.post)  # type: ignore[method-assign]
        controller.start()
        self.running = controller  # type: ignore[assignment]

    def stop(self) -> None:
        if self.running:
            self.running.stop()
        self.running = None


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def test_after_an_hour_away_each_mail_leaves_once_and_in_order(server: Server, db: None) -> None:
    addresses = [f"m{number:02}@example.org" for number in range(12)]
    for number, address in enumerate(addresses):
        write(address, send_after=AT + timedelta(seconds=number))
    rounds = [AT + timedelta(minutes=1, seconds=20 * n) for n in range(180)]  # an hour of rounds
    for at in rounds[:120]:
        send_due(at=at, leaves=True)
    assert Outage.objects.get().tries < 12  # asked again later and later, not 120 times
    assert "refused" in Mail.objects.first().error  # type: ignore[union-attr]
    server.start(Shut)
    for at in rounds[120:]:
        send_due(at=at, leaves=True)
    waiting = Mail.objects.filter(state=State.QUEUED, attempts=0)
    assert waiting.count() == 12
    assert set(waiting.values_list("error", flat=True)) == {"421 4.3.2 System is being serviced"}
    server.start()
    for minutes in range(60, 80):
        send_due(at=AT + timedelta(minutes=minutes), leaves=True)
    assert [letter.rcpt_tos[0] for letter in server.post.letters] == addresses
    assert set(Mail.objects.values_list("state", "error", "attempts")) == {(State.SENT, "", 1)}
    assert not Outage.objects.exists()


def test_a_server_that_shuts_in_the_middle_costs_no_mail_an_attempt(
    server: Server, db: None
) -> None:
    for address in ("a@example.org", "b@example.org"):
        write(address)
    server.start()
    server.post.says["b@example.org"] = "421 Going down"
    assert send_due(at=AT, leaves=True).sent == 1
    left = Mail.objects.get(to="b@example.org")
    assert (left.state, left.attempts, left.error) == (State.QUEUED, 0, "421 Going down")
    server.post.says.clear()
    assert send_due(at=AT + timedelta(minutes=1), leaves=True).sent == 1


def test_the_list_says_what_the_server_says(server: Server, officer: Any) -> None:
    write()
    send_due(at=AT, leaves=True)
    page = officer.get("/outbox/").content.decode()
    assert "The mail server takes nothing" in page
    assert "Connection refused" in page
