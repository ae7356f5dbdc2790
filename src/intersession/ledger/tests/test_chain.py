"""Those who may read entries see each as a sentence, and can narrow them down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.ledger.record import record
from intersession.ledger.tests.conftest import AT, OFFICER
from intersession.ledger.verbs import Verb

MAIN = "/ledger/chain/main/"


def test_an_entry_is_a_sentence_at_the_hour_of_the_duty_station(auditor: Any, chains: Any) -> None:
    page = auditor.get(MAIN).content.decode()
    assert "C. Officer, Team</b> ended a role" in page
    assert "10:00" in page  # 09:00 UTC in Geneva
    assert "wrote the heads of the other chains" in page


@pytest.mark.parametrize("path", [MAIN, "/ledger/verify/"])
def test_others_may_not(stranger: Any, chains: Any, path: str) -> None:
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize("path", [MAIN, "/ledger/verify/", "/ledger/runs/"])
def test_the_public_is_asked_to_sign_in(client: Any, chains: Any, path: str) -> None:
    assert client.get(path)["Location"].startswith("/access/sign-in/")


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("area=access", [3, 2]),
        ("area=ledger", [1]),
        ("by=officer", [3, 2, 1]),
        ("by=nobody", []),
        ("since=2026-03-02&until=2026-03-02", [3, 2, 1]),
        ("since=2026-03-03", []),
        ("until=2026-03-01", []),
        ("since=nonsense", [3, 2, 1]),
        ("area=nonsense", [3, 2, 1]),
        ("page=99", [3, 2, 1]),
    ],
)
def test_entries_are_narrowed_down(
    auditor: Any, chains: Any, query: str, numbers: list[int]
) -> None:
    page = auditor.get(f"{MAIN}?{query}").content.decode()
    shown = [int(part.split('"')[0]) for part in page.split('id="entry-')[1:]]
    assert shown == numbers


def test_fifty_stand_on_a_page(auditor: Any, chains: Any) -> None:
    for n in range(60):
        at = AT + timedelta(minutes=n)
        record(Verb.ROLE_GIVEN, by=OFFICER, at=at, subject=chains, chain="long")
    page = auditor.get("/ledger/chain/long/?page=2").content.decode()
    assert page.count('id="entry-') == 10
    assert "51–60" in page


def test_one_entry_and_three_cost_the_same(auditor: Any, subject: Any) -> None:
    costs = []
    for n in (1, 2):
        for _entry in range(n):
            record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=subject)
        with CaptureQueriesContext(connection) as queries:
            auditor.get(MAIN)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_no_such_chain(auditor: Any, chains: Any) -> None:
    assert auditor.get("/ledger/chain/none/").status_code == 404


def test_what_people_wrote_is_shown_as_text(auditor: Any, chains: Any) -> None:
    record(Verb.ROLE_GIVEN, by="<b>x</b>", at=AT, subject=chains, note="<script>")
    page = auditor.get(MAIN).content.decode()
    assert "<b>x</b>" not in page
    assert "<script>" not in page.partition("<main")[2]
