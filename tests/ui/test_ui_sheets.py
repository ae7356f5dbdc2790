"""A list as CSV and XLSX: types kept, nothing runs as a formula, the same list is the same file."""

import csv
import time
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from intersession.ui.sheets import FORMULA, Sheet, as_csv, as_xlsx

AT = datetime(2011, 10, 20, 8, 0, tzinfo=UTC)  # 10:00 in Geneva


def sheet(rows, heads=("Name", "Since", "Number", "Received"), title="Members [2011]: all"):
    return Sheet(title=title, name="members", heads=heads, rows=rows)


def read_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_types_are_kept_and_moments_stand_at_the_hour_of_the_duty_station():
    made = sheet([["Côte d’Ivoire", date(2000, 6, 1), 384, AT], ["=1+1", None, -1.5, None]])
    head, first, second = read_xlsx(as_xlsx(made))
    assert head == ["Name", "Since", "Number", "Received"]
    assert first == ["Côte d’Ivoire", date(2000, 6, 1), 384, datetime(2011, 10, 20, 10, 0)]  # noqa: DTZ001
    assert second == ["=1+1", "", -1.5, ""]
    _head, first, second = read_csv(as_csv(made))
    assert first == ["Côte d’Ivoire", "2000-06-01", "384", "2011-10-20 10:00"]
    assert second == ["'=1+1", "", "-1.5", ""]
    assert as_csv(made).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("sign", FORMULA)
def test_no_text_begins_as_a_formula_does(sign):
    made = sheet([[f"{sign}HYPERLINK(A1)"], [f"'{sign}x"]], heads=(f"{sign}head",))
    assert [row[0][0] for row in read_csv(as_csv(made))] == ["'", "'", "'"]
    book = CalamineWorkbook.from_filelike(BytesIO(as_xlsx(made))).get_sheet_by_index(0)
    assert all(isinstance(row[0], str) for row in book.to_python())


@settings(max_examples=25)
@example([["'@", "'x"]])
@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_every_text_makes_a_sheet(rows):
    made = sheet(rows, heads=("A", "B"))
    found = read_csv(as_csv(made))
    assert [[_as_meant(cell) for cell in row] for row in found[1:]] == rows
    assert as_xlsx(made).startswith(b"PK")


def _as_meant(cell):
    """Without the one apostrophe that keeps a text from being a formula."""
    kept = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if kept else cell


def test_the_same_list_is_the_same_file():
    made = sheet([["A", None, 1, AT]])
    assert as_xlsx(made) == as_xlsx(made)
    assert as_csv(made) == as_csv(made)


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    (_head, row) = read_xlsx(as_xlsx(sheet([["x" * 40_000]], heads=("A",))))
    assert len(row[0]) == 32_767
    assert row[0].endswith("…")


def test_a_list_of_230_rows_takes_little():
    """0.1 s of CPU is the promise (see tests/bench); here with room for a slow machine."""
    made = sheet([["Côte d’Ivoire", date(2000, 6, 1), 384, AT]] * 230)
    as_xlsx(made)
    began = time.process_time()
    as_xlsx(made)
    assert time.process_time() - began < 0.4
