"""What may be asked of a room: facts as a form or a program gives them, and what is wrong."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.participation.models import RoomRules, Target

MOST_SEATS, MOST_MONEY, MOST_TARGETS = 5_000, 10**12, 40
Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RoomFacts:
    """Money in the smallest unit of the currency; `costs` by code of a regional group or ""."""

    seats_least: int
    seats_most: int
    per_entity: int | None = None
    currency: str = "USD"
    budget: int | None = None
    share_part: int = 2
    share_whole: int = 3
    share_of: str = ""
    share_wished: bool = True
    costs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    values: Values
    least: int | None = None
    most: int | None = None
    wished: bool = True


FACTS = tuple(one.name for one in fields(RoomFacts))
TARGET_FACTS = tuple(one.name for one in fields(TargetFacts))


class SeatsWrong(Refusal):
    message = _("A room has from 1 to %(most)s seats, and the least is not above the most.")


class MoneyWrong(Refusal):
    message = _("A sum of money is 0 or more.")


class ShareWrong(Refusal):
    message = _("A share is a part of a whole: two of three, say.")


class PerEntityWrong(Refusal):
    message = _("At most how many seats of one Entity: a number from 1 on, or nothing.")


class TargetEmpty(Refusal):
    message = _("Say at least how many, or at most how many.")


class TargetUpsideDown(Refusal):
    message = _("At least %(least)s and at most %(most)s: no room can do that.")


class TargetTwice(Refusal):
    message = _("There is a target for that already. Change it instead.")


class TargetOfWhat(Refusal):
    message = _("A target is for one feature, or for two different ones.")


class TooManyTargets(Refusal):
    message = _("A room has at most %(most)s targets.")


def rules_as(meeting: Meeting, facts: RoomFacts) -> RoomRules:
    """The rules as they would be: a row that is not kept."""
    sound(facts)
    return RoomRules(meeting=meeting, **asdict(facts))


def targets_as(
    meeting: Meeting, facts: TargetFacts | None, instead_of: Target | None = None
) -> tuple[Target, ...]:
    """The targets as they would be with one more, with another instead of one, or (without facts)
    without one: rows that are not kept."""
    rows = list(Target.objects.filter(meeting=meeting).order_by("position", "pk"))
    here = next((n for n, row in enumerate(rows) if row == instead_of), len(rows))
    others = rows[:here] + rows[here + 1 :]
    if facts is not None:
        sound_target(facts, others)
        others.insert(here, Target(meeting=meeting, position=here, **columns(facts)))
    return tuple(others)


def sound(facts: RoomFacts) -> None:
    if not 0 <= facts.seats_least <= facts.seats_most <= MOST_SEATS or facts.seats_most < 1:
        raise SeatsWrong(most=MOST_SEATS)
    if facts.per_entity is not None and facts.per_entity < 1:
        raise PerEntityWrong()
    sums = [facts.budget or 0, *facts.costs.values()]
    if not all(0 <= one <= MOST_MONEY for one in sums):
        raise MoneyWrong()
    if not 0 < facts.share_part <= facts.share_whole:
        raise ShareWrong()


def sound_target(facts: TargetFacts, others: list[Target]) -> None:
    if facts.least is None and facts.most is None:
        raise TargetEmpty()
    if facts.least is not None and facts.most is not None and facts.least > facts.most:
        raise TargetUpsideDown(least=facts.least, most=facts.most)
    if len({feature for feature, _value in facts.values}) != len(facts.values) or not facts.values:
        raise TargetOfWhat()
    if any(_same(facts.values, one.values) for one in others):
        raise TargetTwice()
    if len(others) >= MOST_TARGETS:
        raise TooManyTargets(most=MOST_TARGETS)


def _same(one: Any, other: Any) -> bool:
    return {tuple(pair) for pair in one} == {tuple(pair) for pair in other}


def columns(facts: TargetFacts) -> dict[str, Any]:
    """As the database gives it back."""
    return {**asdict(facts), "values": [list(pair) for pair in facts.values]}
