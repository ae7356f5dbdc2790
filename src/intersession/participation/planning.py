"""The list as the method plans it from a pool."""

from dataclasses import replace

from intersession.methods import sortition
from intersession.participation.queries.candidates import Pool


def planned(pool: Pool) -> tuple[sortition.Rules, sortition.Plan]:
    """As many seats as there can be: the money buys people, it is not saved.

    Raises `sortition.Infeasible` where no room meets the conditions.
    """
    rules = pool.method_rules()
    least, most = rules.seats
    for seats in range(most, least, -1):
        exact = replace(rules, seats=(seats, seats))
        if sortition.feasible(candidates=pool.candidates, rules=exact):
            return exact, sortition.plan(candidates=pool.candidates, rules=exact)
    return rules, sortition.plan(candidates=pool.candidates, rules=rules)
