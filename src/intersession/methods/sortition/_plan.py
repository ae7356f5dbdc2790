"""The room one would choose by hand: rules met, wishes in their order, then cost, then rotation."""

from collections.abc import Iterable
from dataclasses import replace

from intersession.methods.base import Remark

from ._explain import infeasible
from ._feasible import most_seats
from ._kinds import checked
from ._measure import wish_results
from ._model import Candidate, Plan, Rules
from ._reasons import reasons_for
from ._stages import Progress, settle
from ._swaps import Pool, reserves_for


def plan(
    *,
    candidates: Iterable[Candidate],
    rules: Rules,
    fill: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """The room that meets the hard rules, comes nearest to each wish in the declared order (a
    wished share last), then costs least, then weighs least on those supported before; what is
    alike then goes by identifier. With a range of seats, no more are filled than rules and wishes
    ask; with `fill` as many as the hard rules allow, before any wish. Raises Infeasible where no
    room meets the hard rules.
    """
    people = checked(candidates, rules)
    tell = progress or (lambda done: None)
    most = most_seats(people, rules) if fill else None
    if most is not None:
        rules = replace(rules, seats=(most.number, most.number))
    settled = settle(people, rules, tell=tell)
    if settled is None:
        raise infeasible(candidates=people, rules=rules)
    pool = Pool(people, rules, settled.room)
    reasons = reasons_for(people, rules, settled.room, pool)
    tell(1.0)
    proven = settled.proven and (most is None or most.proven)
    remarks = () if proven else (Remark(code="plan-not-proven"),)
    return Plan(
        room=settled.room,
        reasons=reasons,
        reserves=reserves_for(pool),
        cost=pool.cost,
        wishes=wish_results(people, rules, settled.room),
        optimal=proven,
        remarks=remarks,
    )
