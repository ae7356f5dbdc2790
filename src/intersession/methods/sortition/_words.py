"""What the command says: objects for machines, sentences for people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from intersession.methods.base import Remark

from ._explain import said
from ._lines import CAP, MONEY, SHARE
from ._model import Change, Infeasible, Limit, Lottery, Plan, Reason, Repair, Wish

HUNDREDTHS = 100
REMARKS = {
    "flex-not-used": "The columns min_flex and max_flex are not used.",
    "without-value": "{people} without a value of {feature} (counted in no quota of it).",
    "value-without-quota": "No quota knows the value {value!r} of {feature} ({people}).",
    "wish-left-out": "A draw keeps hard rules only: the wish {label} is left out.",
    "costs-rounded-up": "Costs are rounded up to steps of {band}.",
    "stopped-by-time": "The search was ended by the time set; the gap says how far it is.",
    "plan-not-proven": "The room is the best found; that none is better is not proven.",
}
REASONS = {
    "must": "must have a seat",
    "only": "no room meets the rules without this person",
    "target": "needed for {target}: {asked} asked for, {has} there",
    "share": "needed for the {target}",
    "wish": "brings the wish {target} nearer: {asked} asked for, {has} there",
    "cheapest": "costs {cost}; the next who would do, {next}, costs {next_cost}",
    "first": "comes before all others of {entity} who have no seat (number {priority})",
    "past": "others would do as well, but cost more or were supported more",
    "alike": "{others} would do as well; taken by the order of identifiers",
    "fits": "nobody else could come in this place, the others staying",
}
NEVER = {
    "barred": "is barred",
    "quota-most-0": "nobody of {label} is admitted",
    "budget": "no room with this person keeps the budget",
    "priority": "comes after {after}, who is in no room",
    "no-room": "no room with this person meets the rules",
}
CHANGES = {
    "ask-for-fewer": "ask for {after} instead of {before} of {target}",
    "allow-more": "allow {after} instead of {before} of {target}",
    "more-seats": "give {after} seats instead of {before}",
    "fewer-seats": "be content with {after} seats instead of {before}",
    "more-per-entity": "allow {after} of one Entity instead of {before}",
    "no-order": "give up each Entity's own order",
    "more-budget": "raise the budget from {before} to {after}",
    "smaller-share": "lower the share from {before} to {after} in ten thousand",
    "drop-must": "give up that {target} must have a seat",
    "lift-bar": "admit {target}",
    "recruit": "find {number} more of {target}",
}
MONEY_VALUES = {"cost", "next_cost"}


def money(cents: int | None) -> int | float | None:
    """Hundredths as units: whole where they are."""
    if cents is None or cents % HUNDREDTHS:
        return None if cents is None else cents / HUNDREDTHS
    return cents // HUNDREDTHS


def remark(each: Remark) -> str:
    values = dict(each.values)
    if each.code == "costs-rounded-up":
        return REMARKS[each.code].format(band=money(int(values["band"])))
    return REMARKS.get(each.code, str(each)).format(**values)


def reason(each: Reason) -> str:
    values: dict[str, Any] = dict(each.values)
    values |= {name: money(values[name]) for name in MONEY_VALUES & values.keys()}
    return REASONS[each.code].format(**values)


def limit(each: Limit) -> list[Any]:
    """`["region:Africa", "min", 18, "nominated", 17]`."""
    if each.label == MONEY:
        found: list[Any] = [each.label, each.side, money(each.asked)]
        return found if each.has is None else [*found, "needed", money(each.has)]
    found = [each.label, each.side, each.asked]
    return found if each.has is None else [*found, "nominated", each.has]


def change(repair: Repair) -> str:
    if repair.code == "recruit":
        return CHANGES["recruit"].format(**dict(repair.values))
    return "; ".join(_change(each) for each in repair.changes)


def _change(each: Change) -> str:
    code = _code(each)
    pair = {"before": each.before, "after": each.after}
    shown = (
        {name: money(number) for name, number in pair.items()} if code == "more-budget" else pair
    )
    return CHANGES[code].format(target=each.label, **shown)


def _code(each: Change) -> str:
    named = {MONEY: "more-budget", CAP: "more-per-entity", "order": "no-order"}
    if each.label == "seats":
        return "fewer-seats" if each.side == "min" else "more-seats"
    sides = {"min": "ask-for-fewer", "max": "allow-more", SHARE: "smaller-share"}
    sides |= {"must": "drop-must", "barred": "lift-bar"}
    return named.get(each.label) or sides[each.side]


def infeasible_as_json(error: Infeasible) -> dict[str, Any]:
    return {
        "infeasible": {
            "conflict": [limit(each) for each in error.conflict],
            "repairs": [
                {"change": change(each), "worst": each.worst, "cost": money(each.cost)}
                for each in error.repairs
            ],
        }
    }


def infeasible_as_text(error: Infeasible) -> str:
    shown = [
        Limit(label=e.label, side=e.side, asked=_units(e.asked), has=_units(e.has))
        if e.label == MONEY
        else e
        for e in error.conflict
    ]
    lines = [said(shown)]
    if error.repairs:
        lines.append("One of these would make a room possible:")
        lines += [f"  - {change(each)} (cost {money(each.cost)})" for each in error.repairs]
    return "\n".join(lines)


def _units(cents: int | None) -> Any:
    return money(cents)


def plan_as_json(plan: Plan, seconds: float) -> dict[str, Any]:
    return {
        "room": list(plan.room),
        "reasons": {each.id: reason(each) for each in plan.reasons},
        "reserves": list(plan.reserves),
        "cost": money(plan.cost),
        "wished": [_wish(each) for each in plan.wishes],
        "optimal": plan.optimal,
        "seconds": round(seconds, 4),
    }


def _wish(each: Wish) -> list[Any]:
    asked, got = each.asked, each.got
    if each.side == SHARE:
        return [each.label, each.side, money(asked), "got", money(got)]
    return [each.label, each.side, asked, "got", got]


def plan_as_text(plan: Plan) -> str:
    width = max((len(id) for id in plan.room), default=1)
    proven = "none is better" if plan.optimal else "the best found"
    lines = [f"{len(plan.room)} seats, cost {money(plan.cost)} ({proven}).", ""]
    lines += [f"  {each.id:<{width}}  {reason(each)}" for each in plan.reasons]
    missed = [each for each in plan.wishes if not _met(each)]
    lines += ["", f"Wishes met: {len(plan.wishes) - len(missed)} of {len(plan.wishes)}."]
    lines += [f"  {_wish_text(each)}" for each in missed]
    lines += ["", f"Reserves, in order: {', '.join(plan.reserves) or 'none'}."]
    return "\n".join(lines)


def _met(each: Wish) -> bool:
    return each.got <= each.asked if each.side == "max" else each.got >= each.asked


def _wish_text(each: Wish) -> str:
    label, side, asked, _, got = _wish(each)
    least = "at most" if side == "max" else "at least"
    return f"{label}: {least} {asked} wished, {got} in the room."


def never(reason_: str, values: Mapping[str, Any]) -> str:
    return NEVER.get(reason_, reason_).format(**values)


def lottery_as_json(found: Lottery, seconds: float) -> dict[str, Any]:
    return {
        "chances": dict(found.chances),
        "worst": worst(found),
        "rooms": len(found.rooms),
        "certificate": {"upper": found.upper, "achieved": found.achieved, "gap": found.gap},
        "drawn": None if found.drawn is None else list(found.drawn),
        "cost": money(found.cost),
        "binding": [[each.label, each.side, each.price] for each in found.binding],
        "never": [[each.id, never(each.reason, dict(each.values))] for each in found.never],
        "seconds": round(seconds, 4),
    }


def worst(found: Lottery) -> float:
    """The worst chance of a unit of fairness that can have a seat at all."""
    return found.achieved


def lottery_as_text(found: Lottery) -> str:
    chances: Sequence[tuple[str, float]] = sorted(
        found.chances.items(), key=lambda each: (-each[1], each[0])
    )
    width = max((len(id) for id, _ in chances), default=1)
    drawn = set(found.drawn or ())
    lines = [
        f"A lottery over {len(found.rooms)} rooms. Worst chance {found.achieved:.4f} (at most "
        f"{found.upper:.4f} can be reached; gap {found.gap:.0e}).",
        "",
        *(f"  {id:<{width}}  {p:.4f}" + ("  drawn" if id in drawn else "") for id, p in chances),
    ]
    if found.drawn is not None:
        lines += ["", f"Drawn: {', '.join(found.drawn)}. Cost {money(found.cost)}."]
    lines += _binding(found)
    for each in found.never:
        lines.append(f"Never: {each.id} ({never(each.reason, dict(each.values))}).")
    return "\n".join(lines)


def _binding(found: Lottery) -> Iterable[str]:
    for each in found.binding[:5]:
        name = f"{each.label} ({each.side})"
        yield f"One step of {name} would move the worst chance by {each.price:.4f}."
