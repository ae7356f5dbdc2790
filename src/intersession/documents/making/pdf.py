"""Papers as tagged PDF (PDF/UA-1), set by Typst from one fixed template."""

import dataclasses
import functools
import json
from importlib import resources
from typing import Any

from intersession.documents.making.columns import shares
from intersession.documents.making.paper import (
    PAGE_OF,
    Bars,
    Block,
    Paper,
    Paragraph,
    Table,
    UnfitPaper,
)
from intersession.documents.making.plain import printable

REGIONS = {"en": "GB", "fr": "FR", "es": "ES"}  # whose habits of hyphenation and date a text has


def as_pdf(paper: Paper, *more: Paper, title: str = "") -> bytes:
    """The paper as PDF 1.7, or several one after the other, each with its own numbers of pages.

    The same papers give the same bytes. `title` is that of the file, where the first paper's will
    not do. PDF/UA-1 is claimed when every character has a glyph in the fonts that come with this
    package or of the machine. A character without any prints as an empty box, and the file then
    makes no such claim.
    """
    papers = [_as_data(printable(one)) for one in (paper, *more)]
    told = title or papers[0]["title"]
    return typeset("paper", papers=json.dumps(papers, default=sorted), title=told)


def typeset(template: str, **inputs: str) -> bytes:
    """What one of our templates makes of these inputs; see `as_pdf` for what the file claims."""
    import typst  # noqa: PLC0415  a library of 80 MB: loaded by the first paper, not by the server

    for system, standard in ((False, ["ua-1"]), (True, ["ua-1"]), (True, [])):
        try:
            return _compiled(template, inputs, system=system, standard=standard)
        except typst.TypstError as error:
            refused = error
            if "could not be displayed" not in str(error):
                break
    raise UnfitPaper(f"The PDF could not be made: {refused}") from refused


def _compiled(template: str, inputs: dict[str, str], *, system: bool, standard: list[Any]) -> bytes:
    import typst  # noqa: PLC0415  see typeset

    made: bytes = typst.compile(
        _template(template),
        format="pdf",
        font_paths=_fonts(system),
        sys_inputs=inputs,
        pdf_standards=standard,
    )
    return made


@functools.cache
def _template(name: str) -> bytes:
    return resources.files(__package__).joinpath(f"data/{name}.typ").read_bytes()


@functools.cache
def _fonts(system: bool) -> Any:
    import typst  # noqa: PLC0415  see typeset

    own = resources.files(__package__).joinpath("data/fonts")
    return typst.Fonts(include_system_fonts=system, font_paths=[str(own)])


def _as_data(paper: Paper) -> dict[str, Any]:
    return {
        **dataclasses.asdict(paper),
        "region": REGIONS[paper.language],
        "organisation": [{"language": code, "words": words} for code, words in paper.names()],
        "marks": paper.marks(),
        "page_of": PAGE_OF[paper.language],
        "blocks": _blocks(paper.blocks),
    }


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    told, number = [], 0
    for block in blocks:
        number += isinstance(block, Paragraph) and block.numbered
        told.append({**dataclasses.asdict(block), **_more(block, number)})
    return told


def _more(block: Block, number: int) -> dict[str, Any]:
    match block:
        case Paragraph(numbered=True):
            return {"kind": "Numbered", "number": number}
        case Table():
            return {"kind": "Table", "align": block.aligned(), "shares": shares(block)}
        case Bars():
            return {"kind": "Bars", "said": block.said()}
    return {"kind": type(block).__name__}
