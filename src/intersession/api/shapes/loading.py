"""A whole membership at once."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import Day, chosen
from intersession.api.shapes.bodies import EntityFacts
from intersession.membership.models import MembershipStatus, Precision, Profile

MOST_ROWS, MOST_PERIODS = 1000, 40
# What the table of the data files calls otherwise than the operations do.
NAMES = {"formal_name": "formal", "local_name": "local"}


class WithStatuses(Sent):
    """Also who was a Member of IOM, as the table knows it up to 2014."""

    with_statuses: bool = True


class Period(Sent):
    """`since` null: no beginning is recorded. `until`: the first day it no longer holds."""

    since: Day | None = None
    until: Day | None = None
    precision: chosen([one for one in Precision.values if one != Precision.UNKNOWN]) = "day"


class HeldStatus(Period):
    kind: chosen(MembershipStatus.Kind.values)


class HeldGroup(Period):
    """`group` is a code."""

    group: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,100}$")]


class EntityRow(EntityFacts):
    """`labels` count as declared today."""

    slug: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
    statuses: Annotated[list[HeldStatus], Field(max_length=MOST_PERIODS)] = []
    groups: Annotated[list[HeldGroup], Field(max_length=MOST_PERIODS)] = []
    labels: Annotated[list[chosen(Profile.Label.values)], Field(max_length=3)] = []


class Rows(Sent):
    """All of them or none, into an empty membership."""

    entities: Annotated[list[EntityRow], Field(max_length=MOST_ROWS)]


@dataclass(frozen=True, kw_only=True)
class Loaded:
    entities: int


def plain(row: EntityRow) -> dict[str, Any]:
    """As the data files have it."""
    given = row.model_dump(exclude={"statuses", "groups"})
    given = {NAMES.get(name, name): value for name, value in given.items()}
    given["statuses"] = [
        {**_dates(held), "status": held.kind, "organisation": ""} for held in row.statuses
    ]
    given["groups"] = [{**_dates(held), "code": held.group} for held in row.groups]
    return {**given, "labels": list(dict.fromkeys(row.labels))}


def _dates(held: Period) -> dict[str, Any]:
    days = {"since": held.since, "until": held.until}
    written = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**written, "precision": held.precision}
