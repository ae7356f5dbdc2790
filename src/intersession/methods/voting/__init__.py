"""Which theme, which topics: approval preferences counted exactly, with their margin.

The method is described in docs/methods/voting.md.
"""

from ._count import count
from ._model import (
    RULES,
    Ballot,
    Coverage,
    Merge,
    OptionSet,
    Outcome,
    Overlap,
    Share,
    TieBreak,
    VotingError,
    Without,
)
from ._ties import lot_digest

__all__ = [
    "RULES",
    "Ballot",
    "Coverage",
    "Merge",
    "OptionSet",
    "Outcome",
    "Overlap",
    "Share",
    "TieBreak",
    "VotingError",
    "Without",
    "count",
    "lot_digest",
]
