"""The doctor: what it finds, what it says to do, and how it ends."""

import json
import os
import socket
import threading
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from intersession.config import doctor
from intersession.participation import sealing
from intersession.participation.tests import registering

GIVEN = os.environ.get("DATABASE_URL", "")
ON_POSTGRES = GIVEN.startswith("postgres")
KEY = "k" * 50


@pytest.fixture
def findings(intersession):
    """findings(NAME="value") are the words and sentences by what they are about, and the status."""

    def ask(**settings):
        said = intersession("doctor", "--json", **settings)
        found = json.loads(said.stdout)
        assert found["healthy"] is (said.returncode == 0)
        return {one["about"]: (one["word"], one["sentence"]) for one in found["findings"]}

    return ask


@pytest.fixture
def mail_server(port) -> Iterator[str]:
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}"
    controller.stop()


def test_a_database_without_tables_is_to_be_migrated(intersession, findings):
    assert intersession("doctor").returncode == 1
    word, sentence = findings()["tables"]
    assert word == "mend" and "intersession migrate" in sentence


def test_a_machine_for_oneself_is_healthy_with_notes(intersession, migrated):
    said = intersession("doctor")
    assert said.returncode == 0, said.stdout
    words = {line.split()[0] for line in said.stdout.splitlines()}
    assert words == {"fine", "note"}


def test_a_dialogue_for_others_is_fine_in_every_line(migrated, findings, mail_server):
    found = findings(
        SECRET_KEY=KEY,
        PAPERS_KEY="p" * 50,
        ALLOWED_HOSTS="dialogue.example.org",
        PUBLIC_URL="https://dialogue.example.org",
        HTTPS="1",
        EMAIL_URL=mail_server,
    )
    assert {about for about, (word, _) in found.items() if word != "fine"} == {
        "style sheets",
        "ledger",
    }


@pytest.mark.parametrize(
    ("settings", "todo"),
    [
        (
            {
                "SECRET_KEY": "short",
                "PAPERS_KEY": "short",
                "ALLOWED_HOSTS": " ",
                "DUTY_STATION_TIME_ZONE": "No/Where",
            },
            {
                "secret key": "give it 50",
                "papers key": "give it 50",
                "addresses": "ALLOWED_HOSTS is empty",
                "clock": "DUTY_STATION_TIME_ZONE",
            },
        ),
        ({"ALLOWED_HOSTS": "dialogue.example.org"}, {"addresses": "HTTPS=1"}),
        ({"HTTPS": "1"}, {"addresses": "PUBLIC_URL=https://", "mail": "EMAIL_URL=smtp://"}),
        ({"TRUSTED_PROXIES": "two"}, {"settings": "TRUSTED_PROXIES is a number"}),
        ({"DATABASE_URL": "mysql://here"}, {"settings": "postgres://"}),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, {"settings": "/nowhere/key"}),
        ({"DUTY_STATION_COUNTRY": "ZZ"}, {"holidays": "none are known of ZZ"}),
        ({"DUTY_STATION_OFFICE_HOURS": "8-18"}, {"settings": "written as 08:30-18:00"}),
        ({"DUTY_STATION_OFFICE_HOURS": "18:00-08:30"}, {"settings": "begins before it ends"}),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(findings, settings, todo):
    found = findings(**settings)
    for about, words in todo.items():
        word, sentence = found[about]
        assert word == "mend" and words in sentence


@pytest.mark.parametrize(
    ("own", "former", "secret", "word", "words"),
    [
        ("", [], "s" * 50, "note", "give a PAPERS_KEY"),
        ("", ["f" * 50], "s" * 50, "mend", "PAPERS_KEY_FALLBACKS without PAPERS_KEY"),
        ("p" * 50, ["f" * 9], "s" * 50, "mend", "has 9 characters"),
        ("s" * 50, [], "s" * 50, "mend", "is the secret key"),
        ("p" * 50, ["f" * 50], "s" * 50, "fine", "keep it with the backup"),
    ],
)
def test_the_key_of_personal_papers_is_looked_at(settings, own, former, secret, word, words):
    settings.PAPERS_KEY, settings.PAPERS_KEY_FALLBACKS, settings.SECRET_KEY = own, former, secret
    found = doctor._papers_key(settings)
    assert found.word == word and words in found.sentence


@pytest.mark.django_db
def test_whether_papers_open_under_the_keys_there_are_is_tried(settings):
    assert list(doctor._papers()) == []
    row = registering.person(registering.calls())
    for key in ("a" * 50, "b" * 50):
        settings.PAPERS_KEY = key
        facts = {"kind": "answer", "name": "x", "content_type": "x", "size": 1}
        days = {"added_at": registering.AT, "delete_after": row.delete_after}
        row.papers.create(sealed=sealing.seal(b"x"), **facts, **days)
    (found,) = doctor._papers()
    assert found.word == "mend" and "2 of 4 that were tried do not open" in found.sentence
    settings.PAPERS_KEY_FALLBACKS = ["a" * 50]
    (found,) = doctor._papers()
    assert found.word == "fine"


def test_a_country_without_a_canton_of_geneva_is_fine(findings):
    assert findings(DUTY_STATION_COUNTRY="KE")["holidays"][0] == "fine"


@pytest.mark.skipif(ON_POSTGRES, reason="asks an SQLite")
def test_looking_makes_no_database(findings, tmp_path):
    file = tmp_path / "nowhere" / "x.sqlite3"
    word, sentence = findings(DATABASE_URL=f"sqlite:///{file}")["tables"]
    assert word == "mend" and "intersession migrate" in sentence
    assert not file.parent.exists()


def test_a_mail_server_that_does_not_answer_is_named(findings, port):
    word, sentence = findings(EMAIL_URL=f"smtp://someone:secret@127.0.0.1:{port}")["mail"]
    assert word == "mend" and f"127.0.0.1:{port}" in sentence and "secret" not in sentence


def test_a_mail_server_that_hangs_up_is_named(findings):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=lambda: listening.accept()[0].close()).start()
        word, _sentence = findings(EMAIL_URL=f"smtp://127.0.0.1:{listening.getsockname()[1]}")[
            "mail"
        ]
    assert word == "mend"


def test_a_database_that_is_away_is_named_without_its_password(findings, port):
    word, sentence = findings(DATABASE_URL=f"postgres://me:secret@127.0.0.1:{port}/none")[
        "database"
    ]
    assert word == "mend" and "does not answer" in sentence and "secret" not in sentence


@pytest.mark.skipif(not ON_POSTGRES, reason="asks the PostgreSQL of this run")
def test_the_version_of_postgresql_is_told(findings):
    word, sentence = findings(DATABASE_URL=GIVEN)["database"]
    assert word == "fine" and sentence.startswith("PostgreSQL 1")
