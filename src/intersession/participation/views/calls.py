"""Meetings that call for people; the call of one."""

from functools import cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from intersession.access.guard import needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import calls as actions
from intersession.participation.forms import calls as forms
from intersession.participation.models import Call
from intersession.participation.queries import calls as queries
from intersession.participation.sheets import calls_sheet, kinds_sheet
from intersession.participation.views._page import acted, meeting_at, posted, who
from intersession.ui import sheets

# Further pages of a meeting's people, shown where they are there and by whom they may be opened.
PAGES = (
    ("invitations", _("Invitations"), May.MANAGE_PARTICIPATION),
    ("delegations", _("Delegations"), May.MANAGE_PARTICIPATION),
    ("registrations", _("Registrations"), May.MANAGE_PARTICIPATION),
    ("questions", _("Questions of the dossier"), May.MANAGE_PARTICIPATION),
    ("room", _("The room"), May.SEE_ROOM),
    ("room_draw", _("The draw of the room"), May.SEE_ROOM),
    ("support", _("Support"), May.SEE_SUPPORT),
    ("check_in", _("At the door: check-in, badges, attendance"), May.CHECK_IN),
    ("participants", _("List of participants"), None),
)


@public
@require_GET
def index(request: Any) -> HttpResponse:
    found = queries.call_list(request.actor, request.now)
    if form := sheets.asked(request):
        return sheets.answer(calls_sheet([*found.running, *found.closed]), form)
    return render(request, "participation/index.html", {"found": found})


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    """One meeting; who is called and what has come is told to those who see the room."""
    meeting = meeting_at(request, slug)
    call = queries.call_of(meeting)
    if call is None or not queries.shown_to(call, request.actor, request.now):
        return render(request, "participation/_no_call.html", {"meeting": meeting})
    page = queries.call_page(call, request.actor, request.now)
    if form := sheets.asked(request):
        return sheets.answer(kinds_sheet(page), form)
    pages = _pages(request.actor, slug)
    context = {"meeting": meeting, "call": call, "page": page, "pages": pages}
    return render(request, "participation/detail.html", context)


@needs(May.MANAGE_PARTICIPATION)
@once
def call(request: Any, slug: str) -> HttpResponse:
    """Opens it where there is none, changes it where there is."""
    meeting = meeting_at(request, slug)
    row = queries.call_of(meeting)
    initial = forms.kept_call(row) if row else {"opens_at": request.now, "credential": True}
    form = forms.OfCall(posted(request), initial={"names": 4, "seats": 2, **initial})

    def act() -> Call:
        if row is None:
            return actions.open_call(meeting=meeting, facts=form.facts(), **who(request))
        seen = form.cleaned_data["seen"]
        return actions.change_call(call=row, facts=form.facts(), seen=seen, **who(request))

    return acted(request, "call", form, act, _to_meeting, meeting=meeting, call=row)


def _to_meeting(row: Call) -> tuple[Any, ...]:
    return ("participation:detail", row.meeting.slug)


def _pages(actor: Any, slug: str) -> list[tuple[str, Any]]:
    return [
        (reverse(f"participation:{name}", args=[slug]), label)
        for name, label, may in PAGES
        if (may is None or actor.may(may)) and name in _addresses()
    ]


@cache
def _addresses() -> frozenset[str]:
    """Names of the pages that this app has: a part that is not built has none."""
    patterns = get_resolver("intersession.participation.urls").url_patterns
    return frozenset(str(one.name) for one in patterns if isinstance(one, URLPattern))
