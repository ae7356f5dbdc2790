"""What each row of a list would do, worked out from what is recorded at that moment."""

from collections.abc import Callable

from intersession.imports.matching import MOST_ASKED
from intersession.imports.plans import (
    entities,
    groups,
    participants,
    people,
    preferences,
    proposals,
    statuses,
)
from intersession.imports.plans.lines import Change, Given, Line, Plan, What

PLANS: dict[str, Callable[[Given], list[Line]]] = {
    "entities": entities.plan,
    "people": people.plan,
    "participants": participants.plan,
    "groups": groups.plan,
    "statuses": statuses.plan,
    "proposals": proposals.plan,
    "preferences": preferences.plan,
}


def plan_of(given: Given) -> Plan:
    lines = PLANS[given.kind.code](given)
    asked = list(given.places.asked.values())[:MOST_ASKED]
    return Plan(lines=lines, asked=asked)


__all__ = ["Change", "Given", "Line", "Plan", "What", "plan_of"]
