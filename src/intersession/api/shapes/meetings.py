"""The years, meetings and documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intersession.api.shapes import Paged, Words, chosen, code, text
from intersession.documents import rules as documents
from intersession.documents.models import Document, DocumentVersion
from intersession.meetings.models import Meeting
from intersession.programme.models import Milestone, Programme


class AskDocuments(Paged):
    """`symbol`: a part of it."""

    kind: chosen(Document.Kind.values) | None = None
    symbol: text(60) = ""


@dataclass(frozen=True, kw_only=True)
class SlotLine:
    number: int
    topic: Words
    sub_title: Words


@dataclass(frozen=True, kw_only=True)
class Step:
    step: code(Milestone.Step.values)
    starts_on: date | None
    ends_on: date | None
    done_on: date | None
    note: Words
    path: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeFull:
    year: int
    state: code(Programme.State.values)
    theme: Words
    note: Words
    slots: list[SlotLine]
    steps: list[Step]


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    slug: str
    kind: code(Meeting.Kind.values)
    number: int | None
    year: int
    title: Words
    place: Words
    time_zone: str
    starts_at: datetime
    ends_at: datetime
    modality: code(Meeting.Modality.values)
    state: code(Meeting.State.values)


@dataclass(frozen=True, kw_only=True)
class Item:
    number: int
    title: Words
    detail: Words
    starts_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Version:
    """`file` leads to the operation that gives it, `url` to where it is published elsewhere."""

    language: str
    state: code(DocumentVersion.State.values)
    issued_on: date | None
    due_on: date | None
    url: str
    file: str


@dataclass(frozen=True, kw_only=True)
class DocumentFull:
    symbol: str
    slug: str
    kind: code(Document.Kind.values)
    distribution: code(Document.Distribution.values)
    title: Words
    original_language: str
    dated: date
    versions: list[Version]


@dataclass(frozen=True, kw_only=True)
class MeetingFull:
    meeting: MeetingLine
    venue: Words
    about: Words
    agenda: list[Item]
    documents: list[DocumentFull]


def programme(row: Programme) -> ProgrammeFull:
    """Of a row that came with its slots and milestones."""
    steps = list(Milestone.Step.values)
    milestones = sorted(row.milestones.all(), key=lambda one: steps.index(one.step))
    dated = ("step", "starts_on", "ends_on", "done_on", "note", "path")
    slots = sorted(row.slots.all(), key=lambda one: one.number)
    return ProgrammeFull(
        year=row.year,
        state=row.state,
        theme=row.theme,
        note=row.note,
        slots=[SlotLine(number=s.number, topic=s.topic, sub_title=s.sub_title) for s in slots],
        steps=[Step(**{name: getattr(one, name) for name in dated}) for one in milestones],
    )


PLAIN = (
    "slug",
    "kind",
    "number",
    "title",
    "place",
    "time_zone",
    "starts_at",
    "ends_at",
    "modality",
    "state",
)


def meeting(row: Meeting) -> MeetingLine:
    return MeetingLine(year=row.programme.year, **{name: getattr(row, name) for name in PLAIN})


def meeting_full(row: Meeting, papers: list[Document]) -> MeetingFull:
    names = ("number", "title", "detail", "starts_at")
    agenda = row.agenda.order_by("number").values(*names)
    return MeetingFull(
        meeting=meeting(row),
        venue=row.venue,
        about=row.about,
        agenda=[Item(**item) for item in agenda],
        documents=with_versions(papers),
    )


def with_versions(rows: Iterable[Document]) -> list[DocumentFull]:
    """The documents in the order given. One query."""
    found = list(rows)
    versions: dict[int, list[Version]] = {}
    of = DocumentVersion.objects.filter(document__in=found).select_related("file")
    for row in of.order_by("language"):
        versions.setdefault(row.document_id, []).append(_version(row))
    return [_document(row, versions.get(row.pk, [])) for row in found]


def _document(row: Document, versions: list[Version]) -> DocumentFull:
    names = ("symbol", "slug", "kind", "distribution", "title", "original_language", "dated")
    return DocumentFull(versions=versions, **{name: getattr(row, name) for name in names})


def _version(row: Any) -> Version:
    """Where it is, only once it is issued."""
    out = row.state in documents.OUT
    return Version(
        language=row.language,
        state=row.state,
        issued_on=row.issued_on,
        due_on=None if out else row.due_on,
        url=row.url if out else "",
        file=f"/api/file/{row.file.uid}/" if out and row.file else "",
    )
