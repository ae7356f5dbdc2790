"""Days on which nobody works, and hours that a meeting which was moved no longer has."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.conflicts._conflict import Conflict
from intersession.meetings.models import AgendaItem, Meeting
from intersession.ui.dates import day, moment
from intersession.ui.office_hours import duty_zone, holidays_of

OUTSIDE = _("It does not lie within the meeting, which lasts from %(begins)s to %(ends)s.")
HOLIDAY = _("%(day)s is a public holiday at the duty station.")


def days(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    """Of meetings held elsewhere, in another time zone, the holidays of the place are not known."""
    zone = rules.zone_of(meeting.time_zone)
    if zone != duty_zone():
        return
    found: dict[date, list[str]] = {}
    for row in rows:
        if row.starts_at:
            on = row.starts_at.astimezone(zone).date()
            found.setdefault(on, []).append(str(row.uid))
    for on, items in found.items():
        if on in holidays_of(on.year):
            values = {"day": day(on)}
            yield Conflict(code="holiday", items=tuple(items), message=HOLIDAY, values=values)


def outside(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    ends = (meeting.starts_at, meeting.ends_at)
    begins, ends_at = (moment(end, "", meeting.time_zone) for end in ends)
    for row in rows:
        if row.starts_at and not rules.within(meeting, row.starts_at, row.minutes):
            values = {"begins": begins, "ends": ends_at}
            yield Conflict(code="outside", items=(str(row.uid),), message=OUTSIDE, values=values)
