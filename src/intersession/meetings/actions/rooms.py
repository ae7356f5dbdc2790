"""Verbs of the register of rooms, which all meetings share."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules
from intersession.meetings.actions._lock import Words, says
from intersession.meetings.actions._seen import same_as_seen
from intersession.meetings.models import AgendaItem, Meeting, Room
from intersession.ui.text import ORIGINAL, listing, text


@dataclass(frozen=True, kw_only=True)
class RoomFacts:
    """What is known of a room; `equipment` are codes of rules.EQUIPMENT."""

    name: Words
    venue: Words = field(default_factory=dict)
    seats: int | None = None
    booths: int = 0
    equipment: Collection[str] = ()
    note: Words = field(default_factory=dict)
    setup_minutes: int = 0
    position: int = 0


FACTS = tuple(one.name for one in fields(RoomFacts))


class RoomNameMissing(Refusal):
    message = _("A room needs a name in at least one language.")


class RoomNameTaken(Refusal):
    message = _("The building has a room “%(name)s” already.")


class SeatsWrong(Refusal):
    message = _("A room has from 1 to %(most)s seats.")


class BoothsWrong(Refusal):
    message = _("A room has at most %(most)s booths.")


class SetUpWrong(Refusal):
    message = _("Setting up a room takes from 0 to %(most)s minutes.")


class EquipmentUnknown(Refusal):
    message = _("“%(code)s” is not in the list of equipment.")


class PositionWrong(Refusal):
    message = _("The place in the list is a number from 0 to %(most)s.")


class RoomChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed this room while you wrote. The page shows what you wrote; open the room "
        "in another window to see what stands there now."
    )


class RoomGone(Refusal):
    message = _("Somebody removed this room meanwhile.")


class RoomInUse(Refusal):
    message = _(
        "“%(room)s” is in the agenda of: %(meetings)s. A room in use is ended, not removed: end "
        "it, and it is no longer offered."
    )


class RoomEndedAlready(Refusal):
    message = _("“%(room)s” is not offered any more.")


class RoomOffered(Refusal):
    message = _("“%(room)s” is offered.")


MOST_PLACES = 9_999


@transaction.atomic
def add_room(*, facts: RoomFacts, guid: str = "", by: Actor, at: datetime) -> Room:
    _sound(facts)
    room = Room.objects.create(guid=guid, **_columns(facts))
    about: dict[str, Any] = _columns(facts)
    record(Verb.ROOM_ADDED, by=by, at=at, subject=room, **about)
    return room


@transaction.atomic
def change_room(
    *, room: Room, facts: RoomFacts, seen: str | None = None, by: Actor, at: datetime
) -> Room:
    """`seen`: `version_of` the room as the writer read it. What was published keeps its words."""
    room = _locked(room)
    same_as_seen(room, FACTS, seen, RoomChangedMeanwhile())
    _sound(facts, room)
    given = _columns(facts)
    changed = [name for name, value in given.items() if getattr(room, name) != value]
    for name in changed:
        setattr(room, name, given[name])
    room.save()
    about: dict[str, Any] = {"changed": changed, **given}
    record(Verb.ROOM_CHANGED, by=by, at=at, subject=room, **about)
    return room


@transaction.atomic
def end_room(*, room: Room, by: Actor, at: datetime) -> Room:
    """No longer offered; items that are in it stay there, and the conflicts say so."""
    room = _locked(room)
    if room.ended:
        raise RoomEndedAlready(room=text(room.name))
    room.ended = True
    room.save(update_fields=["ended"])
    record(Verb.ROOM_ENDED, by=by, at=at, subject=room, name=room.name)
    return room


@transaction.atomic
def offer_room(*, room: Room, by: Actor, at: datetime) -> Room:
    """A room that had ended is offered again."""
    room = _locked(room)
    if not room.ended:
        raise RoomOffered(room=text(room.name))
    room.ended = False
    room.save(update_fields=["ended"])
    record(Verb.ROOM_OFFERED, by=by, at=at, subject=room, name=room.name)
    return room


@transaction.atomic
def remove_room(*, room: Room, by: Actor, at: datetime) -> None:
    """One that no agenda names: written by mistake."""
    room = _locked(room)
    used = AgendaItem.objects.filter(room=room).values("meeting")
    meetings = Meeting.objects.filter(pk__in=used).order_by("starts_at")[:3]
    if meetings:
        named = listing([text(meeting.title) for meeting in meetings])
        raise RoomInUse(room=text(room.name), meetings=named)
    record(Verb.ROOM_REMOVED, by=by, at=at, subject=room, name=room.name)
    room.delete()


def _locked(room: Room) -> Room:
    found = Room.objects.select_for_update().filter(pk=room.pk).first()
    if found is None:
        raise RoomGone
    return found


def _columns(facts: RoomFacts) -> dict[str, Any]:
    known = [code for code in rules.EQUIPMENT if code in facts.equipment]
    return {**asdict(facts), "equipment": known}


def _sound(facts: RoomFacts, room: Room | None = None) -> None:
    if not says(facts.name):
        raise RoomNameMissing
    if facts.seats is not None and not 1 <= facts.seats <= rules.MOST_SEATS:
        raise SeatsWrong(most=rules.MOST_SEATS)
    if not 0 <= facts.booths <= rules.MOST_BOOTHS:
        raise BoothsWrong(most=rules.MOST_BOOTHS)
    if not 0 <= facts.setup_minutes <= rules.LONGEST_SETUP:
        raise SetUpWrong(most=rules.LONGEST_SETUP)
    if not 0 <= facts.position <= MOST_PLACES:
        raise PositionWrong(most=MOST_PLACES)
    for code in facts.equipment:
        if code not in rules.EQUIPMENT:
            raise EquipmentUnknown(code=code[:40])
    others = Room.objects.exclude(pk=room.pk) if room else Room.objects.all()
    if any(_alike(facts, other) for other in others.only("name", "venue")):
        raise RoomNameTaken(name=text(facts.name))


def _alike(facts: RoomFacts, other: Room) -> bool:
    """The same name in the same building, in any language."""
    same_name = _said(facts.name) & _said(other.name)
    venues = _said(facts.venue), _said(other.venue)
    return bool(same_name) and (bool(venues[0] & venues[1]) or venues == (set(), set()))


def _said(words: Words) -> set[str]:
    spoken = (wording for code, wording in words.items() if code != ORIGINAL)
    return {" ".join(wording.split()).casefold() for wording in spoken if wording.strip()}
