"""The draft of an agenda as a page, or as the part of it that changes when an item is moved."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from intersession.meetings import queries
from intersession.meetings.models import AgendaItem, Meeting
from intersession.meetings.queries.timeline import hours_of, stamp


def item_at(meeting: Meeting, uid: UUID) -> AgendaItem:
    return get_object_or_404(meeting.agenda.select_related("meeting", "room", "team"), uid=uid)


def draft(request: Any, meeting: Meeting, *, refusal: Any = None, said: str = "") -> HttpResponse:
    """`said`: what was done, for those who hear the page. Only the days where a script asks."""
    page = queries.draft_page(meeting)
    context = {"meeting": meeting, "page": page, "refusal": refusal, "said": said}
    context |= {"stamp": stamp, "hours_of": hours_of, "added": "added" in request.GET}
    part = request.method == "POST" and request.htmx
    template = "meetings/_agenda_days.html" if part else "meetings/agenda.html"
    return render(request, template, context, status=422 if refusal else 200)


def to_draft(
    meeting: Meeting, item: AgendaItem | None = None, *, added: bool = False
) -> HttpResponse:
    """`added`: what the browser kept of the form has arrived."""
    place = ("?added" if added else "") + (f"#item-{item.uid}" if item else "")
    return redirect(reverse("meetings:agenda", args=[meeting.slug]) + place)
