"""Address labels on A4, as PDF, DOCX and as a sheet."""

from io import BytesIO
from typing import Any

from docx import Document
from pypdf import PdfReader

from intersession.membership import actions
from intersession.membership.models import Entity
from intersession.membership.tests.conftest import WHO

ADDRESS = "12, rue de l’Exemple\nCase postale 99\n1211 Genève 19"


def test_labels_say_name_and_address_in_the_language_of_correspondence(
    officer: Any, arvoria: Entity, belmark: Entity
) -> None:
    actions.change_entity(entity=arvoria, address=ADDRESS, language="fr", **WHO)
    assert "1 of 2 have a postal address" in _read(officer.get("/membership/labels/"))
    pdf = PdfReader(BytesIO(officer.get("/membership/labels/pdf/").content))
    text = pdf.pages[0].extract_text()
    assert "Mission permanente" in text
    assert "1211 Genève 19" in text
    assert "Belmark" not in text
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    (table,) = Document(BytesIO(officer.get("/membership/labels/docx/").content)).tables
    assert table.cell(0, 0).text.endswith(ADDRESS)


def test_a_hundred_labels_stand_on_five_pages(officer: Any, arvoria: Entity) -> None:
    rows = [
        Entity(kind="ngo", slug=f"x{n}", name={"en": f"#*$ {n}"}, address="a\n" * 12)
        for n in range(100)
    ]
    Entity.objects.bulk_create(rows)
    answer = officer.get("/membership/labels/pdf/?status=none")
    pdf = PdfReader(BytesIO(answer.content))
    assert len(pdf.pages) == 5
    assert "#*$ 0" in pdf.pages[0].extract_text()


def test_nothing_to_print_is_said(officer: Any, arvoria: Entity) -> None:
    page = _read(officer.get("/membership/labels/"))
    assert "0 of 1 have a postal address" in page
    assert "Labels as PDF" not in page


def _read(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")
