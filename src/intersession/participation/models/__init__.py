"""Tables of participation, one module per noun."""

from intersession.participation.models.calls import Call, RegistrationQuestion
from intersession.participation.models.delegations import Delegation, Invitation
from intersession.participation.models.registrations import PersonalPaper, Registration

__all__ = [
    "Call",
    "Delegation",
    "Invitation",
    "PersonalPaper",
    "Registration",
    "RegistrationQuestion",
]
