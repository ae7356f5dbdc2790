"""The years, meetings and documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intersession.api.shapes import Paged, Words, chosen, code, text
from intersession.api.shapes.agendas import Item, item
from intersession.documents import rules as documents
from intersession.documents.models import Document, DocumentVersion
from intersession.meetings import published
from intersession.meetings.models import Meeting
from intersession.programme.models import Issue, Milestone, Programme


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
class MandateLine:
    symbol: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class IssueLine:
    """One subject of the spectrum of migration."""

    code: str
    name: Words


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    name: str
    value: int | str


@dataclass(frozen=True, kw_only=True)
class ProgrammeFull:
    """`issues` are codes."""

    year: int
    state: code(Programme.State.values)
    theme: Words
    note: Words
    mandates: list[MandateLine]
    issues: list[str]
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
    cancelled_at: datetime | None


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
    figures: list[FigureLine]
    agenda: list[Item]
    documents: list[DocumentFull]


def programme(row: Programme) -> ProgrammeFull:
    """Of a row that came with its slots, milestones and issues."""
    steps = list(Milestone.Step.values)
    milestones = sorted(row.milestones.all(), key=lambda one: steps.index(one.step))
    dated = ("step", "starts_on", "ends_on", "done_on", "note", "path")
    slots = sorted(row.slots.all(), key=lambda one: one.number)
    return ProgrammeFull(
        year=row.year,
        state=row.state,
        theme=row.theme,
        note=row.note,
        mandates=[MandateLine(**one) for one in row.mandates],
        issues=sorted(one.code for one in row.issues.all()),
        slots=[SlotLine(number=s.number, topic=s.topic, sub_title=s.sub_title) for s in slots],
        steps=[Step(**{name: getattr(one, name) for name in dated}) for one in milestones],
    )


def issue(row: Issue) -> IssueLine:
    return IssueLine(code=row.code, name=row.name)


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
    "cancelled_at",
)


def meeting(row: Meeting) -> MeetingLine:
    return MeetingLine(year=row.programme.year, **{name: getattr(row, name) for name in PLAIN})


def meeting_full(row: Meeting, papers: list[Document]) -> MeetingFull:
    return MeetingFull(
        meeting=meeting(row),
        venue=row.venue,
        about=row.about,
        figures=[FigureLine(name=name, value=said) for name, said in sorted(row.figures.items())],
        agenda=[item(one) for one in published.latest(row).items],
        documents=with_versions(papers),
    )


def with_versions(rows: Iterable[Document], *, everything: bool = False) -> list[DocumentFull]:
    """The documents in the order given; `everything` for those who work on them. One query."""
    found = list(rows)
    versions: dict[int, list[Version]] = {}
    of = DocumentVersion.objects.filter(document__in=found).select_related("file")
    for row in of.order_by("language"):
        versions.setdefault(row.document_id, []).append(_version(row, everything))
    return [_document(row, versions.get(row.pk, [])) for row in found]


def _document(row: Document, versions: list[Version]) -> DocumentFull:
    names = ("symbol", "slug", "kind", "distribution", "title", "original_language", "dated")
    return DocumentFull(versions=versions, **{name: getattr(row, name) for name in names})


def _version(row: Any, everything: bool) -> Version:
    """Where it is, only once it is issued, or for those who work on it."""
    out = row.state in documents.OUT
    return Version(
        language=row.language,
        state=row.state,
        issued_on=row.issued_on,
        due_on=None if out else row.due_on,
        url=row.url if out or everything else "",
        file=f"/api/file/{row.file.uid}/" if (out or everything) and row.file else "",
    )
