"""The list of representatives by Member: names as people write them, for the Administration."""

import io

import page as checker
import pytest
from docx import Document
from pypdf import PdfReader

from intersession.access.models import Person
from intersession.documents.making import LANGUAGES

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("clock")]
NAMES = (
    "VAN DER BERG Johanna",
    "Suharto",
    "María de los Ángeles O’Neill",
    "محمد العربي",
    "Иванова",
)


@pytest.fixture
def people(arvoria, belmark, acts):
    """Five persons of one mailbox and a head of mission for Arvoria, nobody for Belmark."""
    mailbox = acts(arvoria, email="mission@arvoria.example")
    for name in NAMES:
        Person.objects.create(user=mailbox, name=name, function="Counsellor")
    return acts(arvoria, "head_of_mission", email="ambassador@arvoria.example")


def rows(browser, query=""):
    answer = browser.get(f"/membership/people/docx/?{query}")
    (table,) = Document(io.BytesIO(answer.content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def test_each_person_stands_beside_their_member_in_both_forms(officer, people):
    found = rows(officer, "language=es")
    assert {row[1] for row in found if row[0] == "Arvoria"} >= set(NAMES)
    assert found[0][3:] == ["Jefe de misión", "ambassador@arvoria.example"]
    assert found[-1] == ["Belmark (aún no disponible en español)", "–", "–", "–", "–"]
    answer = officer.get("/membership/people/pdf/")
    said = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.content)).pages)
    assert "For the Administration only" in said
    assert all(word in said for name in NAMES[:3] for word in name.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_passes_the_checker_in_each_language(officer, people, language):
    made = officer.get(f"/membership/people/pdf/?language={language}").content
    report = checker.validate_pdf_bytes(made)
    assert report.is_compliant, [one.message for one in report.failures]


def test_who_has_ended_or_is_filtered_out_is_not_in_it(officer, people):
    people.is_active = False
    people.save()
    assert "ambassador@arvoria.example" not in str(rows(officer))
    assert [row[0] for row in rows(officer, "q=belmark")] == ["Belmark"]


def test_only_the_administration_has_it(client, sign_in, people, arvoria, acts):
    assert client.get("/membership/people/pdf/").status_code == 302
    mission = sign_in(acts(arvoria, email="other@arvoria.example"))
    for form in ("pdf", "docx"):
        assert mission.get(f"/membership/people/{form}/").status_code == 403
    assert "/people/pdf/" not in mission.get("/membership/").content.decode()


def test_the_page_offers_it_to_the_administration(officer, people):
    assert "/membership/people/pdf/?language=fr" in officer.get("/membership/").content.decode()


def test_one_person_and_many_ask_the_same(officer, arvoria, acts, django_assert_num_queries):
    mailbox = acts(arvoria)
    officer.get("/membership/people/docx/")
    with django_assert_num_queries(11) as first:
        officer.get("/membership/people/docx/")
    for name in NAMES:
        Person.objects.create(user=mailbox, name=name, function="Counsellor")
    with django_assert_num_queries(len(first)):
        officer.get("/membership/people/docx/")
