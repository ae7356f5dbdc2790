"""The agenda of a meeting is published, and a paper made of what was."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from intersession.access.guard import Actor, public
from intersession.documents.papers import Form, download, in_language, made
from intersession.meetings import queries
from intersession.meetings.papers import agenda_paper
from intersession.meetings.views._page import meeting_at


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
