"""The Chair's package: every option has a fate, and it sets the programme."""

from typing import Any

import pytest

from intersession.consultations import rules
from intersession.consultations.actions import conclusions, questions
from intersession.consultations.models import Conclusion, Proposal, Question
from intersession.consultations.queries.brief import brief
from intersession.consultations.queries.draft import draft_conclusion
from intersession.consultations.tests.conftest import (
    LATER,
    SIX,
    Cast,
    conclude,
    package,
    propose,
    read,
)
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.outbox.models import Mail

PAGE, CONCLUDE = "/consultations/topics/", "/consultations/topics/conclude/"


@pytest.fixture
def closed(ask: Any, say: Any, key: Any, close: Any, cast: Cast, tell: Any) -> Question:
    """Two named A and B, or A alone."""
    question = ask()
    say("first", "AB")
    key(cast.arvoria, "A")
    question = close(question)
    tell(LATER)
    return question


def form(**given: str) -> dict[str, str]:
    plain = {
        "fate_A": "chosen",
        "fate_B": "chosen",
        "fate_C": "kept",
        "words_en": "I conclude that A and B be taken up.",
        "figures_seen_by": "administration",
    }
    return {**plain, **given}


def slots(cast: Cast) -> list[tuple[int, str, dict[str, str]]]:
    rows = cast.year.slots.order_by("number")
    return [(row.number, (row.topic or {}).get("en", ""), row.sub_title) for row in rows]


def states_of_proposals() -> dict[str, str]:
    rows = Proposal.objects.order_by("pk")
    return {row.title["en"]: row.state for row in rows}


def test_the_form_begins_with_what_the_count_says(closed: Question, browse: Any) -> None:
    page = browse("chair").get(CONCLUDE).content.decode()
    assert page.count('<option value="chosen" selected>') == 2
    assert page.count('<option value="kept" selected>') == 1
    assert "Named by 2 delegations" in page
    assert "I note that, of those who answered, the largest number named" in page


def test_the_package_sets_the_topics_of_the_year(closed: Question, browse: Any, cast: Cast) -> None:
    answer = browse("chair").post(CONCLUDE, form(slot_A="2", slot_B="1", sub_B_en="In crises"))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert slots(cast) == [
        (1, "Protecting migrants", {"en": "In crises"}),
        (2, "Moving to safety", {}),
    ]
    assert states_of_proposals() == {
        "Moving to safety": "selected",
        "Protecting migrants": "selected",
        "Beyond the emergency": "not_selected",
    }
    cast.year.refresh_from_db()
    assert cast.year.state == "topics_agreed"
    page = read(browse("public").get(PAGE))
    assert "I conclude that A and B be taken up." in page
    assert "B. Protecting migrants : In crises · Chosen" in page.replace("migrants:", "migrants :")
    assert "C. Beyond the emergency · Kept for a future programme" in page
    assert verify() == []


def test_without_numbers_of_workshops_the_order_of_the_options_decides(
    closed: Question, browse: Any, cast: Cast
) -> None:
    browse("chair").post(CONCLUDE, form())
    assert [title for _n, title, _s in slots(cast)] == ["Moving to safety", "Protecting migrants"]


def test_a_workshop_left_open_takes_the_one_that_is_free(
    closed: Question, browse: Any, cast: Cast
) -> None:
    browse("chair").post(CONCLUDE, form(slot_A="2"))
    assert [title for _n, title, _s in slots(cast)] == ["Protecting migrants", "Moving to safety"]


def test_a_draft_that_was_left_alone_says_what_the_package_says(
    closed: Question, browse: Any
) -> None:
    before = draft_conclusion(brief(closed))
    sent = form(fate_C="merged", into_C="B", sub_B_en="Beyond the emergency")
    sent |= {"words_en": before["en"], "words_fr": before["fr"], "words_es": "Así se decide."}
    browse("chair").post(CONCLUDE, sent)
    words = Conclusion.objects.get(question=closed).words
    assert "“Beyond the emergency” is merged into “Protecting migrants”." in words["en"]
    assert "“Protecting migrants: Beyond the emergency” be taken up" in words["en"]
    assert "kept for a future programme" not in words["en"]
    assert "fusionnée" in words["fr"]
    assert words["es"] == "Así se decide."


