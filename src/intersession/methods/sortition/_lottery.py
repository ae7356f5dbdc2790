"""The draw: a fair lottery over whole rooms."""

from collections import Counter
from collections.abc import Callable, Iterable

from ._model import BUDGET, ENTITY, PERSON, SPEND, Candidate, Lottery, Rules, SortitionError
from ._progress import Progress


def lottery(
    *,
    candidates: Iterable[Candidate],
    rules: Rules,
    seed: str | None = None,
    tolerance: float = 1e-8,
    seconds: float | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Lottery:
    """A lottery over rooms that meet the hard rules, LEXIMIN in the chances of the units.

    `seed`, any text but the empty one, draws a room. `tolerance` is the gap that may remain;
    `seconds` ends the search with the gap it has then. `progress` is called on the way. Raises
    SortitionError for what cannot be meant, Infeasible where there is no room. Method:
    docs/methods/sortition.md.
    """
    listed = tuple(sorted(candidates, key=lambda c: c.id))
    _check_candidates(listed)
    _check_rules(rules)
    if seed == "":
        raise SortitionError("A seed needs at least one character.", code="no-seed")
    from ._certify import work_out  # noqa: PLC0415  numpy and HiGHS take a quarter of a second

    return work_out(
        candidates=listed,
        rules=rules,
        seed=seed,
        tolerance=tolerance,
        seconds=seconds,
        progress=progress,
    )


def _check_candidates(candidates: tuple[Candidate, ...]) -> None:
    twice = [id_ for id_, count in Counter(c.id for c in candidates).items() if count > 1]
    if twice:
        raise SortitionError(
            f"{twice[0]!r} stands twice among the candidates.", code="duplicate-id", id=twice[0]
        )
    for c in candidates:
        if not c.id:
            raise SortitionError("A candidate has no id.", code="no-id")
        if c.cost < 0:
            raise SortitionError(
                f"The cost of {c.id!r} is below 0.", code="negative-cost", id=c.id, cost=c.cost
            )


def _check_rules(rules: Rules) -> None:
    least, most = rules.seats
    if not 0 <= least <= most or most < 1:
        said = f"There cannot be {least} to {most} seats."
        raise SortitionError(said, code="seats", least=least, most=most)
    for quota in rules.quotas:
        if not quota.values:
            raise SortitionError("A quota names no value.", code="empty-quota")
    if rules.per_entity is not None and rules.per_entity < 0:
        raise SortitionError("A limit is 0 or more.", code="per-entity", most=rules.per_entity)
    if rules.budget is not None and rules.budget < 0:
        raise SortitionError("A budget is 0 or more.", code="negative-budget", budget=rules.budget)
    if rules.unit not in (PERSON, ENTITY):
        raise SortitionError(f"There is no unit {rules.unit!r}.", code="unknown-unit")
    _check_share(rules)


def _check_share(rules: Rules) -> None:
    share = rules.share
    if share is None:
        return
    if share.of not in (SPEND, BUDGET):
        raise SortitionError(f"There is no share of {share.of!r}.", code="unknown-share")
    if not 0 <= share.part <= share.whole or share.whole < 1:
        said = f"A share is between 0 and 1, not {share.part}/{share.whole}."
        raise SortitionError(said, code="share", part=share.part, whole=share.whole)
    if share.of == BUDGET and rules.budget is None:
        raise SortitionError("A share of the budget needs a budget.", code="share-without-budget")
