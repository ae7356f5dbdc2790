"""The discussion note of informal consultations: composed, made, put into the register."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.consultations.actions import discussion as actions
from intersession.consultations.forms import Compose, Register
from intersession.consultations.models import DiscussionNote
from intersession.consultations.papers.discussion import discussion_paper, entered
from intersession.consultations.queries.discussion import discussion_of, kept_note
from intersession.consultations.views._page import page
from intersession.documents.making import Paper
from intersession.documents.papers import Form, download, in_language, made
from intersession.meetings.models import Meeting


@needs(May.COMPOSE_DISCUSSION)
@once
def discussion(request: Any, slug: str) -> HttpResponse:
    """What the note is made of, and the note itself as it would read."""
    meeting = _meeting(request, slug)
    note = kept_note(meeting)
    form = Compose(request.POST or None, initial=_initial(note))
    refusal = None
    if form.is_valid():
        try:
            actions.compose_discussion(meeting=meeting, **form.cleaned_data, **_who(request))
            return redirect("consultations:discussion", slug)
        except Refusal as said:
            refusal = said
    return _show(request, meeting, note, form=form, refusal=refusal)


@needs(May.COMPOSE_DISCUSSION)
@require_GET
def discussion_pdf(request: Any, slug: str) -> HttpResponse:
    return _file(request, slug, "pdf")


@needs(May.COMPOSE_DISCUSSION)
@require_GET
def discussion_docx(request: Any, slug: str) -> HttpResponse:
    return _file(request, slug, "docx")


@needs(May.COMPOSE_DISCUSSION)
@require_POST
@once
def discussion_register(request: Any, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    note = _kept(meeting)
    form, refusal = Register(request.POST), None
    if form.is_valid():
        try:
            entry = entered(note, request.today, **form.cleaned_data)
            document = actions.register_discussion(meeting=meeting, entered=entry, **_who(request))
            return redirect("documents:detail", document.slug)
        except Refusal as said:
            refusal = said
    return _show(request, meeting, note, register=form, refusal=refusal)


def _meeting(request: Any, slug: str) -> Meeting:
    rows = Meeting.objects.filter(kind=Meeting.Kind.CONSULTATION).select_related("programme")
    meeting = get_object_or_404(rows, slug=slug)
    request.year = meeting.programme.year
    return meeting


def _kept(meeting: Meeting) -> DiscussionNote:
    note = kept_note(meeting)
    if note is None:
        raise Http404
    return note


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def _initial(note: DiscussionNote | None) -> dict[str, Any]:
    if note is None:
        return {"sections": DiscussionNote.Section.values}
    return {"sections": note.sections, "introduction": note.introduction}


def _paper(request: Any, note: DiscussionNote) -> Paper:
    """In the language in use."""
    return discussion_paper(discussion_of(note, request.today))


def _file(request: Any, slug: str, form: Form) -> HttpResponse:
    note = _kept(_meeting(request, slug))
    with in_language(request):
        return download(made(_paper(request, note), form, f"discussion-note-{slug}"))


def _show(request: Any, meeting: Meeting, note: DiscussionNote | None, **given: Any) -> Any:
    """The page; a form that was sent comes back with what was written."""
    paper = _paper(request, note) if note else None
    forms = [one for one in (given.get("form"), given.get("register")) if one is not None]
    status = 422 if any(form.is_bound for form in forms) else 200
    context = {
        "meeting": meeting,
        "paper": paper,
        "form": Compose(initial=_initial(note)),
        "register": Register(initial={"symbol": paper.symbol if paper else ""}),
        "refusal": None,
    }
    return page(request, "discussion", {**context, **given}, status)
