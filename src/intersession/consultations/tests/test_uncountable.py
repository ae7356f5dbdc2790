"""Rows that contradict each other, as only the database can make them: a sentence, no crash."""

from typing import Any

import pytest

from intersession.consultations.models import Option, Question
from intersession.consultations.tests.conftest import LATER, read
from intersession.desk.clockwork import tick
from intersession.desk.commands import question as command

WHY = "The answers cannot be counted: 2 options cannot be chosen from 1."


@pytest.fixture
def broken(ask: Any, say: Any) -> Question:
    """Two are to be chosen, and of three options only one still stands."""
    question: Question = ask("ABC")
    say("first", "A")
    Option.objects.filter(question=question).exclude(code="A").update(withdrawn_at=LATER)
    return question


def test_closing_it_by_hand_is_refused_in_words(broken: Question, browse: Any) -> None:
    answer = browse("officer").post("/consultations/topics/close/", {})
    assert answer.status_code == 422
    assert WHY in read(answer)


def test_the_clockwork_closes_the_others(broken: Question, ask: Any, tell: Any) -> None:
    ask(slug="sound")
    tell(LATER)
    tick()
    assert Question.objects.get(slug="sound").closed_at
    assert Question.objects.get(slug="topics").closed_at is None


def test_each_page_that_needs_the_count_says_why_there_is_none(
    broken: Question, browse: Any, tell: Any
) -> None:
    tell(LATER)
    chair = browse("chair")
    for page in ("brief/", "brief/pdf/", "brief/docx/", "conclude/"):
        answer = chair.get(f"/consultations/topics/{page}")
        assert (answer.status_code, WHY in read(answer)) == (422, True), page
    assert chair.get("/consultations/topics/").status_code == 200


def test_so_does_the_command(broken: Question, tell: Any, tmp_path: Any, capsys: Any) -> None:
    Question.objects.update(closed_at=LATER)
    assert command.main(["export", "topics", str(tmp_path / "file")]) == 1
    assert WHY in capsys.readouterr().err
    assert not (tmp_path / "file").exists()
