"""The outcome as an official paper: only when concluded, figures as agreed, positions never."""

import io

import page as checker
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from intersession.consultations.actions import conclusions
from intersession.consultations.models import Objection
from intersession.documents.making import LANGUAGES

from .conftest import LATER, conclude, members

pytestmark = pytest.mark.once


def pdf(browser, slug, language="en"):
    answer = browser.get(f"/consultations/{slug}/outcome/pdf/?language={language}")
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


@pytest.fixture
def counted(cast, ask, key, close):
    """Six of eight Members answered, so that there are figures to show."""

    def counted(seen_by, **given):
        joined = members(f"member-{n}" for n in range(6))
        question = ask()
        for entity in joined:
            key(entity, "AB")
        close(question)
        conclude(question, cast, figures_seen_by=seen_by, **given)
        question.refresh_from_db()
        return question

    return counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outcome_passes_the_checker_and_says_the_conclusion(browse, concluded, language):
    browser = browse("public")
    answer = browser.get(f"/consultations/{concluded.slug}/outcome/pdf/?language={language}")
    report = checker.validate_pdf_bytes(answer.content)
    assert report.is_compliant, [one.message for one in report.failures]
    words = concluded.conclusions.get().words["en"].split()[:3]
    assert " ".join(words) in pdf(browser, concluded.slug, language)
    read = Document(
        io.BytesIO(browser.get(f"/consultations/{concluded.slug}/outcome/docx/").content)
    )
    assert read.tables[0].rows[1].cells[1].text == "Chosen"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_there_is_no_outcome_before_the_chair_concludes(browse, ask, form):
    question = ask()
    for who in ("public", "officer", "chair"):
        answer = browse(who).get(f"/consultations/{question.slug}/outcome/{form}/")
        assert answer.status_code == 422
        assert "there is no outcome" in answer.content.decode()


def test_a_draft_has_no_outcome_and_no_page(browse, draft):
    assert browse("public").get(f"/consultations/{draft().slug}/outcome/pdf/").status_code == 404


OF_THOSE = "Of the 6 that answered, out of 8 Members."


@pytest.mark.parametrize(
    ("seen_by", "readers"),
    [
        ("administration", set()),
        ("membership", {"first", "officer", "chair"}),
        ("public", {"public", "watcher", "first", "officer", "chair"}),
    ],
)
def test_figures_are_in_it_only_as_the_chair_agreed(browse, counted, seen_by, readers):
    """Where the Chair kept them to the office, not even the office gets a paper with them."""
    question = counted(seen_by)
    everybody = ("public", "watcher", "first", "officer", "chair")
    said = {who: pdf(browse(who), question.slug) for who in everybody}
    assert {who for who, words in said.items() if OF_THOSE in words} == readers
    limited = {who for who, words in said.items() if "For the membership only" in words}
    assert limited == (readers if seen_by == "membership" else set())
    assert not any("member-1" in words or "Marenia" in words for words in said.values())


def test_figures_of_fewer_than_five_are_left_out(browse, cast, ask, say, close):
    question = ask()
    say("first", "AB")
    close(question)
    conclude(question, cast, figures_seen_by="public")
    assert "Of the 1" not in pdf(browse("officer"), question.slug)


def test_a_silence_is_told_and_a_broken_one_leaves_no_outcome(browse, cast, ask, say, close):
    question = ask()
    say("first", "AB")
    close(question)
    conclusion = conclude(question, cast, silence=conclusions.SILENCE)
    assert "unless a Member objects" in pdf(browse("public"), question.slug)
    conclusions.object_to(
        conclusion=conclusion, entity=cast.marenia, reason="", by=cast.by("first"), at=LATER
    )
    assert Objection.objects.count() == 1
    answer = browse("public").get(f"/consultations/{question.slug}/outcome/pdf/")
    assert answer.status_code == 422


def test_words_that_are_missing_in_a_language_say_so(browse, concluded):
    said = pdf(browse("public"), concluded.slug, "fr")
    assert "I conclude. (" in said and "français" in said


def test_three_proposals_ask_no_more_of_the_database_than_one(browse, cast, ask, close):
    for slug, codes in (("one", "A"), ("three", "ABC")):
        question = ask(codes, slug=slug, seats=1, sets="nothing")
        close(question)
        conclude(question, cast, chosen="A")
    browser = browse("public")
    counts = []
    for slug in ("one", "three"):
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/consultations/{slug}/outcome/docx/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_of_a_concluded_question_offers_it(browse, concluded):
    page = browse("public").get(f"/consultations/{concluded.slug}/").content.decode()
    assert f"/consultations/{concluded.slug}/outcome/pdf/?language=es" in page
