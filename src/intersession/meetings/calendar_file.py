"""Meetings as iCalendar (RFC 5545). Dates and places only: never what anybody prefers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.ui.text import text

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(
    meetings: list[Meeting], *, name: str, now: datetime, address: Callable[[Meeting], str]
) -> bytes:
    """One file with an event for each meeting and the time zones they name.

    UID stays the same for ever and SEQUENCE grows with each change, so that a calendar that holds
    an earlier state takes the new one over. `address` gives the full address of a meeting's page.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Intersession//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(name))
    for meeting in meetings:
        calendar.add_component(_event(meeting, now, address(meeting)))
    if meetings:
        calendar.add_missing_timezones(*_years(meetings))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, now: datetime, address: str) -> Event:
    zone = rules.zone_of(meeting.time_zone) or ZoneInfo("UTC")
    event = Event()
    event.add("uid", f"{meeting.uid}@intersession")
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", _one_line(text(meeting.title)))
    where = ", ".join(filter(None, (text(meeting.venue), text(meeting.place))))
    event.add("location", _one_line(where))
    event.add("description", "\n".join([*text(meeting.about).splitlines(), address]))
    event.add("url", address)
    event.add("status", _status(meeting))
    return event


def _one_line(words: str) -> str:
    """A line break within a value would begin a line of the file."""
    return " ".join(words.split())


def _status(meeting: Meeting) -> str:
    return "TENTATIVE" if meeting.state == Meeting.State.PLANNED else "CONFIRMED"


def _years(meetings: list[Meeting]) -> tuple[Any, Any]:
    """The days between which the changes of the clock are written out: a year on both sides."""
    year = timedelta(days=366)
    first = min(m.starts_at for m in meetings) - year
    last = max(m.ends_at for m in meetings) + year
    return date(first.year, 1, 1), date(last.year + 1, 1, 1)
