"""Documents as they stand on a list: title, symbol, and a box for each language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents import contents, rules
from intersession.documents.models import Document, DocumentVersion, StoredFile
from intersession.ui.numbers import size

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
    open_to_all: bool
    invented: bool
    strip: list[Strip]


def strips(documents: Iterable[Document]) -> dict[int, list[Strip]]:
    """By primary key of the document, a box for each language of the dialogue. One query."""
    rows = list(documents)
    found = versions_of(rows)
    return {row.pk: strip(row, found.get(row.pk, {})) for row in rows}


def lines(documents: Iterable[Document]) -> list[DocumentLine]:
    """The documents in the order given, with their strips. One query."""
    rows = list(documents)
    boxes = strips(rows)
    return [line(row, boxes[row.pk]) for row in rows]


def readable_by(actor: Actor) -> QuerySet[Document]:
    return Document.objects.filter(distribution__in=rules.readable(actor))


def latest(actor: Actor, most: int = 5) -> list[DocumentLine]:
    """The last documents somebody may read. Two queries."""
    return lines(readable_by(actor).order_by("-dated", "symbol")[:most])


def versions_of(documents: Collection[Document]) -> dict[int, dict[str, DocumentVersion]]:
    rows = DocumentVersion.objects.filter(document__in=documents)
    return by_document(rows.select_related("file"))


def by_document(rows: Iterable[DocumentVersion]) -> dict[int, dict[str, DocumentVersion]]:
    found: dict[int, dict[str, DocumentVersion]] = {}
    for row in rows:
        found.setdefault(row.document_id, {})[row.language] = row
    return found


def strip(document: Document, found: dict[str, DocumentVersion]) -> list[Strip]:
    return [_box(document, code, found.get(code)) for code, _own in settings.LANGUAGES]


def _box(document: Document, code: str, version: DocumentVersion | None) -> Strip:
    if version and version.state in rules.OUT:
        url = address(version.file, version.url)
        url = url or reverse("documents:detail", args=[document.slug])
        return Strip(language=code, url=url, format=format_of(version.file))
    if version and version.state == State.IN_TRANSLATION:
        return Strip(language=code, due=version.due_on)
    return Strip(language=code)


def address(file: StoredFile | None, url: str) -> str:
    """Of the file kept here, else of where it is published; "" when only the fact is known."""
    return reverse("documents:files", args=[file.uid]) if file else url


def format_of(file: StoredFile | None) -> str:
    return f"{contents.WORDS[file.content_type]}, {size(file.size)}" if file else ""


def line(document: Document, strip: list[Strip]) -> DocumentLine:
    return DocumentLine(
        symbol=document.symbol,
        slug=document.slug,
        url=reverse("documents:detail", args=[document.slug]),
        kind=KIND_NAMES[document.kind],
        title=document.title,
        dated=document.dated,
        original=document.original_language,
        distribution=DISTRIBUTION_NAMES[document.distribution],
        open_to_all=document.distribution == Document.Distribution.GENERAL,
        invented=document.invented,
        strip=strip,
    )
