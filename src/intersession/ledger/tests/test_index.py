"""Everybody sees how long each chain is and where it ends, never what it says."""

from typing import Any

from intersession.ledger.models import GENESIS, Chain
from intersession.ledger.record import record
from intersession.ledger.tests.conftest import AT, OFFICER
from intersession.ledger.verbs import Verb


def test_everybody_sees_lengths_and_heads_but_no_entry(client: Any, chains: Any) -> None:
    page = client.get("/ledger/").content.decode()
    for chain in Chain.objects.all():
        assert chain.head in page.replace("<wbr>", "")
    assert "6 acts are recorded" in page
    assert "C. Officer" not in page
    assert "/ledger/chain/" not in page


def test_the_chain_of_a_draft_is_shown_to_those_only_who_read_entries(
    chains: Any, auditor: Any
) -> None:
    record(Verb.QUESTION_DRAFTED, by=OFFICER, at=AT, subject=chains, chain="question:secret")
    assert "question:secret" in auditor.get("/ledger/").content.decode()
    auditor.logout()
    assert "question:secret" not in auditor.get("/ledger/").content.decode()


def test_an_empty_ledger_says_what_comes_next(client: Any, db: None) -> None:
    assert (
        "The first act of anyone begins the main chain" in client.get("/ledger/").content.decode()
    )


def test_the_head_is_plain_text_to_be_kept_elsewhere(client: Any, chains: Any) -> None:
    answer = client.get("/ledger/head/")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode() == f"main\t3\t{Chain.objects.get(key='main').head}\n"


def test_before_the_first_entry_the_head_is_all_zeros(client: Any, db: None) -> None:
    assert client.get("/ledger/head/").content.decode() == f"main\t0\t{GENESIS}\n"
