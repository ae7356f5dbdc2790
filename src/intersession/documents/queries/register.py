"""The list of documents by year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from intersession.access.guard import Actor
from intersession.documents.models import Document
from intersession.documents.queries.lines import DocumentLine, lines, readable_by
from intersession.documents.queries.narrowing import narrowed, out_in
from intersession.ui.sheets import MOST

ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class YearOfDocuments:
    year: int
    lines: list[DocumentLine]


@dataclass(frozen=True, kw_only=True)
class DocumentList:
    years: list[YearOfDocuments]
    page: Page[Document]


def every(found: DocumentList) -> list[DocumentLine]:
    """All that is asked for, beyond the page. Two queries."""
    return lines(found.page.paginator.object_list[:MOST])


def document_list(actor: Actor, asked: Mapping[str, Any], *, page: str = "1") -> DocumentList:
    """By year, the latest first, of what was asked for. Three queries."""
    rows = narrowed(readable_by(actor), asked).order_by("-dated", "symbol")
    if asked.get("language"):
        rows = rows.filter(out_in(asked["language"]))
    shown = Paginator(rows, ON_A_PAGE).get_page(page)
    years: dict[int, list[DocumentLine]] = {}
    for line in lines(shown.object_list):
        years.setdefault(line.dated.year, []).append(line)
    by_year = [YearOfDocuments(year=year, lines=found) for year, found in years.items()]
    return DocumentList(years=by_year, page=shown)
