"""Address labels: 24 on a page of A4, three times eight of 70 × 37 mm, as PDF and as DOCX."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from typing import Any

from intersession.ui.sheets import CREATED

ACROSS, DOWN = 3, 8
MOST_LINES = 7
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Lines = Sequence[str]


def as_pdf(labels: Iterable[Lines], *, title: str, language: str) -> bytes:
    import typst  # noqa: PLC0415  a library of 80 MB: loaded by the first label, not by the server

    told = {"title": title, "language": language[:2], "labels": _cut(labels)}
    made: bytes = typst.compile(
        resources.files(__package__).joinpath("data/labels.typ").read_bytes(),
        format="pdf",
        sys_inputs={"told": json.dumps(told)},
    )
    return made


def as_docx(labels: Iterable[Lines], *, title: str, language: str) -> bytes:
    """One table of rows with a fixed height, so that each label stays on its own."""
    from docx import Document  # noqa: PLC0415  60 ms that a server without labels need not spend

    made = Document()
    core = made.core_properties
    core.title, core.language, core.author, core.comments = title, language[:2], "", ""
    core.created = core.modified = CREATED
    _page(made.sections[0])
    found = _cut(labels)
    rows = [found[at : at + ACROSS] for at in range(0, len(found), ACROSS)]
    grid = made.add_table(rows=len(rows), cols=ACROSS)
    for row, told in zip(grid.rows, rows, strict=True):
        _row(row, told)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _cut(labels: Iterable[Lines]) -> list[list[str]]:
    """At most seven lines have room; what is longer is joined into the last."""
    found = []
    for lines in labels:
        kept = list(lines[: MOST_LINES - 1])
        rest = lines[MOST_LINES - 1 :]
        found.append([*kept, ", ".join(rest)] if rest else kept)
    return found


def _page(section: Any) -> None:
    from docx.shared import Mm  # noqa: PLC0415  see as_docx

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(0)
    section.header_distance = section.footer_distance = Mm(0)


def _row(row: Any, told: list[list[str]]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415  see as_docx
    from docx.shared import Mm, Pt  # noqa: PLC0415  see as_docx

    row.height, row.height_rule = Mm(297 / DOWN - 0.2), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell, lines in zip(row.cells, told, strict=False):
        cell.width = Mm(210 / ACROSS)
        first = cell.paragraphs[0]
        shape = first.paragraph_format
        shape.left_indent, shape.right_indent, shape.space_before = Mm(7), Mm(4), Mm(5)
        shape.space_after, shape.line_spacing = Pt(0), Pt(12)
        run = first.add_run("\n".join(lines))
        run.font.size, run.font.name = Pt(9.5), "Times New Roman"


MAKING: dict[str, Callable[..., bytes]] = {"pdf": as_pdf, "docx": as_docx}
