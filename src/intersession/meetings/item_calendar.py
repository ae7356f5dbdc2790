"""The items of a published agenda as entries for calendars."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intersession.meetings import rules
from intersession.meetings.calendar_file import Entry
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, ItemSeen
from intersession.ui.text import text


def entries_of_items(meeting: Meeting, agenda: Agenda, now: datetime, address: str) -> list[Entry]:
    """Those that have both hours; what was taken off is cancelled."""
    items = [item for item in (*agenda.items, *agenda.gone) if item.ends_at]
    return [_entry(meeting, agenda, item, address) for item in items]


def _entry(meeting: Meeting, agenda: Agenda, item: ItemSeen, address: str) -> Entry:
    assert item.starts_at and item.ends_at and agenda.published_at
    cancelled = item.cancelled or meeting.cancelled_at is not None
    title, room = text(item.title), item.room
    where = (text(room.name), text(room.venue)) if room else (text(meeting.venue),)
    return Entry(
        uid=f"{item.uid}@intersession",
        title=_("Cancelled: %(title)s") % {"title": title} if cancelled else title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=rules.zone_of(meeting.time_zone) or ZoneInfo("UTC"),
        address=address,
        changed_at=max(agenda.published_at, meeting.cancelled_at or agenda.published_at),
        sequence=item.sequence + (meeting.cancelled_at is not None),
        where=", ".join(filter(None, (*where, text(meeting.place)))),
        about=(text(meeting.title), *text(item.detail).splitlines()),
        status="CANCELLED" if cancelled else "CONFIRMED",
        busy=not cancelled,
    )