def test_the_theme_question_sets_the_theme(
    ask: Any, say: Any, close: Any, cast: Cast, draft: Any
) -> None:
    question = draft("", slug="theme", seats=1, sets="theme")
    who: dict[str, Any] = {"by": cast.by("officer"), "at": SIX}
    for code, title in (("A", "Crisis situations"), ("B", "Families")):
        theme = propose(cast, title, kind="theme")
        questions.add_option(
            question=question, proposal=theme, code=code, by=who["by"], at=theme.made_at
        )  # noqa: E501
    questions.open_question(question=question, by=who["by"], at=theme.made_at)
    say("first", "A", question=question)
    conclude(close(question), cast, chosen="A")
    cast.year.refresh_from_db()
    assert cast.year.theme == {"en": "Crisis situations"}
    assert states_of_proposals() == {"Crisis situations": "selected", "Families": "not_selected"}


def test_a_merged_proposal_keeps_its_lineage(closed: Question, browse: Any) -> None:
    merged = form(fate_C="merged", into_C="B", sub_B_en="Beyond the emergency")
    assert browse("chair").post(CONCLUDE, merged).status_code == 302
    assert states_of_proposals()["Beyond the emergency"] == "merged"
    page = read(browse("public").get("/consultations/proposal/protecting-migrants-2012/"))
    assert "Merged from 2012: Beyond the emergency" in page
    assert "Merged into B" in read(browse("public").get(PAGE))


