"""The discussion note: assembled from what is recorded, in three languages, into the register."""

import io
from datetime import date, timedelta

import page as checker
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word
from pypdf import PdfReader

from intersession.consultations.actions import questions, suggestions
from intersession.consultations.models import DiscussionNote
from intersession.documents import actions as documents
from intersession.documents.making import LANGUAGES
from intersession.documents.models import Document, DocumentVersion
from intersession.ledger.models import Entry
from intersession.meetings import actions as meetings
from intersession.meetings.models import Meeting

from .conftest import LATER, NOW, OPENS, conclude, geneva, propose, read

Section = DiscussionNote.Section


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(cast):
    return f"/consultations/discussion/{cast.meeting.slug}/"


@pytest.fixture
def compose(browse, address):
    """The officer keeps the sections and the introduction."""

    def compose(*sections, **words):
        sent = {"sections": sections or Section.values, **words}
        return browse("officer").post(address, sent)

    return compose


def pdf(browse, address, language="en"):
    answer = browse("officer").get(f"{address}pdf/?language={language}")
    assert answer.status_code == 200
    read_back = PdfReader(io.BytesIO(answer.content))
    said = " ".join(" ".join(sheet.extract_text() for sheet in read_back.pages).split())
    return said.replace("\u00ad ", "")  # a word that was broken at the end of a line


@pytest.fixture
def workshop(cast):
    """Held in March, with a document that everybody may read and one for the membership."""
    made = Meeting.objects.create(
        programme=cast.year,
        kind=Meeting.Kind.WORKSHOP,
        number=1,
        slug="w1",
        title={"en": "Climate", "fr": "Climat"},
        place={"en": "Geneva"},
        starts_at=geneva(3, 29, 9, year=2012),
        ends_at=geneva(3, 30, 18, year=2012),
        figures={"participants": 230, "mood": "good"},
    )
    for symbol, distribution in (("IDM/W1", "general"), ("IDM/W1/R", "members")):
        paper = documents.add_document(
            symbol=symbol,
            kind="summary",
            title={"en": "Summary"},
            dated=date(2012, 4, 1),
            distribution=distribution,
            by=cast.by("officer"),
            at=NOW,
        )
        meetings.attach_document(meeting=made, document=paper, by=cast.by("officer"), at=NOW)
    return made


@pytest.fixture
def full(cast, ask, draft, say, close, workshop):
    """A consultation before, concluded; this one a year later, with proposals and a question."""
    before = ask()
    say("first", "AB")
    close(before)
    conclude(before, cast, words={"en": "I conclude for A.", "fr": "Je conclus pour A."})
    meeting = Meeting.objects.create(
        programme=cast.year,
        kind=Meeting.Kind.CONSULTATION,
        slug="next-year",
        title={"en": "Consultations"},
        place={"en": "Geneva", "fr": "Genève"},
        starts_at=geneva(4, 20, 10, year=2012),
        ends_at=geneva(4, 20, 13, year=2012),
    )
    who = {"by": cast.by("officer"), "at": OPENS}
    choice = questions.draft_question(
        meeting=meeting,
        programme=cast.year,
        draft=questions.Draft(slug="next", title={"en": "Next topics"}, seats=1),
        **who,
    )
    proposal = propose(cast, "Families", proposer=cast.marenia)
    questions.add_option(question=choice, proposal=proposal, code="X", **who)
    opening = meetings.ItemFacts(title={"en": "Opening"})
    meetings.add_item(meeting=meeting, facts=opening, **who)
    meetings.publish_agenda(meeting=meeting, **who)
    return meeting


