"""A meeting: its page, its calendar entry, its facts and its state."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, queries
from intersession.meetings.calendar_file import answer, calendar_of, entries_of
from intersession.meetings.campaigns import drafted
from intersession.meetings.models import Meeting
from intersession.meetings.offline import about
from intersession.meetings.panels import panels_of
from intersession.meetings.queries.programme import programme_page
from intersession.meetings.sheets import list_sheet
from intersession.meetings.views._fresh import fresh
from intersession.meetings.views._page import form_page, meeting_at, posted, who
from intersession.meetings.views._zone import kept, theirs
from intersession.ui import sheets
from intersession.ui.languages import get_language
from intersession.ui.text import text


@public
@require_GET
def index(request: Any) -> HttpResponse:
    meetings = queries.meeting_list(request.now)
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(meetings), form)
    return render(request, "meetings/index.html", {"meetings": meetings})


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    zone, address = theirs(request, meeting), reverse("meetings:embed", args=[slug])
    page = programme_page(meeting, request.actor, request.now, zone.zone if zone else None)
    context = {
        "page": page,
        "zone": zone,
        "panels": panels_of(meeting, request.actor, request.now),
        "notice": drafted(meeting) if request.actor.may(May.WRITE_CAMPAIGN) else None,
        "follows": queries.follows(meeting, request.actor),
        "offline": about(page.octets),
        "embed": request.build_absolute_uri(f"{address}?lang={get_language()}"),
    }
    made = render(request, "meetings/detail.html", context)
    return fresh(request, kept(request, made, zone))


@public
@require_GET
def calendar(request: Any, slug: str | None = None, year: int | None = None) -> HttpResponse:
    """One meeting; or those of a year or all of them, to which others may subscribe."""
    meetings = queries.for_calendar(slug, year)
    if (slug or year) and not meetings:
        raise Http404
    name = _("Meetings of the dialogue")
    if year:
        name = _("Meetings of the programme %(year)s") % {"year": year}
    elif slug:
        name = text(meetings[0].title)
    entries = entries_of(
        meetings,
        request.now,
        lambda m: request.build_absolute_uri(reverse("meetings:detail", args=[m.slug])),
    )
    file = slug or (f"meetings-{year}" if year else "meetings")
    return answer(request, calendar_of(entries, name=name), file=file)


@needs(May.MANAGE_MEETINGS)
@once
def add(request: Any) -> HttpResponse:
    form = forms.Add(posted(request), initial=forms.start())

    def act() -> Meeting:
        given = form.cleaned_data
        return actions.add_meeting(
            programme=given["programme"], facts=form.facts(), slug=given["slug"], **who(request)
        )

    return form_page(request, "add", form, act)


@needs(May.MANAGE_MEETINGS)
@once
def change(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Change(posted(request), initial=forms.kept(meeting))

    def act() -> Meeting:
        seen = form.cleaned_data["seen"]
        return actions.change_meeting(
            meeting=meeting, facts=form.facts(), seen=seen, **who(request)
        )

    return form_page(request, "change", form, act, meeting=meeting)


@needs(May.MANAGE_MEETINGS)
@once
def state(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.State(posted(request))

    def act() -> Meeting:
        return actions.move(meeting=meeting, **form.cleaned_data, **who(request))

    moves = queries.moves(meeting)
    return form_page(request, "state", form, act, meeting=meeting, moves=moves)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def cancel(request: Any, slug: str) -> HttpResponse:
    return _cancelled(request, slug, actions.cancel_meeting)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def restore(request: Any, slug: str) -> HttpResponse:
    return _cancelled(request, slug, actions.restore_meeting)


def _cancelled(request: Any, slug: str, verb: Callable[..., Meeting]) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Cancel(request.POST)

    def act() -> Meeting:
        return verb(meeting=meeting, **form.cleaned_data, **who(request))

    moves = queries.moves(meeting)
    return form_page(request, "state", form, act, meeting=meeting, moves=moves)
