"""What every verb does first: take the row of the meeting, so that two officers act in turn."""

from collections.abc import Mapping
from datetime import datetime

from intersession.meetings.models import Meeting

Words = dict[str, str]


def locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def bumped(meeting: Meeting, at: datetime) -> None:
    """Calendars take the change over."""
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save()


def says(words: Mapping[str, str]) -> bool:
    return any(str(wording).strip() for wording in words.values())
