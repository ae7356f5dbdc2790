"""A paper as DOCX with real headings, lists, table heads and languages, for who must edit it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from intersession.documents.making import wordstyle
from intersession.documents.making.columns import shares
from intersession.documents.making.paper import (
    Bars,
    Block,
    Figure,
    Heading,
    Note,
    Paper,
    Paragraph,
    Table,
)
from intersession.documents.making.plain import printable

LONGEST_BAR = 24  # full block characters
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can tell


def as_docx(paper: Paper) -> bytes:
    """The paper as DOCX, A4; the same paper gives the same bytes."""
    import docx  # noqa: PLC0415  with lxml 20 MB: loaded by the first paper, not by the server

    paper = printable(paper)
    made = docx.Document()
    wordstyle.prepare(made, paper)
    _masthead(made, paper)
    made.add_paragraph(paper.title, style="Heading 1")
    for block in paper.blocks:
        SETTING[type(block)](made, block)
    _foot(made, paper)
    return _without_clock(made)


def _masthead(made: Any, paper: Paper) -> None:
    names = paper.names()
    marks = [one for one in (paper.symbol, paper.place_and_date, paper.distribution) if one]
    lines = max(len(names), len(marks), 1)
    for line in range(lines):
        row = made.add_paragraph(style="Masthead")
        if line < len(names):
            wordstyle.in_language(row.add_run(names[line][1]), names[line][0]).bold = (
                line == 0 or None
            )
        if line < len(marks):
            symbol = bool(paper.symbol) and line == 0
            row.add_run("\t")
            row.add_run(marks[line], style="Symbol" if symbol else None)
    wordstyle.border(row, "bottom", eighths=24, colour=wordstyle.INK, space=6)


def _heading(made: Any, block: Heading) -> None:
    made.add_paragraph(block.words, style="Heading 2")


def _paragraph(made: Any, block: Paragraph) -> None:
    made.add_paragraph(block.words, style="List Number" if block.numbered else None)


def _figure(made: Any, block: Figure) -> None:
    row = made.add_paragraph(style="Figure")
    row.add_run(block.big, style="Big")
    row.add_run("\u2003" + block.words)


def _note(made: Any, block: Note) -> None:
    if block.title:
        title = made.add_paragraph(style="Note")
        title.add_run(block.title).bold = True
        title.paragraph_format.keep_with_next = True
    made.add_paragraph(block.words, style="Note")


def _table(made: Any, block: Table) -> None:
    _caption(made, block.caption)
    grid = wordstyle.grid(made, len(block.rows) + 1, shares(block), said=block.caption)
    aligned = block.aligned()
    for place, (row, words) in enumerate(zip(grid.rows, (block.heads, *block.rows), strict=True)):
        _row(row, words, aligned, head=place == 0, marked=place - 1 in block.marked)
    _after_table(made)


def _row(row: Any, words: tuple[str, ...], aligned: Any, *, head: bool, marked: bool) -> None:
    wordstyle.whole(row, head=head)
    for place, (cell, said, way) in enumerate(zip(row.cells, words, aligned, strict=True)):
        line = cell.paragraphs[0]
        line.style = "Table head" if head else "Table text"
        line.alignment = wordstyle.END if way == "end" else None
        line.add_run(said).bold = True if marked and place == 0 else None
        if marked:
            wordstyle.shade(cell)


def _bars(made: Any, block: Bars) -> None:
    _caption(made, block.caption)
    if not block.rows:
        return
    grid = wordstyle.grid(made, len(block.rows), (0.3, 0.45, 0.25), said=block.said())
    for row, (label, value, words) in zip(grid.rows, block.rows, strict=True):
        drawn = _bar(value / block.of)
        _row(row, (label, drawn, words), ("start", "start", "end"), head=False, marked=False)
    _after_table(made)


def _bar(part: float) -> str:
    """A bar of block characters, true to half a character; all but nothing still shows."""
    halves = round(part * LONGEST_BAR * 2) or int(part > 0)
    return "█" * (halves // 2) + "▌" * (halves % 2)


def _caption(made: Any, words: str) -> None:
    if words:
        made.add_paragraph(words, style="Caption")


def _after_table(made: Any) -> None:
    # Word runs two tables that touch into one, and the page needs a paragraph after the last.
    made.add_paragraph(style="Gap")


def _foot(made: Any, paper: Paper) -> None:
    line = made.sections[0].footer.paragraphs[0]
    line.style = "Foot"
    line.add_run(" · ".join(one for one in (paper.symbol, paper.foot) if one) + "\t")
    wordstyle.field(line, "PAGE")
    line.add_run(" / ")
    wordstyle.field(line, "NUMPAGES")


def _without_clock(made: Any) -> bytes:
    """The file with one fixed time in its zip entries, so that a digest means something."""
    dated, plain = io.BytesIO(), io.BytesIO()
    made.save(dated)
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return plain.getvalue()


SETTING: dict[type[Block], Callable[[Any, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Figure: _figure,
    Table: _table,
    Bars: _bars,
    Note: _note,
}
