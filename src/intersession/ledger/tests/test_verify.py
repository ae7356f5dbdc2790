"""The check, on the page and from the console."""

import json
from typing import Any

import pytest

from intersession.desk.commands.ledger import main
from intersession.ledger.models import Chain
from intersession.ledger.tests.test_record import no_triggers, run

PAGE = "/ledger/verify/"


def alter() -> None:
    hall = Chain.objects.get(key="hall")
    with no_triggers():
        run(f"UPDATE ledger_entry SET data = '{{}}' WHERE number = 2 AND chain_id = {hall.pk}")


def test_a_sound_ledger_is_said_to_be_sound(auditor: Any, chains: Any) -> None:
    page = auditor.post(PAGE, {"head": ""}).content.decode()
    assert "The ledger is sound: 6 entries checked." in page
    assert "cannot be seen from inside" in page


def test_a_published_digest_is_looked_for(auditor: Any, chains: Any) -> None:
    head = Chain.objects.get(key="main").head
    assert "stands in the main chain" in auditor.post(PAGE, {"head": head}).content.decode()
    page = auditor.post(PAGE, {"head": "f" * 64}).content.decode()
    assert "The published digest is not in the main chain" in page


def test_what_is_no_digest_is_refused_in_words(auditor: Any, chains: Any) -> None:
    answer = auditor.post(PAGE, {"head": "abc"})
    assert answer.status_code == 422
    assert "A digest has 64 hexadecimal digits." in answer.content.decode()


def test_a_break_is_named_in_words(auditor: Any, chains: Any) -> None:
    alter()
    page = auditor.post(PAGE, {"head": ""}).content.decode()
    assert "1 place does not hold" in page
    assert "its digest does not fit" in page


def test_the_command_says_sound(chains: Any, capsys: Any) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "The ledger is sound: 6 entries in 2 chains.\n"


def test_the_command_names_each_break(chains: Any, capsys: Any) -> None:
    alter()
    assert main(["verify"]) == 1
    assert capsys.readouterr().out.startswith("hall, entry 2, altered: The entry is not the one")


def test_the_command_speaks_json(chains: Any, capsys: Any) -> None:
    alter()
    assert main(["verify", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["sound"], said["entries"]) == (False, 6)
    assert said["breaks"][0]["code"] == "altered"


def test_the_command_compares_with_a_published_head(chains: Any, capsys: Any) -> None:
    assert main(["verify", "--head", Chain.objects.get(key="main").head]) == 0
    assert main(["verify", "--head", "f" * 64]) == 1
    assert "published" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [[], ["burn"], ["verify", "--head", "xyz"], ["verify", "more"]])
def test_wrong_usage_is_two(argv: list[str], capsys: Any) -> None:
    assert main(argv) == 2
    assert "usage: intersession ledger" in capsys.readouterr().err


def test_help_is_no_error(capsys: Any) -> None:
    assert main(["--help"]) == 0
