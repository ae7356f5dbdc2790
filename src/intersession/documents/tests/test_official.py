"""The form of official documents: PDF/UA-1 in each language, scripts, footnotes, annexes."""

import io
import re
import zipfile

import page as checker
import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from intersession.documents import papers
from intersession.documents.making import (
    LANGUAGES,
    Annex,
    Bars,
    Bullets,
    Footnote,
    Foreign,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
    UnfitPaper,
    as_docx,
    as_pdf,
)

pytestmark = pytest.mark.once

ARABIC = "الجمهورية الجزائرية"
NAMES = ("Қазақстан", "Россия", "Saint-Barthélemy", "Côte d’Ivoire", "Timor-Leste")


def note(language: str = "en", symbol: str = "IC/2011/7") -> Paper:
    """A paper with one of every block."""
    return Paper(
        title="The year 2011",
        language=language,
        organisation=papers.ORGANISATION,
        symbol=symbol,
        original="Original: English",
        place_and_date="Geneva, 28 September 2011",
        kind="Discussion note",
        lead="Informal consultations, 20 October 2011",
        blocks=(
            Heading(words="Overview"),
            Paragraph(
                words=("Two workshops were held", Footnote(words="See IC/2011/3."), "."),
                numbered=True,
            ),
            Heading(words=(Foreign(words="Les migrants", language="fr"), " (in French)"), level=3),
            Paragraph(words=f"Name: {ARABIC}, {', '.join(NAMES)}. " + "Words. " * 500),
            Bullets(items=("One way", ("Another", Footnote(words=f"So said {ARABIC}.")))),
            Table(heads=("Name", "Group"), rows=((ARABIC, "A"), ("Россия", "B")), caption="List"),
            Bars(rows=(("Africa", 7, "7 of 9"),), of=9, caption="Answers."),
            Note(title="Conclusion", words="One theme."),
            Annex(label="Annex I", words="Agenda"),
            Paragraph(words="Opening", numbered=True),
            Signature(to=("Permanent Mission of Arvoria",), by=("For the Administration",)),
        ),
        foot="Made from the register",
    )


def text_of(made: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(made)).pages).split())


def part_of(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_with_every_block_is_pdf_ua(language):
    made = as_pdf(note(language))
    report = checker.validate_pdf_bytes(made)
    assert report.is_compliant, [one.message for one in report.failures]
    read = PdfReader(io.BytesIO(made))
    assert read.trailer["/Root"]["/Lang"].startswith(language)
    marks = [one.title for one in read.outline if not isinstance(one, list)]
    assert marks == ["The year 2011"]


def test_the_checker_finds_what_is_wrong():
    """The same pages without their tags: the test above could fail."""
    bare, written = PdfWriter(), io.BytesIO()
    for sheet in PdfReader(io.BytesIO(as_pdf(note()))).pages:
        bare.add_page(sheet)
    bare.write(written)
    asked = checker.ValidationProfile.PDF_UA_1
    assert not checker.is_pdf_compliant_bytes(written.getvalue(), profile=asked)


def test_names_of_each_script_can_be_read_back_from_both_forms():
    made = text_of(as_pdf(note()))
    for name in (*NAMES, *ARABIC.split()):
        assert name in made or name[::-1] in made, name
    read = Document(io.BytesIO(as_docx(note())))
    said = " ".join(line.text for line in read.paragraphs)
    assert all(name in said for name in (*NAMES, ARABIC))


def test_no_character_is_left_to_a_font_of_the_machine():
    """Arabic is set in the face that comes with the package, Cyrillic in that of the text."""
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for sheet in PdfReader(io.BytesIO(as_pdf(note()))).pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert any(font.startswith("NotoNaskhArabic") for font in fonts)
    assert all(font.startswith(("NotoNaskhArabic", "LibertinusSerif")) for font in fonts), fonts


def test_what_is_written_from_the_right_is_told_as_such_in_word():
    runs = [run for line in Document(io.BytesIO(as_docx(note()))).paragraphs for run in line.runs]
    assert [run.text for run in runs if run.font.rtl] == [ARABIC]
    assert f"<w:rtl/></w:rPr><w:t>{ARABIC}" in part_of(as_docx(note()), "word/footnotes.xml")
    assert 'w:cs="Times New Roman"' in part_of(as_docx(note()), "word/styles.xml")


def test_footnotes_stand_where_they_are_referred_to():
    made = as_docx(note())
    marks = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', part_of(made, "word/document.xml"))
    notes = part_of(made, "word/footnotes.xml")
    assert marks == ["1", "2"]
    assert re.search(r'w:id="1".*See IC/2011/3\..*w:id="2".*So said', notes, re.DOTALL)
    assert "See IC/2011/3." in text_of(as_pdf(note()))


def test_a_paper_without_footnotes_has_no_part_for_them():
    made = as_docx(Paper(title="Bare", language="en", organisation=(), blocks=()))
    assert "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(made)).namelist()


def test_following_pages_say_what_paper_they_belong_to_and_how_many_there_are():
    first, second, *_more = [p.extract_text() for p in PdfReader(io.BytesIO(as_pdf(note()))).pages]
    assert "Original: English" in first and "Page 1 of 3" in first
    assert second.split("\n")[0].startswith("The year 2011")
    assert "Original" not in second
    section = Document(io.BytesIO(as_docx(note("fr")))).sections[0]
    assert section.header.paragraphs[0].text == "The year 2011\tIC/2011/7"
    assert section.first_page_header.paragraphs[0].text == ""
    assert "Page " in section.footer.paragraphs[0].text


def test_several_papers_in_one_file_keep_their_own_pages_and_languages():
    made = as_pdf(note("en", "NV/1"), note("fr", "NV/2"), title="Two letters")
    assert checker.is_pdf_compliant_bytes(made)
    read = PdfReader(io.BytesIO(made))
    assert read.metadata.title == "Two letters"
    sheets = [sheet.extract_text() for sheet in read.pages]
    assert "Page 1 of 3" in sheets[0] and "NV/1" in sheets[0]
    assert "Page 1 sur 3" in sheets[3] and "NV/2" in sheets[3]
    assert sheets[3].startswith("Dialogue international"), "a first page has no running head"


def test_an_annex_begins_a_page_in_both_forms():
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(as_pdf(note()))).pages]
    assert "Annex I" in sheets[-1] and "Conclusion" not in sheets[-1]
    lines = Document(io.BytesIO(as_docx(note()))).paragraphs
    (label,) = [line for line in lines if line.text == "Annex I"]
    assert label.paragraph_format.page_break_before


def test_a_heading_of_another_level_is_refused_in_words():
    with pytest.raises(UnfitPaper, match="level 2 or 3, not 1"):
        Heading(words="x", level=1)


def test_words_in_another_language_say_so():
    with papers.translation.override("fr"):
        said = papers.worded({"en": "Crisis migration"})
        assert said[0] == Foreign(words="Crisis migration", language="en")
        assert "français" in said[1]
        assert papers.worded({"en": "A", "fr": "B"}) == "B"
        assert papers.worded({}) == ""
