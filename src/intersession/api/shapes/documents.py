"""The register: what is sent to it, series, stored files, and what is missing in which language."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Asked, Sent
from intersession.api.shapes import (
    LANGUAGES,
    MOST_PAGES,
    Day,
    Listed,
    Slug,
    Words,
    chosen,
    code,
    text,
    worded,
)
from intersession.documents.models import Document, DocumentVersion, Series, StoredFile
from intersession.documents.queries.numbers import SeriesLine
from intersession.documents.queries.parity import Missing, Parity, ParityRow
from intersession.documents.rules import TO_COME

MOST_DEADLINES = 300
Language = chosen(LANGUAGES)
LACKING = ["missing", *(state.value for state in DocumentVersion.State if state in TO_COME)]


class DocumentFacts(Sent):
    kind: chosen(Document.Kind.values)
    title: worded(300, least=1)
    dated: Day
    distribution: chosen(Document.Distribution.values)


class NewDocument(DocumentFacts):
    """Which document it corrects, adds to, amends or revises is read from its symbol."""

    symbol: text(60, 1)
    original_language: Language


class DraftBody(Sent):
    """A text that is not out yet. `file`: the uid that files/add/ gave."""

    language: Language
    file: uuid.UUID | None = None


class IssuedIn(Sent):
    """With neither file nor address only the fact is known."""

    language: Language
    file: uuid.UUID | None = None
    url: text(200) = ""


class IssueBody(Sent):
    """All of these languages or none. `issued_on`: today unless given."""

    languages: Annotated[list[IssuedIn], Field(max_length=len(LANGUAGES))]
    issued_on: Day | None = None


class Replacement(Sent):
    """A corrected or revised version has a file, or an address, of its own. Readers see `note`."""

    language: Language
    note: text(300, 1)
    file: uuid.UUID | None = None
    url: text(200) = ""
    issued_on: Day | None = None


class SupersedeBody(Sent):
    languages: Annotated[list[Language], Field(min_length=1, max_length=len(LANGUAGES))]
    note: text(300) = ""


class Wanted(Sent):
    document: Slug
    language: Language


class Deadlines(Sent):
    """These are in translation from now on, due on one day."""

    wanted: Annotated[list[Wanted], Field(max_length=MOST_DEADLINES)]
    due_on: Day


class SeriesBody(Sent):
    """`pattern`: {n} is the number, {year} the year, {session} what `session` says."""

    pattern: text(60, 1)
    name: worded(120, least=1)
    kind: chosen(Document.Kind.values)
    distribution: chosen(Document.Distribution.values)
    session: text(10) = ""
    first: Annotated[int, Field(ge=1, le=999_999)] = 1
    ended: bool = False


class AskFile(Asked):
    """`name`: under which it goes out again; its ending follows from the content."""

    name: text(200, 1) = "file"


class AskMissing(Asked):
    """Fifty at a time, the nearest deadline first. `show`: also what is complete."""

    page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1
    show: chosen(["missing", "all"]) = "missing"
    language: Language | None = None
    kind: chosen(Document.Kind.values) | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    meeting: Slug | None = None


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """`path` leads to the operation that gives it."""

    uid: uuid.UUID
    name: str
    content_type: str
    size: int
    sha256: str
    path: str


@dataclass(frozen=True, kw_only=True)
class SeriesFull:
    """`next`: the symbol that comes next in it."""

    uid: uuid.UUID
    pattern: str
    name: Words
    kind: code(Document.Kind.values)
    distribution: code(Document.Distribution.values)
    session: str
    first: int
    ended: bool
    next: str


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """`late`: its day is over."""

    language: str
    state: code(LACKING)
    due_on: date | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class MissingLine:
    symbol: str
    slug: str
    title: Words
    dated: date
    missing: list[Lacking]


@dataclass(frozen=True, kw_only=True)
class MissingIn:
    """Of all documents that were asked for, not only of this part of the list."""

    language: str
    documents: int
    late: int


@dataclass(frozen=True, kw_only=True)
class MissingList:
    """`documents`: all that were asked for, complete or not."""

    items: list[MissingLine]
    total: int
    page: int
    pages: int
    documents: int
    languages: list[MissingIn]

    links = Listed.links


def file_line(row: StoredFile) -> FileLine:
    names = ("uid", "name", "content_type", "size", "sha256")
    given = {name: getattr(row, name) for name in names}
    return FileLine(**given, path=f"/api/file/{row.uid}/")


def series_full(row: Series, symbol: str) -> SeriesFull:
    names = ("uid", "pattern", "name", "kind", "distribution", "session", "first", "ended")
    return SeriesFull(**{name: getattr(row, name) for name in names}, next=symbol)


def series_of(lines: Iterable[SeriesLine]) -> list[SeriesFull]:
    """In the order given. One query."""
    found = list(lines)
    rows = {row.uid: row for row in Series.objects.filter(uid__in=[one.uid for one in found])}
    return [series_full(rows[one.uid], one.next) for one in found]


def missing_list(found: Parity, today: date) -> MissingList:
    return MissingList(
        items=[_missing_line(row, today) for row in found.rows],
        total=found.page.paginator.count,
        page=found.page.number,
        pages=found.page.paginator.num_pages,
        documents=found.documents,
        languages=[_missing_in(one) for one in found.missing],
    )


def _missing_in(one: Missing) -> MissingIn:
    return MissingIn(language=one.language, documents=one.documents, late=one.late)


def _missing_line(row: ParityRow, today: date) -> MissingLine:
    line: Any = row.line
    return MissingLine(
        symbol=line.symbol,
        slug=line.slug,
        title=line.title,
        dated=line.dated,
        missing=[
            Lacking(
                language=cell.language,
                state=cell.state or "missing",
                due_on=cell.due_on,
                late=cell.due_on is not None and cell.due_on < today,
            )
            for cell in row.cells
            if cell.key
        ],
    )
