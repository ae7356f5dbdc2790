"""The facts a discussion note is assembled from; a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch

from intersession.access.guard import Actor
from intersession.consultations.models import (
    DiscussionNote,
    Option,
    Question,
    Suggestion,
)
from intersession.consultations.queries.outcome import Outcome, outcome_of
from intersession.documents.models import Document
from intersession.documents.queries import DocumentLine, lines
from intersession.documents.rules import readable
from intersession.meetings.models import Meeting, MeetingDocument
from intersession.meetings.queries import MeetingLine, MeetingPage, meeting_line, meeting_page
from intersession.programme.models import Programme

Section = DiscussionNote.Section
NOBODY = Actor()  # a note goes from hand to hand: it names what everybody may read


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """A workshop or a Council session with its figures and the symbols of its documents."""

    kind: str
    line: MeetingLine
    about: dict[str, str]
    figures: dict[str, Any]
    symbols: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What the consultation before this one concluded."""

    line: MeetingLine
    symbols: tuple[str, ...]
    outcomes: list[Outcome]


@dataclass(frozen=True, kw_only=True)
class Idea:
    words: str
    language: str
    supports: int


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """`choosing` are the questions among proposals, `asked` those answered in words."""

    note: DiscussionNote
    page: MeetingPage
    document: Document | None
    dated: date
    year: int
    theme: dict[str, str]
    held: list[Gathering]
    coming: list[Gathering]
    reported: Reported | None
    documents: list[DocumentLine]
    choosing: list[Question]
    asked: list[Question]
    ideas: list[Idea]

    def has(self, section: str) -> bool:
        return section in self.note.sections


def kept_note(meeting: Meeting) -> DiscussionNote | None:
    return DiscussionNote.objects.filter(meeting=meeting).first()


def discussion_of(note: DiscussionNote, today: date) -> Discussion:
    meeting = note.meeting
    page = meeting_page(meeting, NOBODY)
    year = page.line.first_day.year
    questions = _questions(meeting)
    held, coming = _gatherings(meeting, year)
    document = _own_document(meeting)
    reported = _reported(meeting)
    told = [one for group in (*held, *coming, reported) if group for one in group.symbols]
    return Discussion(
        note=note,
        page=page,
        document=document,
        dated=document.dated if document else today,
        year=year,
        theme=Programme.objects.filter(year=year).values_list("theme", flat=True).first() or {},
        held=held,
        coming=coming,
        reported=reported,
        documents=_referred_to(page, document, told),
        choosing=[row for row in questions if row.kind != Question.Kind.OPEN],
        asked=[row for row in questions if row.kind == Question.Kind.OPEN],
        ideas=_ideas(questions),
    )


def _questions(meeting: Meeting) -> list[Question]:
    """Those of the meeting, in their order, with the options that stand."""
    standing = Option.objects.filter(withdrawn_at=None).select_related(
        "proposal__proposer", "proposal__document"
    )
    rows = Question.objects.filter(meeting=meeting).order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("options", standing)))


def _gatherings(meeting: Meeting, year: int) -> tuple[list[Gathering], list[Gathering]]:
    """Workshops and sessions of the year: those over when the meeting begins, those to come."""
    kinds = (Meeting.Kind.WORKSHOP, Meeting.Kind.COUNCIL)
    rows = list(
        Meeting.objects.filter(programme__year=year, kind__in=kinds, cancelled_at=None)
        .select_related("programme")
        .order_by("starts_at", "pk")
    )
    symbols = _symbols(rows)
    found = [
        Gathering(
            kind=row.kind,
            line=meeting_line(row),
            about=row.about,
            figures=row.figures,
            symbols=symbols.get(row.pk, ()),
        )
        for row in rows
    ]
    over = [one for one in found if one.line.ends_at <= meeting.starts_at]
    return over, [one for one in found if one not in over]


def _symbols(meetings: Iterable[Meeting]) -> dict[int, tuple[str, ...]]:
    """By meeting: the symbols of its documents that everybody may read. One query."""
    rows = MeetingDocument.objects.filter(
        meeting__in=[row.pk for row in meetings], document__distribution__in=readable(NOBODY)
    )
    found: dict[int, tuple[str, ...]] = {}
    for pk, symbol in rows.order_by("position", "pk").values_list("meeting", "document__symbol"):
        found[pk] = (*found.get(pk, ()), symbol)
    return found


def _reported(meeting: Meeting) -> Reported | None:
    """The last consultation before this one on which the Chair has concluded."""
    concluded = Question.objects.filter(
        meeting__kind=Meeting.Kind.CONSULTATION,
        meeting__starts_at__lt=meeting.starts_at,
        concluded_at__isnull=False,
    ).select_related("meeting__programme", "programme")
    rows = list(concluded.order_by("-meeting__starts_at", "meeting", "position", "pk"))
    if not rows:
        return None
    before = rows[0].meeting
    told = [outcome_of(row, NOBODY) for row in rows if row.meeting_id == before.pk]
    return Reported(
        line=meeting_line(before),
        symbols=_symbols([before]).get(before.pk, ()),
        outcomes=[one for one in told if one],
    )


def _own_document(meeting: Meeting) -> Document | None:
    """The discussion note on the list of the meeting, with its symbol and date."""
    papers = meeting.papers.filter(document__kind=Document.Kind.DISCUSSION_NOTE)
    first = papers.select_related("document").order_by("position", "pk").first()
    return first.document if first else None


def _ideas(questions: list[Question]) -> list[Idea]:
    """In the order of arrival and without names: who said what is not told outside."""
    asked = [row.pk for row in questions if row.kind == Question.Kind.OPEN]
    rows = Suggestion.objects.filter(question__in=asked).annotate(n=Count("supports"))
    return [
        Idea(words=row.words, language=row.language, supports=row.n)
        for row in rows.order_by("question__position", "pk")
    ]


def _referred_to(
    page: MeetingPage, own: Document | None, told: Iterable[str]
) -> list[DocumentLine]:
    """The papers of the meeting and those the note refers to, but not the note itself."""
    listed = {line.symbol for line in page.papers}
    more = Document.objects.filter(symbol__in=set(told) - listed, distribution__in=readable(NOBODY))
    every = [*page.papers, *lines(more.order_by("symbol"))]
    return [line for line in every if own is None or line.symbol != own.symbol]
