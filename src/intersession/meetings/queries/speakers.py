"""What speakers say of themselves."""

from typing import Any

from intersession.meetings.models import Meeting, Speaker
from intersession.meetings.published import Agenda

Words = dict[str, str]


def biographies(meeting: Meeting, agenda: Agenda) -> dict[str, Words]:
    """By uid of the speaker, of those whom the agenda names. One query."""
    named = {part.speaker for item in agenda.items for part in item.parts if part.confirmed}
    rows: Any = Speaker.objects.filter(meeting=meeting, uid__in=named)
    return {str(uid): words for uid, words in rows.values_list("uid", "biography") if words}
