"""Forms of meetings, one module per noun."""

from intersession.meetings.forms.agenda import (
    Item,
)
from intersession.meetings.forms.documents import (
    Paper,
)
from intersession.meetings.forms.doors import (
    Doors,
    doors_first,
)
from intersession.meetings.forms.meetings import (
    Add,
    Cancel,
    Change,
    State,
    kept,
    start,
)
from intersession.meetings.forms.places import (
    Copy,
    Place,
    Why,
)
from intersession.meetings.forms.rooms import (
    RoomForm,
    room_kept,
)
from intersession.meetings.forms.schedules import (
    Schedule,
    Take,
)
from intersession.meetings.forms.speaker_page import (
    About,
    Decline,
    Words,
    kept_about,
    kept_words,
)
from intersession.meetings.forms.speakers import (
    Answer,
    Chosen,
    Link,
    OfPart,
    OfSpeaker,
    PartInItem,
    Replace,
    kept_part,
    kept_speaker,
)
from intersession.meetings.forms.teams import (
    Assign,
    LimitsForm,
    Sure,
    TeamForm,
    limits_kept,
    team_kept,
)
from intersession.meetings.forms.versions import (
    Publish,
)

__all__ = [
    "About",
    "Add",
    "Answer",
    "Assign",
    "Cancel",
    "Change",
    "Chosen",
    "Copy",
    "Decline",
    "Doors",
    "Item",
    "LimitsForm",
    "Link",
    "OfPart",
    "OfSpeaker",
    "Paper",
    "PartInItem",
    "Place",
    "Publish",
    "Replace",
    "RoomForm",
    "Schedule",
    "State",
    "Sure",
    "Take",
    "TeamForm",
    "Why",
    "Words",
    "doors_first",
    "kept",
    "kept_about",
    "kept_part",
    "kept_speaker",
    "kept_words",
    "limits_kept",
    "room_kept",
    "start",
    "team_kept",
]
