"""Papers that the Administration composes: the discussion note of a meeting, notes verbales."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Asked, Sent
from intersession.api.shapes import LANGUAGES, Day, Hour, Slug, Words, chosen, code, text, worded
from intersession.api.shapes.entities import AskEntities
from intersession.consultations.models import Circular, DiscussionNote
from intersession.consultations.queries import notes as queries
from intersession.documents.models import Document
from intersession.membership.models import Entity, MembershipStatus

SECTIONS = DiscussionNote.Section.values
AUDIENCES = Circular.Audience.values
FORMS = ("pdf", "docx")


class AskPaper(Asked):
    """`language`: that of the paper; without it that of our sentences."""

    form: chosen(FORMS) = "pdf"
    language: chosen(LANGUAGES) | None = None


class AskListPaper(AskPaper):
    """The list of Entities as it is filtered, whole."""

    on: Day | None = None
    kind: chosen(Entity.Kind.values) | None = None
    status: chosen([*MembershipStatus.Kind.values, "any", "none"]) | None = None
    group: Slug | None = None
    q: text(100) = ""

    as_list = AskEntities.as_list


class AskForm(Asked):
    form: chosen(FORMS) = "pdf"


class Compose(Sent):
    """What the note is made of. Sections stand in the order of the note, whatever is sent."""

    sections: Annotated[list[chosen(SECTIONS)], Field(max_length=20)]
    introduction: worded(6000) = {}


class IntoRegister(Sent):
    """Each language becomes a draft version of the document with this symbol, new or known."""

    symbol: text(60, 1)
    languages: Annotated[list[chosen(LANGUAGES)], Field(max_length=len(LANGUAGES))]
    form: chosen(FORMS) = "pdf"


class NoteBody(Sent):
    """`title` is for the list and not printed; `question`: whose answers part the audience."""

    title: worded(200, least=1)
    body: worded(6000, least=1)
    signed_by: worded(300, least=1)
    audience: chosen(AUDIENCES)
    question: Slug | None = None
    dated: Day
    deadline: Hour | None = None


@dataclass(frozen=True, kw_only=True)
class DiscussionFull:
    """`symbol` is "" until the note is on the list of the meeting."""

    meeting: str
    sections: list[code(SECTIONS)]
    introduction: Words
    changed_at: datetime
    symbol: str


@dataclass(frozen=True, kw_only=True)
class NoteRow:
    """`symbol` is "" until it is issued; `notes`: how many were."""

    uid: str
    symbol: str
    title: Words
    audience: code(AUDIENCES)
    question: str
    dated: date
    issued_at: datetime | None
    notes: int


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """The note of one Mission. `fallback`: there is no wording in its language."""

    entity: str
    name: Words
    language: str
    addressee: str
    words: str
    signed_by: str
    fallback: bool


@dataclass(frozen=True, kw_only=True)
class NoteFull:
    """`symbol_now`: its own, or the one that it would get. `files`: octets of the ZIP, 0 until it
    is made; `job`: the work that makes it."""

    note: NoteRow
    body: Words
    signed_by: Words
    deadline: datetime | None
    issued_by: str
    symbol_now: str
    files: int
    job: str


def discussion(slug: str, kept: DiscussionNote, document: Document | None) -> DiscussionFull:
    return DiscussionFull(
        meeting=slug,
        sections=kept.sections,
        introduction=kept.introduction,
        changed_at=kept.changed_at,
        symbol=document.symbol if document else "",
    )


def note(line: queries.CircularLine) -> NoteRow:
    row: Any = line.circular
    names = ("symbol", "title", "audience", "dated", "issued_at")
    return NoteRow(
        uid=str(row.uid),
        question=row.question.slug if row.question else "",
        notes=line.letters,
        **{name: getattr(row, name) for name in names},
    )


def note_full(line: queries.CircularLine, files: int, job: str) -> NoteFull:
    row = line.circular
    return NoteFull(
        note=note(line),
        body=row.body,
        signed_by=row.signed_by,
        deadline=row.deadline,
        issued_by=row.issued_by,
        symbol_now=queries.symbol_of(row),
        files=files,
        job=job,
    )


def letter(one: queries.Letter) -> LetterLine:
    names = ("name", "language", "addressee", "words", "signed_by", "fallback")
    return LetterLine(entity=one.slug, **{name: getattr(one, name) for name in names})
