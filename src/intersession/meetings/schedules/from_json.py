"""A schedule in the JSON that frab, pretalx and their readers share."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intersession.meetings.schedules import fields, ours, said
from intersession.meetings.schedules.fields import Noted
from intersession.meetings.schedules.said import OURS, ItemSaid, PartSaid, PersonSaid, ScheduleSaid
from intersession.ui.dates import number
from intersession.ui.text import listing

# What the format says of an item beyond what we have columns for; given back as it was.
KEPT = (
    *("url", "id", "logo", "slug", "subtitle", "track", "type", "language", "description"),
    *("recording_license", "do_not_record", "links", "attachments"),
    *("code", "feedback_url", "origin_url", "video_download_url"),
)
READ = {"guid", "date", "start", "duration", "room", "title", "abstract", "persons", OURS}
OF_PERSON = ("id", "code", "guid", "url", "avatar", "contributor_type")
READ_OF_PERSON = {"public_name", "name", "full_public_name", "biography", OURS}
OF_CONFERENCE = ("timeslot_duration",)


class Place(NamedTuple):
    """Where an item stands in the file."""

    day: date | None
    day_begins: datetime | None
    room: str | None
    event: dict[str, Any]


class Reading:
    """One file. `zone`: of the meeting; `language`: of texts that name none."""

    def __init__(self, conference: dict[str, Any], base: str, zone: ZoneInfo, language: str):
        self.zone, self.language, self.base = zone, language, base
        self.conference = conference
        self.persons: dict[str, PersonSaid] = {}
        self.names: dict[str, set[str]] = {}
        self.unread: Counter[str] = Counter()
        self.rooms = rooms_of(conference)
        self.notes: list[str] = []
        self.host = f"@{urlsplit(base).hostname}" if base else ""

    def item(self, place: Place) -> ItemSaid:
        event, noted = place.event, Noted(self.base)
        own = event.get(OURS) if isinstance(event.get(OURS), dict) else None
        title = noted.text(event.get("title"), "title", said.LONGEST["title"])
        if not title.strip() and not noted.problems:
            noted.problems.append(_("It has no title."))
        language = fields.code_of(event.get("language"), self.language)
        found = ItemSaid(
            guid=guid_of(event, self.host, noted),
            title=title.strip() or _("Item without a title"),
            language="" if own is not None else language,
            facts={**self.hours(place, noted), **self.texts(event, title, language, noted)},
            room=self.room(place, noted),
            parts=self.parts(event, language, noted),
        )
        self.unread.update(event.keys() - READ - set(KEPT))
        if own is not None:
            found = ours.completed(found, own, noted, KEPT)
        return replace(found, problems=tuple(noted.problems), notes=tuple(noted.notes))

    def texts(
        self, event: dict[str, Any], title: str, language: str, noted: Noted
    ) -> dict[str, Any]:
        abstract = noted.text(event.get("abstract"), "abstract", said.LONGEST["abstract"])
        return {
            "title": {language: title},
            "detail": {language: abstract},
            "source": self.source(event, language, noted),
        }

    def source(self, event: dict[str, Any], language: str, noted: Noted) -> dict[str, Any]:
        """Without what our own export would say in any case."""
        kept = noted.source(event, KEPT)
        if kept.get("language") == language:
            del kept["language"]
        return kept

    def hours(self, place: Place, noted: Noted) -> dict[str, Any]:
        event = place.event
        if place.day is None and event.get("date") is None:
            return {"starts_at": None, "minutes": None}
        given, start = event.get("date"), noted.text(event.get("start"), "start", 40)
        if isinstance(given, str) and len(given) > 10:
            starts_at = noted.moment(given, self.zone)
            if given[11:16] != start[:5].rjust(5, "0") and start:
                words = _("“start” says %(start)s, “date” %(date)s; the date counts.")
                noted.notes.append(words % {"start": start[:10], "date": given[:40]})
        else:
            starts_at = self.start(place, start, noted)
        if starts_at and place.day and not _on(place, starts_at.astimezone(self.zone)):
            noted.notes.append(_("Its date is not that of the day under which it stands."))
        return {"starts_at": starts_at, "minutes": noted.minutes(event.get("duration"))}

    def start(self, place: Place, start: str, noted: Noted) -> datetime | None:
        """Of a file that has days and hours of the clock only: small hours belong to the night."""
        day = fields.day_of(place.event.get("date")) or place.day
        try:
            hour = datetime.strptime(start, "%H:%M").time()  # noqa: DTZ007  an hour of the clock
        except ValueError:
            noted.problems.append(_("“%(start)s” is no hour.") % {"start": start[:40]})
            return None
        if day is None:
            noted.problems.append(_("Its day cannot be read."))
            return None
        if place.day_begins and hour < place.day_begins.time():
            day += timedelta(days=1)
        return noted.local(datetime.combine(day, hour), self.zone)

    def room(self, place: Place, noted: Noted) -> str:
        named = place.event.get("room") if place.room is None else place.room
        room = noted.text(named, "room", said.LONGEST_NAME)
        if room.strip() and room not in self.rooms:
            self.rooms[room] = said.RoomSaid(name=room)
        return room if room.strip() else ""

    def parts(self, event: dict[str, Any], language: str, noted: Noted) -> tuple[PartSaid, ...]:
        rows = noted.mappings(event.get("persons"), "persons")
        keys = [self.person(row, language, noted) for row in rows]
        return tuple(PartSaid(person=key) for key in dict.fromkeys(keys) if key)

    def person(self, row: dict[str, Any], language: str, noted: Noted) -> str:
        named = next(
            (row[n] for n in ("public_name", "name", "full_public_name") if row.get(n)), ""
        )
        name = noted.text(named, "public_name", said.LONGEST_NAME).strip()
        if not name:
            if not noted.problems:
                noted.notes.append(_("A person without a name was left out."))
            return ""
        own = row.get(OURS) if isinstance(row.get(OURS), dict) else None
        ident = _ident(row, own, self.host)
        self.names.setdefault(ident, set()).add(name)
        key = ident if ident and len(self.names[ident]) == 1 else f"{ident}|{name}"[:200]
        if key not in self.persons:
            biography = noted.text(row.get("biography"), "biography", said.LONGEST["biography"])
            found = PersonSaid(
                key=key,
                name=name,
                biography={language: biography} if biography else {},
                source=noted.source(row, OF_PERSON),
            )
            self.persons[key] = ours.person(found, own, noted, OF_PERSON) if own else found
            self.unread.update(
                f"persons.{name}" for name in row.keys() - READ_OF_PERSON - set(OF_PERSON)
            )
        return key


def read(value: Any, *, zone: ZoneInfo, language: str) -> ScheduleSaid:
    """`value` is what the JSON holds."""
    schedule = value.get("schedule") if isinstance(value, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    days = conference.get("days") if isinstance(conference, dict) else None
    if not (isinstance(schedule, dict) and isinstance(conference, dict) and isinstance(days, list)):
        raise said.NotASchedule
    base = Noted().address(schedule.get("base_url"), "base_url")
    reading = Reading(conference, base, zone, language)
    own = schedule.get(OURS) if isinstance(schedule.get(OURS), dict) else {}
    places = list(_placed(days)) + ours.unplaced(own, Place)
    if not places:
        raise said.NothingInIt
    items = tuple(map(reading.item, places))
    if len(reading.persons) > said.MOST_PERSONS:
        raise said.TooMuch(most=number(said.MOST_PERSONS), what=_("persons"))
    if len(reading.rooms) > said.MOST_ROOMS:
        raise said.TooMuch(most=number(said.MOST_ROOMS), what=_("rooms"))
    return ScheduleSaid(
        kind="json",
        title=_plain(conference.get("title")),
        version=_plain(schedule.get("version")),
        zone=_plain(conference.get("time_zone_name")),
        items=once_each(items),
        persons=reading.persons,
        rooms=reading.rooms,
        source=conference_source(conference, days, own),
        notes=tuple(_notes(reading, conference, items)),
    )


def _placed(days: list[Any]) -> Iterator[Place]:
    if len(days) > said.MOST_DAYS:
        raise said.TooMuch(most=number(said.MOST_DAYS), what=_("days"))
    count = 0
    for day in days:
        rooms = day.get("rooms") if isinstance(day, dict) else None
        if not isinstance(rooms, dict):
            raise said.NotASchedule
        begins = _moment(day.get("day_start"))
        for room, events in rooms.items():
            for event in events if isinstance(events, list) else ():
                count += 1
                if count > said.MOST_ITEMS:
                    raise said.TooMuch(most=number(said.MOST_ITEMS), what=_("items"))
                if not isinstance(event, dict):
                    raise said.NotASchedule
                yield Place(fields.day_of(day.get("date")), begins, room, event)


def rooms_of(conference: dict[str, Any]) -> dict[str, said.RoomSaid]:
    """By name. A guid that several rooms bear names none of them."""
    given, noted = conference.get("rooms"), Noted()
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    guids = Counter(_plain(row.get("guid")) for row in rows)
    found = {}
    for row in rows[: said.MOST_ROOMS]:
        name, guid = noted.text(row.get("name"), "name", said.LONGEST_NAME), _plain(row.get("guid"))
        own = row.get(OURS) if isinstance(row.get(OURS), dict) else {}
        if name.strip():
            found[name] = said.RoomSaid(
                name=name,
                guid=guid if guids[guid] == 1 else "",
                seats=noted.whole(row.get("capacity"), "capacity", 0, 32_000),
                words=noted.words(own.get("name"), "name", said.LONGEST_NAME),
                venue=noted.words(own.get("venue"), "venue", said.LONGEST_NAME),
            )
    return found


def once_each(items: tuple[ItemSaid, ...]) -> tuple[ItemSaid, ...]:
    """The second item of a guid has a problem."""
    first: dict[str, ItemSaid] = {}
    found = []
    for item in items:
        other = first.setdefault(item.guid, item)
        if other is not item:
            words = _("It has the same name in the file (guid) as “%(title)s”.")
            item = replace(item, problems=(*item.problems, words % {"title": other.title}))
        found.append(item)
    return tuple(found)


def conference_source(
    conference: dict[str, Any], days: list[Any], own: Mapping[str, Any]
) -> dict[str, Any]:
    """When each day begins and ends, and how long a slot is: what we have no column for."""
    if own:
        kept = own.get("source")
        return ours.schedule_source(kept if isinstance(kept, dict) else {})
    bounds = {
        day["date"]: [_plain(day.get("day_start")), _plain(day.get("day_end"))]
        for day in days
        if fields.day_of(day.get("date"))
    }
    plain = {name: _plain(conference.get(name)) for name in OF_CONFERENCE}
    return ours.schedule_source({**plain, "days": bounds})


def _notes(
    reading: Reading, conference: dict[str, Any], items: tuple[ItemSaid, ...]
) -> Iterator[str]:
    guids = Counter(
        row.get("guid") for row in conference.get("rooms") or () if isinstance(row, dict)
    )
    if any(guid and count > 1 for guid, count in guids.items()):
        yield _("Several rooms bear the same guid; they are told apart by their names.")
    zone = _plain(conference.get("time_zone_name"))
    if zone and zone != reading.zone.key:
        words = _(
            "The file counts in %(zone)s, the meeting in %(own)s; each moment stays the same."
        )
        yield words % {"zone": zone, "own": reading.zone.key}
    several = sorted(ident for ident, names in reading.names.items() if ident and len(names) > 1)
    if several:
        words = _("Persons with one name in the file (%(names)s) are several; each comes in.")
        yield words % {"names": listing(several[:5])}
    if reading.unread:
        names = [f"{name[:60]} ({number(count)})" for name, count in reading.unread.most_common(8)]
        words = _("Not taken over, as it belongs to no public programme: %(names)s.")
        yield words % {"names": listing(names)}


def guid_of(event: Mapping[str, Any], host: str, noted: Noted) -> str:
    """As the file names the item; else its number there; else what it says of itself."""
    guid = noted.text(event.get("guid"), "guid", said.LONGEST_NAME).strip()
    if guid or isinstance(event.get("id"), int):
        return guid or f"{event['id']}{host}"[: said.LONGEST_NAME]
    said_of = "|".join(_plain(event.get(name)) for name in ("title", "date", "start", "room"))
    return str(uuid.uuid5(uuid.NAMESPACE_URL, said_of.encode("utf-8", "replace").decode()))


def _ident(row: Mapping[str, Any], own: Mapping[str, Any] | None, host: str) -> str:
    """A person's number means something on the server that gave it only."""
    given = (own or {}).get("key") or row.get("guid")
    if not given:
        given, known = row.get("code") or row.get("id"), host
        return f"{_plain(str(given))[:100]}{known}" if isinstance(given, str | int) else ""
    return _plain(given)[: said.LONGEST_NAME]


def _on(place: Place, local: datetime) -> bool:
    """The day itself, or the night after it."""
    assert place.day
    return 0 <= (local.date() - place.day).days <= 1


def _moment(given: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _plain(given: Any) -> str:
    """A short text, or none at all."""
    found = given if isinstance(given, str) and len(given) <= said.LONGEST_LINE else ""
    return found if "\0" not in found else ""
