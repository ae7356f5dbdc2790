"""Closing: early with a reason, or by the hour; the digest shown is that of the recount file."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import intersession.recount
from intersession.consultations.actions import questions
from intersession.consultations.models import Question
from intersession.consultations.queries import counting
from intersession.consultations.tests.conftest import LATER, NOW, SIX, Cast, read, states
from intersession.desk.clockwork import tick
from intersession.ledger.models import Chain, Entry, Run
from intersession.ledger.record import verify
from intersession.methods import voting

PAGE, CLOSE = "/consultations/topics/", "/consultations/topics/close/"


def test_it_is_closed_before_its_hour_with_a_reason(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "AB")
    browser = browse("officer")
    assert "The announced hour is 20 October 2011, 18:00 Geneva." in read(browser.get(PAGE))
    assert browser.post(CLOSE, {"because": "All have spoken."}).status_code == 302
    question = Question.objects.get()
    assert question.closed_at == NOW
    told = Entry.objects.get(verb="consultations:question:closed").values
    assert (told["before_the_hour"], told["because"]) == (True, "All have spoken.")
    assert told["digest"] == question.digest
    page = read(browse("public").get(PAGE))
    assert "Closed · 20 October 2011, 10:30 Geneva" in page
    assert f"Digest {question.digest}" in page


def test_what_comes_after_an_early_closing_is_late(ask: Any, say: Any, close: Any) -> None:
    question = close(ask(), at=NOW)
    say("first", "A", at=NOW + timedelta(minutes=1))
    assert states(question) == [("marenia", 1, "late", False)]


def test_the_clockwork_closes_it_at_its_hour(ask: Any, tell: Any) -> None:
    ask()
    tell(SIX - timedelta(seconds=1))
    tick()
    assert Question.objects.get().closed_at is None
    tell(LATER)
    tick()
    question = Question.objects.get()
    assert question.closed_at == SIX
    told = Entry.objects.get(verb="consultations:question:closed")
    assert (told.by, told.values["before_the_hour"]) == ("Intersession", False)


def test_the_clockwork_closes_it_once(ask: Any, tell: Any) -> None:
    ask()
    tell(LATER)
    tick()
    tick()
    assert Entry.objects.filter(verb="consultations:question:closed").count() == 1


def test_what_cannot_be_closed_does_not_keep_the_others_from_their_hour(
    ask: Any, tell: Any, monkeypatch: Any
) -> None:
    """One that is refused is written to the log; the rest is closed."""
    ask("AB", slug="one")
    ask("CD", slug="two")
    tell(LATER)
    monkeypatch.setattr(questions, "keep_count", refuse_one(questions.keep_count))
    tick()
    closed = Question.objects.exclude(closed_at=None).values_list("slug", flat=True)
    assert list(closed) == ["two"]


def refuse_one(real: Any) -> Any:
    def keep(question: Question, at: Any) -> Any:
        if question.slug == "one":
            raise questions.rules.AlreadyClosed
        return real(question, at)

    return keep


def test_between_the_hour_and_the_clockwork_it_is_closed_for_everybody(
    ask: Any, say: Any, browse: Any, tell: Any
) -> None:
    question = ask()
    say("first", "AB")
    tell(SIX)
    assert question.state_at(SIX) == "closed"
    assert "The question is closed" in read(browse("other").get(PAGE))
    assert "1 of 2 Members answered" in read(browse("chair").get(f"{PAGE}brief/"))
    assert browse("first").get(f"{PAGE}brief/").status_code == 403


def test_it_is_closed_once_and_by_those_who_may(ask: Any, browse: Any) -> None:
    ask()
    for name in ("first", "watcher", "auditor", "stranger"):
        assert browse(name).post(CLOSE).status_code == 403
    browser = browse("chair")
    assert browser.post(CLOSE).status_code == 302
    again = browser.post(CLOSE)
    assert again.status_code == 422
    assert "This question was closed before." in read(again)


def test_a_draft_cannot_be_closed(draft: Any, browse: Any) -> None:
    draft()
    answer = browse("officer").post(CLOSE)
    assert answer.status_code == 422
    assert "This question is not open yet." in read(answer)


def test_the_digest_kept_is_that_of_the_file(
    ask: Any, say: Any, key: Any, close: Any, cast: Cast, browse: Any
) -> None:
    question = ask(cap=2)
    say("first", "A")
    say("first", "AB")
    key(cast.arvoria, "C")
    say("watcher", "C")
    question = close(question)
    file = browse("officer").get(f"{PAGE}recount/")
    assert file["Content-Disposition"] == 'attachment; filename="topics.jsonl"'
    record = voting.read_export(file.content)
    assert record.digest == question.digest == counting.export(question).digest
    assert file.content.count(b'"type":"answer"') == 3  # the observer's is not in it
    run = Run.objects.get()
    assert (run.inputs_digest, run.inputs) == (question.digest, file.content.decode())
    assert json.loads(run.answer) == counting.json_ready(counting.count(question))


def test_the_program_that_shares_no_code_comes_to_the_same(
    ask: Any, say: Any, key: Any, close: Any, cast: Cast, browse: Any, tmp_path: Path
) -> None:
    question = ask()
    say("first", "A")
    say("second", "B")  # held
    say("first", "AC")
    key(cast.arvoria, "C")
    question = close(question)
    say("other", "B", at=LATER)  # late
    question.refresh_from_db()
    browser = browse("chair")
    file, program = tmp_path / "topics.jsonl", tmp_path / "recount.py"
    file.write_bytes(browser.get(f"{PAGE}recount/").content)
    program.write_bytes(browser.get(f"{PAGE}recount/program/").content)
    done = recount(program, file, "--digest", question.digest)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["chain"], said["scores"]) == ("ok", {"A": 1, "B": 0, "C": 2})
    file.write_bytes(file.read_bytes().replace(b'["A","C"]', b'["A","B"]'))
    assert recount(program, file).returncode == 1
    assert Path(str(intersession.recount.__file__)).exists()


def recount(program: Path, *given: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(program), *map(str, given), "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_closing_seals_the_chain_of_the_question(ask: Any, close: Any) -> None:
    close(ask())
    chain = Chain.objects.get(key="question:topics")
    assert chain.sealed == chain.length
    assert verify() == []


@pytest.mark.parametrize("rule", ["av", "pav", "cc", "equal-shares"])
def test_nobody_has_answered_and_it_closes_all_the_same(
    ask: Any, close: Any, browse: Any, rule: str
) -> None:
    close(ask(rule=rule))
    page = read(browse("chair").get(f"{PAGE}brief/"))
    assert "None of the 2 Members named an option." in page


@pytest.mark.parametrize("rule", ["av", "pav", "cc", "equal-shares"])
def test_every_rule_has_a_brief_and_a_file(
    ask: Any, say: Any, key: Any, close: Any, browse: Any, cast: Cast, rule: str
) -> None:
    question = ask(rule=rule, ties="IC/2011/7")
    say("first", "AB")
    key(cast.arvoria, "BC")
    question = close(question)
    browser = browse("chair")
    assert browser.get(f"{PAGE}brief/").status_code == 200
    assert voting.read_export(browser.get(f"{PAGE}recount/").content).digest == question.digest


def test_an_early_closing_needs_no_closing_hour_of_its_own(ask: Any, close: Any) -> None:
    question = close(ask(kind="yes_no", slug="more"), at=NOW)
    assert question.digest
    assert question.state_at(NOW) == "closed"


def test_opening_an_address_that_only_takes_a_form_is_told_in_words(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("officer").get(CLOSE)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "It takes what a form sends" in read(answer)
