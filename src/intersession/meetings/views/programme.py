"""What was published of a meeting, for everybody: its items, a folder to take along, a frame."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from intersession.access.guard import Actor, public
from intersession.meetings import offline as folder
from intersession.meetings import published
from intersession.meetings.calendar_file import answer, calendar_of
from intersession.meetings.item_calendar import entries_of_items
from intersession.meetings.queries.programme import item_page, programme_page
from intersession.meetings.views._fresh import fresh
from intersession.meetings.views._page import meeting_at
from intersession.meetings.views._zone import kept, theirs

EVERYBODY = Actor()
ANYWHERE = {"frame-ancestors": ["*"]}


@public
@require_GET
def item(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    zone = theirs(request, meeting)
    page = item_page(meeting, str(uid), request.actor, request.now, zone.zone if zone else None)
    if page is None:
        raise Http404
    made = render(request, "meetings/item.html", {"page": page, "zone": zone})
    return fresh(request, kept(request, made, zone))


@public
@require_GET
def item_calendar(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    agenda = published.latest(meeting)
    address = request.build_absolute_uri(reverse("meetings:item", args=[slug, uid]))
    every = entries_of_items(meeting, agenda, request.now, address)
    entries = [entry for entry in every if entry.uid == f"{uid}@intersession"]
    if not entries:
        raise Http404
    file = calendar_of(entries, name=entries[0].title)
    return answer(request, file, file=f"{slug}-{uid}")


@public
@require_GET
def offline(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    address = request.build_absolute_uri(reverse("meetings:detail", args=[slug]))
    made = folder.kept(meeting, address)
    response = FileResponse(made.open("rb"), as_attachment=True, filename=f"{slug}.zip")
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_GET
@xframe_options_exempt
@csp_replace(ANYWHERE)
def embed(request: Any, slug: str) -> HttpResponse:
    """Desk's middleware hands it no cookies and lets none go out."""
    meeting = meeting_at(request, slug)
    context = {
        "page": programme_page(meeting, EVERYBODY, request.now),
        "languages": settings.LANGUAGES,
    }
    made = render(request, "meetings/embed.html", context)
    return fresh(request, made, "public, max-age=300")
