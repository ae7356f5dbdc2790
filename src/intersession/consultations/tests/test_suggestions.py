"""Open questions: answers in words, supported by other Members, answered by the Administration."""

import re
from datetime import date
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.consultations.actions.suggestions import suggest
from intersession.consultations.models import Question, Suggestion
from intersession.consultations.tests.conftest import (
    LATER,
    LONG_AGO,
    SIX,
    Cast,
    read,
    represent,
    state,
)

PAGE = "/consultations/planning/"
SUGGEST = f"{PAGE}suggest/"


@pytest.fixture
def open_question(ask: Any) -> Question:
    question: Question = ask(kind="open", slug="planning", sets="nothing")
    return question


@pytest.fixture
def said(open_question: Question, browse: Any) -> Suggestion:
    """Marenia says something."""
    browse("first").post(SUGGEST, {"words": "Announce workshops <earlier>."})
    return Suggestion.objects.get()


def where(act: str, row: Suggestion) -> str:
    return f"{PAGE}{act}/{row.uid}/"


def test_an_answer_in_words_is_shown_as_written(said: Suggestion, browse: Any) -> None:
    page = browse("other").get(PAGE)
    assert "Announce workshops <earlier>." in read(page)
    assert "&lt;earlier&gt;" in page.content.decode()
    assert '<p lang="en">' in page.content.decode()


def test_what_comes_after_closing_is_marked_as_late(
    said: Suggestion, close: Any, cast: Cast, browse: Any, tell: Any
) -> None:
    assert "Received late" not in read(browse("other").get(PAGE))
    question = close(said.question)
    who: dict[str, Any] = {"by": cast.by("other"), "at": LATER}
    suggest(question=question, entity=cast.arvoria, words="And shorter.", language="en", **who)
    tell(LATER)
    page = read(browse("chair").get(PAGE))
    assert page.count("Received late") == 1
    assert page.index("Received late") > page.index("Announce workshops")


@pytest.mark.parametrize("name", ["other", "watcher", "public", "stranger"])
def test_others_do_not_learn_who_said_it(said: Suggestion, browse: Any, name: str) -> None:
    page = read(browse(name).get(PAGE))
    assert "Announce workshops" in page
    assert "Marenia" not in page


@pytest.mark.parametrize("name", ["first", "ambassador", "officer", "chair"])
def test_the_delegation_itself_the_administration_and_the_chair_do(
    said: Suggestion, browse: Any, name: str
) -> None:
    assert "20 October 2011 · Marenia" in read(browse(name).get(PAGE))


def test_another_member_supports_it_once(said: Suggestion, browse: Any) -> None:
    browser = browse("other")
    assert "Support this" in read(browser.get(PAGE))
    assert browser.post(where("support", said)).status_code == 302
    page = read(browser.get(PAGE))
    assert "supported by 1 more" in page
    assert "Your delegation supports this" in page
    again = browser.post(where("support", said))
    assert again.status_code == 422
    assert "Your delegation supports this already." in read(again)
    assert said.supports.count() == 1


def test_nobody_learns_who_supports_it(said: Suggestion, browse: Any) -> None:
    browse("other").post(where("support", said))
    assert "Arvoria" not in read(browse("public").get(PAGE))
    assert "Arvoria" not in read(browse("watcher").get(PAGE))


def test_ones_own_cannot_be_supported(said: Suggestion, browse: Any) -> None:
    browser = browse("second")
    assert "Support this" not in read(browser.get(PAGE))
    answer = browser.post(where("support", said))
    assert answer.status_code == 422
    assert "This is your delegation’s own answer" in read(answer)


def test_observers_and_newcomers_do_not_support(said: Suggestion, browse: Any, cast: Cast) -> None:
    assert browse("watcher").post(where("support", said)).status_code == 403
    newcomer = state("newland", since=date(2011, 10, 21))
    cast.users["newcomer"] = represent(newcomer, "newcomer", Role.FOCAL_POINT)
    answer = browse("newcomer").post(where("support", said))
    assert answer.status_code == 422
    assert "Only a Member on the register" in read(answer)
    refused = browse("newcomer").post(SUGGEST, {"words": "We are new."})
    assert refused.status_code == 422
    assert "Newland is not on the register" in read(refused)
    assert LONG_AGO < date(2011, 10, 21)


def test_an_observer_may_say_something(open_question: Question, browse: Any) -> None:
    assert browse("watcher").post(SUGGEST, {"words": "From the gallery."}).status_code == 302
    page = read(browse("public").get(PAGE))
    assert "From the gallery." in page
    assert "0 of 2 Members" in page


def test_the_list_of_questions_counts_members_that_said_something(
    said: Suggestion, browse: Any
) -> None:
    browse("first").post(SUGGEST, {"words": "And shorter."})
    assert "1 of 2" in read(browse("public").get("/consultations/"))
    assert "1 of 2 Members" in read(browse("public").get(PAGE))


