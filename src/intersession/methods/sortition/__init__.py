from ._feasible import feasible
from ._model import (
    BUDGET,
    ENTITY,
    PERSON,
    SPEND,
    Candidate,
    Infeasible,
    Limit,
    Lottery,
    Plan,
    Quota,
    Reason,
    Repair,
    Rules,
    Share,
    Wish,
)
from ._plan import plan
