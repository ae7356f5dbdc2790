"""Text is read out of files that people upload, within limits and in a process of its own."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from intersession.search import files, reading
from intersession.search.tests.conftest import OFFICE, docx, package, stored

DOCX = f"{OFFICE}.wordprocessingml.document"
PPTX = f"{OFFICE}.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODF = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)
BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def text_of(content: bytes, kind: str, tmp_path: Path) -> str:
    file = tmp_path / "file"
    file.write_bytes(content)
    return reading.text_of(file, kind)


def test_words_of_a_docx(tmp_path: Path) -> None:
    found = text_of(docx("Première partie", "Second part"), DOCX, tmp_path)
    assert found.split("\n")[:2] == ["Première partie", "Second part"]


def test_words_of_an_odt(tmp_path: Path) -> None:
    content = (
        f"<office:body {ODF}><text:h>Title</text:h><text:p>One <text:s/>line</text:p></office:body>"
    )
    found = text_of(package(content_dot_xml=content), ODT, tmp_path)
    assert found.split() == ["Title", "One", "line"]


def test_words_of_slides_in_their_order(tmp_path: Path) -> None:
    def slide(said: str) -> str:
        return f"<a:p {DRAWING}><a:r><a:t>{said}</a:t></a:r></a:p>"

    names = {f"ppt__slides__slide{n}_dot_xml": slide(f"Slide{n}") for n in (10, 2, 1)}
    assert text_of(package(**names), PPTX, tmp_path).split() == ["Slide1", "Slide2", "Slide10"]


def test_words_of_a_pdf(tmp_path: Path) -> None:
    import typst  # noqa: PLC0415 - only here

    source = tmp_path / "a.typ"
    source.write_text("= Remittances\nEnvois de fonds, été", encoding="utf-8")
    found = text_of(typst.compile(str(source)), "application/pdf", tmp_path)
    assert "Remittances" in found and "été" in found


def test_a_pdf_behind_a_password_is_not_read(tmp_path: Path) -> None:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    with pytest.raises(reading.Unreadable, match="password"):
        text_of(out.getvalue(), "application/pdf", tmp_path)


def test_a_package_that_unpacks_to_too_much_is_left(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10_000)
    bomb = package(word__document_dot_xml=f"<w:p {WORD}>{' ' * 1_000_000}</w:p>")
    assert len(bomb) < 10_000
    with pytest.raises(reading.Unreadable, match="unpacks"):
        text_of(bomb, DOCX, tmp_path)


def test_text_is_cut_where_it_grows_too_long(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 50)
    assert len(text_of(docx(*["word " * 5] * 100), DOCX, tmp_path)) == 50


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "application/pdf"),
        (b"%PDF-1.7\nnothing", "application/pdf"),
        (b"PK\x03\x04 broken", DOCX),
        (package(other_dot_xml="<a/>"), DOCX),
        (package(word__document_dot_xml="<w:p"), DOCX),
        (package(word__document_dot_xml=BOMB), DOCX),
        (b"\x89PNG", "image/png"),
    ],
)
def test_what_cannot_be_read_is_an_error_and_not_a_text(
    content: bytes, kind: str, tmp_path: Path
) -> None:
    with pytest.raises(Exception, match=r"."):
        text_of(content, kind, tmp_path)


def test_the_house_is_told_and_goes_on(db: None, caplog: Any) -> None:
    assert files.text_of(stored(b"%PDF-1.7 broken", "application/pdf")) is None
    assert "cannot be read for the search" in caplog.text


def test_a_file_that_takes_too_long_is_left(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.01)
    assert files.text_of(stored(docx("Word"), DOCX)) is None
