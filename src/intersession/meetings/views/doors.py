"""Door sheets: what takes place in each room on each day, to hang there."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs
from intersession.access.policy import May
from intersession.documents.papers import Form, download
from intersession.meetings import forms, queries
from intersession.meetings.door_papers import doors_made, doors_shown
from intersession.meetings.queries import DoorsPage
from intersession.meetings.views._page import meeting_at


@needs(May.MANAGE_MEETINGS)
@require_GET
def doors(request: Any, slug: str) -> HttpResponse:
    page, form = _asked(request, slug)
    shown = doors_shown(page, form.languages())
    context = {"meeting": page.meeting, "page": page, "form": form, "papers": shown}
    return render(request, "meetings/doors.html", context)


@needs(May.MANAGE_MEETINGS)
@require_GET
def doors_pdf(request: Any, slug: str) -> HttpResponse:
    return _file(request, slug, "pdf")


@needs(May.MANAGE_MEETINGS)
@require_GET
def doors_docx(request: Any, slug: str) -> HttpResponse:
    return _file(request, slug, "docx")


def _file(request: Any, slug: str, kind: Form) -> HttpResponse:
    page, form = _asked(request, slug)
    if not page.doors:
        raise Http404
    return download(doors_made(page, form.languages(), kind))


def _asked(request: Any, slug: str) -> tuple[DoorsPage, forms.Doors]:
    """All doors to choose from, then those of the day and the room that were asked for."""
    meeting = meeting_at(request, slug)
    page = queries.doors_page(meeting)
    form = forms.Doors({**forms.doors_first(), **request.GET.dict()}, page=page)
    if not form.is_valid():
        raise Http404
    day, room = form.cleaned_data["day"], form.cleaned_data["room"]
    return page.only(date.fromisoformat(day) if day else None, room), form
