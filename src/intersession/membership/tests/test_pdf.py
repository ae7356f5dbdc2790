"""The list of Entities as an official paper: what the page shows, in each language's own order."""

import io
import time

import page as checker
import pytest
from docx import Document
from pypdf import PdfReader

from intersession.documents.making import LANGUAGES, as_docx, as_pdf
from intersession.membership import queries
from intersession.membership.models import Entity, MembershipStatus
from intersession.membership.papers import list_paper
from intersession.membership.queries import Asked

from .conftest import AT, DAY, LONG_AGO

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("clock")]
NAMES = {
    "algeria": {"en": "Algeria", "fr": "Algérie", "es": "Argelia"},
    "germany": {"en": "Germany", "fr": "Allemagne", "es": "Alemania"},
    "ethiopia": {"en": "Ethiopia", "fr": "Éthiopie", "es": "Etiopía"},
}


def pdf(client, query=""):
    answer = client.get(f"/membership/pdf/?{query}")
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())


def word(client, query=""):
    answer = client.get(f"/membership/docx/?{query}")
    return Document(io.BytesIO(answer.content))


@pytest.fixture
def three(add):
    for slug, names in NAMES.items():
        add(names["en"], names=names, slug=slug)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_in_the_order_of_its_language_in_both_forms(client, three, language):
    expected = sorted((one[language] for one in NAMES.values()), key=lambda n: n.replace("É", "E"))
    said = pdf(client, f"language={language}")
    places = [said.index(name) for name in expected]
    assert places == sorted(places)
    (table,) = word(client, f"language={language}").tables
    assert [row.cells[0].text for row in table.rows[1:]] == expected
    assert [row.cells[1].text for row in table.rows[1:]] == ["1", "2", "3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_passes_the_checker_in_each_language(client, three, language):
    answer = client.get(f"/membership/pdf/?language={language}")
    assert f'filename="membership-2011-10-20-{language}.pdf"' in answer["Content-Disposition"]
    report = checker.validate_pdf_bytes(answer.content)
    assert report.is_compliant, [one.message for one in report.failures]


def test_the_paper_is_filtered_as_the_page_is(client, three, add):
    add("Castia", "observer_state")
    assert "Castia" not in pdf(client)
    said = pdf(client, "status=observer_state&on=2011-10-20")
    assert "1 observer State on 20 October 2011" in said and "Castia" in said
    assert "Algeria" not in said
    page = client.get("/membership/?status=observer_state").content.decode()
    assert "/membership/pdf/?status=observer_state&amp;language=fr" in page


def test_the_language_asked_for_is_that_of_the_paper_alone(client, three):
    assert "Liste des entités" in pdf(client, "language=fr")
    assert "List of Entities" in pdf(client, "language=xx")
    assert "lang" not in client.cookies


def test_names_in_other_scripts_and_very_long_ones_print(client, add):
    add("X", names={"en": "الجزائر"}, slug="x")
    add("Y", names={"en": "Қазақстан"}, slug="y")
    entity = add("Z", slug="z")
    Entity.objects.filter(pk=entity.pk).update(name={"en": "Long " * 1000})
    said = pdf(client)
    assert "Қазақстан" in said and said.count("Long") == 1000
    rows = [row.cells[0].text for row in word(client).tables[0].rows]
    assert "الجزائر" in rows


def test_an_empty_list_is_a_paper_that_says_so(client, db):
    assert "There is no Entity in this list." in pdf(client, "q=nobody")
    assert word(client, "q=nobody").tables == []


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_one_and_three_rows_ask_the_same_of_the_database(
    client, add, form, django_assert_num_queries
):
    add("Arvoria")
    client.get(f"/membership/{form}/")
    with django_assert_num_queries(5):
        client.get(f"/membership/{form}/")
    for name in ("Belmark", "Castia"):
        add(name)
    with django_assert_num_queries(5):
        client.get(f"/membership/{form}/")


@pytest.mark.parametrize("make", [as_pdf, as_docx])
def test_230_rows_are_made_within_a_second_of_cpu(db, make):
    """0.4 s is the promise (see tests/bench); here with room for a slow machine."""
    entities = Entity.objects.bulk_create(
        Entity(kind="state", slug=f"s{n}", name={"en": f"State of Number {n}"}) for n in range(230)
    )
    MembershipStatus.objects.bulk_create(
        MembershipStatus(entity=one, kind="member", since=LONG_AGO) for one in entities
    )
    took = []
    for _round in range(3):
        began = time.process_time()
        made = make(list_paper(queries.listing_of(Asked(day=DAY))))
        took.append(time.process_time() - began)
    assert made
    assert min(took) <= 1, took
    assert AT.date() == DAY
