"""Who gets the seats and the travel money: a planned room, or a fair draw, under rules."""

from ._explain import infeasible
from ._feasible import feasible
from ._lottery import lottery
from ._model import *  # noqa
from ._model import BUDGET, ENTITY, PERSON, SPEND
from ._plan import plan
from ._replace import replace
