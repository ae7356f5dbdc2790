"""Speakers of a meeting as the Administration sees them, and what of them is public."""

from intersession.meetings.models import Meeting, Part
from intersession.meetings.published import Agenda

Words = dict[str, str]


def biographies(meeting: Meeting, agenda: Agenda) -> dict[str, Words]:
    """By uid of the speaker, of those who stand in that agenda with their name. One query."""
    uids = {part.speaker for item in agenda.items for part in item.parts if part.confirmed}
    rows = meeting.speakers.filter(uid__in=uids, parts__state=Part.State.CONFIRMED)
    found = rows.exclude(biography={}).values_list("uid", "biography")
    return {str(uid): words for uid, words in found}
