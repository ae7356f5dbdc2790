"""Reads of meetings, one module per noun; the names that other apps call stand here, too."""

from intersession.meetings.queries.agenda import (
    DayOfAgenda,
    MeetingPage,
    by_day,
    meeting_page,
)
from intersession.meetings.queries.copy import (
    CopyPage,
    copy_page,
)
from intersession.meetings.queries.doors import (
    Door,
    DoorsPage,
    doors_page,
)
from intersession.meetings.queries.draft import (
    DraftPage,
    draft_page,
    rooms_offered,
)
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
from intersession.meetings.queries.rooms import (
    DayOfRooms,
    PlannedItem,
    PlanOfRooms,
    RoomLine,
    plan_of_rooms,
    room_list,
)
from intersession.meetings.queries.schedules import (
    ImportPage,
    bounds_of,
    import_page,
    plan_of_file,
    said_by,
)
from intersession.meetings.queries.teams import (
    TeamsPage,
    freed_by,
    half_days_of,
    teams_page,
)
from intersession.meetings.queries.two_versions import (
    two_versions,
)
from intersession.meetings.queries.versions import (
    Preview,
    VersionLine,
    VersionPage,
    follows,
    preview,
    version_line,
    version_log,
    version_page,
)

__all__ = [
    "CANCELLED",
    "CopyPage",
    "DayOfAgenda",
    "DayOfRooms",
    "Door",
    "DoorsPage",
    "DraftPage",
    "FIGURE_NAMES",
    "ImportPage",
    "KIND_NAMES",
    "MODALITY_NAMES",
    "MeetingLine",
    "MeetingList",
    "MeetingPage",
    "PlanOfRooms",
    "PlannedItem",
    "Preview",
    "RoomLine",
    "STATE_NAMES",
    "TeamsPage",
    "VersionLine",
    "VersionPage",
    "bounds_of",
    "by_day",
    "copy_page",
    "documents_of",
    "doors_page",
    "draft_page",
    "follows",
    "for_calendar",
    "freed_by",
    "half_days_of",
    "import_page",
    "meeting_line",
    "meeting_list",
    "meeting_page",
    "moves",
    "of_programme",
    "plan_of_file",
    "plan_of_rooms",
    "preview",
    "room_list",
    "rooms_offered",
    "said_by",
    "state_word",
    "teams_page",
    "two_versions",
    "version_line",
    "version_log",
    "version_page",
    "with_documents",
    "years",
]
