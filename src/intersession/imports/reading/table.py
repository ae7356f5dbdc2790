"""The shape of a list: where its heads stand, what they are, and its rows."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from intersession.imports import rules

Cell = str | date | datetime
LOOKED_FOR_HEADS = 20  # rows from the top
SAMPLES = 3  # values shown beside a head
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


class Row(NamedTuple):
    """`number` as the spreadsheet shows it."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`head` is "" where there is none; `twice` names the other columns of that head."""

    place: int
    letter: str
    head: str
    samples: tuple[str, ...]
    twice: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.head or self.letter


@dataclass(frozen=True, kw_only=True)
class Table:
    head_row: int
    known_heads: bool  # whether any head was known as one
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def letter(place: int) -> str:
    """ "A" for 0, "AA" for 26, as a spreadsheet names its columns."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def table_of(grid: Sequence[Sequence[Cell]], is_head: Callable[[str], bool]) -> Table:
    """Find the heads, leave out titles above them, empty rows and columns without anything."""
    rows = [Row(number, _trimmed(cells)) for number, cells in enumerate(grid, start=1)]
    filled = [row for row in rows if row.cells]
    if not filled:
        raise rules.NothingInIt()
    head, known = _head(filled[:LOOKED_FOR_HEADS], is_head)
    below = tuple(row for row in filled if row.number > head.number)
    if not below:
        raise rules.NothingInIt()
    width = max(len(row.cells) for row in (head, *below))
    if width > rules.MOST_COLUMNS:
        raise rules.TooManyColumns(most=rules.MOST_COLUMNS)
    if len(below) > rules.MOST_ROWS:
        raise rules.TooManyRows(most=rules.MOST_ROWS)
    columns = _columns(head, below, width)
    return Table(head_row=head.number, known_heads=known, columns=columns, rows=below)


def _head(rows: list[Row], is_head: Callable[[str], bool]) -> tuple[Row, bool]:
    """The row with the most known heads; else the first with two cells, for a title has one."""
    scores = [sum(is_head(cell) for cell in row.cells if isinstance(cell, str)) for row in rows]
    best = max(scores)
    if best:
        return rows[scores.index(best)], True
    return next((row for row in rows if _filled(row.cells) > 1), rows[0]), False


def _columns(head: Row, below: tuple[Row, ...], width: int) -> tuple[Column, ...]:
    heads = [str(head.cells[n]) if n < len(head.cells) else "" for n in range(width)]
    columns = []
    for place, said in enumerate(heads):
        samples = _samples(below, place)
        if not (said or samples):
            continue
        twice = [letter(n) for n, other in enumerate(heads) if said and other == said]
        columns.append(
            Column(
                place=place,
                letter=letter(place),
                head=said,
                samples=samples,
                twice=tuple(twice) if len(twice) > 1 else (),
            )
        )
    return tuple(columns)


def _samples(rows: tuple[Row, ...], place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        if place < len(row.cells) and row.cells[place] != "":
            found[str(row.cells[place])[:40]] = None
            if len(found) == SAMPLES:
                break
    return tuple(found)


def _filled(cells: Iterable[Cell]) -> int:
    return sum(cell != "" for cell in cells)


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Spaces made plain; without the empty cells at the end."""
    plain = [_plain(cell) if isinstance(cell, str) else cell for cell in cells]
    while plain and plain[-1] == "":
        plain.pop()
    return plain


def _plain(said: str) -> str:
    if said.isascii() and said.isalnum():
        return said
    if "\n" in said or "\r" in said:  # the lines of an address stay lines
        lines = said.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        said = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
    else:
        said = _SPACES.sub(" ", said).strip()
    return unicodedata.normalize("NFC", said)
