"""The register of rooms, and the rooms of one meeting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import Refusal, needs
from intersession.access.once import once
from intersession.access.policy import May
from intersession.meetings import actions, forms, queries, rules
from intersession.meetings.models import Room
from intersession.meetings.sheets import plan_sheet, rooms_sheet
from intersession.meetings.views._acts import acted
from intersession.meetings.views._page import meeting_at, posted, who
from intersession.ui import sheets


@needs(May.MANAGE_MEETINGS)
@require_GET
def rooms(request: Any, slug: str = "") -> HttpResponse:
    """Those of one meeting by day; without `slug` all that there are."""
    return _plan(request, slug) if slug else _register(request)


@needs(May.MANAGE_MEETINGS)
@once
def rooms_add(request: Any) -> HttpResponse:
    form = forms.RoomForm(posted(request))

    def act() -> object:
        return actions.add_room(facts=form.facts(), **who(request))

    return acted(request, "rooms_add", form, act, reverse("meetings:rooms"))


@needs(May.MANAGE_MEETINGS)
@once
def rooms_change(request: Any, uid: UUID) -> HttpResponse:
    room = get_object_or_404(Room, uid=uid)
    form = forms.RoomForm(posted(request), initial=forms.room_kept(room))

    def act() -> object:
        seen = form.cleaned_data["seen"]
        return actions.change_room(room=room, facts=form.facts(), seen=seen, **who(request))

    return acted(request, "rooms_change", form, act, reverse("meetings:rooms"), room=room)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def rooms_end(request: Any, uid: UUID) -> HttpResponse:
    return _at_once(request, uid, actions.end_room)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def rooms_offer(request: Any, uid: UUID) -> HttpResponse:
    return _at_once(request, uid, actions.offer_room)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def rooms_remove(request: Any, uid: UUID) -> HttpResponse:
    return _at_once(request, uid, actions.remove_room)


def _at_once(request: Any, uid: UUID, verb: Callable[..., object]) -> HttpResponse:
    room = get_object_or_404(Room, uid=uid)
    try:
        verb(room=room, **who(request))
    except Refusal as said:
        return _register(request, said)
    return redirect("meetings:rooms")


def _register(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    found = queries.room_list()
    if form := sheets.asked(request):
        return sheets.answer(rooms_sheet(found), form)
    context = {
        "offered": [room for room in found if not room.ended],
        "ended": [room for room in found if room.ended],
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "meetings/rooms.html", context, status=status)


def _plan(request: Any, slug: str) -> HttpResponse:
    meeting = meeting_at(request, slug)
    plan = queries.plan_of_rooms(meeting)
    if form := sheets.asked(request):
        return sheets.answer(plan_sheet(plan, slug, rules.place_of(meeting)), form)
    context = {"meeting": meeting, "plan": plan}
    return render(request, "meetings/_rooms_of_meeting.html", context)