# Refused, and nothing is lost


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"fate_C": "chosen"}, "The question chooses 2; the package has 3."),
        ({"fate_A": "kept"}, "The question chooses 2; the package has 1."),
        ({"fate_C": "merged"}, "C is merged, but not into an option that is chosen."),
        ({"fate_C": "merged", "into_C": "C"}, "C is merged, but not into an option"),
        ({"words_en": " "}, "Write it in at least one language."),
        ({"fate_B": "thrown away"}, "Select a valid choice."),
        ({"fate_B": ""}, "This field is required."),
        ({"slot_A": "1", "slot_B": "1"}, "workshop 1"),
        ({"slot_A": "7"}, "workshop 7"),
        ({"figures_seen_by": "press"}, "Select a valid choice."),
        ({"silence": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_package_that_cannot_be_is_refused_in_words(
    closed: Question, browse: Any, cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    answer = browse("chair").post(CONCLUDE, form(sub_A_en="A sub-title kept", **wrong))
    assert answer.status_code == 422
    assert sentence.lower() in read(answer).lower()
    assert "A sub-title kept" in answer.content.decode()
    assert not Conclusion.objects.exists()
    assert slots(cast) == [(1, "", {}), (2, "", {})]
    assert set(states_of_proposals().values()) == {"circulated"}


def test_every_option_needs_a_fate(closed: Question, cast: Cast) -> None:
    items = package(closed, "AB")[:2]
    with pytest.raises(conclusions.EveryOptionNeedsAFate, match="Missing: C"):
        conclude(closed, cast, items=items)


def test_a_withdrawn_option_cannot_be_chosen(ask: Any, close: Any, cast: Cast) -> None:
    question = ask()
    option = question.options.get(code="C")
    who: dict[str, Any] = {"by": cast.by("officer"), "at": question.opened_at}
    questions.withdraw_option(question=question, option=option, because="Merged", **who)
    items = [*package(question, "A"), conclusions.Item(code="C", fate="chosen")]
    with pytest.raises(conclusions.rules.UnknownOptions):
        conclude(close(question), cast, items=items)


def test_an_open_question_is_not_concluded(ask: Any, browse: Any) -> None:
    ask()
    for answer in (browse("chair").get(CONCLUDE), browse("chair").post(CONCLUDE, form())):
        assert answer.status_code == 422
        assert "This question is still open. Close it first." in read(answer)


def test_it_is_concluded_once(closed: Question, browse: Any) -> None:
    browser = browse("chair")
    assert browser.post(CONCLUDE, form()).status_code == 302
    again = browser.post(CONCLUDE, form(words_en="Something else."))
    assert again.status_code == 422
    assert "The Chair has concluded on this question" in read(again)
    assert Conclusion.objects.count() == 1


@pytest.mark.parametrize("name", ["first", "ambassador", "watcher", "auditor", "stranger"])
def test_a_mission_does_not_conclude(closed: Question, browse: Any, name: str) -> None:
    assert browse(name).post(CONCLUDE, form()).status_code == 403


# The count advises


def follows(question: Question, cast: Cast) -> Any:
    told = Entry.objects.get(verb="consultations:conclusion:recorded").values
    assert Conclusion.objects.get(question=question).follows_the_count is told["follows_the_count"]
    return told["follows_the_count"]


def test_the_record_says_that_the_count_was_followed(
    closed: Question, browse: Any, cast: Cast
) -> None:
    browse("chair").post(CONCLUDE, form())
    assert follows(closed, cast) is True


def test_or_that_the_chair_departed_from_it(closed: Question, browse: Any, cast: Cast) -> None:
    browse("chair").post(CONCLUDE, form(fate_B="kept", fate_C="chosen"))
    assert follows(closed, cast) is False
    assert [title for _n, title, _s in slots(cast)] == ["Moving to safety", "Beyond the emergency"]


def test_the_missions_are_told_the_conclusion(closed: Question, browse: Any) -> None:
    Mail.objects.all().delete()
    browse("chair").post(CONCLUDE, form(words_fr="Je conclus."))
    told = Mail.objects.filter(subject__contains="the Chair’s conclusion")
    assert told.count() == 5  # three of Marenia, one of Arvoria, the observer
    assert "I conclude that A and B be taken up." in told[0].body


def test_concluding_at_the_hour_closes_first(ask: Any, say: Any, cast: Cast) -> None:
    """Nobody had come by to close it: the digest must stand under what is concluded."""
    question = ask()
    say("first", "AB")
    conclude(question, cast)
    question.refresh_from_db()
    assert question.closed_at == SIX
    assert len(question.digest) == 64
    assert question.concluded_at == LATER


def test_yes_or_no_is_concluded_in_words(
    ask: Any, say: Any, close: Any, browse: Any, tell: Any
) -> None:
    question = ask(kind="yes_no", slug="more", sets="nothing")
    say("first", ["yes"])
    close(question)
    tell(LATER)
    words = {"words_en": "There will be more.", "figures_seen_by": "public"}
    assert browse("chair").post("/consultations/more/conclude/", words).status_code == 302
    assert "There will be more." in read(browse("public").get("/consultations/more/"))


def test_the_file_of_fewer_than_five_answers_stays_with_the_chair(
    closed: Question, browse: Any, cast: Cast
) -> None:
    """It would tell what the page leaves out."""
    browse("chair").post(CONCLUDE, form(figures_seen_by="public"))
    for name, status in (("public", 403), ("first", 403), ("chair", 200), ("officer", 200)):
        assert browse(name).get(f"{PAGE}recount/").status_code == status


def test_each_option_is_told_once_and_a_question_in_words_has_none(
    closed: Question, ask: Any, close: Any, cast: Cast
) -> None:
    twice = [*package(closed, "AB"), conclusions.Item(code="C", fate="closed")]
    with pytest.raises(conclusions.OneFateEach, match="said of C"):
        conclude(closed, cast, items=twice)
    yes = close(ask(slug="yes", kind="yes_no"))
    with pytest.raises(rules.UnknownOptions, match="no option A"):
        conclude(yes, cast, items=[conclusions.Item(code="A", fate="chosen")])
    words = close(ask(slug="words", kind="open"))
    with pytest.raises(conclusions.NothingToDecideOn):
        conclude(words, cast, items=[conclusions.Item(code="A", fate="chosen")])
    conclude(words, cast, items=[])
