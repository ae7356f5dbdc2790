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
    "Add",
    "Assign",
    "Cancel",
    "Change",
    "Copy",
    "Doors",
    "Item",
    "LimitsForm",
    "Paper",
    "Place",
    "Publish",
    "RoomForm",
    "State",
    "Sure",
    "TeamForm",
    "Why",
    "doors_first",
    "kept",
    "limits_kept",
    "room_kept",
    "start",
    "team_kept",
]
