"""The draft of an agenda by day; its items are moved, and those of another meeting copied."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, queries
from intersession.meetings.models import AgendaItem, Meeting
from intersession.meetings.views._draft import draft, item_at, to_draft
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui.dates import moment
from intersession.ui.text import text


@needs(May.MANAGE_MEETINGS)
@require_GET
def agenda(request: Any, slug: str) -> HttpResponse:
    return draft(request, meeting_at(request, slug))


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def agenda_move(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting = meeting_at(request, slug)
    item = item_at(meeting, uid)
    form = forms.Place(request.POST, meeting=meeting, item=item)
    if not form.is_valid():
        return draft(request, meeting, refusal=_wrong(form))
    try:
        item = actions.place_item(item=item, **form.place(), **who(request))
    except Refusal as said:
        return draft(request, meeting, refusal=said)
    if request.htmx:
        return draft(request, meeting, said=_moved(item, meeting))
    return to_draft(meeting, item)


@needs(May.MANAGE_MEETINGS)
@once
def agenda_copy(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Copy(request.POST or request.GET or None)
    source = form.cleaned_data["source"] if form.is_bound and form.is_valid() else None
    refusal = None
    if posted(request) and source:
        try:
            beside = form.cleaned_data["beside"]
            actions.copy_agenda(meeting=meeting, source=source, beside=beside, **who(request))
            return to_draft(meeting)
        except Refusal as said:
            refusal = said
    wrong = form.is_bound and source is None
    context = {"meeting": meeting, "form": form, "refusal": refusal, "wrong": wrong}
    context["page"] = queries.copy_page(meeting, source)
    status = 422 if refusal or wrong else 200
    return render(request, "meetings/agenda_copy.html", context, status=status)


def _wrong(form: Any) -> str:
    """What is not right in one of many small forms, with the name of the field before it."""
    found = [
        f"{form[name].label}{_(': ')}{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return " ".join(found)


def _moved(item: AgendaItem, meeting: Meeting) -> str:
    values = {"title": text(item.title), "room": text(item.room.name) if item.room else ""}
    if item.starts_at is None:
        return _("“%(title)s” has no hour now.") % values
    values["when"] = moment(item.starts_at, "", meeting.time_zone)
    if item.minutes is None:
        return _("“%(title)s” now begins on %(when)s.") % values
    values["minutes"] = str(item.minutes)
    if not item.room:
        return _("“%(title)s” now begins on %(when)s and lasts %(minutes)s minutes.") % values
    return (
        _("“%(title)s” now begins on %(when)s and lasts %(minutes)s minutes, in %(room)s.") % values
    )