def test_the_note_tells_the_year_the_outcome_the_proposals_and_the_questions(browse, cast, full):
    cast.year.__class__.objects.update(year=2012)
    address = f"/consultations/discussion/{full.slug}/"
    sent = {"sections": Section.values, "introduction_en": "First part.\n\nSecond part."}
    assert browse("officer").post(address, sent).status_code == 302
    said = pdf(browse, address)
    for words in (
        "Discussion note for the informal consultations of 20 April 2012",
        "1. First part. 2. Second part.",
        "Workshop 1, “Climate”, took place in Geneva on",
        "(Participants: 230)",
        "See IDM/W1.",
        "Outcome of the consultations of 20 October 2011",
        "1 of 2 Members answered.",
        "The Chair concluded: I conclude for A.",
        "Also proposed: C.",
        "X. Families",
        "About families.",
        "Proposed by Marenia.",
        "Next topics: 1 to be chosen out of 1.",
        "Annex I Provisional agenda 1. Opening",
        "Annex II List of documents",
    ):
        assert words in said, words
    assert "IDM/W1/R" not in said and "mood" not in said
    assert "Je conclus pour A." in pdf(browse, address, "fr")


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_passes_the_checker_in_each_language(browse, full, language):
    address = f"/consultations/discussion/{full.slug}/"
    browse("officer").post(address, {"sections": Section.values})
    made = browse("officer").get(f"{address}pdf/?language={language}").content
    report = checker.validate_pdf_bytes(made)
    assert report.is_compliant, [one.message for one in report.failures]
    word = Word(io.BytesIO(browse("officer").get(f"{address}docx/?language={language}").content))
    assert [line.text for line in word.paragraphs if line.style.name == "Heading 3"]


def test_what_is_not_translated_says_so(browse, full):
    address = f"/consultations/discussion/{full.slug}/"
    browse("officer").post(address, {"sections": [Section.PROPOSALS], "introduction_fr": "Voici."})
    said = pdf(browse, address, "es")
    assert "Voici. (" in said and "About families. (" in said
    assert said.count("español") >= 2


def test_a_workshop_that_was_cancelled_is_not_told(browse, cast, full, workshop):
    cast.year.__class__.objects.update(year=2012)
    Meeting.objects.filter(pk=workshop.pk).update(cancelled_at=NOW)
    address = f"/consultations/discussion/{full.slug}/"
    browse("officer").post(address, {"sections": [Section.OVERVIEW]})
    assert "No workshop was held in 2012" in pdf(browse, address)


def test_only_the_sections_that_were_chosen_are_made(browse, address, ask, compose):
    ask()
    compose(Section.QUESTIONS)
    said = pdf(browse, address)
    assert "Questions to the membership" in said
    assert "Overview" not in said and "Annex" not in said and "Put forward" not in said


def test_ideas_stand_without_names_in_their_own_language(browse, cast, address, ask, compose):
    question = ask(kind="open", slug="ideas")
    row = suggestions.suggest(
        question=question,
        entity=cast.marenia,
        words="Annoncer les dates plus tôt.",
        language="fr",
        by=cast.by("first"),
        at=NOW,
    )
    suggestions.support(suggestion=row, entity=cast.arvoria, by=cast.by("other"), at=NOW)
    compose(Section.IDEAS)
    said = pdf(browse, address)
    assert "Annoncer les dates plus tôt. (supported by 1 Member)" in said
    assert "Marenia" not in said


def test_a_note_with_nothing_recorded_is_still_a_note(browse, address, compose):
    compose()
    said = pdf(browse, address)
    assert "This note is put before the informal consultations of 20 October 2011" in said
    assert "No question has been drafted yet." in said


@pytest.mark.parametrize("who", ["public", "first", "ambassador", "chair", "auditor"])
def test_only_the_administration_composes(browse, address, compose, who):
    compose()
    for path in ("", "pdf/", "docx/"):
        assert browse(who).get(address + path).status_code in (302, 403)
    sent = {"sections": [Section.IDEAS], "symbol": "IC/2", "languages": ["en"]}
    for path in ("", "register/"):
        assert browse(who).post(address + path, sent).status_code in (302, 403)
    assert DiscussionNote.objects.get().sections == Section.values
    assert not Document.objects.exists()


def test_a_note_for_a_workshop_or_before_it_is_composed_is_not_there(browse, address, workshop):
    officer = browse("officer")
    assert officer.get("/consultations/discussion/w1/").status_code == 404
    assert officer.get(f"{address}pdf/").status_code == 404
    assert officer.get(address).status_code == 200