def test_the_administration_replies_in_several_languages(said: Suggestion, browse: Any) -> None:
    browser = browse("officer")
    form = {"reply_en": "Six months ahead.", "reply_fr": "Six mois à l’avance.", "reply_es": " "}
    assert browser.post(where("reply", said), form).status_code == 302
    said.refresh_from_db()
    assert said.reply == {"en": "Six months ahead.", "fr": "Six mois à l’avance."}
    assert "The Administration replies. Six months ahead." in read(browse("public").get(PAGE))
    empty = browser.post(where("reply", said), {"reply_en": "  "})
    assert empty.status_code == 422
    for name in ("first", "chair"):
        assert browse(name).post(where("reply", said), form).status_code == 403


def test_nothing_and_too_much_are_refused_and_not_lost(
    open_question: Question, browse: Any
) -> None:
    browser = browse("first")
    empty = browser.post(SUGGEST, {"words": "  \n "})
    assert empty.status_code == 422
    assert "The answer is empty." in read(empty)
    long = browser.post(SUGGEST, {"words": "y" * 4001})
    assert long.status_code == 422
    assert "has 4001 characters; at most 4000 are kept" in read(long).replace(",", "")
    assert "y" * 4001 in long.content.decode()
    assert browser.post(SUGGEST, {"words": "y" * 4000}).status_code == 302
    assert Suggestion.objects.count() == 1


def test_the_administration_keys_in_what_was_said_on_the_floor(
    open_question: Question, browse: Any, cast: Cast
) -> None:
    browser = browse("officer")
    page = browser.get(PAGE).content.decode()
    names = re.findall(r'<option value="([a-z]+)">(\w+)</option>', page)
    assert names == [("arvoria", "Arvoria"), ("marenia", "Marenia"), ("watchland", "Watchland")]
    assert "for-entity" not in browse("first").get(PAGE).content.decode()
    assert browser.post(SUGGEST, {"words": "Said aloud.", "entity": "arvoria"}).status_code == 302
    row = Suggestion.objects.get()
    assert (row.entity, row.channel) == (cast.arvoria, "floor")
    unknown = browser.post(SUGGEST, {"words": "Said aloud.", "entity": "atlantis"})
    assert unknown.status_code == 422
    assert "Said aloud." in unknown.content.decode()


def test_a_question_in_words_takes_no_ticks_and_the_reverse(
    open_question: Question, ask: Any, browse: Any
) -> None:
    ticked = browse("first").post(f"{PAGE}prefer/", {"approved": "A"})
    assert ticked.status_code == 422
    assert "answered in words; it has no options to name" in read(ticked)
    assert browse("first").post(f"{PAGE}prefer/", {"none": "1"}).status_code == 422
    assert not open_question.preferences.exists()
    ask()
    worded = browse("first").post("/consultations/topics/suggest/", {"words": "In words."})
    assert worded.status_code == 422
    assert "answered by naming options, not in words" in read(worded)


@pytest.mark.parametrize("name", ["public", "stranger", "donor", "auditor", "chair"])
def test_who_acts_for_nobody_says_nothing(open_question: Question, browse: Any, name: str) -> None:
    assert browse(name).post(SUGGEST, {"words": "Me too."}).status_code in (302, 403)
    assert not Suggestion.objects.exists()


def test_it_is_closed_and_concluded_in_words_alone(
    said: Suggestion, browse: Any, tell: Any
) -> None:
    tell(SIX)
    browser = browse("chair")
    assert browser.get(f"{PAGE}brief/").status_code == 422
    form = {"words_en": "Noted with thanks.", "figures_seen_by": "administration"}
    assert browser.post(f"{PAGE}conclude/", form).status_code == 302
    assert "Noted with thanks." in read(browse("public").get(PAGE))
    late = browse("other").post(SUGGEST, {"words": "One more."})
    assert late.status_code == 422
    assert not re.search("One more", read(browse("public").get(PAGE)))
    assert browse("chair").get(f"{PAGE}recount/").status_code == 403


def test_two_suggestions_and_twelve_cost_the_same_queries(
    open_question: Question, browse: Any, django_assert_max_num_queries: Any, cast: Cast
) -> None:
    browser = browse("other")
    add(open_question, cast, 2)
    with django_assert_max_num_queries(12) as few:
        browser.get(PAGE)
    add(open_question, cast, 10)
    with django_assert_max_num_queries(len(few)):
        assert read(browser.get(PAGE)).count("Idea") == 12


def add(question: Question, cast: Cast, many: int) -> None:
    Suggestion.objects.bulk_create(
        Suggestion(
            question=question, entity=cast.marenia, by="x", words="Idea", language="en", at=SIX
        )
        for _n in range(many)
    )
