"""Reading preferences from CSV: `voter,approves`, with ; between options.

An optional first line `# options: A;B;C` names options that perhaps nobody approves.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from intersession.methods.base import FileError, Remark

from ._model import Ballot

HEADER = ["voter", "approves"]
# Spreadsheets quote the cell and pad the line with empty ones.
OPTIONS_LINE = re.compile(r"#\s*options\s*:(?P<named>.*)", re.IGNORECASE)
END_OF_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a CSV file holds: every option named or approved, and one ballot a row."""

    options: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    remarks: tuple[Remark, ...]


def read_csv(content: bytes, *, file: str, cap: int | None = None) -> Preferences:
    """Read the bytes of a file; `file` is its name in messages. Raises FileError."""
    text = _decode(content, file)
    named, body, first_row = _options_line(text, file)
    ballots: dict[str, Ballot] = {}
    remarks: list[Remark] = []
    known = set(named)
    for row, cells in _records(body, first_row, file):
        ballot = _ballot(cells, file, row)
        if ballot.voter in ballots:
            raise FileError(
                f"voter {ballot.voter} is already on an earlier row.", file=file, row=row, column=1
            )
        _check_cap(ballot, cap, file, row)
        if named:
            remarks += _new_options(ballot, known, row)
        known |= ballot.approved
        ballots[ballot.voter] = ballot
    if not known:
        raise FileError("the file names no option.", file=file)
    if ballots and text.endswith(","):
        remarks.append(Remark(code="last-row-open", values=(("voter", ballot.voter),)))
    return Preferences(
        options=tuple(sorted(known)), ballots=tuple(ballots.values()), remarks=tuple(remarks)
    )


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


def _options_line(text: str, file: str) -> tuple[list[str], str, int]:
    """The options named on the first line, what follows it, and the number of its first row."""
    line, *rest = END_OF_LINE.split(text, maxsplit=1)
    cell = line.strip().rstrip(",").strip()
    if cell.startswith('"') and cell.endswith('"'):
        cell = cell[1:-1].replace('""', '"').strip()
    found = OPTIONS_LINE.fullmatch(cell)
    if found is None:
        return [], text, 1
    return _split(found["named"].strip(), file, 1, 1), rest[0] if rest else "", 2


def _records(body: str, first_row: int, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row after the header with the number of its first line in the file."""
    reader = csv.reader(StringIO(body, newline=""), strict=True)
    row, header_seen = first_row, False
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise FileError(f"this is not CSV ({error}).", file=file, row=row) from None
        if cells and not header_seen:
            _check_header(cells, file, row)
            header_seen = True
        elif cells:
            yield row, cells
        row = first_row + reader.line_num
    if not header_seen:
        raise FileError("the header voter,approves is missing.", file=file, row=first_row)


def _check_header(cells: list[str], file: str, row: int) -> None:
    for column, wanted in enumerate(HEADER, start=1):
        found = cells[column - 1].strip() if column <= len(cells) else ""
        if found != wanted:
            raise FileError(
                f"the header must be voter,approves; {wanted} is expected here, not {found!r}.",
                file=file,
                row=row,
                column=column,
            )
    if len(cells) > len(HEADER):
        raise FileError(
            f"the header must be voter,approves; {cells[2]!r} is one column too many.",
            file=file,
            row=row,
            column=3,
        )


def _ballot(cells: list[str], file: str, row: int) -> Ballot:
    if len(cells) != len(HEADER):
        raise FileError(
            f"{len(cells)} cells where voter,approves needs two; is the row complete?",
            file=file,
            row=row,
            column=min(len(cells), 2) + 1,
        )
    voter = cells[0].strip()
    if not voter:
        raise FileError("the voter has no name.", file=file, row=row, column=1)
    return Ballot(voter=voter, approved=frozenset(_split(cells[1].strip(), file, row, 2)))


def _split(cell: str, file: str, row: int, column: int) -> list[str]:
    if not cell:
        return []
    options = [option.strip() for option in cell.split(";")]
    for index, option in enumerate(options):
        if not option:
            raise FileError("an option between ; is empty.", file=file, row=row, column=column)
        if option in options[:index]:
            raise FileError(f"{option} is named twice.", file=file, row=row, column=column)
    return options


def _check_cap(ballot: Ballot, cap: int | None, file: str, row: int) -> None:
    if cap is not None and len(ballot.approved) > cap:
        raise FileError(
            f"{len(ballot.approved)} options are approved; at most {cap} may be.",
            file=file,
            row=row,
            column=2,
        )


def _new_options(ballot: Ballot, known: set[str], row: int) -> list[Remark]:
    return [
        Remark(code="option-not-listed", values=(("row", row), ("option", option)))
        for option in sorted(ballot.approved - known)
    ]
