"""What is missing in which language, and by when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from intersession.access.guard import Actor
from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion
from intersession.documents.queries.lines import (
    DocumentLine,
    address,
    line,
    readable_by,
    strip,
    versions_of,
)
from intersession.documents.queries.narrowing import narrowed, out_in
from intersession.documents.queries.page import SHAPES
from intersession.ui.dates import duty_day
from intersession.ui.sheets import MOST

State = DocumentVersion.State
ON_A_PAGE = 50
SOON = timedelta(days=7)
Rows = QuerySet[Document]


@dataclass(frozen=True, kw_only=True)
class Cell:
    language: str
    state: str  # "" where there is no version
    word: Any
    shape: str
    due_on: date | None
    url: str  # where it can be read
    key: str  # what a form sends to set its deadline; "" when it is out


@dataclass(frozen=True, kw_only=True)
class ParityRow:
    line: DocumentLine
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Missing:
    language: str
    documents: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Parity:
    rows: list[ParityRow]
    page: Page[Document]
    languages: list[str]
    missing: list[Missing]  # languages in which something is missing, the worst first
    late: int
    documents: int  # of all that was asked for, complete or not


def parity(actor: Actor, asked: Mapping[str, Any], now: datetime, *, page: str = "1") -> Parity:
    """Documents somebody may read that are not there in every language, the nearest deadline
    first; with `asked["all"]` the others, too. What was superseded is waited for no more. Five
    queries."""
    languages = [code for code, _own in settings.LANGUAGES]
    if asked.get("language"):
        languages = [asked["language"]]
    rows = _current(narrowed(readable_by(actor), asked))
    documents = rows.count()
    missing = _missing(rows, languages, documents, duty_day(now))
    shown = rows if asked.get("all") else _incomplete(rows, languages)
    found = Paginator(_by_due(shown), ON_A_PAGE).get_page(page)
    return Parity(
        rows=_table(list(found.object_list), languages, duty_day(now)),
        page=found,
        languages=languages,
        missing=[one for one in missing if one.documents],
        late=sum(one.late for one in missing),
        documents=documents,
    )


def every(found: Parity, now: datetime) -> list[ParityRow]:
    """All that was asked for, beyond the page. Two queries."""
    return _table(list(found.page.paginator.object_list[:MOST]), found.languages, duty_day(now))


def translations_due(today: date) -> list[DocumentVersion]:
    """What is to come in a language within a week, or is late; the earliest first. One query."""
    rows = DocumentVersion.objects.filter(_to_come(), due_on__lte=today + SOON)
    return list(rows.select_related("document").order_by("due_on", "pk")[:100])


def _to_come() -> Q:
    return Q(state__in=[state for state in rules.TO_COME if state])


def _current(rows: Rows) -> Rows:
    """Without what was superseded in its original language."""
    over = {"language": OuterRef("original_language"), "state": State.SUPERSEDED}
    return rows.exclude(Exists(DocumentVersion.objects.filter(document=OuterRef("pk"), **over)))


def _incomplete(rows: Rows, languages: list[str]) -> Rows:
    lacking = Q()
    for language in languages:
        lacking |= ~Q(out_in(language))
    return rows.filter(lacking)


def _by_due(rows: Rows) -> Rows:
    to_come = Q(versions__state__in=[state for state in rules.TO_COME if state])
    first = Min("versions__due_on", filter=to_come)
    return rows.annotate(first_due=first).order_by(
        F("first_due").asc(nulls_last=True), "-dated", "symbol"
    )


def _missing(rows: Rows, languages: list[str], documents: int, today: date) -> list[Missing]:
    counts = (
        DocumentVersion.objects.filter(document__in=rows, language__in=languages)
        .order_by()
        .values_list("language")
        .annotate(
            out=Count("pk", filter=Q(state__in=rules.OUT)),
            late=Count("pk", filter=_to_come() & Q(due_on__lt=today)),
        )
    )
    found = {language: (out, late) for language, out, late in counts}
    missing = [
        Missing(
            language=code,
            documents=documents - found.get(code, (0, 0))[0],
            late=found.get(code, (0, 0))[1],
        )
        for code in languages
    ]
    return sorted(missing, key=lambda one: -one.documents)


def _table(documents: list[Document], languages: list[str], today: date) -> list[ParityRow]:
    found = versions_of(documents)
    return [
        ParityRow(
            line=line(row, strip(row, found.get(row.pk, {}))),
            cells=[_cell(row, code, found.get(row.pk, {}).get(code), today) for code in languages],
        )
        for row in documents
    ]


def _cell(document: Document, code: str, version: DocumentVersion | None, today: date) -> Cell:
    state = version.state if version else None
    to_come = state in rules.TO_COME
    due_on = version.due_on if version and to_come else None
    late = version is None or (due_on is not None and due_on < today)
    return Cell(
        language=code,
        state=state or "",
        word=rules.STATE_NAMES[state] if state else rules.MISSING,
        shape="late" if late else SHAPES.get(state or "", "done"),
        due_on=due_on,
        url="" if to_come or version is None else address(version.file, version.url),
        key=f"{document.slug}:{code}" if to_come else "",
    )
