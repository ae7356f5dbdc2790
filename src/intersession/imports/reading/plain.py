"""CSV as it comes: UTF-8 or UTF-16 with or without a mark, Windows-1252; comma, semicolon, tab."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from intersession.imports import rules
from intersession.ui.sheets import FORMULA

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = (",", ";", "\t")
LOOKED_AT = 60  # lines that say which separator is used


def rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise rules.HoldsNul(row=text[: text.index("\0")].count("\n") + 1)
    separator, text = _separator(text)
    return _parsed(text, separator)


def _decoded(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _as(content, encoding)
    wide = _wide(content)
    if wide:
        return _as(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _western(content)


def _western(content: bytes) -> str:
    """Windows-1252 has five holes; Latin-1 has none."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as why:
        raise rules.NotASheet() from why


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: in Latin text every second octet is zero."""
    head = content[:400]
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.7 * pairs:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.7 * pairs else ""


def _separator(text: str) -> tuple[str, str]:
    """A first line "sep=;" says it; else the one that parts most lines into as many cells."""
    first, _end, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and said[4:5] in SEPARATORS:
        return said[4:5], "\n" + rest  # its row still counts
    return max(SEPARATORS, key=lambda sign: _fit(text, sign)), text


def _fit(text: str, separator: str) -> tuple[int, int]:
    """(lines that have the most frequent number of cells, that number); (0, 0) for one cell."""
    try:
        sample = [len(row) for row in islice(_reader(text, separator), LOOKED_AT) if row]
    except csv.Error:
        return 0, 0
    counted = Counter(cells for cells in sample if cells > 1)
    if not counted:
        return 0, 0
    cells, lines = max(counted.items(), key=lambda found: (found[1], found[0]))
    return lines, cells


def _reader(text: str, separator: str, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=separator, strict=strict)


def _lines(text: str) -> list[str]:
    """By line ends only: splitlines would also part at signs that stand inside a cell."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line + "\n" for line in plain.split("\n")]


def _parsed(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    reader = _reader(text, separator, strict=True)
    try:
        for row in reader:
            found.append([_unquoted(cell) for cell in row])
            _check(row, len(found))
    except csv.Error as why:
        if "larger than" in str(why):
            cell = f"{len(found) + 1}"
            raise rules.CellTooLong(cell=cell, most=rules.MOST_CELL) from why
        raise rules.QuotesBroken(row=len(found) + 1) from why
    return found


def _unquoted(cell: str) -> str:
    """Without the apostrophe that our own sheets put before what would run as a formula."""
    if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA):
        return cell[1:]
    return cell


def _check(row: Sequence[str], number: int) -> None:
    if number > rules.MOST_ROWS + 1000:
        raise rules.TooManyRows(most=rules.MOST_ROWS)
    if len(row) > rules.MOST_COLUMNS and any(row[rules.MOST_COLUMNS :]):
        raise rules.TooManyColumns(most=rules.MOST_COLUMNS)
