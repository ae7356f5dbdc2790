"""The database refuses to alter an answer; where that was got round, the ledger's check says it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connection, transaction

from intersession.consultations.models import Preference, Question
from intersession.consultations.tests.conftest import NOW, Cast
from intersession.desk.commands.ledger import main
from intersession.ledger.record import verify

TABLE = "consultations_preference"
POSTGRESQL = connection.vendor == "postgresql"


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def no_triggers() -> Iterator[None]:
    """What somebody with the password of the database could do; undone with the test."""
    if POSTGRESQL:
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    else:
        for name in ("no_change", "no_delete", "no_replace"):
            run(f"DROP TRIGGER {TABLE}_{name}")
    yield


@pytest.fixture
def answer(ask: Callable[..., Question], say: Any, key: Any, cast: Cast) -> Preference:
    """One answer in two versions, and one of another Member."""
    ask()
    say("first", "A")
    key(cast.arvoria, "C")
    return say("first", "AB", reason="Because.")


CHANGES = {
    "approved": "'[\"C\"]'",
    "reason": "'Other words.'",
    "salt": "'00000000000000000000000000000000'",
    "receipt": "'AAAA-BBBB-CCCC'",
    "version": "9",
    "channel": "'phone'",
}


@pytest.mark.parametrize("column", CHANGES)
def test_the_database_does_not_let_an_answer_be_altered(answer: Preference, column: str) -> None:
    with pytest.raises(Error, match="stays as it is"):
        run(f"UPDATE {TABLE} SET {column} = {CHANGES[column]} WHERE id = {answer.pk}")
    assert verify() == []


def test_the_database_does_not_let_an_answer_be_removed(answer: Preference) -> None:
    with pytest.raises(Error, match="stays as it is"):
        run(f"DELETE FROM {TABLE} WHERE id = {answer.pk}")


@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL has no INSERT OR REPLACE")
def test_nor_be_replaced(answer: Preference) -> None:
    columns = ", ".join(f'"{f.column}"' for f in Preference._meta.concrete_fields)
    with pytest.raises(Error, match="stays as it is"):
        run(f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT {columns} FROM {TABLE}")


def test_what_happens_to_an_answer_is_let_through(answer: Preference) -> None:
    answer.state, answer.standing = Preference.State.SET_ASIDE, False
    answer.save()
    assert Preference.objects.get(pk=answer.pk).state == "set_aside"


def test_answers_that_nobody_touched_are_sound(answer: Preference, say: Any) -> None:
    say("second", "C")
    assert verify() == []


@pytest.mark.parametrize("column", ["approved", "reason", "salt", "version", "channel"])
def test_an_altered_answer_is_named_by_its_receipt(answer: Preference, column: str) -> None:
    with no_triggers():
        run(f"UPDATE {TABLE} SET {column} = {CHANGES[column]} WHERE id = {answer.pk}")
    (wrong,) = verify()
    assert (wrong.chain, wrong.code) == ("question:topics", "answer")
    assert answer.receipt in wrong.sentence


def test_the_command_names_the_altered_answer(answer: Preference, capsys: Any) -> None:
    with no_triggers():
        run(f"UPDATE {TABLE} SET approved = '[\"C\"]' WHERE id = {answer.pk}")
    assert main(["verify"]) == 1
    assert f"Answer {answer.receipt} is not the one" in capsys.readouterr().out


def test_a_removed_answer_is_missed(answer: Preference) -> None:
    with no_triggers():
        run(f"DELETE FROM {TABLE} WHERE id = {answer.pk}")
    (wrong,) = verify()
    assert wrong.code == "answer-gone"
    assert "marenia" in wrong.sentence


def test_an_answer_slipped_in_is_found(answer: Preference, cast: Cast) -> None:
    Preference.objects.create(
        question=answer.question, entity=cast.watchland, version=1, approved=["C"], received_at=NOW
    )
    (wrong,) = verify()
    assert wrong.code == "answer-untold"


def test_a_state_that_nobody_gave_is_found(answer: Preference) -> None:
    Preference.objects.filter(pk=answer.pk).update(state="late_accepted")
    assert [wrong.code for wrong in verify()] == ["answer-state"]


def test_an_older_answer_made_to_stand_again_is_found(answer: Preference) -> None:
    rows = Preference.objects.filter(entity=answer.entity)
    rows.update(standing=False)
    rows.filter(version=1).update(standing=True)
    assert {wrong.code for wrong in verify()} == {"answer-standing"}
