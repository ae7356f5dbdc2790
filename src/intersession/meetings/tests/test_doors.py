"""Door sheets: on the page, as PDF and as DOCX."""

import io
import re
from datetime import timedelta

import page as checker
import pytest
from docx import Document
from pypdf import PdfReader

from intersession.access.policy import Role
from intersession.documents.making import LANGUAGES
from intersession.meetings import actions
from intersession.meetings.models import Part, Speaker
from intersession.meetings.tests.conftest import AT, ONE, TEN, WHO, item, publish
from intersession.meetings.tests.test_rooms import room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = timedelta(days=1)
PAGE = "/meetings/w1/doors/"


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.ADMINISTRATION)


@pytest.fixture
def meeting(hold):
    """Two days in the hall, one aside; a speaker who confirmed and one who did not."""
    made = hold(slug="w1", ends_at=ONE + DAY)
    hall = room(name={"en": "Hall", "fr": "Grande salle", "es": "Gran sala"})
    small = room("Small")
    title = {"en": "Opening", "fr": "Ouverture", "es": "Apertura"}
    first = item(
        made, title=title, starts_at=TEN, minutes=60, room=hall, languages=("en", "fr", "es")
    )
    item(made, "Aside", starts_at=TEN, minutes=60, room=small)
    item(made, "Closing", starts_at=TEN + DAY, room=hall)
    item(made, "Nowhere", starts_at=TEN)
    for name, state in (("Ms A. BEKOVA", "confirmed"), ("Mr B. UNSURE", "invited")):
        who = Speaker.objects.create(
            meeting=made, name=name, affiliation={"en": "Arvoria"}, added_at=AT
        )
        Part.objects.create(item=first, speaker=who, state=state)
    limits = actions.Limits(
        half_days=2, longest=180, lunch=90, noon=14, evening=18, channels={"fr": 2}
    )
    actions.set_interpretation(meeting=made, limits=limits, **WHO)
    publish(made)
    return made


def read(answer):
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return [" ".join(sheet.extract_text().split()) for sheet in pages]


def test_the_page_shows_a_sheet_for_each_room_and_day(browser, meeting):
    page = browser.get(PAGE).text
    assert page.count('<section class="door"') == 3
    assert "Ms A. BEKOVA, Arvoria" in page and "UNSURE" not in page and "Nowhere" not in page
    assert "English · French\xa0(channel\xa02) · Spanish" in page
    assert "as the agenda was published last (version 1)" in page
    small = next(value for value, label in choices(browser) if label == "Small")
    narrowed = browser.get(f"{PAGE}?day=2011-10-20&room={small}&language=all").text
    assert narrowed.count('<section class="door"') == 3 and "Opening" not in narrowed
    empty = browser.get(f"{PAGE}?day=2011-10-21&room={small}").text
    assert "This room is not used on this day." in empty


def choices(browser):
    return re.findall(r'<option value="([\w-]+)"[^>]*>([^<]+)', browser.get(PAGE).text)


def test_what_was_not_published_hangs_on_no_door(browser, meeting):
    item(meeting, "Afterthought", starts_at=TEN, room=room("Attic"))
    meeting.agenda.filter(number=2).update(title={"en": "Another title"})
    page = browser.get(PAGE).text
    assert "Afterthought" not in page and "Another title" not in page and "Aside" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_passes_the_checker_and_is_in_its_language(browser, meeting, language):
    answer = browser.get(f"{PAGE}pdf/?language={language}")
    assert f'filename="doors-w1-{language}.pdf"' in answer["Content-Disposition"]
    report = checker.validate_pdf_bytes(answer.content)
    assert report.is_compliant, [one.message for one in report.failures]
    words = {"en": "Hall", "fr": "Grande salle", "es": "Gran sala"}
    pages = read(answer)
    assert len(pages) == 3 and words[language] in pages[0]


def test_all_three_languages_and_a_day_of_one_room_are_one_file(browser, meeting):
    hall = next(value for value, label in choices(browser) if label == "Hall")
    pages = read(browser.get(f"{PAGE}pdf/?day=2011-10-20&room={hall}&language=all"))
    assert len(pages) == 3
    for words, sheet in zip(("Opening", "Ouverture", "Apertura"), pages, strict=True):
        assert words in sheet and "Page 1" in sheet.replace("Página", "Page")


def test_a_long_day_still_fits_on_one_page(browser, hold):
    made, hall = hold(slug="w1", ends_at=ONE + DAY), room("Hall")
    for n in range(14):
        starts_at = TEN + n * timedelta(minutes=30)
        item(made, f"{n} " + "long title " * 12, starts_at=starts_at, minutes=30, room=hall)
    publish(made)
    assert len(read(browser.get(f"{PAGE}pdf/"))) == 1


def test_the_docx_has_a_page_for_each_sheet(browser, meeting):
    answer = browser.get(f"{PAGE}docx/?language=all")
    made = Document(io.BytesIO(answer.content))
    titles = [line.text for line in made.paragraphs if line.style.name == "Heading 1"]
    assert titles[:3] == ["Hall", "Grande salle", "Gran sala"] and len(titles) == 9
    starts = [line for line in made.paragraphs if line.paragraph_format.page_break_before]
    assert len(starts) == 8
    assert "Opening" in [cell.text.split("\n")[0] for cell in made.tables[0].rows[0].cells]


@pytest.mark.parametrize("asked", ["day=2011-12-01", "day=yesterday", "room=none", "language=tlh"])
def test_a_door_that_is_not_there_is_not_found(browser, meeting, asked):
    assert browser.get(f"{PAGE}?{asked}").status_code == 404
    assert browser.get(f"{PAGE}pdf/?{asked}").status_code == 404


def test_an_agenda_that_was_not_published_has_no_doors(browser, hold):
    made = hold(slug="w1")
    item(made, starts_at=TEN, room=room())
    assert "The agenda has not been published yet." in browser.get(PAGE).text
    assert browser.get(f"{PAGE}pdf/").status_code == 404


def test_a_title_in_another_language_says_so(browser, meeting):
    assert "Aside</span> (pas encore" in browser.get(f"{PAGE}?language=fr").text.replace("\n", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_one_item_and_three_ask_the_same(browser, hold, rows, django_assert_num_queries):
    made = hold(slug="w1")
    for n in range(rows):
        item(made, starts_at=TEN, room=room(f"Room {n}"))
    publish(made)
    browser.get(PAGE)
    with django_assert_num_queries(8):
        assert browser.get(PAGE).text.count('<section class="door"') == rows


def test_only_the_administration_prints_door_sheets(client, sign_in, meeting):
    assert client.get(PAGE).status_code == 302
    browser = sign_in(Role.CHAIR)
    for address in ("", "pdf/", "docx/"):
        assert browser.get(PAGE + address).status_code == 403
