"""Reads of documents, one module per page; the names that other apps call stand here, too."""

from intersession.documents.queries.lines import (
    DISTRIBUTION_NAMES,
    KIND_NAMES,
    DocumentLine,
    Strip,
    by_document,
    latest,
    line,
    lines,
    readable_by,
    strip,
    strips,
)
from intersession.documents.queries.narrowing import Grouping, hang
from intersession.documents.queries.page import document_page, may_open
from intersession.documents.queries.parity import translations_due

__all__ = [
    "DISTRIBUTION_NAMES",
    "KIND_NAMES",
    "DocumentLine",
    "Grouping",
    "Strip",
    "by_document",
    "document_page",
    "hang",
    "latest",
    "line",
    "lines",
    "may_open",
    "readable_by",
    "strip",
    "strips",
    "translations_due",
]
