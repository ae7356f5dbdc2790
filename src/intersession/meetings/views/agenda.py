"""The agenda of a meeting: the draft, and the paper made of what was published."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Actor, Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import Form, download, in_language, made
from intersession.meetings import actions, forms, queries
from intersession.meetings.models import Meeting
from intersession.meetings.papers import agenda_paper
from intersession.meetings.views._page import Act, meeting_at, posted, who


@needs(May.MANAGE_MEETINGS)
@once
def agenda(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Item(posted(request), meeting=meeting)

    def act() -> object:
        return actions.add_item(meeting=meeting, facts=form.facts(), **who(request))

    return page_of_draft(request, form, act, meeting)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    item = get_object_or_404(meeting.agenda, uid=uid)

    def act() -> None:
        actions.remove_item(item=item, **who(request))

    form = forms.Item(meeting=meeting)
    return page_of_draft(request, form, act, meeting, at_once=True)


@public
@require_GET
def agenda_pdf(request: Any, slug: str) -> HttpResponse:
    return _agenda_paper(request, slug, "pdf")


@public
@require_GET
def agenda_docx(request: Any, slug: str) -> HttpResponse:
    return _agenda_paper(request, slug, "docx")


def _agenda_paper(request: Any, slug: str, form: Form) -> HttpResponse:
    """It goes from hand to hand: whoever asks, it lists what everybody may read."""
    meeting = meeting_at(request, slug)
    with in_language(request):
        paper = agenda_paper(queries.meeting_page(meeting, Actor()))
        return download(made(paper, form, f"agenda-{slug}"))


def page_of_draft(
    request: Any, form: Any, act: Act, meeting: Meeting, *, at_once: bool = False
) -> HttpResponse:
    """The draft of the agenda, and a form for one more item."""
    refusal = None
    if at_once or (form.is_bound and form.is_valid()):
        try:
            act()
            return redirect("meetings:agenda", meeting.slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": meeting, "page": queries.draft_page(meeting), "form": form}
    status = 422 if at_once or form.is_bound else 200
    return render(request, "meetings/agenda.html", {**context, "refusal": refusal}, status=status)
