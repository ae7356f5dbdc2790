"""The list as the method plans it from a pool."""

from intersession.methods import sortition
from intersession.participation.queries.candidates import Pool


def planned(pool: Pool) -> sortition.Plan:
    """As many seats as there can be: the money buys people, it is not saved.

    Raises `sortition.Infeasible` where no room meets the conditions.
    """
    return sortition.plan(candidates=pool.candidates, rules=pool.method_rules(), fill=True)
