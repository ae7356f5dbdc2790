"""A calendar (iCalendar, RFC 5545) as what it says of an agenda: titles, hours, rooms.

Persons are not taken from it: who attends an entry of a calendar is no speaker, and has an address.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intersession.meetings import rules
from intersession.meetings.schedules import said
from intersession.meetings.schedules.fields import Noted
from intersession.meetings.schedules.from_json import once_each
from intersession.meetings.schedules.said import ItemSaid, RoomSaid, ScheduleSaid
from intersession.ui.dates import number
from intersession.ui.text import listing

OWN = "@intersession"  # how names of entries end in calendars of ours
REPEATED = ("RRULE", "RDATE", "EXRULE", "RECURRENCE-ID")
PERSONS = ("ATTENDEE", "ORGANIZER", "CONTACT")
BEGINS = re.compile(r"^BEGIN:VEVENT\s*$", re.IGNORECASE | re.MULTILINE)


def read(content: str, *, zone: ZoneInfo, language: str) -> ScheduleSaid:
    from icalendar import Calendar  # noqa: PLC0415  20 ms, for whoever brings a calendar

    if len(BEGINS.findall(content)) > said.MOST_ITEMS:
        raise said.TooMuch(most=number(said.MOST_ITEMS), what=_("items"))
    try:
        calendar = Calendar.from_ical(content)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as why:
        raise said.CalendarBroken from why
    entries = calendar.walk("VEVENT")
    if not entries:
        raise said.NothingInIt
    items = once_each(tuple(_item(entry, zone, language) for entry in entries))
    rooms = {item.room: RoomSaid(name=item.room) for item in items if item.room}
    if len(rooms) > said.MOST_ROOMS:
        raise said.TooMuch(most=number(said.MOST_ROOMS), what=_("rooms"))
    return ScheduleSaid(
        kind="ics",
        title=str(calendar.get("X-WR-CALNAME", ""))[:300],
        version="",
        zone=str(calendar.get("X-WR-TIMEZONE", ""))[:60],
        items=items,
        persons={},
        rooms=rooms,
        notes=tuple(_notes(entries, zone, items)),
    )


def _item(entry: Any, zone: ZoneInfo, language: str) -> ItemSaid:
    noted = Noted()
    title = noted.text(_plain(entry, "SUMMARY"), "SUMMARY", said.LONGEST["title"]).strip()
    if not title and not noted.problems:
        noted.problems.append(_("It has no title."))
    found = ItemSaid(
        guid=_guid(entry, noted),
        title=title or _("Item without a title"),
        language=language,
        facts={**_hours(entry, zone, noted), **_texts(entry, title, language, noted)},
        room=noted.text(_plain(entry, "LOCATION"), "LOCATION", said.LONGEST_NAME).strip(),
        cancelled=_plain(entry, "STATUS").upper() == "CANCELLED" or None,
        hours_alone=_plain(entry, "UID").strip().endswith(OWN),
    )
    return replace(found, problems=tuple(noted.problems), notes=tuple(noted.notes))


def _texts(entry: Any, title: str, language: str, noted: Noted) -> dict[str, Any]:
    about = noted.text(_plain(entry, "DESCRIPTION"), "DESCRIPTION", said.LONGEST["abstract"])
    kept = {"url": noted.address(_plain(entry, "URL"), "URL"), "track": _categories(entry, noted)}
    return {
        "title": {language: title},
        "detail": {language: about.strip()},
        "source": {name: value for name, value in kept.items() if value},
    }


def _hours(entry: Any, zone: ZoneInfo, noted: Noted) -> dict[str, Any]:
    if any(name in entry for name in REPEATED):
        noted.problems.append(_("It is repeated. Write each day as an entry of its own."))
        return {}
    starts, ends = (_moment(entry, name, zone, noted) for name in ("DTSTART", "DTEND"))
    if starts is None and not noted.problems:
        noted.problems.append(_("It has no hour."))
    if ends is None and "DURATION" in entry and starts:
        length = _value(entry.get("DURATION"))
        ends = starts + length if isinstance(length, timedelta) and abs(length.days) < 9 else None
    return {"starts_at": starts, "minutes": _minutes(starts, ends, noted)}


def _minutes(starts: datetime | None, ends: datetime | None, noted: Noted) -> int | None:
    if starts is None or ends is None:
        if starts:
            noted.notes.append(_("It has no length."))
        return None
    seconds = int((ends - starts).total_seconds())
    if not 60 <= seconds <= rules.LONGEST_ITEM * 60:  # noqa: PLR2004  a minute
        words = _("It would last %(length)s; an item lasts from 1 minute to 24 hours.")
        noted.problems.append(words % {"length": str(ends - starts)})
        return None
    if seconds % 60:
        noted.notes.append(_("Its seconds are left out."))
    return seconds // 60


def _moment(entry: Any, name: str, zone: ZoneInfo, noted: Noted) -> datetime | None:
    given = entry.get(name)
    if given is None:
        return None
    when = _value(given)
    if isinstance(when, date) and not isinstance(when, datetime):
        if name == "DTSTART":
            noted.problems.append(_("It lasts all day. An agenda item has an hour."))
        return None
    if not isinstance(when, datetime) or not 1900 < when.year < 2200:  # noqa: PLR2004
        noted.problems.append(
            _("“%(date)s” is no day and hour.") % {"date": _plain(entry, name)[:40]}
        )
        return None
    named = str(given.params.get("TZID", ""))
    known = rules.zone_of(named) if named else zone
    if when.tzinfo is not None and (known is None or not named):
        return when.astimezone(UTC)
    if known is None:
        words = _("It counts in a time zone that nobody knows: “%(zone)s”.")
        noted.problems.append(words % {"zone": named[:60]})
        return None
    return noted.local(when.replace(tzinfo=None), known)


def _guid(entry: Any, noted: Noted) -> str:
    """A UID of ours is the name of the item; without one it is found again by hour and title."""
    guid = noted.text(_plain(entry, "UID"), "UID", said.LONGEST_NAME).strip()
    if not guid:
        return f"{_plain(entry, 'DTSTART')} {_plain(entry, 'SUMMARY')}"[: said.LONGEST_NAME]
    return guid.removesuffix(OWN)


def _categories(entry: Any, noted: Noted) -> str:
    given = entry.get("CATEGORIES")
    found = [str(one) for one in _value(given, "cats") or ()]
    return noted.text(", ".join(found), "CATEGORIES", 200)


def _value(given: Any, name: str = "dt") -> Any:
    """None of a property that is broken, or stands there twice."""
    from icalendar.error import BrokenCalendarProperty  # noqa: PLC0415  see read

    try:
        return getattr(given, name, None)
    except BrokenCalendarProperty:
        return None


def _plain(entry: Any, name: str) -> str:
    """The value as text; of a property that stands there twice, the first."""
    given = entry.get(name, "")
    given = given[0] if isinstance(given, list) and given else given
    if hasattr(given, "to_ical") and not isinstance(given, str):
        return str(given.to_ical().decode("utf-8", "replace"))
    return str(given)


def _notes(entries: list[Any], zone: ZoneInfo, items: tuple[ItemSaid, ...]) -> Iterator[str]:
    floating = sum(
        isinstance(when, datetime) and when.tzinfo is None
        for when in (_value(entry.get("DTSTART")) for entry in entries)
    )
    if floating:
        words = _("%(count)s entries name no time zone; their hours are those of %(zone)s.")
        yield words % {"count": number(floating), "zone": zone.key}
    if any(item.hours_alone for item in items):
        yield _(
            "This is a calendar of ours: of items that are here only hours are followed. A "
            "schedule in JSON brings back the rest."
        )
    left = Counter(name for entry in entries for name in PERSONS if name in entry)
    if left:
        names = [f"{name} ({number(count)})" for name, count in left.most_common()]
        words = _("Not taken over, as it belongs to no public programme: %(names)s.")
        yield words % {"names": listing(names)}
