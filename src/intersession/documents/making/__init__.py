"""Makes official-looking papers: one `Paper` as tagged PDF and as DOCX."""

from intersession.documents.making.paper import (
    LANGUAGES,
    Align,
    Bars,
    Block,
    Figure,
    Heading,
    Note,
    Paper,
    Paragraph,
    Table,
    UnfitPaper,
)
from intersession.documents.making.pdf import as_pdf
from intersession.documents.making.word import as_docx

__all__ = [
    "LANGUAGES",
    "Align",
    "Bars",
    "Block",
    "Figure",
    "Heading",
    "Note",
    "Paper",
    "Paragraph",
    "Table",
    "UnfitPaper",
    "as_docx",
    "as_pdf",
]
