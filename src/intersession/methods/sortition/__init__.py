"""Who gets the seats and the travel money: a planned room, or a fair draw, under rules.

The method is described in docs/methods/sortition.md.
"""

from ._draw import DrawFile, drawn_by, engine, rooms_digest, write_draw
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
    Change,
    Infeasible,
    Limit,
    Lottery,
    Never,
    Plan,
    PublicLottery,
    Quota,
    Reason,
    Repair,
    Replacement,
    Room,
    Rules,
    Share,
    SortitionError,
    Wish,
)
from ._plan import plan
from ._progress import Progress
from ._read import Columns, Quotas, read_people, read_quotas, remarks_on
from ._redraw import Again, Draw, DrawError, read_draw, run_again
from ._repairs import repaired, with_chances
from ._replace import alternates, replace, reserves
from ._tickets import public_lottery

__all__ = [
    "BUDGET",
    "ENTITY",
    "PERSON",
    "SPEND",
    "Again",
    "Alternates",
    "Binding",
    "Candidate",
    "Change",
    "Columns",
    "Draw",
    "DrawError",
    "DrawFile",
    "Infeasible",
    "Limit",
    "Lottery",
    "Never",
    "Plan",
    "Progress",
    "PublicLottery",
    "Quota",
    "Quotas",
    "Reason",
    "Repair",
    "Replacement",
    "Room",
    "Rules",
    "Share",
    "SortitionError",
    "Wish",
    "alternates",
    "drawn_by",
    "engine",
    "feasible",
    "infeasible",
    "lottery",
    "plan",
    "public_lottery",
    "read_draw",
    "read_people",
    "read_quotas",
    "remarks_on",
    "repaired",
    "replace",
    "reserves",
    "rooms_digest",
    "run_again",
    "with_chances",
    "write_draw",
]
