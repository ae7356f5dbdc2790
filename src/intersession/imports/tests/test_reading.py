"""What comes in: every way of writing a list is read, every bad file is told in a sentence."""

import struct
import zipfile
import zlib
from datetime import date
from io import BytesIO
from unicodedata import normalize

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from intersession.imports import rules
from intersession.imports.reading import letter, read
from intersession.imports.reading import workbook as workbook_room
from intersession.ui.sheets import Sheet, as_csv, as_xlsx

HEADS = {"Pays", "Name", "Since", "Code"}


def table(content):
    return read(content, "list", HEADS.__contains__)


def cells(content):
    return [list(row.cells) for row in table(content).rows]


LIST = "Pays;Name\r\nCôte d’Ivoire;Kouassi Aya\r\nNA;“Éloïse”\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_however_it_was_saved(encoding, separator):
    found = table(LIST.replace(";", separator).encode(encoding))
    assert [column.head for column in found.columns] == ["Pays", "Name"]
    assert [list(row.cells) for row in found.rows] == [
        ["Côte d’Ivoire", "Kouassi Aya"],
        ["NA", "“Éloïse”"],
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_letters_of_older_windows_are_read(encoding):
    said = "Pays;Name\nCôte d'Ivoire;Éloïse Ñuñez\n"
    assert cells(said.encode(encoding)) == [["Côte d'Ivoire", "Éloïse Ñuñez"]]


def test_a_cell_may_hold_separators_quotes_and_lines():
    found = table(b'Pays,Name\r\n"A, ""b""","two\r\nlines"\r\nC,D\r\n')
    assert [(row.number, list(row.cells)) for row in found.rows] == [
        (2, ['A, "b"', "two\nlines"]),
        (3, ["C", "D"]),  # numbered as a spreadsheet does, not by lines of the file
    ]


def test_a_first_line_may_name_the_separator():
    found = table(b"sep=;\nPays;Name\nA,B;C\n")
    assert (found.head_row, found.rows[0].number) == (2, 3)
    assert list(found.rows[0].cells) == ["A,B", "C"]


def workbook(write):
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    write(book)
    book.close()
    return made.getvalue()


def test_titles_above_the_heads_and_empty_rows_are_left_out():
    def write(book):
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 2, "List of the membership")
        page.write_row(2, 1, ["Pays", "Since"])
        page.write_row(4, 1, ["Benin", 2004])

    found = table(workbook(write))
    assert (found.head_row, found.rows[0].number) == (3, 5)
    assert [(c.letter, c.head) for c in found.columns] == [("B", "Pays"), ("C", "Since")]
    assert list(found.rows[0].cells) == ["", "Benin", "2004"]


def test_formulas_count_by_their_value_and_dates_are_dates():
    def write(book):
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name", "Since", "Code"])
        page.write_formula(1, 0, '="A"&"B"', None, "AB")
        page.write_datetime(1, 1, date(2011, 10, 20), book.add_format({"num_format": "d/m/yy"}))
        page.write_formula(1, 2, "=1/0", None, "#DIV/0!")

    assert cells(workbook(write))[0][:2] == ["AB", date(2011, 10, 20)]


def test_heads_that_are_missing_or_double_are_told_by_their_letter():
    found = table(b"Name,Pays,,Name\nA,B,C,D\n")
    assert [(c.letter, c.head, c.twice) for c in found.columns] == [
        ("A", "Name", ("A", "D")),
        ("B", "Pays", ()),
        ("C", "", ()),
        ("D", "Name", ("A", "D")),
    ]
    assert not table(b"1,2\n3,4\n").known_heads


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", rules.FileEmpty),
        (b"x" * (rules.MOST_OCTETS + 1), rules.FileTooLarge),
        (b"%PDF-1.7 ...", rules.NotASheet),
        (b"PK\x03\x04" + b"x" * 100, rules.SheetBroken),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, rules.SheetBroken),
        (b"Name,Pays\nA\0B,C\n", rules.HoldsNul),
        (b'Name,Pays\n"A,B\nC,D\n', rules.QuotesBroken),
        (b'Name,Pays\n"A"x,B\n', rules.QuotesBroken),
        (b"Name,Pays\n", rules.NothingInIt),
        (b"\n\n,,\n", rules.NothingInIt),
        (b"Name\n" + b"A\n" * (rules.MOST_ROWS + 1), rules.TooManyRows),
        (b",".join([b"x"] * 201) + b"\nA\n", rules.TooManyColumns),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(content, refusal):
    with pytest.raises(refusal) as said:
        table(content)
    assert "%(" not in str(said.value)


