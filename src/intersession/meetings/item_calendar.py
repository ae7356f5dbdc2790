"""The items of a published agenda as entries for calendars."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intersession.meetings import rules
from intersession.meetings.calendar_file import Entry
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, ItemSeen
from intersession.ui.dates import moment
from intersession.ui.text import text


def entries_of_items(meeting: Meeting, agenda: Agenda, now: datetime, address: str) -> list[Entry]:
    """Those that have an hour, or had one: what is gone or has no hour any more is cancelled.

    Sequence and stamp of an item grow only with what its own entry says.
    """
    items = [(item, item.cancelled) for item in agenda.items]
    items += [(item, True) for item in agenda.gone]
    made = (_entry(meeting, agenda, item, gone, now, address) for item, gone in items)
    return [entry for entry in made if entry]


def _entry(
    meeting: Meeting, agenda: Agenda, item: ItemSeen, gone: bool, now: datetime, address: str
) -> Entry | None:
    starts_at = item.starts_at or item.moved_from
    if starts_at is None:
        return None
    cancelled = gone or item.starts_at is None or meeting.cancelled_at is not None
    ends_at = starts_at + timedelta(minutes=item.minutes) if item.minutes else None
    stamps = [item.since or agenda.published_at or meeting.changed_at]
    stamps += [meeting.cancelled_at] if meeting.cancelled_at else []
    return Entry(
        uid=f"{item.uid}@intersession",
        title=_title(item, cancelled, ends_at or starts_at, now),
        starts_at=starts_at,
        ends_at=ends_at,
        zone=rules.zone_of(meeting.time_zone) or ZoneInfo("UTC"),
        address=address,
        changed_at=max(stamps),
        sequence=item.sequence + (meeting.cancelled_at is not None),
        where=_where(meeting, item),
        about=tuple(_about(meeting, item, cancelled)),
        status="CANCELLED" if cancelled else "CONFIRMED",
        busy=not cancelled,
    )


def _title(item: ItemSeen, cancelled: bool, ends_at: datetime, now: datetime) -> str:
    """Some programs show a cancelled entry like any other, or a new hour without a word."""
    title = {"title": text(item.title)}
    if cancelled:
        return pgettext("an agenda item", "Cancelled: %(title)s") % title
    if item.moved_from and now < ends_at:
        return _("%(title)s (new hour)") % title
    return title["title"]


def _where(meeting: Meeting, item: ItemSeen) -> str:
    """Room and building; without a room, where the meeting is."""
    if item.room is None:
        return ", ".join(filter(None, (text(meeting.venue), text(meeting.place))))
    return ", ".join(filter(None, (text(item.room.name), text(item.room.venue))))


def _about(meeting: Meeting, item: ItemSeen, cancelled: bool) -> Iterator[str]:
    if cancelled and item.starts_at is None:
        yield _("This item has no hour any more.")
    elif cancelled:
        yield _("This item is cancelled.")
    elif item.moved_from:
        before = moment(item.moved_from, text(meeting.place), meeting.time_zone)
        yield _("The hour was changed; before, it was %(before)s.") % {"before": before}
    for role, word in rules.ROLE_NAMES.items():  # who moderates stands first, as on the page
        for part in item.by_role(role):
            if part.confirmed:
                yield _("%(role)s: %(name)s") % {"role": word, "name": part.name}
    yield from text(item.detail).splitlines()
