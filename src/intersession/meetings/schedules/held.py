"""What stands here, as plain values that compare with what a file says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from intersession.documents.models import Document
from intersession.meetings import published
from intersession.meetings.models import AgendaItem, Meeting, Part, Room, ScheduleTaken, Speaker
from intersession.meetings.schedules.said import PartSaid, PersonSaid

COLUMNS = (
    *("title", "detail", "starts_at", "minutes", "source"),
    *("kind", "objectives", "questions", "format", "languages"),
)
OF_PERSON = ("name", "biography", "function", "affiliation", "source")


@dataclass(frozen=True, kw_only=True)
class Held:
    """Items and speakers of one meeting by the name that a file has for them, and all rooms."""

    items: Mapping[str, AgendaItem]
    speakers: Mapping[str, Speaker]
    unnamed: Mapping[str, Speaker]  # by their name, where no file has another name for them
    rooms: tuple[Room, ...]
    rooms_by_uid: Mapping[str, Room]
    rooms_by_guid: Mapping[str, Room]
    documents: frozenset[str]

    def speaker(self, person: PersonSaid) -> Speaker | None:
        return self.speakers.get(person.key) or self.unnamed.get(person.name)

    def key(self, person: PersonSaid) -> str:
        """Of the speaker here, as `of_item` has it."""
        row = self.speaker(person)
        return key_of(row) if row else person.key

    def room_named(self, name: str, venue: Mapping[str, str]) -> Room | None:
        """The one room of that name; of several, the one in that building."""
        folded = name.strip().casefold()
        found = [
            room
            for room in self.rooms
            if not room.ended and folded in {str(w).strip().casefold() for w in room.name.values()}
        ]
        there = [room for room in found if venue and dict(room.venue) == dict(venue)]
        return (there or found or [None])[0]


def held(meeting: Meeting, taken: ScheduleTaken) -> Held:
    """Seven queries."""
    rows = published.in_order(meeting)
    by_uid = {str(row.uid): row for row in rows}
    items = {**by_uid, **{row.guid: row for row in rows if row.guid}}
    items |= {
        guid: by_uid[kept["uid"]] for guid, kept in taken.items.items() if kept["uid"] in by_uid
    }
    people = list(meeting.speakers.select_related("entity").order_by("pk"))
    known = {str(one.uid): one for one in people}
    speakers = {**known, **{one.guid: one for one in people if one.guid}}
    speakers |= {
        key: known[kept["uid"]] for key, kept in taken.persons.items() if kept["uid"] in known
    }
    rooms = tuple(Room.objects.order_by("position", "pk"))
    return Held(
        items=items,
        speakers=speakers,
        unnamed={one.name: one for one in people if not one.guid},
        rooms=rooms,
        rooms_by_uid={str(room.uid): room for room in rooms},
        rooms_by_guid={name: room for room in rooms for name in (str(room.uid), room.guid) if name},
        documents=frozenset(Document.objects.values_list("slug", flat=True)),
    )


def of_new() -> dict[str, Any]:
    """The columns of an item of which nothing is said."""
    row = AgendaItem(title={})
    return {name: plain(getattr(row, name)) for name in COLUMNS}


def of_item(row: AgendaItem) -> dict[str, Any]:
    found = {name: plain(getattr(row, name)) for name in COLUMNS}
    return {
        **found,
        "room": named(row.room),
        "parts": [of_part(one) for one in row.parts.all() if shown(one)],
        "documents": sorted(paper.slug for paper in row.documents.all()),
        "cancelled": row.cancelled_at is not None,
    }


def shown(one: Part) -> bool:
    """A part of which a public file speaks."""
    return one.state == Part.State.CONFIRMED


def of_part(one: Part) -> dict[str, Any]:
    return {
        "person": key_of(one.speaker),
        "role": one.role,
        "title": plain(one.title),
        "minutes": one.minutes,
        "remote": one.remote,
    }


def part(key: str, said: PartSaid) -> dict[str, Any]:
    return {
        "person": key,
        "role": said.role or Part.Role.SPEAKER.value,
        "title": plain(said.title),
        "minutes": said.minutes,
        "remote": said.remote,
    }


def key_of(speaker: Speaker) -> str:
    return speaker.guid or str(speaker.uid)


def named(room: Room | None) -> str:
    return str(room.uid) if room else ""


def of_person(row: Speaker) -> dict[str, Any]:
    found = {name: plain(getattr(row, name)) for name in OF_PERSON}
    if row.entity:
        found["affiliation"] = plain(row.entity.name)
    return found


def person_wanted(person: PersonSaid, old: Mapping[str, Any]) -> dict[str, Any]:
    """A file of others says one language, and nothing of functions."""
    if person.whole:
        return {name: plain(getattr(person, name)) for name in OF_PERSON}
    wanted: dict[str, Any] = {"name": person.name, "source": plain(person.source)}
    if person.biography:
        wanted["biography"] = {**old["biography"], **person.biography}
    return wanted


def plain(value: Any) -> Any:
    """As JSON would give it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
