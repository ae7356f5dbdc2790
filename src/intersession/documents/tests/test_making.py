"""A paper says the same in both its forms, on one page, and reads no markup in its words."""

import dataclasses
import io
import re
import shutil
import subprocess
import sys
import time
import zipfile
import zlib

import pytest
from docx import Document

from intersession.documents.making import (
    LANGUAGES,
    Bars,
    Block,
    Figure,
    Heading,
    Note,
    Paper,
    Paragraph,
    Table,
    Timed,
    UnfitPaper,
    as_docx,
    as_pdf,
)

HOSTILE = (
    r"""#sys.inputs *b* $x^2$ @ref \ "q" 's' <b>&amp;</b> ` _u_ // c /* d */ [x] = h ~ {{ x }}"""
)
NAMES = (
    "International Dialogue on Migration",
    "Dialogue international sur la migration",
    "Diálogo Internacional sobre la Migración",
)
reads_pdf = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not on this machine"
)


def paper(*blocks: Block, language: str = "en", title: str = "Brief to the Chair") -> Paper:
    return Paper(
        title=title,
        language=language,
        organisation=NAMES,
        symbol="IC/2011/7/Add.1",
        place_and_date="Geneva, 20 October 2011",
        distribution="For the Chair and the Administration only",
        blocks=blocks,
        foot="Recount it from the published file",
    )


def brief(language: str = "en") -> Paper:
    groups = ("Africa", "Asia and the Pacific", "Eastern Europe", "Latin America", "Western Europe")
    rules = ("Most named", "Sum of places", "Pairs", "Proportional approval")
    return paper(
        Paragraph(words="Topics 3 and 1 are preferred under all four rules. " * 3, numbered=True),
        Figure(big="104 of 132", words="members answered by 20 October 2011, 18:00 Geneva. " * 2),
        Heading(words="Preferences"),
        Table(
            heads=("Topic", "First", "Second"),
            rows=tuple((f"Topic {one} and its rather long name", "40", "20") for one in range(6)),
            align=("start", "end", "end"),
            marked=frozenset({0, 2}),
            caption="Base: 104 answers.",
        ),
        Heading(words="Who answered"),
        Table(heads=("Group", "Share"), rows=tuple((one, "71.1 %") for one in groups)),
        Heading(words="What each rule says"),
        Table(heads=("Rule", "Margin"), rows=tuple((one, "2 delegations") for one in rules)),
        Note(
            title="What would change it", words="If all 28 preferred topic 4, it would stand. " * 3
        ),
        language=language,
    )


def text_of_pdf(made: bytes) -> str:
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    )
    return " ".join(read.stdout.decode().split())


def inside_pdf(made: bytes) -> str:
    """All that a PDF holds, its compressed parts opened."""
    parts = [made]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts).decode("latin-1")


def inside_docx(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


def text_of_docx(made: bytes) -> str:
    read = Document(io.BytesIO(made))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(line.text for line in read.paragraphs), *cells]).split())


