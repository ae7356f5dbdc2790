"""Tables of meetings, one module per noun."""

from intersession.meetings.models.agenda import (
    AgendaItem,
    AgendaVersion,
)
from intersession.meetings.models.history import (
    PastWorkshop,
)
from intersession.meetings.models.meetings import (
    Meeting,
    MeetingDocument,
)
from intersession.meetings.models.remote import (
    Follower,
    RemotePlace,
    RemoteVisit,
)
from intersession.meetings.models.rooms import (
    Room,
    Team,
)
from intersession.meetings.models.schedules import (
    ScheduleFile,
    ScheduleTaken,
)
from intersession.meetings.models.speakers import (
    Part,
    Speaker,
    SpeakerFile,
)

__all__ = [
    "AgendaItem",
    "AgendaVersion",
    "Follower",
    "Meeting",
    "MeetingDocument",
    "Part",
    "PastWorkshop",
    "RemotePlace",
    "RemoteVisit",
    "Room",
    "ScheduleFile",
    "ScheduleTaken",
    "Speaker",
    "SpeakerFile",
    "Team",
]
