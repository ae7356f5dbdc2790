"""A published agenda as the schedule JSON that frab, pretalx and their readers share.

The format has one language; all of ours, and what it has no place for, stand under a key of our
own. What a file once said beyond our columns (`source`) is given back where it stood.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, ItemSeen, PartSeen, RoomSeen
from intersession.meetings.schedules.said import OURS
from intersession.ui.text import best

SLOT = "00:05"


class Writing:
    """`language`: "" for the one in which each text was written first."""

    def __init__(self, meeting: Meeting, agenda: Agenda, address: str, language: str) -> None:
        self.meeting, self.agenda, self.address, self.language = meeting, agenda, address, language
        self.zone = rules.zone_of(meeting.time_zone) or ZoneInfo("UTC")
        self.rooms = _named(agenda.items, self.text)
        self.bounds = agenda.source.get("days") or {}

    def text(self, words: Mapping[str, str]) -> str:
        return best(words, self.language)[1]

    def schedule(self) -> dict[str, Any]:
        held = [item for item in self.agenda.items if not item.cancelled]
        placed = [item for item in held if item.starts_at]
        beside = {
            "form": 1,  # of what stands under this key
            "unscheduled": [self.event(item) for item in held if not item.starts_at],
            "cancelled": [self.event(item) for item in self.agenda.items if item.cancelled],
            "source": dict(self.agenda.source),
        }
        days = list(self.days(placed))
        conference = {
            "acronym": self.meeting.slug,
            "title": self.text(self.meeting.title),
            "start": days[0]["date"] if days else None,
            "end": days[-1]["date"] if days else None,
            "daysCount": len(days),
            "timeslot_duration": self.agenda.source.get("timeslot_duration", SLOT),
            "time_zone_name": self.zone.key,
            "rooms": [self.room(room, name) for room, name in self.rooms.values()],
            "days": days,
        }
        return {
            "version": str(self.agenda.number),
            "base_url": self.address,
            "conference": conference,
            OURS: {name: found for name, found in beside.items() if found},
        }

    def days(self, items: Iterable[ItemSeen]) -> Iterator[dict[str, Any]]:
        """Those of the meeting, and any other on which something takes place."""
        found: dict[date, list[ItemSeen]] = {day: [] for day in rules.days_of(self.meeting)}
        for item in items:
            assert item.starts_at
            found.setdefault(self.day(item.starts_at), []).append(item)
        for index, day in enumerate(sorted(found), 1):
            begins, ends = self.bound(day)
            rooms: dict[str, list[dict[str, Any]]] = {}
            for item in found[day]:
                rooms.setdefault(self.room_name(item), []).append(self.event(item))
            order = [*(name for _room, name in self.rooms.values()), ""]
            yield {
                "index": index,
                "date": day.isoformat(),
                "day_start": begins.isoformat(),
                "day_end": ends.isoformat(),
                "rooms": {name: rooms[name] for name in order if name in rooms},
            }

    def day(self, starts_at: datetime) -> date:
        """The small hours belong to the night before, where the file that came in said so."""
        day = starts_at.astimezone(self.zone).date()
        before = day - timedelta(days=1)
        known = before.isoformat() in self.bounds
        return before if known and starts_at < self.bound(before)[1] else day

    def bound(self, day: date) -> tuple[datetime, datetime]:
        kept = self.bounds.get(day.isoformat(), ("", ""))
        midnights = [datetime.combine(day + timedelta(days=n), time(), self.zone) for n in (0, 1)]
        begins, ends = (_moment(said, self.zone) for said in kept)
        return begins or midnights[0], ends or midnights[1]

    def event(self, item: ItemSeen) -> dict[str, Any]:
        language, title = best(item.title, self.language)
        number = _number(item.guid)
        local = item.starts_at.astimezone(self.zone) if item.starts_at else None
        format_has = {
            "id": number,
            "guid": item.guid,
            "logo": None,
            "date": local.isoformat() if local else None,
            "start": f"{local:%H:%M}" if local else None,
            "duration": _length(item.minutes),
            "room": self.room_name(item),
            "slug": f"{number}-{slugify(title)}"[:100].rstrip("-"),
            "url": f"{self.address}#item-{item.number}",
            "title": title,
            "subtitle": "",
            "track": "",
            "type": item.kind,
            "language": language,
            "abstract": self.text(item.detail),
            "description": "",
            "recording_license": "",
            "persons": self.persons(item),
            "links": [],
            "attachments": [],
        }
        given_back = {name: said for name, said in item.source.items() if name != "url"}
        return {**format_has, **given_back, OURS: _beyond(item)}

    def persons(self, item: ItemSeen) -> list[dict[str, Any]]:
        """Each once, whatever they do in the item; nobody who has not confirmed."""
        found = {part.guid: part for part in item.parts if part.confirmed}
        return [self.person(part) for part in found.values()]

    def person(self, part: PartSeen) -> dict[str, Any]:
        words = {
            name: dict(getattr(part, name)) for name in ("function", "affiliation", "biography")
        }
        beyond = {"key": part.guid, **words, "source": dict(part.source)}
        return {
            "id": _number(part.guid),
            **({"guid": part.guid} if _is_uuid(part.guid) else {}),
            "name": part.name,
            "public_name": part.name,
            "biography": self.text(part.biography),
            **part.source,
            OURS: {name: found for name, found in beyond.items() if found},
        }

    def room(self, room: RoomSeen, name: str) -> dict[str, Any]:
        words = {"name": dict(room.name), "venue": dict(room.venue)}
        return {
            "name": name,
            "guid": room.guid or room.uid,
            "capacity": room.seats,
            OURS: {name: found for name, found in words.items() if found},
        }

    def room_name(self, item: ItemSeen) -> str:
        return self.rooms[item.room.uid][1] if item.room else ""


def schedule_of(
    meeting: Meeting, agenda: Agenda, *, address: str, language: str = ""
) -> dict[str, Any]:
    """`address`: of the page of the meeting."""
    return {"schedule": Writing(meeting, agenda, address, language).schedule()}


def _beyond(item: ItemSeen) -> dict[str, Any]:
    """All languages, and the columns that the format does not know; what is empty is left out."""
    found = {
        "number": item.number,
        "kind": item.kind,
        **{name: dict(getattr(item, name)) for name in ("title", "detail", "objectives", "format")},
        "questions": [dict(question) for question in item.questions],
        "languages": list(item.languages),
        "documents": list(item.documents),
        "parts": [_part(part) for part in item.parts if part.confirmed],
        "cancelled": item.cancelled,
        "source": dict(item.source),
    }
    return {name: value for name, value in found.items() if value}


def _part(part: PartSeen) -> dict[str, Any]:
    found = {
        "person": part.guid,
        "role": part.role,
        "title": dict(part.title),
        "minutes": part.minutes,
        "remote": part.remote,
    }
    return {name: value for name, value in found.items() if value}


def _named(items: Iterable[ItemSeen], text: Any) -> dict[str, tuple[RoomSeen, str]]:
    """Rooms by uid, each with a name that no other has."""
    found: dict[str, tuple[RoomSeen, str]] = {}
    taken: set[str] = {""}
    for item in items:
        if item.room is None or item.room.uid in found:
            continue
        name = plain = text(item.room.name) or "–"
        count = 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name)
        found[item.room.uid] = item.room, name
    return found


def _number(guid: str) -> int:
    """The format counts; ours are named. The same name gives the same number anywhere."""
    return crc32(guid.encode("utf-8", "replace")) & 0x7FFFFFFF


def _length(minutes: int | None) -> str:
    return "{:02}:{:02}".format(*divmod(minutes or 0, 60))


def _moment(given: str, zone: ZoneInfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(given)
    except (ValueError, TypeError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(zone)


def _is_uuid(given: str) -> bool:
    try:
        return str(uuid.UUID(given)) == given
    except ValueError:
        return False
