"""Makes official-looking papers: one `Paper` as tagged PDF and as DOCX."""

from intersession.documents.making.badges import Badge, badges_as_pdf
from intersession.documents.making.paper import (
    LANGUAGES,
    Align,
    Annex,
    Bars,
    Block,
    Bullets,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
    Timed,
    UnfitPaper,
    Words,
    only_words,
    parts,
)
from intersession.documents.making.pdf import as_pdf
from intersession.documents.making.word import as_docx

__all__ = [
    "LANGUAGES",
    "Align",
    "Annex",
    "Badge",
    "Bars",
    "Block",
    "Bullets",
    "Figure",
    "Footnote",
    "Foreign",
    "Heading",
    "Note",
    "Paper",
    "Paragraph",
    "Signature",
    "Table",
    "Timed",
    "UnfitPaper",
    "Words",
    "as_docx",
    "as_pdf",
    "badges_as_pdf",
    "parts",
    "only_words",
]
