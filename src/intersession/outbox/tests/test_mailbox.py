"""In the example everybody has a mailbox; outside there is none."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.models import Person, User
from intersession.access.policy import Role
from intersession.desk.models import Example
from intersession.outbox.models import Mail
from intersession.outbox.sending import send_due
from intersession.outbox.tests.conftest import AT, account, to, write


@pytest.fixture
def example(db: None) -> Example:
    return Example.objects.create(pk=1, stage="topics", now=AT, loaded_at=AT, link_key="x")


def reader(number: int = 1) -> User:
    user = User.objects.create_user(f"reader{number}@land.example")
    Person.objects.create(user=user, name="A. Reader", function="Counsellor")
    write(user.email, recipient=to(user.email, user=user.pk))
    return user


def test_there_is_none_outside_the_example(client: Any, db: None) -> None:
    user = reader()
    client.force_login(user)
    send_due(at=AT, leaves=False)
    for path in ("", f"{user.uid}/", f"mail/{Mail.objects.get().uid}/"):
        assert client.get(f"/outbox/mailbox/{path}").status_code == 404


def test_what_would_have_arrived_is_read_there_as_it_would_look(
    client: Any, example: Example
) -> None:
    client.force_login(reader())
    assert "Nothing has arrived yet." in client.get("/outbox/mailbox/").content.decode()
    send_due(at=AT, leaves=False)
    box = client.get("/outbox/mailbox/").content.decode()
    assert "[Action required] Choose two topics" in box
    letter = client.get(f"/outbox/mailbox/mail/{Mail.objects.get().uid}/").content.decode()
    assert "Three topics were proposed." in letter
    assert 'href="http://localhost:8000/consultations/topics-2012/"' in letter


def test_what_has_not_left_is_not_there(client: Any, example: Example) -> None:
    client.force_login(reader())
    assert client.get(f"/outbox/mailbox/mail/{Mail.objects.get().uid}/").status_code == 404


def test_nobody_reads_the_mailbox_of_another_but_the_administration(
    client: Any, example: Example
) -> None:
    """A mail may hold the answer and the receipt of its delegation."""
    user, other = reader(1), reader(2)
    send_due(at=AT, leaves=False)
    mail = Mail.objects.get(to=user.email)
    paths = (f"/outbox/mailbox/{user.uid}/", f"/outbox/mailbox/mail/{mail.uid}/")
    assert [client.get(path).status_code for path in paths] == [302, 302]
    client.force_login(other)
    assert [client.get(path).status_code for path in paths] == [403, 403]
    client.force_login(account("officer@example.org", Role.ADMINISTRATION))
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_one_mailbox_and_three_cost_the_same(officer: Any, example: Example) -> None:
    costs = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            reader(number)
        send_due(at=AT, leaves=False)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get("/outbox/mailbox/").content.count(b'<th scope="row">') == max(
                numbers
            )
        costs.append(len(asked))
    assert costs[0] == costs[1]