def test_bad_input_is_told_and_what_was_written_stays(browse, address, compose):
    answer = browse("officer").post(address, {"introduction_en": "Kept words"})
    assert answer.status_code == 422 and "Kept words" in read(answer)
    answer = compose(introduction_en="x" * 7000)
    assert answer.status_code == 422 and not DiscussionNote.objects.exists()
    assert compose("overview", "nonsense").status_code == 422
    assert compose(introduction_en="a\0b").status_code in (302, 422)


def test_it_goes_into_the_register_as_draft_versions_with_their_files(
    browse, cast, address, compose
):
    compose()
    sent = {"symbol": "IC/2011/9", "languages": ["en", "fr"], "form": "pdf"}
    answer = browse("officer").post(f"{address}register/", sent)
    assert answer.status_code == 302 and answer.url == "/documents/ic-2011-9/"
    versions = DocumentVersion.objects.order_by("language")
    assert [(v.language, v.state) for v in versions] == [("en", "draft"), ("fr", "draft")]
    with versions[1].file.content.open() as kept:
        content = kept.read()
    assert content.startswith(b"%PDF")
    assert "consultations informelles" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert cast.meeting.papers.get().document.kind == Document.Kind.DISCUSSION_NOTE
    assert "IC/2011/9" in pdf(browse, address)
    again = browse("officer").post(f"{address}register/", {**sent, "form": "docx"})
    assert again.status_code == 302 and DocumentVersion.objects.count() == 2
    kept = DocumentVersion.objects.get(language="fr").file
    assert kept.name == f"discussion-note-{cast.meeting.slug}-fr.docx"
    assert kept.content_type.endswith("wordprocessingml.document")


def test_the_register_refuses_in_words(browse, cast, address, compose):
    compose()
    officer = browse("officer")
    for sent, said in (
        ({"symbol": "IC/2011/9", "languages": []}, "This field is required"),
        ({"symbol": "not a symbol", "languages": ["en"]}, "not a symbol"),
        ({"symbol": "IC/1", "languages": ["xx"]}, "xx"),
    ):
        answer = officer.post(f"{address}register/", {"form": "pdf", **sent})
        assert answer.status_code == 422 and said in read(answer)
    who = {"by": cast.by("officer"), "at": LATER}
    given = {"title": {"en": "Note"}, "dated": date(2011, 9, 28)}
    documents.add_document(symbol="IC/8", kind="report", **given, **who)
    answer = officer.post(
        f"{address}register/", {"symbol": "IC/8", "languages": ["en"], "form": "pdf"}
    )
    assert "another kind of document" in read(answer)
    issued = documents.add_document(symbol="IC/7", kind="discussion_note", **given, **who)
    documents.state_version(document=issued, language="en", to="issued", **who)
    both = {"symbol": "IC/7", "languages": ["fr", "en"], "form": "pdf"}
    answer = officer.post(f"{address}register/", both)
    assert answer.status_code == 422 and issued.versions.count() == 1


def test_three_proposals_ask_no_more_of_the_database_than_one(browse, cast, ask, close):
    counts = []
    for slug, codes in (("one", "A"), ("three", "ABC")):
        meeting = Meeting.objects.create(
            programme=cast.year,
            kind=Meeting.Kind.CONSULTATION,
            slug=slug,
            title={"en": slug},
            place={"en": "Geneva"},
            starts_at=cast.meeting.starts_at + timedelta(days=1),
            ends_at=cast.meeting.ends_at + timedelta(days=1),
        )
        question = ask(codes, slug=f"q-{slug}", seats=1, sets="nothing")
        question.__class__.objects.filter(pk=question.pk).update(meeting=meeting)
        browser, address = browse("officer"), f"/consultations/discussion/{slug}/"
        browser.post(address, {"sections": Section.values})
        browser.get(f"{address}docx/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"{address}docx/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_composing_leaves_an_entry(compose, cast):
    compose(Section.OVERVIEW)
    assert Entry.objects.filter(verb="consultations:discussion:composed").count() == 1


def test_the_page_of_the_meeting_leads_to_it(browse, cast, address):
    page = f"/meetings/{cast.meeting.slug}/"
    assert address in browse("officer").get(page).content.decode()
    assert address not in browse("public").get(page).content.decode()
