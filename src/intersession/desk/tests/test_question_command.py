"""`intersession question list` and `export`, and what they refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

from intersession.consultations.models import Question
from intersession.consultations.tests.conftest import SIX, Cast
from intersession.desk.commands import example, question
from intersession.desk.models import Example
from intersession.methods import voting


def test_the_list_is_slug_state_and_date(ask: Any, draft: Any, capsys: Any) -> None:
    ask(slug="one")
    draft(slug="two")
    assert question.main(["list"]) == 0
    assert capsys.readouterr().out == "one\topen\t2011-10-20\ntwo\tdraft\t2011-10-20\n"


def test_the_list_in_json(ask: Any, capsys: Any) -> None:
    ask(slug="one")
    assert question.main(["list", "--json"]) == 0
    row = {"slug": "one", "state": "open", "date": "2011-10-20"}
    assert json.loads(capsys.readouterr().out) == [row]


def test_without_a_question_there_is_not_even_a_line(cast: Cast, capsys: Any) -> None:
    assert question.main(["list"]) == 0
    assert capsys.readouterr().out == ""
    question.main(["list", "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_the_state_is_that_of_the_clock(ask: Any, tell: Any, capsys: Any) -> None:
    ask()
    tell(SIX)
    question.main(["list"])
    assert capsys.readouterr().out == "topics\tclosed\t2011-10-20\n"


def test_the_file_of_an_open_question_is_refused(
    ask: Any, say: Any, tmp_path: Path, capsys: Any
) -> None:
    ask()
    say("first", "A")
    file = tmp_path / "topics.jsonl"
    assert question.main(["export", "topics", str(file)]) == 1
    assert not file.exists()
    said = capsys.readouterr()
    assert (said.out, "would tell who answered what" in said.err) == ("", True)


def test_once_closed_it_is_written_and_holds_the_digest_of_the_page(
    ask: Any, say: Any, close: Any, tmp_path: Path, capsys: Any
) -> None:
    asked = ask()
    say("first", "AB")
    close(asked)
    file = tmp_path / "topics.jsonl"
    assert question.main(["export", "topics", str(file)]) == 0
    digest = Question.objects.get().digest
    assert voting.read_export(file.read_bytes()).digest == digest
    assert digest in capsys.readouterr().err


def test_the_hour_closes_it_for_the_command_too(ask: Any, tell: Any, tmp_path: Path) -> None:
    ask()
    tell(SIX)
    assert question.main(["export", "topics", str(tmp_path / "x.jsonl")]) == 0


def test_an_unknown_question_and_a_file_that_cannot_be_written_are_wrong_usage(
    ask: Any, close: Any, tmp_path: Path, capsys: Any
) -> None:
    close(ask())
    assert question.main(["export", "nothing", str(tmp_path / "x")]) == 2
    assert "There is no question 'nothing'" in capsys.readouterr().err
    assert question.main(["export", "topics", str(tmp_path / "no" / "folder")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_words_are_not_recounted(ask: Any, close: Any, tmp_path: Path, capsys: Any) -> None:
    close(ask(kind="open", slug="planning", sets="nothing"))
    assert question.main(["export", "planning", str(tmp_path / "x")]) == 1
    assert "nothing to recount" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["count"], ["export"], ["list", "more"]])
def test_wrong_usage_is_two(argv: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as stop:
        question.main(argv)
    assert stop.value.code == 2


# intersession example


def test_the_example_is_refused_where_there_is_something(db: None, cast: Cast, capsys: Any) -> None:
    assert example.main([]) == 1
    assert "The example is loaded already, at stage topics." in capsys.readouterr().err
    Example.objects.all().delete()
    assert example.main([]) == 1
    assert "This database is not empty." in capsys.readouterr().err
    assert not Example.objects.exists()


@pytest.mark.parametrize("stage", ["in-session", "feedback", "reported"])
def test_a_stage_that_is_not_there_yet_is_refused(db: None, capsys: Any, stage: str) -> None:
    assert example.main(["--stage", stage]) == 1
    assert f"There is no stage “{stage}” yet." in capsys.readouterr().err
    assert not Example.objects.exists()


def test_links_are_role_entity_and_path(cast: Cast, capsys: Any) -> None:
    assert example.main(["--links"]) == 0
    said = capsys.readouterr()
    rows = [line.split("\t") for line in said.out.splitlines()]
    assert {len(row) for row in rows} == {3}
    roles = {(role, entity) for role, entity, _path in rows}
    assert {("administration", ""), ("chair", ""), ("public", "")} <= roles
    assert {("focal_point", "marenia"), ("head_of_mission", "marenia")} <= roles
    assert all(path.startswith("/") for *_rest, path in rows)
