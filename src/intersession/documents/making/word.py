"""A paper as DOCX with real headings, lists, table heads and languages, for who must edit it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from intersession.documents.making import wordstyle
from intersession.documents.making.columns import shares
from intersession.documents.making.paper import (
    PAGE_OF,
    Annex,
    Bars,
    Block,
    Bullets,
    Figure,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
    Timed,
)
from intersession.documents.making.plain import printable
from intersession.documents.making.wordlines import Footnotes, say

LONGEST_BLOCK = 600  # characters of a signature block that stays on one page
LONGEST_BAR = 24  # full block characters
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can tell


def as_docx(paper: Paper, *more: Paper) -> bytes:
    """The paper as DOCX, A4; the same paper gives the same bytes.

    With `more` each begins a new page; the foot is the first one's, and pages are counted through.
    """
    papers = [printable(one) for one in (paper, *more)]
    made = wordstyle.prepared(papers[0])
    if papers[0].poster:
        wordstyle.enlarge(made)
    notes = Footnotes(made, papers[0])
    for place, one in enumerate(papers):
        before = len(made.element.body)
        _masthead(made, one, anew=place > 0)
        _title(made, one)
        for block in one.blocks:
            SETTING[type(block)](made, block, notes)
        if one.language != papers[0].language:
            wordstyle.all_in_language(made.element.body[before - 1 :], one.language)
    if not more:
        _running_head(made, papers[0])
    _foot(made, papers[0])
    notes.keep()
    return _without_clock(made)


def _masthead(made: Any, paper: Paper, *, anew: bool = False) -> None:
    names = paper.names()
    marks = [one for one in (paper.symbol, *paper.marks()) if one]
    lines = max(len(names), len(marks), 1)
    for line in range(lines):
        row = made.add_paragraph(style="Masthead")
        row.paragraph_format.page_break_before = True if anew and line == 0 else None
        if line < len(names):
            code, words = names[line]
            wordstyle.in_language(row.add_run(words), code).bold = line == 0 or None
        if line < len(marks):
            symbol = bool(paper.symbol) and line == 0
            row.add_run("\t")
            row.add_run(marks[line], style="Symbol" if symbol else None)
    wordstyle.border(row, "bottom", eighths=24, colour=wordstyle.INK, space=6)


def _title(made: Any, paper: Paper) -> None:
    if paper.kind:
        say(made.add_paragraph(style="Kind"), paper.kind)
    say(made.add_paragraph(style="Heading 1"), paper.title)
    if paper.lead:
        say(made.add_paragraph(style="Lead"), paper.lead)


def _heading(made: Any, block: Heading, notes: Footnotes) -> None:
    say(made.add_paragraph(style=f"Heading {block.level}"), block.words, notes)


def _paragraph(made: Any, block: Paragraph, notes: Footnotes) -> None:
    say(made.add_paragraph(style="List Number" if block.numbered else None), block.words, notes)


def _bullets(made: Any, block: Bullets, notes: Footnotes) -> None:
    for item in block.items:
        say(made.add_paragraph(style="List Bullet"), item, notes)


def _figure(made: Any, block: Figure, _notes: Footnotes) -> None:
    row = made.add_paragraph(style="Figure")
    row.add_run(block.big, style="Big")
    say(row, "\u2003" + block.words)


def _note(made: Any, block: Note, notes: Footnotes) -> None:
    if block.title:
        title = made.add_paragraph(style="Note")
        title.add_run(block.title).bold = True
        title.paragraph_format.keep_with_next = True
    say(made.add_paragraph(style="Note"), block.words, notes)


def _annex(made: Any, block: Annex, _notes: Footnotes) -> None:
    label = made.add_paragraph(style="Kind")
    label.paragraph_format.page_break_before = True
    say(label, block.label)
    say(made.add_paragraph(style="Heading 2"), block.words)


def _signature(made: Any, block: Signature, _notes: Footnotes) -> None:
    """Two columns without rules; the room above who signs is where it is signed."""
    grid = wordstyle.grid(made, 1, (0.5, 0.5), said="", lined=False)
    row = grid.rows[0]
    if len("".join((*block.to, *block.by))) < LONGEST_BLOCK:
        wordstyle.whole(row, head=False)
    for cell, lines in zip(row.cells, (block.to, block.by), strict=True):
        cell.vertical_alignment = wordstyle.AT_THE_FOOT
        for place, words in enumerate(lines):
            line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            line.style = "Signature block"
            say(line, words)
    first = row.cells[1].paragraphs[0]
    first.paragraph_format.space_before = wordstyle.points(60)
    wordstyle.border(first, "top", eighths=4, colour=wordstyle.EDGE, space=4)
    _after_table(made)


def _timed(made: Any, block: Timed, notes: Footnotes) -> None:
    """Hours and what takes place, side by side, without rules; a row stays on one page."""
    grid = wordstyle.grid(made, 1, (0.24, 0.76), said="", lined=False)
    wordstyle.whole(grid.rows[0], head=False)
    hours, beside = grid.rows[0].cells
    say(wordstyle.line_of(hours, "Timed"), block.hours, bold=not block.quiet)
    title = beside.paragraphs[0]
    title.style = "Heading 2"
    say(title, block.title, notes, bold=not block.quiet)
    for line in block.lines:
        say(beside.add_paragraph(style="Timed"), line, notes)
    _after_table(made)


def _table(made: Any, block: Table, _notes: Footnotes) -> None:
    _caption(made, block.caption)
    grid = wordstyle.grid(made, len(block.rows) + 1, shares(block), said=block.caption)
    aligned = block.aligned()
    for place, (row, words) in enumerate(zip(grid.rows, (block.heads, *block.rows), strict=True)):
        _row(row, words, aligned, head=place == 0, marked=place - 1 in block.marked)
    _after_table(made)


def _row(row: Any, words: tuple[str, ...], aligned: Any, *, head: bool, marked: bool) -> None:
    wordstyle.whole(row, head=head)
    style = "Table head" if head else "Table text"
    for place, (cell, said, way) in enumerate(zip(row.cells, words, aligned, strict=True)):
        line = wordstyle.line_of(cell, style)
        if way == "end":
            line.alignment = wordstyle.END
        say(line, said, bold=marked and place == 0)
        if marked:
            wordstyle.shade(cell)


def _bars(made: Any, block: Bars, _notes: Footnotes) -> None:
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
        say(made.add_paragraph(style="Caption"), words)


def _after_table(made: Any) -> None:
    # Word runs two tables that touch into one, and the page needs a paragraph after the last.
    made.add_paragraph(style="Gap")


def _running_head(made: Any, paper: Paper) -> None:
    """On the pages after the first: what paper this is."""
    section = made.sections[0]
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.style = "Running head"
    line.add_run(f"{paper.title}\t{paper.symbol}")


def _foot(made: Any, paper: Paper) -> None:
    section = made.sections[0]
    page, of = PAGE_OF[paper.language]
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.style = "Foot"
        line.add_run(" · ".join(one for one in (paper.symbol, paper.foot) if one) + "\t" + page)
        wordstyle.field(line, "PAGE")
        line.add_run(of)
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


SETTING: dict[type[Block], Callable[[Any, Any, Footnotes], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Figure: _figure,
    Table: _table,
    Bars: _bars,
    Note: _note,
    Annex: _annex,
    Signature: _signature,
    Timed: _timed,
}
