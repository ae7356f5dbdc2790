"""The list of the outbox."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.outbox.models import Mail
from intersession.outbox.tests.conftest import write


def test_the_administration_sees_what_waits(officer: Any, mail: Mail) -> None:
    page = officer.get("/outbox/").content.decode()
    assert "No mail waits for you." in page
    assert mail.subject in page
    Mail.objects.update(state=Mail.State.FAILED)
    assert "1 mail waits for you" in officer.get("/outbox/").content.decode()


def test_others_may_not(stranger: Any, mail: Mail) -> None:
    assert stranger.get("/outbox/").status_code == 403
    assert stranger.get(f"/outbox/{mail.uid}/").status_code == 403


def test_an_empty_outbox_says_what_comes(officer: Any) -> None:
    assert "No mail has been written yet" in officer.get("/outbox/").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 2),
        ("state=held", 1),
        ("state=sent", 0),
        ("state=nonsense", 2),
        ("q=MISSION", 1),
        ("q=focal+topics", 2),
        ("q=nobody", 0),
        ("page=9", 2),
    ],
)
def test_mails_are_narrowed_down(officer: Any, mail: Mail, query: str, shown: int) -> None:
    write("other@example.org")
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.HELD)
    page = officer.get(f"/outbox/?{query}").content.decode()
    assert page.count('<th scope="row">') == shown


def test_one_mail_and_three_cost_the_same(officer: Any, mail: Mail) -> None:
    costs = []
    for n in (0, 2):
        for k in range(n):
            write(f"m{k}@example.org")
        with CaptureQueriesContext(connection) as queries:
            officer.get("/outbox/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
