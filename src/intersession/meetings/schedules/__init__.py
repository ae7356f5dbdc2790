"""Schedule files: what they say (`said`), read from JSON and iCalendar, written as JSON, and what
taking one in would change (`plans`)."""

from intersession.meetings.schedules.reading import read
from intersession.meetings.schedules.said import OURS, ScheduleSaid
from intersession.meetings.schedules.same import canonical
from intersession.meetings.schedules.to_json import schedule_of

__all__ = ["OURS", "ScheduleSaid", "canonical", "read", "schedule_of"]
