"""Days on which nobody works."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.conflicts._conflict import Conflict
from intersession.meetings.models import AgendaItem, Meeting
from intersession.ui.dates import day
from intersession.ui.office_hours import duty_zone, holidays_of

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
