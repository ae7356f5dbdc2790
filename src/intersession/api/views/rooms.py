"""Operations of rooms, which all meetings share."""

import uuid
from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import rooms as shapes
from intersession.api.views._rows import who
from intersession.meetings import actions
from intersession.meetings.actions import RoomFacts
from intersession.meetings.models import AgendaItem, Room

Full = shapes.RoomFull


@reads(
    _("Rooms, those that ended last"), access=May.MANAGE_MEETINGS, gives=Listed[Full], asks=Paged
)
def rooms(request: Any, asked: Paged) -> Listed[Full]:
    used = _used(AgendaItem.objects.exclude(room=None))
    rows = Room.objects.order_by("ended", "position", "pk")
    return part(rows, asked, lambda row: shapes.room(row, used))


@writes(
    _("Add a room"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.RoomBody,
    gives=Full,
    status=201,
)
def rooms_add(request: Any, body: shapes.RoomBody) -> Full:
    made = actions.add_room(facts=RoomFacts(**body.model_dump()), **who(request))
    return shapes.room(made, {})


@reads(_("A room"), access=May.MANAGE_MEETINGS, gives=Full)
def room(request: Any, uid: uuid.UUID) -> Full:
    return _full(uid)


@writes(_("Change a room"), access=May.MANAGE_MEETINGS, takes=shapes.RoomChange, gives=Full)
def room_change(request: Any, uid: uuid.UUID, body: shapes.RoomChange) -> Full:
    facts = RoomFacts(**body.model_dump(exclude={"seen"}))
    actions.change_room(room=_load(uid), facts=facts, seen=body.seen, **who(request))
    return _full(uid)


@writes(_("Offer a room no longer"), access=May.MANAGE_MEETINGS, gives=Full)
def room_end(request: Any, uid: uuid.UUID, body: Any) -> Full:
    actions.end_room(room=_load(uid), **who(request))
    return _full(uid)


@writes(_("Offer a room again"), access=May.MANAGE_MEETINGS, gives=Full)
def room_offer(request: Any, uid: uuid.UUID, body: Any) -> Full:
    actions.offer_room(room=_load(uid), **who(request))
    return _full(uid)


@writes(_("Remove a room that no agenda names"), access=May.MANAGE_MEETINGS, gives=shapes.RoomGone)
def room_remove(request: Any, uid: uuid.UUID, body: Any) -> shapes.RoomGone:
    actions.remove_room(room=_load(uid), **who(request))
    return shapes.RoomGone(uid=str(uid))


def _load(uid: uuid.UUID) -> Room:
    found: Room = get_object_or_404(Room, uid=uid)
    return found


def _full(uid: uuid.UUID) -> Full:
    row = _load(uid)
    return shapes.room(row, _used(AgendaItem.objects.filter(room=row)))


def _used(items: Any) -> dict[int, int]:
    """In how many items each room is."""
    return dict(items.values_list("room").annotate(Count("pk")).order_by())
