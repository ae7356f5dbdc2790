"""The agenda of a meeting is published, and a paper made of what was."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Actor, Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import Form, download, in_language, made
from intersession.meetings import actions, queries
from intersession.meetings.papers import agenda_paper
from intersession.meetings.views._draft import draft, to_draft
from intersession.meetings.views._page import meeting_at, who


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_publish(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)

    try:
        actions.publish_agenda(meeting=meeting, **who(request))
    except Refusal as said:
        return draft(request, meeting, refusal=said)
    return to_draft(meeting)


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
