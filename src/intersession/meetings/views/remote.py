"""Who takes part from afar: the list of the Administration, and one's own page behind a link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Actor, Refusal, needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings.actions import remote as actions
from intersession.meetings.forms import remote as forms
from intersession.meetings.models import Meeting, RemotePlace
from intersession.meetings.queries import remote as queries
from intersession.meetings.remote import Door
from intersession.meetings.sheets import places_sheet
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui import sheets

BY_LINK = Actor(roles=frozenset(), name="By the link in a mail")


@needs(May.MANAGE_MEETINGS)
@once
def remote_places(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Place(posted(request))
    if asked := sheets.asked(request):
        return sheets.answer(places_sheet(queries.places_page(meeting), slug), asked)

    def act() -> str:
        actions.give_places(meeting=meeting, places=[form.facts()], **who(request))
        return _("The place is there. The link has not been sent yet.")

    return _places(request, meeting, form, act)


@needs(May.MANAGE_MEETINGS)
@once
def remote_places_many(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    form = forms.Places(posted(request), request.FILES or None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            given = actions.give_places(meeting=meeting, places=form.places(), **who(request))
            messages.success(request, _said(given))
            return redirect("meetings:remote_places", slug=slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": meeting, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/remote_places_many.html", context, status=status)


@needs(May.MANAGE_MEETINGS)
@once
def remote_places_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting, place = _place(request, slug, uid)
    form = forms.ChangedPlace(posted(request), place=place)
    refusal = None
    if form.is_bound and form.is_valid():
        shut = form.cleaned_data.get("shut", False)
        try:
            actions.change_place(place=place, facts=form.facts(), shut=shut, **who(request))
            return redirect("meetings:remote_places", slug=slug)
        except Refusal as said:
            refusal = said
    context = {"meeting": meeting, "place": place, "form": form, "refusal": refusal}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/remote_places_change.html", context, status=status)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def remote_places_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting, place = _place(request, slug, uid)

    def act() -> str:
        actions.remove_place(place=place, **who(request))
        return _("The place is gone; the link does not work any more.")

    return _places(request, meeting, forms.Place(), act, at_once=True)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def remote_places_renew(request: Any, slug: str, uid: UUID) -> HttpResponse:
    meeting, place = _place(request, slug, uid)

    def act() -> str:
        actions.renew_link(place=place, **who(request))
        return _("The old link does not work any more. The new one has not been sent yet.")

    return _places(request, meeting, forms.Place(), act, at_once=True)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def remote_places_send(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)

    def act() -> str:
        sent = actions.send_links(meeting=meeting, **who(request))
        return ngettext("%(n)s link is in the outbox.", "%(n)s links are in the outbox.", sent) % {
            "n": sent
        }

    return _places(request, meeting, forms.Place(), act, at_once=True)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def remote_places_speakers(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)

    def act() -> str:
        given = actions.give_speakers_places(meeting=meeting, **who(request))
        return ngettext("%(n)s speaker has a place.", "%(n)s speakers have a place.", given) % {
            "n": given
        }

    return _places(request, meeting, forms.Place(), act, at_once=True)


@public
@require_GET
def remote(request: Any, token: str) -> HttpResponse:
    """One's own page: the programme at two clocks, and the way in while it is open."""
    place, opens = _of_link(token)
    if not opens:
        return _kept_private(_old_link(request))
    request.year = place.meeting.programme.year
    page = queries.own_page(place, request.now)
    asked = request.GET.get("zone", "")
    context = {"page": page, "token": token, "unknown": asked == "unknown"}
    context["choose"] = bool(asked) or not page.zone
    return _kept_private(render(request, "meetings/remote.html", context))


@public
@require_POST
def remote_join(request: Any, token: str) -> Any:
    """Count that somebody came, then lead them to the platform. Nothing keeps the address."""
    place, opens = _of_link(token)
    page = queries.own_page(place, request.now) if opens else None
    if page is None or page.door != Door.OPEN or not page.given:
        return _kept_private(redirect("meetings:remote", token=token))
    actions.count_visit(place=place, by=BY_LINK, at=request.now)
    led = _kept_private(HttpResponseRedirect(place.address))
    led["Referrer-Policy"] = "no-referrer"
    return led


@public
@require_POST
def remote_zone(request: Any, token: str) -> HttpResponse:
    place, opens = _of_link(token)
    form = forms.Zone(request.POST)
    there = redirect("meetings:remote", token=token)
    if opens and form.is_valid():
        actions.choose_zone(place=place, **form.cleaned_data, by=BY_LINK, at=request.now)
    elif opens:
        there["Location"] += "?zone=unknown"
    return _kept_private(there)


def _of_link(token: str) -> tuple[RemotePlace, bool]:
    place, opens = queries.place_of(token)
    if place is None:
        raise Http404
    return place, opens


def _old_link(request: Any) -> HttpResponse:
    context = {
        "title": _("This link does not work any more"),
        "sentence": _("It was replaced by a newer one, or the place has been deleted."),
        "todo": _(
            "Look for the latest mail about this meeting: its link works. If there is none, write "
            "to the Administration."
        ),
        "link_url": reverse("meetings:index"),
        "link_label": _("See the meetings"),
    }
    return render(request, "ui/message.html", context, status=410)


def _kept_private(response: Any) -> Any:
    """Kept by nobody, found by no search engine, told to no other site. The form may lead to the
    platform, wherever that leads on to. "no-referrer" would make browsers send forms from nowhere,
    which are refused: "same-origin" tells other sites as little."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response._csp_update = {"form-action": ["https:"]}
    return response


def _place(request: Any, slug: str, uid: UUID) -> tuple[Meeting, RemotePlace]:
    meeting = meeting_at(request, slug)
    place = get_object_or_404(meeting.remote_places.select_related("meeting"), uid=uid)
    return meeting, place


def _places(
    request: Any, meeting: Meeting, form: Any, act: Any, *, at_once: bool = False
) -> HttpResponse:
    """The list with a form for one more. What was done is said on the page that follows."""
    refusal = None
    if at_once or (form.is_bound and form.is_valid()):
        try:
            messages.success(request, act())
            return redirect("meetings:remote_places", slug=meeting.slug)
        except Refusal as said:
            refusal = said
    page = queries.places_page(meeting, request.GET.get("page"))
    context = {"meeting": meeting, "page": page, "form": form, "refusal": refusal}
    status = 422 if at_once or form.is_bound else 200
    return render(request, "meetings/remote_places.html", context, status=status)


def _said(given: actions.Given) -> str:
    added = ngettext("%(n)s place added", "%(n)s places added", given.added) % {"n": given.added}
    changed = ngettext("%(n)s changed", "%(n)s changed", given.changed) % {"n": given.changed}
    return _("%(added)s, %(changed)s. Links that were not sent yet wait for you.") % {
        "added": added,
        "changed": changed,
    }
