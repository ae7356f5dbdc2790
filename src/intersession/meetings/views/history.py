"""What was held in former years, for everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions
from intersession.meetings.models import PastWorkshop
from intersession.meetings.queries import history as queries
from intersession.meetings.sheets import history_sheet
from intersession.meetings.views._page import who
from intersession.ui import sheets


@public
@require_GET
def history(request: Any) -> HttpResponse:
    found = queries.history(request.now)
    if form := sheets.asked(request):
        return sheets.answer(history_sheet(found), form)
    manages = request.actor.may(May.MANAGE_MEETINGS)
    context = {"history": found, "load": manages and not PastWorkshop.objects.exists()}
    return render(request, "meetings/history.html", context)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def history_load(request: Any) -> HttpResponse:
    """In one step, for an installation that begins with the dialogue as it was."""
    n = actions.load_history(**who(request))
    said = ngettext("%(n)s workshop was taken in.", "%(n)s workshops were taken in.", n)
    messages.success(request, said % {"n": n})
    return redirect("meetings:history")
