"""Tables of participation, one module per noun."""

from intersession.participation.models.attendance import Attendance
from intersession.participation.models.calls import Call, RegistrationQuestion
from intersession.participation.models.delegations import Delegation, Invitation
from intersession.participation.models.draws import Draw
from intersession.participation.models.lists import Correction, ParticipantsList
from intersession.participation.models.registrations import PersonalPaper, Registration
from intersession.participation.models.room import (
    MustHave,
    ProposedList,
    RoomRules,
    Seat,
    Target,
)
from intersession.participation.models.support import (
    CostLine,
    SupportCriterion,
    SupportRequest,
    TravelRates,
)

__all__ = [
    "Attendance",
    "Call",
    "Correction",
    "CostLine",
    "Delegation",
    "Draw",
    "Invitation",
    "MustHave",
    "ParticipantsList",
    "PersonalPaper",
    "ProposedList",
    "Registration",
    "RegistrationQuestion",
    "RoomRules",
    "Seat",
    "SupportCriterion",
    "SupportRequest",
    "Target",
    "TravelRates",
]
