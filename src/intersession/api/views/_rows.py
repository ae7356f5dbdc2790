"""What the operations of one thing share: loading it as its page does, and showing it whole."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from intersession.access.guard import require
from intersession.access.policy import May
from intersession.api.rules import NotALine, NotKnown
from intersession.api.shapes import entities, meetings, proposals
from intersession.api.shapes import questions as shapes
from intersession.consultations.models import Proposal, Question
from intersession.consultations.queries import proposals as proposals_of
from intersession.consultations.queries import questions
from intersession.documents.models import Document
from intersession.documents.rules import readable
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.programme.models import Programme


def who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def named(rows: Any, **by: Any) -> Any:
    """The row that a body names; a refusal and not a 404, for the address was right."""
    found = rows.filter(**by).first()
    if found is None:
        raise NotKnown(name=str(next(iter(by.values())))[:100])
    return found


def one_line(said: Any, mark: str = "\n") -> Any:
    """What stands in one line of a form on its page, where `mark` ends it."""
    if not isinstance(said, str):
        return said
    line = " ".join(said.split())
    if not line or mark in line:
        raise NotALine(words=line[:60])
    return line


def question_of(request: Any, slug: str) -> Question:
    """A draft is there for those who manage questions."""
    found = questions.of_slug(slug)
    if found is None or not questions.is_visible(found, request.actor):
        raise Http404
    return found


def question_full(request: Any, slug: str) -> shapes.QuestionFull:
    """As its page shows it to this reader."""
    meeting = question_of(request, slug).meeting.slug
    together = questions.of_same_meeting(slug, request.actor)
    found = next((row for row in together if row.slug == slug), None)
    if found is None:
        raise Http404
    page = questions.question_page(found, request.actor, request.now, [])
    return shapes.full(page, meeting)


def own_answers(request: Any, question: Question) -> shapes.OwnAnswers:
    own = questions.own_answer(question, request.actor)
    versions = [shapes.answer(row) for row in own.versions]
    return shapes.OwnAnswers(
        entity=request.actor.entity_slug, version=own.version, versions=versions
    )


def proposal_of(slug: str) -> Proposal:
    rows = Proposal.objects.select_related("programme", "proposer", "document")
    found: Proposal = get_object_or_404(rows.exclude(state=Proposal.State.DRAFT), slug=slug)
    return found


def proposal_full(slug: str) -> proposals.ProposalFull:
    return proposals.full(proposals_of.proposal_page(proposal_of(slug)))


def speaks_for(request: Any, may: May) -> Entity | None:
    """The Entity that the person of the token speaks for; None for the Administration."""
    number = request.actor.entity
    require(request.actor, may, entity=number)
    return Entity.objects.get(pk=number) if number is not None else None


def entity_full(request: Any, slug: str) -> entities.EntityFull:
    row = get_object_or_404(Entity, slug=slug)
    return entities.full(row, contacts=request.actor.may(May.READ_CONTACTS, entity=row.pk))


def meeting_of(slug: str) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.select_related("programme"), slug=slug)
    return found


def meeting_full(request: Any, slug: str) -> meetings.MeetingFull:
    row = meeting_of(slug)
    papers = row.papers.filter(document__distribution__in=readable(request.actor))
    papers = papers.select_related("document").order_by("position", "pk")
    return meetings.meeting_full(row, [paper.document for paper in papers])


def document_of(slug: str) -> Document:
    """For those who work on it, as on the pages of its verbs."""
    found: Document = get_object_or_404(Document.objects.select_related("parent"), slug=slug)
    return found


def document_kept(slug: str) -> meetings.DocumentFull:
    return meetings.with_versions([document_of(slug)], everything=True)[0]


def programmes_whole() -> Any:
    return Programme.objects.prefetch_related("slots", "milestones", "issues")


def programme_full(year: int) -> meetings.ProgrammeFull:
    return meetings.programme(get_object_or_404(programmes_whole(), year=year))
