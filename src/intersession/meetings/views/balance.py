"""How balanced the panels of a meeting are: for the Administration alone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from intersession.access.guard import needs
from intersession.access.policy import May
from intersession.meetings.balance_words import PARTS_NAMES, told
from intersession.meetings.queries.balance import of_meeting
from intersession.meetings.sheets import balance_sheet
from intersession.meetings.views._page import meeting_at
from intersession.ui import sheets


@needs(May.MANAGE_MEETINGS)
@require_GET
def balance(request: Any, slug: str) -> HttpResponse:
    """The whole meeting and each panel; with `item` only that one, to stand beside the agenda."""
    meeting = meeting_at(request, slug)
    asked = request.GET.get("parts", "")
    page = told(of_meeting(meeting, asked if asked in PARTS_NAMES else "proposed"))
    if "item" in request.GET:
        found = page.by_uid().get(request.GET["item"])
        if found is None:
            raise Http404
        return render(request, "meetings/_balance.html", {"balance": found})
    if form := sheets.asked(request):
        return sheets.answer(balance_sheet(page, slug), form)
    context = {"meeting": meeting, "page": page, "parts": PARTS_NAMES}
    return render(request, "meetings/balance.html", context)
