"""Badges: who has one, printing them, a new number where one was lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.papers import download
from intersession.meetings.models import Meeting
from intersession.participation.actions import badges as actions
from intersession.participation.badge_papers import badges_made, languages_asked
from intersession.participation.forms.at_the_door import PrintForm
from intersession.participation.queries import badges as queries
from intersession.participation.sheets_at_the_door import badges_sheet
from intersession.participation.views._page import who
from intersession.participation.views._registrations import call_at, row_at
from intersession.ui import sheets


@needs(May.CHECK_IN)
@require_GET
def badges(request: Any, slug: str) -> HttpResponse:
    meeting = call_at(request, slug).meeting
    if form := sheets.asked(request):
        whole = queries.badge_page(meeting, request.GET, whole=True)
        return sheets.answer(badges_sheet(whole, meeting), form)
    return _page(request, meeting)


@needs(May.CHECK_IN)
@require_POST
def badges_print(request: Any, slug: str) -> HttpResponse:
    """The file; who asks twice prints twice."""
    call = call_at(request, slug)
    form = PrintForm(request.POST)
    if not form.is_valid():
        return _page(request, call.meeting, form=form)
    uid, which = form.cleaned_data["uid"], form.cleaned_data["which"]
    if uid is not None:
        rows = [row_at(call, uid)]
    else:
        rows = (queries.to_print if which == "all" else queries.needed)(call.meeting)
    try:
        rows = actions.print_badges(meeting=call.meeting, rows=rows, **who(request))
    except Refusal as said:
        return _page(request, call.meeting, refusal=said)
    languages = languages_asked(form.cleaned_data["language"])
    return download(badges_made(call.meeting, rows, languages))


@needs(May.CHECK_IN)
@require_POST
@once
def badges_renew(request: Any, slug: str, uid: UUID) -> HttpResponse:
    call = call_at(request, slug)
    try:
        row = actions.renew_badge(registration=row_at(call, uid), **who(request))
    except Refusal as said:
        return _page(request, call.meeting, refusal=said)
    told = _("The old badge of %(name)s opens no door any more. Print the new one.")
    messages.success(request, told % {"name": row.badge_name})
    return redirect("participation:badges", slug)


def _page(
    request: Any, meeting: Meeting, form: Any = None, refusal: Refusal | None = None
) -> HttpResponse:
    page = queries.badge_page(meeting, request.GET)
    context = {"meeting": meeting, "page": page, "refusal": refusal, "words": queries.WORDS}
    context["form"] = form or PrintForm(initial=PrintForm.first())
    status = 422 if refusal or form else 200
    return render(request, "participation/badges.html", context, status=status)