@reads_pdf
def test_both_forms_say_every_word_of_the_paper():
    said = (*NAMES, "IC/2011/7/Add.1", "For the Chair and the Administration only", "104 of 132")
    more = ("Base: 104 answers.", "Asia and the Pacific", "What would change it", "2 delegations")
    for words in (*said, *more):
        assert words in text_of_pdf(as_pdf(brief()))
        assert words in text_of_docx(as_docx(brief()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_fills_one_page_and_tells_its_title_and_language(language):
    made = inside_pdf(as_pdf(brief(language)))
    assert re.findall(r"/Type\s*/Pages.*?/Count (\d+)", made, re.DOTALL) == ["1"]
    assert re.search(rf"/Lang\s*\({language}", made)
    assert "Brief to the Chair" in made
    assert "pdfuaid" in made


def test_the_pdf_tags_headings_tables_lists_and_pictures():
    bars = Bars(rows=(("Africa", 71, "32 of 45"),), of=100, caption="Answers.")
    made = inside_pdf(as_pdf(paper(*brief().blocks, bars)))
    for tag in ("H1", "H2", "Table", "TH", "TD", "LI", "Figure", "Caption"):
        assert re.search(rf"/S\s*/{tag}\b", made), tag
    assert "Answers. Africa: 32 of 45" in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_docx_tells_its_title_language_and_headings(language):
    made = as_docx(brief(language))
    read = Document(io.BytesIO(made))
    assert (read.core_properties.title, read.core_properties.language) == (
        "Brief to the Chair",
        language,
    )
    assert f'<w:lang w:val="{language}-' in inside_docx(made, "word/styles.xml")
    heads = [line.text for line in read.paragraphs if line.style.name == "Heading 2"]
    assert heads == ["Preferences", "Who answered", "What each rule says"]
    assert inside_docx(made, "word/document.xml").count("<w:tblHeader/>") == 3


@reads_pdf
def test_no_word_is_read_as_markup():
    wild = paper(
        Heading(words="= " + HOSTILE),
        Paragraph(words=HOSTILE, numbered=True),
        Table(heads=("#a", "b"), rows=((HOSTILE, "1"),), caption=HOSTILE),
        Bars(rows=((HOSTILE, 1, "#1"),), of=2, caption=HOSTILE),
        Figure(big="#1", words=HOSTILE),
        Note(title=HOSTILE, words=HOSTILE),
        title="# = $",
    )
    assert text_of_pdf(as_pdf(wild)).count(HOSTILE) >= 6
    assert text_of_docx(as_docx(wild)).count(HOSTILE) == 9


@reads_pdf
def test_a_word_without_a_break_stays_whole_and_on_the_page():
    made = as_pdf(paper(Paragraph(words="x" * 300)))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) < 595 - 60
    assert boxes.count("x") >= 300


@reads_pdf
def test_names_in_cyrillic_and_arabic_print_without_a_font_of_the_machine():
    made = as_pdf(paper(Paragraph(words="Қазақстан, Россия, Ελλάδα, Việt Nam, الجزائر")))
    for name in ("Қазақстан", "Россия", "Ελλάδα", "Việt Nam", "الجزائر"):
        assert name in text_of_pdf(made)
    assert "pdfuaid" in inside_pdf(made)


def test_characters_no_paper_can_carry_are_left_out_and_rare_ones_stop_nothing():
    odd = paper(Paragraph(words="bell\x07 half\ud800 中 end\r\nnext"), title="A\x00B")
    assert as_pdf(odd).startswith(b"%PDF")
    assert "bell half 中 end next" in text_of_docx(as_docx(odd))


def test_empty_tables_bars_and_papers_are_made():
    bare = Paper(title="Nothing yet", language="es", organisation=(), blocks=())
    empty = paper(Table(heads=("a", "b"), rows=()), Bars(rows=(), of=1), Note(title="", words=""))
    for one in (bare, empty):
        assert as_pdf(one).startswith(b"%PDF")
        assert Document(io.BytesIO(as_docx(one))).paragraphs


def test_a_heading_of_which_nothing_can_be_printed_is_a_dash():
    blank = paper(Heading(words="\x03\ufeff"), Heading(words=("\x8c", " ")))
    assert as_pdf(blank).startswith(b"%PDF")
    assert [line.text for line in Document(io.BytesIO(as_docx(blank))).paragraphs].count("–") == 2


def test_numbers_of_paragraphs_run_past_the_ones_without():
    first, second = (Paragraph(words=one, numbered=True) for one in ("one", "two"))
    made = as_docx(paper(first, Paragraph(words="between"), second))
    styles = [line.style.name for line in Document(io.BytesIO(made)).paragraphs][-3:]
    assert styles == ["List Number", "Normal", "List Number"]


def test_the_same_paper_gives_the_same_bytes():
    assert as_pdf(brief()) == as_pdf(brief())
    before = as_docx(brief())
    time.sleep(2.1)  # a zip file tells time in steps of two seconds
    assert as_docx(brief()) == before


def test_a_pdf_takes_less_than_a_second():
    as_pdf(brief())
    began = time.process_time()
    as_pdf(brief())
    assert time.process_time() - began < 1


def test_the_libraries_are_not_loaded_before_the_first_paper():
    asked = (
        "import sys, intersession.documents.making;"
        "sys.exit(any(one in sys.modules for one in ('typst', 'docx', 'lxml')))"
    )
    path = next(one for one in sys.path if one.endswith("src"))
    done = subprocess.run([sys.executable, "-c", asked], env={"PYTHONPATH": path}, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Table(heads=("a", "b"), rows=(("1",),)), "Row 1 of the table has 1 cells"),
        (lambda: Table(heads=(), rows=()), "at least one column"),
        (lambda: Table(heads=("a",), rows=(), align=("end", "end")), "2 alignments"),
        (lambda: Bars(rows=(("Africa", 3, "3"),), of=2), "Africa is 3, outside 0 to 2"),
        (lambda: Bars(rows=(), of=0), "must end above 0"),
        (lambda: paper(language="ar"), "not in 'ar'"),
        (lambda: paper(title=" "), "needs a title"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(wrong, said):
    with pytest.raises(UnfitPaper, match=said):
        wrong()


def test_the_pdf_passes_a_validator_of_pdf_ua():
    page = pytest.importorskip("page", reason="page-validation is not installed")
    report = page.validate_pdf_bytes(as_pdf(brief()))
    assert report.is_compliant, [one.message for one in report.failures]


@reads_pdf
def test_what_takes_place_stands_beside_its_hours_in_both_forms_and_is_read_as_no_markup():
    block = Timed(hours="10:00–13:00", title=HOSTILE, lines=(HOSTILE, "Moderator: the Chair"))
    plain = " ".join(HOSTILE.split())
    for one in (paper(block), dataclasses.replace(paper(block), poster=True)):
        for words in (text_of_pdf(as_pdf(one)), text_of_docx(as_docx(one))):
            assert "10:00–13:00" in words and "Moderator: the Chair" in words
        assert text_of_docx(as_docx(one)).count(plain) == 2


def test_several_papers_in_one_docx_begin_a_page_each_in_their_language():
    made = as_docx(paper(title="One"), paper(title="Deux", language="fr"))
    inside = inside_docx(made, "word/document.xml")
    assert inside.count("<w:pageBreakBefore/>") == 1 and 'w:val="fr-FR"' in inside
    assert made == as_docx(paper(title="One"), paper(title="Deux", language="fr"))
