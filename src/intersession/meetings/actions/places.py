"""Where and when an item stands, and whether it is held at all."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions._items import (
    not_meanwhile,
    offered,
    placed,
    stamped,
    still_there,
)
from intersession.meetings.actions._lock import locked
from intersession.meetings.models import AgendaItem, Room


class ItemCancelledAlready(Refusal):
    message = _("This item is cancelled already.")


class ItemNotCancelled(Refusal):
    message = _("This item is not cancelled.")


class ReasonForItem(Refusal):
    message = _("Say why: it stays in the ledger.")


@transaction.atomic
def place_item(
    *,
    item: AgendaItem,
    starts_at: datetime | None,
    minutes: int | None,
    room: Room | None,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """Another hour, length or room; all else stays. `seen` as in `change_item`."""
    meeting = locked(item.meeting)
    item = still_there(meeting, item)
    not_meanwhile(item, seen)
    placed(meeting, starts_at, minutes)
    offered(room, item)
    before = _place(item)
    item.starts_at, item.minutes, item.room = starts_at, minutes, room
    stamped(item, by, at)
    about: dict[str, Any] = {"from": before, "to": _place(item)}
    record(Verb.ITEM_MOVED, by=by, at=at, subject=item, **about)
    return item


@transaction.atomic
def cancel_item(*, item: AgendaItem, reason: str, by: Actor, at: datetime) -> AgendaItem:
    """It stays in the agenda and in calendars, as cancelled."""
    item = still_there(locked(item.meeting), item)
    if item.cancelled_at:
        raise ItemCancelledAlready
    if not reason.strip():
        raise ReasonForItem
    item.cancelled_at = at
    stamped(item, by, at)
    record(Verb.ITEM_CANCELLED, by=by, at=at, subject=item, reason=reason.strip())
    return item


@transaction.atomic
def restore_item(*, item: AgendaItem, reason: str, by: Actor, at: datetime) -> AgendaItem:
    """It is held after all."""
    item = still_there(locked(item.meeting), item)
    if item.cancelled_at is None:
        raise ItemNotCancelled
    if not reason.strip():
        raise ReasonForItem
    item.cancelled_at = None
    stamped(item, by, at)
    record(Verb.ITEM_RESTORED, by=by, at=at, subject=item, reason=reason.strip())
    return item


def _place(item: AgendaItem) -> dict[str, Any]:
    return {
        "starts_at": item.starts_at.astimezone(UTC).isoformat() if item.starts_at else None,
        "minutes": item.minutes,
        "room": str(item.room.uid) if item.room else None,
    }
