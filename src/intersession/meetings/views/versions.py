"""Versions of an agenda: publishing one, those that were published, their entries for calendars."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs, public, signed_in
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, published, queries, rules
from intersession.meetings.calendar_file import answer, calendar_of
from intersession.meetings.item_calendar import entries_of_items
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui.text import text


@needs(May.MANAGE_MEETINGS)
@once
def agenda_publish(request: Any, slug: str) -> HttpResponse:
    """Who is touched, and what each will read; then the draft is published."""
    meeting = meeting_at(request, slug)
    form, refusal = forms.Publish(posted(request)), None
    if form.is_bound and form.is_valid():
        try:
            actions.publish_agenda(meeting=meeting, **form.asked(), **who(request))
            return redirect("meetings:agenda_versions", meeting.slug)
        except Refusal as said:
            refusal = said
    note = form.cleaned_data.get("note") if form.is_bound else None
    page = queries.preview(meeting, request.now, note, request.GET.get("page"))
    context = {"meeting": meeting, "page": page, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/agenda_publish.html", context, status=status)


@public
@require_GET
def agenda_versions(request: Any, slug: str, number: int | None = None) -> HttpResponse:
    """What was published and what changed; with a number, that version as it stood."""
    meeting = meeting_at(request, slug)
    context: dict[str, Any] = {"meeting": meeting, "shown": None, "log": None}
    context["ROLE_NAMES"] = rules.ROLE_NAMES
    if number is None:
        context["log"] = queries.version_log(meeting, request.GET.get("page"))
        context["follows"] = queries.follows(meeting, request.actor)
    else:
        context["shown"] = queries.version_page(meeting, number)
    return render(request, "meetings/agenda_versions.html", context)


@public
@require_GET
def agenda_calendar(request: Any, slug: str) -> HttpResponse:
    """An entry for each item that was published, those that are gone as cancelled."""
    meeting = meeting_at(request, slug)
    address = request.build_absolute_uri(reverse("meetings:detail", args=[slug]))
    entries = entries_of_items(meeting, published.latest(meeting), request.now, address)
    name = _("Agenda: %(title)s") % {"title": text(meeting.title)}
    return answer(request, calendar_of(entries, name=name), file=f"agenda-{slug}")


@signed_in
@require_POST
@once
def follow(request: Any, slug: str) -> HttpResponse:
    return _followed(request, slug, actions.follow_meeting)


@signed_in
@require_POST
@once
def unfollow(request: Any, slug: str) -> HttpResponse:
    return _followed(request, slug, actions.unfollow_meeting)


def _followed(request: Any, slug: str, verb: Any) -> HttpResponse:
    meeting, refusal = meeting_at(request, slug), None
    try:
        verb(meeting=meeting, **who(request))
        return redirect("meetings:detail", meeting.slug)
    except Refusal as said:
        refusal = said
    context: dict[str, Any] = {"meeting": meeting, "shown": None, "refusal": refusal}
    context["log"] = queries.version_log(meeting, 1)
    context["follows"] = queries.follows(meeting, request.actor)
    return render(request, "meetings/agenda_versions.html", context, status=422)
