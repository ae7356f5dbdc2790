"""Tables of consultations, one module per noun."""

from intersession.consultations.models.conclusions import (
    Conclusion,
    ConclusionItem,
    Objection,
    SilenceProcedure,
)
from intersession.consultations.models.papers import Circular, DiscussionNote, NoteVerbale
from intersession.consultations.models.preferences import Preference
from intersession.consultations.models.proposals import (
    CoSponsor,
    Proposal,
    ProposalComment,
    ProposalLink,
)
from intersession.consultations.models.questions import Option, Question, RegisterEntry
from intersession.consultations.models.suggestions import Suggestion, SuggestionSupport

__all__ = [
    "Circular",
    "CoSponsor",
    "Conclusion",
    "ConclusionItem",
    "DiscussionNote",
    "NoteVerbale",
    "Objection",
    "Option",
    "Preference",
    "Proposal",
    "ProposalComment",
    "ProposalLink",
    "Question",
    "RegisterEntry",
    "SilenceProcedure",
    "Suggestion",
    "SuggestionSupport",
]
