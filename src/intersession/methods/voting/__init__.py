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
from ._read import Record, read_export
from ._record import Answer, Option, Question, RecordError, Register
from ._ties import lot_digest
from ._write import Export, write_export

__all__ = [
    "RULES",
    "Answer",
    "Ballot",
    "Coverage",
    "Export",
    "Merge",
    "Option",
    "OptionSet",
    "Outcome",
    "Overlap",
    "Question",
    "Record",
    "RecordError",
    "Register",
    "Share",
    "TieBreak",
    "VotingError",
    "Without",
    "count",
    "lot_digest",
    "read_export",
    "write_export",
]
