"""What of the agenda of one meeting would stand in that of another, and where."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.models import AgendaItem, Meeting, Room
from intersession.meetings.published import in_order
from intersession.ui.text import text

NO_DAY = _("Without an hour: this meeting has no day %(number)s.")
NO_HOUR = _("Without an hour: this hour does not exist there on that day.")
OUTSIDE = _("Without an hour: it would lie outside the meeting.")
NO_ROOM = _("Without a room: %(room)s is no longer offered.")


@dataclass(frozen=True, kw_only=True)
class Copied:
    """One item as it would be added; `said`: what is left out of it, in words."""

    source: AgendaItem
    starts_at: datetime | None
    room: Room | None
    said: tuple[str, ...]

    @property
    def ends_at(self) -> datetime | None:
        if self.starts_at is None or self.source.minutes is None:
            return None
        return self.starts_at + timedelta(minutes=self.source.minutes)


def copies(source: Meeting, target: Meeting) -> list[Copied]:
    """Days by their number, hours as clocks at the place show them. What was cancelled stays
    behind; so do speakers, documents and teams."""
    return [_copied(row, source, target) for row in in_order(source) if not row.cancelled_at]


def _copied(row: AgendaItem, source: Meeting, target: Meeting) -> Copied:
    starts_at, why = _moment(row, source, target)
    ended = row.room if row.room and row.room.ended else None
    said = [why] if why else []
    if ended:
        said.append(str(NO_ROOM) % {"room": text(ended.name)})
    room = None if ended else row.room
    return Copied(source=row, starts_at=starts_at, room=room, said=tuple(said))


def _moment(row: AgendaItem, source: Meeting, target: Meeting) -> tuple[datetime | None, str]:
    if row.starts_at is None:
        return None, ""
    there = row.starts_at.astimezone(_zone(source))
    number = (there.date() - rules.days_of(source)[0]).days
    days = rules.days_of(target)
    if not 0 <= number < len(days):
        return None, str(NO_DAY) % {"number": number + 1}
    found = rules.local(days[number], there.time(), _zone(target))
    if found is None:
        return None, str(NO_HOUR)
    if not rules.within(target, found, row.minutes):
        return None, str(OUTSIDE)
    return found, ""


def _zone(meeting: Meeting) -> Any:
    return rules.zone_of(meeting.time_zone) or UTC
