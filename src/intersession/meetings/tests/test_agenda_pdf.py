"""The agenda as an official paper: provisional until the meeting was held, open to everybody."""

import io
from datetime import timedelta

import page as checker
import pytest
from docx import Document
from pypdf import PdfReader

from intersession.access.policy import Role
from intersession.documents.making import LANGUAGES
from intersession.meetings import actions
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import OFFICER, ONE, TEN, WHO, item, publish
from intersession.meetings.tests.workshop import filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OPENING = {"en": "Opening", "fr": "Ouverture", "es": "Apertura"}


@pytest.fixture
def meeting(hold):
    made = hold(slug="topics", venue={"en": "Room 1"})
    item(made, title=OPENING, starts_at=TEN)
    detail = {"en": "Three are proposed."}
    item(made, "Topics", detail=detail)
    publish(made)
    return made


def said(client, slug="topics", language="en"):
    answer = client.get(f"/meetings/{slug}/agenda/pdf/?language={language}")
    assert f'filename="agenda-{slug}-{language}.pdf"' in answer["Content-Disposition"]
    read = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_passes_the_checker_and_is_in_its_language(client, meeting, language):
    answer = client.get(f"/meetings/topics/agenda/pdf/?language={language}")
    report = checker.validate_pdf_bytes(answer.content)
    assert report.is_compliant, [one.message for one in report.failures]
    assert OPENING[language] in said(client, language=language)


def test_items_are_numbered_with_their_hour_and_what_they_are_about(client, meeting):
    words = said(client)
    assert "Provisional agenda" in words and "20 October 2011, 10:00 Geneva" in words
    assert "1. 10:00 Opening 2. Topics Three are proposed." in words
    answer = client.get("/meetings/topics/agenda/docx/")
    lines = Document(io.BytesIO(answer.content)).paragraphs
    items = [line.text for line in lines if line.style.name == "List Number"]
    assert items == ["10:00\u2002Opening", "Topics"]


def test_a_title_without_a_translation_says_so(client, meeting):
    assert "Topics (pas encore disponible en français)" in said(client, language="fr")


def test_it_is_no_longer_provisional_when_the_meeting_was_held(client, meeting):
    Meeting.objects.update(state=Meeting.State.FINAL)
    assert "Provisional" not in said(client)


def test_the_agenda_of_a_meeting_that_was_cancelled_says_so(client, meeting):
    assert "Cancelled" not in said(client)
    Meeting.objects.update(cancelled_at=TEN)
    assert "Cancelled" in said(client)


def test_two_days_have_a_heading_each(client, hold):
    made = hold(slug="two", ends_at=ONE + timedelta(days=1))
    for n in (0, 1):
        begins = TEN + timedelta(days=n)
        item(made, "Debate", starts_at=begins)
    publish(made)
    words = said(client, "two")
    assert "Thursday, 20 October 2011 1. 10:00 Debate Friday, 21 October 2011 2." in words


def test_whoever_asks_it_lists_the_documents_that_everybody_may_read(sign_in, meeting, paper):
    for symbol, distribution in (("IC/1", "general"), ("IC/2", "members"), ("IC/3", "restricted")):
        made = paper(symbol, distribution=distribution)
        actions.attach_document(meeting=meeting, document=made, **WHO)
    words = said(sign_in(Role.ADMINISTRATION))
    assert "IC/1" in words and "IC/2" not in words and "IC/3" not in words


def test_an_agenda_without_items_says_so_and_is_not_offered(client, hold):
    hold(slug="bare")
    assert "has not been published yet" in said(client, "bare")
    assert "/agenda/pdf/" not in client.get("/meetings/bare/").content.decode()
    assert client.get("/meetings/none/agenda/pdf/").status_code == 404


@pytest.fixture
def workshop(hold):
    made = hold(slug="w", kind="workshop", ends_at=TEN + timedelta(days=9))
    filled(made, TEN, 6, by=OFFICER, at=WHO["at"])
    made.agenda.filter(number=2).update(cancelled_at=TEN)
    publish(made)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_with_speakers_passes_the_checker_in_three_languages(client, workshop, language):
    answer = client.get(f"/meetings/w/agenda/pdf/?language={language}")
    report = checker.validate_pdf_bytes(answer.content)
    assert report.is_compliant, [one.message for one in report.failures]


def test_it_shows_each_day_at_a_glance_and_each_item_in_full(client, workshop):
    words = said(client, "w")
    for part in (
        "Hours Item Room 10:00–10:30 Opening Room XVII",
        "11:30–13:00 Who moves, who stays, and who cannot choose Room XVII",
        "10:30–11:30 Cancelled: Moving to safety",
        "Room XVII · Interpretation: English, French and Spanish",
        "Objectives: To compare how States prepared",
        "Guiding questions: – Which early signs could be seen",
        "Format: Four statements of ten minutes",
        "Moderator Zoë N’Diaye, Director, Migration, Ministry of Marenia",
        "Ministry of Marenia: What we saw first",
        "Speaker to be confirmed",
        "at the same time as 1 other item",
    ):
        assert part in words


def test_as_docx_it_says_the_same(client, workshop):
    made = Document(io.BytesIO(client.get("/meetings/w/agenda/docx/").content))
    titles = [line.text for line in made.paragraphs if line.style.name == "Heading 3"]
    assert titles[:2] == ["Opening", "Cancelled: Moving to safety: what crises change"]
    assert made.tables[0].cell(1, 1).text == "Opening"


@pytest.mark.parametrize("rows", [1, 3])
def test_one_item_and_three_ask_the_same(client, hold, rows, django_assert_num_queries):
    made = hold(slug="some")
    for n in range(rows):
        item(made, f"Item {n}")
    publish(made)
    client.get("/meetings/some/agenda/docx/")
    with django_assert_num_queries(4):
        client.get("/meetings/some/agenda/docx/")
