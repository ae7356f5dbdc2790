"""Tables of participation, one module per noun."""

from intersession.participation.models.calls import Call, RegistrationQuestion
from intersession.participation.models.delegations import Delegation, Invitation
from intersession.participation.models.registrations import PersonalPaper, Registration
from intersession.participation.models.room import (
    MustHave,
    ProposedList,
    RoomRules,
    Seat,
    Target,
)

__all__ = [
    "Call",
    "Delegation",
    "Invitation",
    "MustHave",
    "PersonalPaper",
    "ProposedList",
    "Registration",
    "RegistrationQuestion",
    "RoomRules",
    "Seat",
    "Target",
]
