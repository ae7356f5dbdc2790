"""Who gets the seats and the travel money: a planned room, or a fair draw, under rules.

The method is described in docs/methods/sortition.md.
"""

from ._explain import infeasible
from ._feasible import feasible
from ._lottery import lottery
from ._model import (
    BUDGET,
    ENTITY,
    PERSON,
    SPEND,
    Alternates,
    Binding,
    Candidate,
    Infeasible,
    Limit,
    Lottery,
    Never,
    Plan,
    Quota,
    Reason,
    Repair,
    Replacement,
    Rules,
    Share,
    SortitionError,
    Wish,
)
from ._plan import plan
from ._progress import Progress
from ._replace import replace

__all__ = [
    "BUDGET",
    "ENTITY",
    "PERSON",
    "SPEND",
    "Alternates",
    "Binding",
    "Candidate",
    "Infeasible",
    "Limit",
    "Lottery",
    "Never",
    "Plan",
    "Progress",
    "Quota",
    "Reason",
    "Repair",
    "Replacement",
    "Rules",
    "Share",
    "SortitionError",
    "Wish",
    "feasible",
    "infeasible",
    "lottery",
    "plan",
    "replace",
]
