"""A CSV file as rows of text; what cannot be read is told with its row and column."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from intersession.methods.base import FileError

MOST_ROWS = 50_000
AMOUNT = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
YES = {"1", "yes", "y", "true", "t", "x"}
NO = {"", "0", "no", "n", "false", "f"}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell and where it stands, both from 1."""

    text: str
    file: str
    row: int
    column: int

    def refuse(self, sentence: str) -> FileError:
        return FileError(sentence, file=self.file, row=self.row, column=self.column)

    def number(self) -> int:
        """A whole number, 0 or more."""
        if not (self.text.isascii() and self.text.isdigit()) or len(self.text) > 9:
            raise self.refuse(f"{self.text!r} is not a whole number, 0 or more.")
        return int(self.text)

    def amount(self) -> int:
        """An amount with at most two decimals, in hundredths."""
        found = AMOUNT.fullmatch(self.text)
        if found is None:
            raise self.refuse(_not_an_amount(self.text))
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def flag(self) -> bool:
        """Yes or no; nothing is no."""
        said = self.text.casefold()
        if said not in YES | NO:
            raise self.refuse(f"{self.text!r} is neither yes nor no (1 or 0, x or nothing).")
        return said in YES


def _not_an_amount(text: str) -> str:
    if not text:
        return "the amount is missing."
    if text.startswith(("-", "−")):
        return f"{text} is less than nothing."
    return f"{text!r} is not an amount with at most two decimals (like 2900 or 2900.50)."


@dataclass(frozen=True, kw_only=True)
class Table:
    """The header and the rows under it, all of the same length."""

    file: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> int:
        """The place of a column. Raises FileError where there is none, or two."""
        found = [at for at, cell in enumerate(self.header) if cell.text == name]
        if not found:
            there = ", ".join(cell.text for cell in self.header if cell.text)
            raise FileError(f"there is no column {name!r}, only {there}.", file=self.file, row=1)
        return found[0]


def read_table(content: bytes, *, file: str) -> Table:
    """Read the bytes of a file; `file` is its name in messages. Raises FileError."""
    header: tuple[Cell, ...] = ()
    rows = []
    for row, texts in _records(_decode(content, file), file):
        cells = _cells(texts, file, row)
        if not header:
            header = _header(cells)
            continue
        rows.append(_as_long(cells, header, row))
        if len(rows) > MOST_ROWS:
            raise FileError(f"more than {MOST_ROWS} rows are too many.", file=file, row=row)
    if not header:
        raise FileError("the file is empty.", file=file)
    return Table(file=file, header=header, rows=tuple(rows))


def _cells(texts: list[str], file: str, row: int) -> tuple[Cell, ...]:
    numbered = enumerate(texts, start=1)
    return tuple(Cell(text=text.strip(), file=file, row=row, column=at) for at, text in numbered)


def _decode(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = before.rpartition(b"\n")[2].count(b",") + 1
        row = before.count(b"\n") + 1
        sentence = "these bytes are not UTF-8 text."
        raise FileError(sentence, file=file, row=row, column=column) from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise FileError("there is a zero byte; this is not a CSV file.", file=file, row=row)
    return text


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of its first line in the file."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    row = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileError(f"this is not CSV ({error}).", file=file, row=row) from None
        if any(cell.strip() for cell in cells):
            yield row, cells
        row = reader.line_num + 1


def _header(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Names of columns; none stands twice, and empty ones at the end are nothing."""
    while cells and not cells[-1].text:
        cells = cells[:-1]
    seen: set[str] = set()
    for cell in cells:
        if cell.text and cell.text in seen:
            raise cell.refuse(f"a second column is called {cell.text!r}.")
        seen.add(cell.text)
    return cells


def _as_long(cells: tuple[Cell, ...], header: tuple[Cell, ...], row: int) -> tuple[Cell, ...]:
    more = [cell for cell in cells[len(header) :] if cell.text]
    if more:
        raise more[0].refuse(f"{more[0].text!r} stands beyond the last column of the header.")
    if len(cells) < len(header):
        said = f"the row ends here, but the header has {len(header)} columns; is it complete?"
        raise FileError(said, file=header[0].file, row=row, column=len(cells) + 1)
    return cells[: len(header)]
