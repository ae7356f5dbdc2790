"""Changing the draft of a question: everything but its address and kind, until it opens."""

from typing import Any

import pytest

from intersession.consultations.models import Question
from intersession.consultations.tests.conftest import OPENS, read
from intersession.ledger.models import Entry

PAGE = "/consultations/topics/change/"


def form(**given: str) -> dict[str, str]:
    plain = {
        "title_en": "Two of the three topics",
        "sets": "topics",
        "seats": "1",
        "cap": "",
        "rule": "pav",
        "ties": "IC/2011/7",
        "closes_at": "2011-10-20T17:00",
    }
    return {**plain, **given}


def test_the_page_begins_with_what_was_drafted(draft: Any, browse: Any) -> None:
    question = draft()
    page = browse("officer").get(PAGE).content.decode()
    assert question.title["en"] in page
    assert 'value="2"' in page
    assert '<option value="av" selected>' in page
    assert "2011-10-20T18:00" in page
    assert 'name="slug"' not in page and 'name="kind"' not in page


def test_it_is_changed_and_the_ledger_says_to_what(draft: Any, browse: Any, tell: Any) -> None:
    draft()
    tell(OPENS)
    answer = browse("officer").post(PAGE, form())
    assert (answer.status_code, answer["Location"]) == (302, "/consultations/topics/")
    question = Question.objects.get()
    assert (question.slug, question.kind) == ("topics", "choose")
    assert (question.rule, question.seats, question.cap) == ("pav", 1, None)
    assert question.title == {"en": "Two of the three topics"}
    assert question.options.count() == 3
    told = Entry.objects.get(verb="consultations:question:changed").values
    assert (told["rule"], told["ties"]) == ("pav", "IC/2011/7")


def test_what_cannot_be_is_said_beside_its_field(draft: Any, browse: Any) -> None:
    before = draft()
    answer = browse("officer").post(PAGE, form(seats="9", closes_at="soon", title_en=""))
    assert answer.status_code == 422
    assert "Write it in at least one language." in read(answer)
    assert Question.objects.get().seats == before.seats


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_changes_once_it_is_open(ask: Any, browse: Any, method: str) -> None:
    question = ask()
    answer = getattr(browse("officer"), method)(PAGE, form())
    assert answer.status_code == 422
    assert "open already: its rule, tie-breaks and register are frozen" in read(answer)
    after = Question.objects.get()
    assert (after.rule, after.title) == (question.rule, question.title)


@pytest.mark.parametrize("name", ["first", "ambassador", "watcher", "stranger", "public"])
def test_only_those_who_manage_questions_change_one(draft: Any, browse: Any, name: str) -> None:
    draft()
    assert browse(name).get(PAGE).status_code in {302, 403, 404}
    assert browse(name).post(PAGE, form()).status_code in {302, 403, 404}
    assert Question.objects.get().rule == "av"
