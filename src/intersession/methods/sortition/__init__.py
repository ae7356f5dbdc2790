"""Who gets the seats and the travel money: a planned room, or a fair draw, under rules.

The method is described in docs/methods/sortition.md.
"""

from ._lottery import lottery
from ._model import (
    Binding,
    Candidate,
    Infeasible,
    Lottery,
    Never,
    Quota,
    Rules,
    Share,
    SortitionError,
)
from ._progress import Progress

__all__ = [
    "Binding",
    "Candidate",
    "Infeasible",
    "Lottery",
    "Never",
    "Progress",
    "Quota",
    "Rules",
    "Share",
    "SortitionError",
    "lottery",
]
