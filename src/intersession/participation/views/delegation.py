"""The delegation of the Entity for which somebody acts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from intersession.access.guard import needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.membership.models import Representation
from intersession.participation.actions import handing
from intersession.participation.forms import delegations as forms
from intersession.participation.queries import delegations as queries
from intersession.participation.views import _delegation as pages
from intersession.participation.views._page import acted, posted, who


@needs(May.NOMINATE)
@require_GET
def delegation(request: Any, slug: str) -> HttpResponse:
    """The Administration, which acts for no Entity, is led to all of them."""
    if request.actor.entity is None and request.actor.may(May.MANAGE_PARTICIPATION):
        return redirect("participation:delegations", slug)
    return pages.shown(request, pages.own_place(request, slug))


@needs(May.NOMINATE)
@once
def delegation_add(request: Any, slug: str) -> HttpResponse:
    return pages.added(request, pages.own_place(request, slug))


@needs(May.NOMINATE)
@once
def delegation_change(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return pages.changed(request, pages.own_place(request, slug), uid)


@needs(May.NOMINATE)
@require_POST
@once
def delegation_move(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return pages.moved(request, pages.own_place(request, slug), uid)


@needs(May.NOMINATE)
@require_POST
@once
def delegation_remove(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return pages.removed(request, pages.own_place(request, slug), uid)


@needs(May.NOMINATE)
@require_POST
@once
def delegation_rotation(request: Any, slug: str) -> HttpResponse:
    return pages.worded(request, pages.own_place(request, slug))


@needs(May.NOMINATE)
@require_http_methods(["GET", "POST"])
@once
def delegation_credential(request: Any, slug: str) -> HttpResponse:
    place = pages.own_place(request, slug)
    verb = pages.filed if request.method == "POST" else pages.downloaded
    return verb(request, place)


@needs(May.NOMINATE)
@require_POST
@once
def delegation_send(request: Any, slug: str) -> HttpResponse:
    return pages.sent_off(request, pages.own_place(request, slug))


@needs(May.NOMINATE)
@once
def delegation_hand_over(request: Any, slug: str) -> HttpResponse:
    """Then the first page: whoever lost the rights may not see this one any more."""
    place = pages.own_place(request, slug)
    rights = queries.own_rights(request.actor, place.entity, request.now)
    initial = {"on": request.today, "language": place.entity.language}
    form = forms.HandOver(posted(request), rights=rights, initial=initial)

    def act() -> Representation:
        given = dict(form.cleaned_data)
        held = next(row for row in rights if str(row.pk) == given.pop("held"))
        return handing.hand_over_rights(held=held, **given, **who(request))

    context = {"meeting": place.meeting, "entity": place.entity, "rights": rights}
    return acted(request, "delegation_hand_over", form, act, lambda _row: ("/",), **context)
