"""Entries are chained, cannot be changed in the database, and what was changed is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from intersession.access.models import User
from intersession.ledger import record as book
from intersession.ledger.models import GENESIS, Chain, Entry, OnlyGrows
from intersession.ledger.record import Break, record, seal, verify
from intersession.ledger.sentences import SENTENCES
from intersession.ledger.tests.conftest import AT, OFFICER
from intersession.ledger.verbs import Verb

POSTGRESQL = connection.vendor == "postgresql"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def no_triggers() -> Iterator[None]:
    """What somebody with the password of the database could do; undone with the test."""
    if POSTGRESQL:
        run("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks pending
        run("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    else:
        for name in ("no_update", "no_delete", "no_replace"):
            run(f"DROP TRIGGER ledger_entry_{name}")
    yield


def found(breaks: list[Break]) -> list[tuple[str, int, str]]:
    return [(b.chain, b.number, b.code) for b in breaks]


def test_an_entry_holds_the_digest_of_the_one_before(subject: User) -> None:
    first = record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=subject, role="donor")
    second = record(Verb.ROLE_ENDED, by=OFFICER, at=AT, subject=subject, role="donor")
    assert first.previous == GENESIS
    assert (second.number, second.previous) == (2, first.digest)
    assert Chain.objects.get().head == second.digest


def test_an_untouched_ledger_is_sound(chains: User) -> None:
    assert verify() == []


def test_each_chain_grows_on_its_own(chains: User) -> None:
    assert dict(Chain.objects.values_list("key", "length")) == {"hall": 3, "main": 3}


def test_an_entry_costs_three_queries(chains: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=chains)


def test_the_first_entry_of_a_chain_costs_five(
    chains: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(5):
        record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=chains, chain="new")


def test_sealing_costs_the_same_for_one_chain_and_for_three(subject: User) -> None:
    costs = []
    for keys in (["a"], ["a", "b", "c"]):
        for key in keys:
            record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=subject, chain=key)
        seal(by=OFFICER, at=AT)
        for key in keys:
            record(Verb.ROLE_GIVEN, by=OFFICER, at=AT, subject=subject, chain=key)
        with CaptureQueriesContext(connection) as queries:
            seal(by=OFFICER, at=AT)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_nothing_grown_is_nothing_sealed(chains: User) -> None:
    assert seal(by=OFFICER, at=AT) is None


def test_the_model_refuses_to_change_or_remove(chains: User) -> None:
    entry = Entry.objects.first()
    for act in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(OnlyGrows):
            act()
    with pytest.raises(OnlyGrows):
        Entry.objects.update(by="somebody else")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET data = '{}' WHERE number = 2",
        "DELETE FROM ledger_entry WHERE number = 3",
        "DELETE FROM ledger_entry",
    ],
)
def test_the_database_itself_refuses(chains: User, sql: str) -> None:
    with pytest.raises(Error, match="The ledger only grows"):
        run(sql)
    assert verify() == []


@pytest.mark.skipif(POSTGRESQL, reason="SQLite's own word")
def test_the_database_refuses_to_replace(chains: User) -> None:
    """INSERT OR REPLACE would remove the row without asking the trigger on DELETE."""
    before, after = 'id, chain_id, number, at, "by", verb, subject', "previous, digest"
    with pytest.raises(Error, match="The ledger only grows"):
        run(
            f"INSERT OR REPLACE INTO ledger_entry ({before}, data, {after}) "
            f"SELECT {before}, 'else', {after} FROM ledger_entry WHERE number = 2"
        )
    assert verify() == []


@pytest.mark.skipif(not POSTGRESQL, reason="PostgreSQL's own word")
def test_the_database_refuses_to_truncate(chains: User) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(Error, match="The ledger only grows"):
        run("TRUNCATE ledger_entry CASCADE")


@pytest.mark.parametrize(
    ("sql", "breaks"),
    [
        ("UPDATE ledger_entry SET data='{}' WHERE number=2 AND {hall}", [("hall", 2, "altered")]),
        ("UPDATE ledger_entry SET \"by\"='X' WHERE number=1 AND {hall}", [("hall", 1, "altered")]),
        ("DELETE FROM ledger_entry WHERE number=2 AND {hall}", [("hall", 2, "missing")]),
        (
            "DELETE FROM ledger_entry WHERE number=3 AND {hall}",
            [("hall", 3, "cut"), ("hall", 3, "seal")],
        ),
        ("UPDATE ledger_chain SET head='0' WHERE key='hall'", [("hall", 3, "head")]),
        ("UPDATE ledger_chain SET length=2 WHERE key='hall'", [("hall", 3, "head")]),
    ],
)
def test_what_was_changed_past_the_triggers_is_found(
    chains: User, sql: str, breaks: list[tuple[str, int, str]]
) -> None:
    hall = f"chain_id={Chain.objects.get(key='hall').pk}"
    with no_triggers():
        run(sql.replace("{hall}", hall))
    assert found(verify()) == breaks
    assert all(b.sentence for b in verify())


def test_a_tail_cut_off_with_its_head_is_seen_by_the_seal(chains: User) -> None:
    hall = Chain.objects.get(key="hall")
    second = hall.entries.get(number=2)
    with no_triggers():
        run(f"DELETE FROM ledger_entry WHERE number = 3 AND chain_id = {hall.pk}")
        run(f"UPDATE ledger_chain SET length = 2, head = '{second.digest}' WHERE id = {hall.pk}")
    assert found(verify()) == [("hall", 3, "seal")]


def test_a_chain_rewritten_with_fitting_digests_is_seen_by_the_seal(chains: User) -> None:
    hall = Chain.objects.get(key="hall")
    last = hall.entries.get(number=3)
    last.data = '{"n":7}'
    with no_triggers():
        run(
            f"UPDATE ledger_entry SET data = '{last.data}', digest = '{last.expected_digest()}' "
            f"WHERE id = {last.pk}"
        )
        run(f"UPDATE ledger_chain SET head = '{last.expected_digest()}' WHERE id = {hall.pk}")
    assert found(verify()) == [("hall", 3, "seal")]


def test_the_main_chain_cut_off_is_seen_by_a_digest_published_elsewhere(chains: User) -> None:
    main = Chain.objects.get(key="main")
    published, before = main.head, main.entries.get(number=2)
    assert verify(published=published.upper()) == []
    with no_triggers():
        run(f"DELETE FROM ledger_entry WHERE number = 3 AND chain_id = {main.pk}")
        run(f"UPDATE ledger_chain SET length = 2, head = '{before.digest}' WHERE id = {main.pk}")
    assert verify() == []
    assert found(verify(published=published)) == [("main", 2, "published")]


def test_other_apps_hang_in_checks_of_their_own(chains: User, monkeypatch: Any) -> None:
    wrong = Break(chain="hall", number=1, code="commitment", words="The answer is another one.")
    monkeypatch.setattr(book, "CHECKS", [lambda: [wrong]])
    assert [b.sentence for b in verify()] == ["The answer is another one."]


def test_every_verb_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Verb)
