"""Operations of the discussion note of a meeting, and of papers that are made of a question."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import meetings, papers
from intersession.api.views._made import as_octets
from intersession.api.views._rows import question_of, who
from intersession.consultations import rules
from intersession.consultations.actions import discussion as actions
from intersession.consultations.models import DiscussionNote
from intersession.consultations.papers.brief import brief_paper
from intersession.consultations.papers.discussion import discussion_paper, entered
from intersession.consultations.papers.outcome import outcome_paper
from intersession.consultations.queries import brief as briefs
from intersession.consultations.queries import counting
from intersession.consultations.queries.discussion import discussion_of, kept_note
from intersession.consultations.queries.outcome import outcome_of
from intersession.consultations.queries.questions import figures_for, may_recount
from intersession.documents.papers import Made, download, in_language, made
from intersession.meetings.models import Meeting

Full = papers.DiscussionFull


@reads(
    _("The discussion note of a meeting: what it is made of"),
    access=May.COMPOSE_DISCUSSION,
    gives=Full,
)
def meeting_discussion(request: Any, slug: str) -> Full:
    return _full(request, _meeting(slug))


@writes(
    MAY_NAMES[May.COMPOSE_DISCUSSION],
    access=May.COMPOSE_DISCUSSION,
    takes=papers.Compose,
    gives=Full,
)
def meeting_discussion_compose(request: Any, slug: str, body: papers.Compose) -> Full:
    meeting = _meeting(slug)
    actions.compose_discussion(meeting=meeting, **body.model_dump(), **who(request))
    return _full(request, meeting)


@reads(
    _("The discussion note of a meeting, made as a file"),
    access=May.COMPOSE_DISCUSSION,
    gives=None,
    asks=papers.AskPaper,
)
def meeting_discussion_paper(request: Any, slug: str, asked: papers.AskPaper) -> HttpResponse:
    note = _kept(_meeting(slug))
    with in_language(request):
        paper = discussion_paper(discussion_of(note, request.today))
        return as_octets(download(made(paper, asked.form, f"discussion-note-{slug}")))


@writes(
    _("Put the discussion note into the register of documents"),
    access=May.COMPOSE_DISCUSSION,
    takes=papers.IntoRegister,
    gives=meetings.DocumentFull,
)
def meeting_discussion_register(
    request: Any, slug: str, body: papers.IntoRegister
) -> meetings.DocumentFull:
    meeting = _meeting(slug)
    entry = entered(_kept(meeting), request.today, **body.model_dump())
    row = actions.register_discussion(meeting=meeting, entered=entry, **who(request))
    return meetings.with_versions([row])[0]


@reads(
    _("What was concluded on a question, made as a file"),
    access=PUBLIC,
    gives=None,
    asks=papers.AskPaper,
)
def question_outcome(request: Any, slug: str, asked: papers.AskPaper) -> HttpResponse:
    """What its page tells this reader of the conclusion, and nothing before it."""
    found = outcome_of(question_of(request, slug), request.actor)
    if found is None:
        raise rules.NotConcludedYet
    with in_language(request):
        return as_octets(download(made(outcome_paper(found), asked.form, f"outcome-{slug}")))


@reads(
    _("The Chair’s brief, made as a file"),
    access=May.READ_BRIEF,
    gives=None,
    asks=papers.AskForm,
)
def question_brief_paper(request: Any, slug: str, asked: papers.AskForm) -> HttpResponse:
    question = question_of(request, slug)
    rules.check_brief(question, request.now)
    paper = brief_paper(briefs.brief(question))
    return as_octets(download(made(paper, asked.form, f"brief-{slug}")))


@reads(_("The file from which anybody can recount a question"), access=PUBLIC, gives=None)
def question_recount(request: Any, slug: str) -> HttpResponse:
    """For those who may see its figures."""
    question = question_of(request, slug)
    figures = figures_for(question, request.actor)
    if not may_recount(question, request.actor, figures):
        raise PermissionDenied
    content = counting.export(question).content
    kind = "application/jsonl; charset=utf-8"
    return as_octets(download(Made(name=f"{slug}.jsonl", content_type=kind, content=content)))


def _meeting(slug: str) -> Meeting:
    rows = Meeting.objects.filter(kind=Meeting.Kind.CONSULTATION).select_related("programme")
    found: Meeting = get_object_or_404(rows, slug=slug)
    return found


def _kept(meeting: Meeting) -> DiscussionNote:
    note = kept_note(meeting)
    if note is None:
        raise Http404
    return note


def _full(request: Any, meeting: Meeting) -> Full:
    note = _kept(meeting)
    return papers.discussion(meeting.slug, note, discussion_of(note, request.today).document)
