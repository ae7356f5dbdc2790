"""Reads of documents: lists with their language strips, one document, one file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion, StoredFile
from intersession.ui.dates import duty_day
from intersession.ui.numbers import size
from intersession.ui.sheets import MOST

Words = dict[str, str]
State = DocumentVersion.State
KIND_NAMES: dict[str, Any] = {
    Document.Kind.DISCUSSION_NOTE: _("Discussion note"),
    Document.Kind.AGENDA: _("Agenda"),
    Document.Kind.REPORT: _("Report"),
    Document.Kind.SUMMARY: _("Chair’s summary"),
    Document.Kind.BACKGROUND: _("Background paper"),
    Document.Kind.OUTCOME: _("Outcome document"),
    Document.Kind.OTHER: _("Other document"),
}
DISTRIBUTION_NAMES: dict[str, Any] = {
    Document.Distribution.GENERAL: _("General"),
    Document.Distribution.MEMBERS: _("The membership"),
    Document.Distribution.RESTRICTED: _("Restricted"),
}
TYPE_NAMES = {"application/pdf": "PDF", "image/png": "PNG", "image/jpeg": "JPEG"}
SHAPES: dict[str, str] = {
    State.DRAFT: "planned",
    State.IN_TRANSLATION: "part",
    State.SUPERSEDED: "lock",
}
ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One box of a language strip: `url` when it is issued, `due` while it is translated."""

    language: str
    url: str = ""
    due: date | None = None
    format: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    symbol: str
    slug: str
    url: str
    kind: Any
    title: Words
    dated: date
    original: str
    distribution: Any
    invented: bool
    strip: list[Strip]


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    language: str
    word: Any
    shape: str
    issued_on: date | None
    due_on: date | None
    url: str
    format: str


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    line: DocumentLine
    versions: list[VersionLine]


@dataclass(frozen=True, kw_only=True)
class YearOfDocuments:
    year: int
    lines: list[DocumentLine]


@dataclass(frozen=True, kw_only=True)
class DocumentList:
    years: list[YearOfDocuments]
    page: Page[Document]


def strips(documents: Iterable[Document]) -> dict[int, list[Strip]]:
    """By primary key of the document, a box for each language of the dialogue. One query."""
    rows = list(documents)
    found = _versions(rows)
    return {row.pk: _strip(row, found.get(row.pk, {})) for row in rows}


def lines(documents: Iterable[Document]) -> list[DocumentLine]:
    """The documents in the order given, with their strips. One query."""
    rows = list(documents)
    boxes = strips(rows)
    return [_line(row, boxes[row.pk]) for row in rows]


def readable_by(actor: Actor) -> QuerySet[Document]:
    return Document.objects.filter(distribution__in=rules.readable(actor))


def latest(actor: Actor, most: int = 5) -> list[DocumentLine]:
    """The last documents somebody may read. Two queries."""
    return lines(readable_by(actor).order_by("-dated", "symbol")[:most])


def document_list(actor: Actor, *, kind: str = "", symbol: str = "", page: str = "1") -> Any:
    """By year, the latest first; of one kind, or with a part of a symbol. Three queries."""
    rows = readable_by(actor).order_by("-dated", "symbol")
    if kind:
        rows = rows.filter(kind=kind)
    if symbol:
        rows = rows.filter(symbol__icontains=symbol)
    shown = Paginator(rows, ON_A_PAGE).get_page(page)
    years: dict[int, list[DocumentLine]] = {}
    for line in lines(shown.object_list):
        years.setdefault(line.dated.year, []).append(line)
    by_year = [YearOfDocuments(year=year, lines=found) for year, found in years.items()]
    return DocumentList(years=by_year, page=shown)


def every(found: DocumentList) -> list[DocumentLine]:
    """All that is asked for, beyond the page. Two queries."""
    return lines(found.page.paginator.object_list[:MOST])


def document_page(document: Document, now: datetime) -> DocumentPage:
    """One document and each of its languages. One query."""
    found = _versions([document]).get(document.pk, {})
    return DocumentPage(
        line=_line(document, _strip(document, found)),
        versions=[
            _version(document, code, found.get(code), duty_day(now))
            for code, _own in settings.LANGUAGES
        ],
    )


def may_open(actor: Actor, stored: StoredFile) -> bool:
    """Issued versions by their distribution; all else, such as scans, by those who keep files."""
    if actor.may(May.PREFER_ON_BEHALF) or actor.may(May.MANAGE_DOCUMENTS):
        return True
    out = stored.versions.filter(
        state__in=rules.OUT, document__distribution__in=rules.readable(actor)
    )
    return bool(out.exists())


def _versions(documents: Collection[Document]) -> dict[int, dict[str, DocumentVersion]]:
    found: dict[int, dict[str, DocumentVersion]] = {}
    for row in DocumentVersion.objects.filter(document__in=documents).select_related("file"):
        found.setdefault(row.document_id, {})[row.language] = row
    return found


def _strip(document: Document, found: dict[str, DocumentVersion]) -> list[Strip]:
    return [_box(document, code, found.get(code)) for code, _own in settings.LANGUAGES]


def _box(document: Document, code: str, version: DocumentVersion | None) -> Strip:
    if version and version.state in rules.OUT:
        url = _address(version) or reverse("documents:detail", args=[document.slug])
        return Strip(language=code, url=url, format=_format(version))
    if version and version.state == State.IN_TRANSLATION:
        return Strip(language=code, due=version.due_on)
    return Strip(language=code)


def _address(version: DocumentVersion) -> str:
    """Of the file kept here, else of where it is published; "" when only the fact is known."""
    if version.file:
        return reverse("documents:files", args=[version.file.uid])
    return version.url


def _format(version: DocumentVersion) -> str:
    if version.file is None:
        return ""
    return f"{TYPE_NAMES[version.file.content_type]}, {size(version.file.size)}"


def _line(document: Document, strip: list[Strip]) -> DocumentLine:
    return DocumentLine(
        symbol=document.symbol,
        slug=document.slug,
        url=reverse("documents:detail", args=[document.slug]),
        kind=KIND_NAMES[document.kind],
        title=document.title,
        dated=document.dated,
        original=document.original_language,
        distribution=DISTRIBUTION_NAMES[document.distribution],
        invented=document.invented,
        strip=strip,
    )


def _version(
    document: Document, code: str, version: DocumentVersion | None, today: date
) -> VersionLine:
    if version is None:
        return VersionLine(
            language=code,
            word=rules.MISSING,
            shape="late",
            issued_on=None,
            due_on=None,
            url="",
            format="",
        )
    out = version.state in rules.OUT
    late = not out and version.due_on is not None and version.due_on < today
    return VersionLine(
        language=code,
        word=rules.STATE_NAMES[version.state],
        shape="late" if late else SHAPES.get(version.state, "done"),
        issued_on=version.issued_on,
        due_on=None if out else version.due_on,
        url=_address(version) if out else "",
        format=_format(version) if out else "",
    )
