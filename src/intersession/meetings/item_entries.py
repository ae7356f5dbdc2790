"""An agenda item as an entry of a calendar."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intersession.meetings import rules
from intersession.meetings.calendar_file import Entry
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, ItemSeen
from intersession.ui.text import text


def item_entry(meeting: Meeting, item: ItemSeen, agenda: Agenda, address: str) -> Entry:
    """Of an item with both hours, as the agenda holds it."""
    assert item.starts_at and item.ends_at and agenda.published_at
    cancelled = item.cancelled or meeting.cancelled_at is not None
    title = text(item.title)
    room = item.room
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
