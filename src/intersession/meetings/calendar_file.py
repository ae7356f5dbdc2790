"""Dates as iCalendar (RFC 5545, 7986). Dates and places only: never what anybody prefers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.ui.dates import moment
from intersession.ui.text import text

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`changed_at` and `sequence` grow with each change of what the entry says. `ends_at`: None
    where that is open."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    zone: ZoneInfo
    address: str
    changed_at: datetime
    sequence: int = 0
    where: str = ""
    about: tuple[str, ...] = ()
    status: str = "CONFIRMED"
    busy: bool = True


def entry_of(meeting: Meeting, now: datetime, address: str) -> Entry:
    """A change is also told in words: some programs keep the hour they read first, or show a
    cancelled meeting like any other, but every one shows title, text and address."""
    return Entry(
        uid=f"{meeting.uid}@intersession",
        title=_title(meeting, now),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=rules.zone_of(meeting.time_zone) or ZoneInfo("UTC"),
        address=address,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        where=", ".join(filter(None, (text(meeting.venue), text(meeting.place)))),
        about=(*_change(meeting), *text(meeting.about).splitlines()),
        status=_status(meeting),
        busy=meeting.cancelled_at is None,
    )


def _title(meeting: Meeting, now: datetime) -> str:
    title = text(meeting.title)
    if meeting.cancelled_at:
        return _("Cancelled: %(title)s") % {"title": title}
    if meeting.moved_from and now < meeting.ends_at:
        return _("%(title)s (new hour)") % {"title": title}
    return title


def _change(meeting: Meeting) -> tuple[str, ...]:
    place, zone = text(meeting.place), meeting.time_zone
    if meeting.cancelled_at:
        when = moment(meeting.cancelled_at)
        return (_("This meeting was cancelled on %(when)s.") % {"when": when},)
    if meeting.moved_from:
        before = moment(meeting.moved_from, place, zone)
        return (_("The hour was changed; before, it was %(before)s.") % {"before": before},)
    return ()


def _status(meeting: Meeting) -> str:
    if meeting.cancelled_at:
        return "CANCELLED"
    return "TENTATIVE" if meeting.state == Meeting.State.PLANNED else "CONFIRMED"


def calendar_of(entries: Sequence[Entry], *, name: str) -> bytes:
    """One file with the entries and the time zones they name. The same entries give the same bytes.

    It has no METHOD, so DTSTAMP is when an entry last changed. UID stays for ever; SEQUENCE,
    DTSTAMP and LAST-MODIFIED grow, so that a program that compares any of them takes a change over.
    """
    from icalendar import Calendar  # noqa: PLC0415  20 ms, for whoever asks for a calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Intersession//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for word in ("name", "x-wr-calname"):
        calendar.add(word, _one_line(name))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    if entries:
        calendar.add_missing_timezones(*_years(entries))
        for zone in calendar.timezones:
            _with_true_onsets(zone)
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Any:
    from icalendar import Event  # noqa: PLC0415  see calendar_of

    event = Event()
    event.add("uid", entry.uid)
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    for name, moment_of in _hours(entry):
        event.add(name, moment_of)
    event.add("summary", _one_line(entry.title))
    if entry.where:
        event.add("location", _one_line(entry.where))
    event.add("description", "\n".join([*entry.about, entry.address]))
    event.add("url", entry.address)
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event


def _hours(entry: Entry) -> list[tuple[str, datetime]]:
    """By the clocks of the place; in UTC where they show an hour for the second time, which a
    calendar would read as the first."""
    moments = {"dtstart": entry.starts_at, "dtend": entry.ends_at}
    given = [(name, one.astimezone(entry.zone)) for name, one in moments.items() if one]
    again = any(one.fold for _name, one in given)
    return [(name, one.astimezone(UTC) if again else one) for name, one in given]


def _with_true_onsets(zone: Any) -> None:
    """The clock goes forward at the hour it shows before: the library writes the one after."""
    rules_of = ZoneInfo(zone.tz_name)
    for part in zone.subcomponents:
        gained = part.TZOFFSETTO - part.TZOFFSETFROM
        began = (part.DTSTART - part.TZOFFSETFROM - gained).replace(tzinfo=UTC)
        if gained <= timedelta(0) or began.astimezone(rules_of).utcoffset() != part.TZOFFSETTO:
            continue
        part.DTSTART = part.DTSTART - gained
        if "RDATE" in part:
            later = [moment.dt - gained for moment in part.pop("RDATE").dts]
            part.add("RDATE", later)


def _one_line(words: str) -> str:
    """A line break within a value would begin a line of the file."""
    return " ".join(words.splitlines()).strip()


def _years(entries: Sequence[Entry]) -> tuple[Any, Any]:
    """The days between which the changes of the clock are written out: a year on both sides."""
    year = timedelta(days=366)
    first = min(entry.starts_at for entry in entries) - year
    last = max(entry.ends_at or entry.starts_at for entry in entries) + year
    return date(first.year, 1, 1), date(last.year + 1, 1, 1)


def answer(
    request: HttpRequest, content: bytes, *, file: str, private: bool = False
) -> HttpResponse:
    """The file, or 304 where the program has these bytes already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    response["ETag"] = tag
    seconds = int(ASK_AGAIN.total_seconds())
    response["Cache-Control"] = "private, no-cache" if private else f"public, max-age={seconds}"
    found = get_conditional_response(request, etag=tag, response=response)
    assert found is not None  # with a response given there is one
    return found


def entries_of(
    meetings: Sequence[Meeting], now: datetime, address: Callable[[Meeting], str]
) -> list[Entry]:
    return [entry_of(meeting, now, address(meeting)) for meeting in meetings]