def test_fifty_thousand_rows_are_read():
    assert len(table(b"Name,Pays\n" + b"A,B\n" * rules.MOST_ROWS).rows) == rules.MOST_ROWS


def packed(parts):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


BOMB = 9 * 1024**2


@pytest.fixture
def eight(monkeypatch):
    """The limit at 8 MB instead of 100, so that a bomb is packed in little time."""
    monkeypatch.setattr(workbook_room, "MOST_UNPACKED", 8 * 1024**2)


def test_a_zip_bomb_is_refused_before_it_is_opened(eight):
    bomb = {"xl/workbook.xml": "<workbook/>", "xl/sharedStrings.xml": b" " * BOMB}
    with pytest.raises(rules.Expands):
        table(packed(bomb))


def test_a_zip_bomb_that_lies_about_its_size_is_refused(eight):
    """The declared size says little, the real one is what counts."""
    content = bytearray(packed({"xl/workbook.xml": "<w/>", "xl/media": b" " * BOMB}))
    size = struct.pack("<I", BOMB)
    small = struct.pack("<I", 10)
    said = bytes(content).replace(size, small)
    assert said != bytes(content)
    with pytest.raises(rules.Expands):
        table(said)


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', rules.TooManyRows),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', rules.TooManyColumns),
        ('<row r="1048576"><c/><c><v>1</v></c></row>', rules.TooManyRows),
        (f'<row r="1">{"<c/>" * 300}<c><v>1</v></c></row>', rules.TooManyColumns),
        ('<!DOCTYPE x [<!ENTITY a "b">]><row/>', rules.SheetBroken),
        ("<row", rules.SheetBroken),
    ],
)
def test_a_cell_in_the_last_corner_fills_no_memory(row, refusal):
    body = row if row.startswith("<!") else f"<worksheet><sheetData>{row}</sheetData></worksheet>"
    with pytest.raises(refusal):
        table(packed({"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": body}))


def test_an_open_document_that_repeats_a_row_a_million_times_is_refused():
    row = '<table:table-row table:number-rows-repeated="1048576">'
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    said = f'<office:x xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>{row}{cell}'
    content = packed({"content.xml": f"{said}</table:table-row></table:table></office:x>"})
    with pytest.raises(rules.TooManyRows):
        table(content)


def test_other_zip_files_and_locked_ones_are_told_apart():
    with pytest.raises(rules.NotASheet):
        table(packed({"word/document.xml": "<w/>"}))
    locked = bytearray(packed({"xl/workbook.xml": "<w/>"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(rules.SheetLocked):
        table(bytes(locked))


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@settings(max_examples=25)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_what_goes_out_comes_in_again(rows):
    """Also text that would run as a formula: its apostrophe goes out and is taken back."""
    sheet = Sheet(title="x", name="x", heads=("Name", "Pays"), rows=rows)
    expected = [[normalize("NFC", cell) for cell in row] for row in rows]
    assert cells(as_csv(sheet)) == expected
    assert cells(as_xlsx(sheet)) == expected


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_a_broken_stream_is_a_broken_file():
    content = bytearray(workbook(lambda book: book.add_worksheet().write_row(0, 0, ["Name", 1])))
    middle = content.index(b"xl/worksheets/sheet1.xml") + 30
    content[middle : middle + 40] = zlib.compress(b"x" * 60)[:12].ljust(40, b"\xff")
    with pytest.raises((rules.SheetBroken, rules.NothingInIt)):
        table(bytes(content))


def test_an_open_document_is_read():
    names = "".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" '
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )

    def row(*cells):
        told = "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in cells
        )
        return f"<table:table-row>{told}</table:table-row>"

    empty = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/>'
    body = row("Pays", "Name") + row("Côte d’Ivoire", "Aya") + f"{empty}</table:table-row>"
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="A">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content}
    assert cells(packed(parts)) == [["Côte d’Ivoire", "Aya"]]
