"""Who came, in figures."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs, public
from intersession.access.policy import May
from intersession.participation.queries import participants
from intersession.participation.queries import statistics as queries
from intersession.participation.sheets_of_participants import exchange_sheet, statistics_sheet
from intersession.participation.views._page import meeting_at
from intersession.ui import sheets


@public
@require_GET
def statistics(request: Any, slug: str) -> HttpResponse:
    """Read by whoever may read the list; small groups by the Administration alone."""
    meeting = meeting_at(request, slug)
    row = participants.list_of(meeting)
    stage = participants.stage_of(row, request.now)
    if stage != participants.ISSUED and not participants.reads_whole(request.actor, stage):
        raise Http404
    office = request.actor.may(May.MANAGE_PARTICIPATION)
    found = queries.statistics(meeting, office=office)
    if form := sheets.asked(request):
        return sheets.answer(statistics_sheet(found, meeting), form)
    context = {"meeting": meeting, "found": found, "office": office, "stage": stage}
    return render(request, "participation/statistics.html", context)


@needs(May.MANAGE_PARTICIPATION)
@require_GET
def registrations_exchange(request: Any, slug: str) -> HttpResponse:
    """All registrations with the columns that `imports` takes in again."""
    meeting = meeting_at(request, slug)
    return sheets.answer(exchange_sheet(meeting), sheets.asked(request) or "xlsx")
