"""Delegations for the Administration: all of a meeting, and each on behalf of its Entity."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.participation.actions import office
from intersession.participation.forms import delegations as forms
from intersession.participation.queries import delegations as queries
from intersession.participation.sheets import delegations_sheet
from intersession.participation.views import _delegation as pages
from intersession.participation.views._page import call_at, who
from intersession.ui import sheets

OFFICE = May.MANAGE_PARTICIPATION


@needs(OFFICE)
@require_GET
def delegations(request: Any, slug: str, entity: str = "") -> HttpResponse:
    """All, or the one of that Entity."""
    if entity:
        return pages.shown(request, pages.office_place(request, slug, entity))
    call = call_at(request, slug)
    asked = request.GET.get("state", ""), request.GET.get("kind", "")
    form, page = sheets.asked(request), request.GET.get("page", "1")
    found = queries.delegation_list(call, *asked, request.now, page, whole=bool(form))
    if form:
        return sheets.answer(delegations_sheet(found, call.meeting), form)
    context = {"meeting": call.meeting, "call": call, "found": found}
    context["open"] = call.opens_at <= request.now < call.nominations_close_at
    return render(request, "participation/delegations.html", context)


@needs(OFFICE)
@once
def delegations_add(request: Any, slug: str, entity: str) -> HttpResponse:
    return pages.added(request, pages.office_place(request, slug, entity))


@needs(OFFICE)
@once
def delegations_change(request: Any, slug: str, entity: str, uid: UUID) -> HttpResponse:
    return pages.changed(request, pages.office_place(request, slug, entity), uid)


@needs(OFFICE)
@require_POST
@once
def delegations_move(request: Any, slug: str, entity: str, uid: UUID) -> HttpResponse:
    return pages.moved(request, pages.office_place(request, slug, entity), uid)


@needs(OFFICE)
@require_POST
@once
def delegations_remove(request: Any, slug: str, entity: str, uid: UUID) -> HttpResponse:
    return pages.removed(request, pages.office_place(request, slug, entity), uid)


@needs(OFFICE)
@require_POST
@once
def delegations_rotation(request: Any, slug: str, entity: str) -> HttpResponse:
    return pages.worded(request, pages.office_place(request, slug, entity))


@needs(OFFICE)
@require_http_methods(["GET", "POST"])
@once
def delegations_credential(request: Any, slug: str, entity: str) -> HttpResponse:
    place = pages.office_place(request, slug, entity)
    verb = pages.filed if request.method == "POST" else pages.downloaded
    return verb(request, place)


@needs(OFFICE)
@require_POST
@once
def delegations_send(request: Any, slug: str, entity: str) -> HttpResponse:
    return pages.sent_off(request, pages.office_place(request, slug, entity))


@needs(OFFICE)
@require_POST
@once
def delegations_allow(request: Any, slug: str, entity: str) -> HttpResponse:
    """Numbers of its own, and leave after the deadline."""
    place = pages.office_place(request, slug, entity)
    form = forms.Allow(request.POST)

    def act() -> None:
        office.allow(**place.whose(), **form.cleaned_data, **who(request))

    return pages.at_once(request, place, act, allow=form)


@needs(OFFICE)
@require_POST
@once
def delegations_draft(request: Any, slug: str, entity: str) -> HttpResponse:
    """Opens what the Entity has not sent."""
    place = pages.office_place(request, slug, entity)
    return pages.at_once(request, place, lambda: office.open_draft(**place.whose(), **who(request)))


@needs(OFFICE)
@require_POST
@once
def delegations_check(request: Any, slug: str, entity: str) -> HttpResponse:
    """The credential is right, or is so no longer."""
    place = pages.office_place(request, slug, entity)
    if (row := place.row) is None:
        raise Http404
    good, sha256 = request.POST.get("good") == "yes", request.POST.get("sha256", "")
    given = {"delegation": row, "good": good, "sha256": sha256, **who(request)}
    return pages.at_once(request, place, lambda: office.check_credential(**given))


@needs(OFFICE)
@require_POST
@once
def delegations_seen(request: Any, slug: str, entity: str) -> HttpResponse:
    """The Administration has taken note of what changed after sending."""
    place = pages.office_place(request, slug, entity)
    if (row := place.row) is None:
        raise Http404
    changes = request.POST.get("changes", "")
    number = int(changes) if changes.isdecimal() and len(changes) < 10 else -1
    given = {"delegation": row, "changes": number, **who(request)}
    return pages.at_once(request, place, lambda: office.see_changes(**given))
