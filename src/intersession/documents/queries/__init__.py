"""Reads of documents, one module per page; the names that other apps call stand here, too."""

from intersession.documents.queries.lines import (
    DISTRIBUTION_NAMES,
    KIND_NAMES,
    DocumentLine,
    Strip,
    latest,
    lines,
    readable_by,
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
    "document_page",
    "hang",
    "latest",
    "lines",
    "may_open",
    "readable_by",
    "strips",
    "translations_due",
]
