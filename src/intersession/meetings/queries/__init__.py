"""Reads of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.queries.agenda import (
    DayOfAgenda,
    MeetingPage,
    by_day,
    meeting_page,
)
from intersession.meetings.queries.copy import CopyPage, copy_page
from intersession.meetings.queries.draft import DraftPage, draft_page, rooms_offered
from intersession.meetings.queries.meetings import (
    CANCELLED,
    FIGURE_NAMES,
    KIND_NAMES,
    MODALITY_NAMES,
    STATE_NAMES,
    MeetingLine,
    MeetingList,
    documents_of,
    for_calendar,
    meeting_line,
    meeting_list,
    moves,
    of_programme,
    state_word,
    with_documents,
    years,
)
from intersession.meetings.queries.two_versions import two_versions

__all__ = [
    "CANCELLED",
    "FIGURE_NAMES",
    "KIND_NAMES",
    "MODALITY_NAMES",
    "STATE_NAMES",
    "CopyPage",
    "DayOfAgenda",
    "DraftPage",
    "MeetingLine",
    "MeetingList",
    "MeetingPage",
    "by_day",
    "copy_page",
    "documents_of",
    "draft_page",
    "for_calendar",
    "meeting_line",
    "meeting_list",
    "meeting_page",
    "moves",
    "of_programme",
    "rooms_offered",
    "state_word",
    "two_versions",
    "with_documents",
    "years",
]
