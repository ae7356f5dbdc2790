"""The room of a meeting: what it should be, the list that stands, why no room meets its rules."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import Hour, chosen, code, text
from intersession.meetings.rules import version_of
from intersession.meetings.speaking import CHANNEL_NAMES
from intersession.participation.features import FEATURE_NAMES
from intersession.participation.models import MustHave, ProposedList, RoomRules, Seat, Target
from intersession.participation.queries.room import Money, RoomPage, SeatLine, TargetLine
from intersession.participation.repairs import Clash, Way
from intersession.participation.room_facts import (
    FACTS,
    MOST_MONEY,
    MOST_SEATS,
    TARGET_FACTS,
    RoomFacts,
    TargetFacts,
)
from intersession.participation.room_words import RoomWords

Cents = Annotated[int, Field(ge=0, le=MOST_MONEY)]
Seats = Annotated[int, Field(ge=0, le=MOST_SEATS)]
Part = Annotated[int, Field(ge=1, le=1000)]
LONGEST_REPAIR = 20_000


class RoomRulesBody(Sent):
    """Money in the smallest unit of the currency. `costs` of a traveller by code of a regional
    group, "" for all others. `share_of` "": no share for officials of developing countries."""

    seats_least: Seats
    seats_most: Annotated[int, Field(ge=1, le=MOST_SEATS)]
    per_entity: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    budget: Cents | None = None
    share_of: chosen(RoomRules.ShareOf.values) = ""
    share_part: Part = 2
    share_whole: Part = 3
    share_wished: bool = True
    costs: Annotated[dict[text(20), Cents], Field(max_length=100)] = {}
    seen: text(16) = ""

    def facts(self) -> RoomFacts:
        return RoomFacts(**self.model_dump(exclude={"seen"}))


class Feature(Sent):
    """Such as region AFRICAN, gender woman, ldc yes."""

    feature: chosen(FEATURE_NAMES)
    value: text(40, 1)


class TargetBody(Sent):
    """Seats for those who have all of `values`: one feature, or a pair. `wished`: as nearly as the
    other rules allow; otherwise there is no list without it."""

    values: Annotated[list[Feature], Field(min_length=1, max_length=2)]
    least: Seats | None = None
    most: Seats | None = None
    wished: bool = True

    def facts(self) -> TargetFacts:
        pairs = tuple((one.feature, one.value) for one in self.values)
        return TargetFacts(values=pairs, least=self.least, most=self.most, wished=self.wished)


class TargetChange(TargetBody):
    """`seen`: as the target gave it; without it the last one wins."""

    seen: text(16) = ""


class RepairBody(Sent):
    """As the answer “infeasible” gave it, within a day."""

    repair: text(LONGEST_REPAIR, 1)


class Overruling(Sent):
    """Who has a seat loses it, who has none gets it. `always`: in every later list, too."""

    reason: text(500, 1)
    always: bool = False


class MustHaveBody(Sent):
    registration: uuid.UUID
    reason: text(500, 1)


class NotMustHave(Sent):
    registration: uuid.UUID


class OfferBody(Sent):
    """Until when an answer is taken by the link in the mail."""

    answer_by: Hour


class SeatAnswerBody(Sent):
    """As it was heard. `why`: in a few words, where the seat is declined."""

    accept: bool
    channel: chosen(CHANNEL_NAMES)
    why: text(500) = ""


@dataclass(frozen=True, kw_only=True)
class FeatureValue:
    feature: code(FEATURE_NAMES)
    value: str


@dataclass(frozen=True, kw_only=True)
class RoomRulesFull:
    seats_least: int
    seats_most: int
    per_entity: int | None
    currency: str
    budget: int | None
    share_of: code(RoomRules.ShareOf.values)
    share_part: int
    share_whole: int
    share_wished: bool
    costs: dict[str, int]
    seen: str


@dataclass(frozen=True, kw_only=True)
class TargetRules:
    """In the order in which wishes are met. `seen`: for a change."""

    uid: str
    values: list[FeatureValue]
    least: int | None
    most: int | None
    wished: bool
    seen: str


@dataclass(frozen=True, kw_only=True)
class TargetStanding:
    """Of those put forward, of the list, and of those who have accepted: how many count."""

    target: TargetRules
    label: str
    forward: int
    seated: int
    confirmed: int
    met: bool


@dataclass(frozen=True, kw_only=True)
class SeatFull:
    """`position`: in the order of the delegation. `why`: in words, `reason` its code. `must`: why
    this person has a seat in any case. `replaced`: somebody else has this seat."""

    uid: str
    registration: str
    name: str
    entity: str
    region: str
    place: int
    position: int
    state: code(Seat.State.values)
    cost: int
    reason: str
    why: str
    must: str
    overruled: str
    overruled_by: str
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class MoneyOfRoom:
    """`shared`: what goes to officials of developing countries; `asked`: of it."""

    currency: str
    budget: int | None
    cost: int
    left: int | None
    shared: int
    asked: int
    wished: bool
    met: bool


@dataclass(frozen=True, kw_only=True)
class ListFull:
    uid: str
    number: int
    state: code(ProposedList.State.values)
    made_at: datetime
    made_by: str
    run: str


@dataclass(frozen=True, kw_only=True)
class SeatInAnyCase:
    registration: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NotInAnyCase:
    registration: str


@dataclass(frozen=True, kw_only=True)
class RoomOfMeeting:
    """`rules` null: nothing is said yet. `forward`: people who ask for support, of so many
    Entities. `seats`: who has one; `others`: reserves, who declined, who has none."""

    rules: RoomRulesFull | None
    forward: int
    entities: int
    targets: list[TargetStanding]
    proposal: ListFull | None
    seats: list[SeatFull]
    others: list[SeatFull]
    money: MoneyOfRoom | None
    must_have: list[SeatInAnyCase]


@dataclass(frozen=True, kw_only=True)
class ListProposed:
    """How many seats and reserves it has, and what the seats cost."""

    number: int
    seats: int
    reserves: int
    cost: int


@dataclass(frozen=True, kw_only=True)
class SeatStands:
    uid: str
    state: code(Seat.State.values)


@dataclass(frozen=True, kw_only=True)
class SeatsOffered:
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeatsReplaced:
    coming: int


@dataclass(frozen=True, kw_only=True)
class TargetGone:
    uid: str


@dataclass(frozen=True, kw_only=True)
class RuleInConflict:
    """`side`: min or max of a target, seats, budget, per-entity, order, share, must. `has`: how
    many candidates there are, or what the cheapest room costs."""

    side: str
    label: str
    asked: int
    has: int | None
    words: str


@dataclass(frozen=True, kw_only=True)
class MoreOf:
    label: str
    more: int


@dataclass(frozen=True, kw_only=True)
class RoomRepair:
    """`rules` and `targets` (by uid): the new values. `repair`: what room/repair/ takes, "" where
    people have to be found first (`recruits`). `cost`: of the list then, where it is known."""

    words: str
    rules: dict[str, Any]
    targets: dict[str, dict[str, Any]]
    recruits: list[MoreOf]
    cost: int | None
    repair: str


@dataclass(frozen=True, kw_only=True)
class Infeasible:
    """Beside what every problem has."""

    conflict: list[RuleInConflict]
    repairs: list[RoomRepair]


OF_SEAT = ("uid", "registration", "name", "region", "place", "position", "state", "cost", "reason")
OF_SEAT += ("must", "overruled", "overruled_by", "replaced")
OF_MONEY = tuple(MoneyOfRoom.__dataclass_fields__)


def rules(row: RoomRules) -> RoomRulesFull:
    return RoomRulesFull(
        **{name: getattr(row, name) for name in FACTS}, seen=version_of(row, FACTS)
    )


def target(row: Target) -> TargetRules:
    return TargetRules(
        uid=str(row.uid),
        values=[FeatureValue(feature=feature, value=value) for feature, value in row.values],
        least=row.least,
        most=row.most,
        wished=row.wished,
        seen=version_of(row, TARGET_FACTS),
    )


def room(page: RoomPage, targets: list[Target], must: list[MustHave]) -> RoomOfMeeting:
    known = {str(row.uid): target(row) for row in targets}
    words = RoomWords(named=page.named, rules=page.rules) if page.named and page.rules else None
    return RoomOfMeeting(
        rules=rules(page.rules) if page.rules else None,
        forward=page.forward,
        entities=page.entities,
        targets=[_standing(line, known[line.uid]) for line in page.targets],
        proposal=_list(page.proposal) if page.proposal else None,
        seats=[_seat(line, words) for line in page.seats],
        others=[_seat(line, words) for line in page.others],
        money=_money(page.money) if page.money else None,
        must_have=[in_any_case(row) for row in must],
    )


def _standing(line: TargetLine, row: TargetRules) -> TargetStanding:
    names = ("label", "forward", "seated", "confirmed", "met")
    return TargetStanding(target=row, **{name: getattr(line, name) for name in names})


def _list(row: ProposedList) -> ListFull:
    names = ("number", "state", "made_at", "made_by")
    plain = {name: getattr(row, name) for name in names}
    return ListFull(uid=str(row.uid), run=str(row.run.uid), **plain)


def _seat(line: SeatLine, words: RoomWords | None) -> SeatFull:
    plain = {name: getattr(line, name) for name in OF_SEAT}
    return SeatFull(entity=line.slug, why=words.why(line) if words else "", **plain)


def _money(of: Money) -> MoneyOfRoom:
    return MoneyOfRoom(**{name: getattr(of, name) for name in OF_MONEY})


def in_any_case(row: MustHave) -> SeatInAnyCase:
    names = ("reason", "by", "at")
    plain = {name: getattr(row, name) for name in names}
    return SeatInAnyCase(registration=str(row.registration.uid), **plain)


def infeasible(clash: Clash) -> Infeasible:
    return Infeasible(
        conflict=[
            RuleInConflict(side=one.side, label=one.label, asked=one.asked, has=one.has, words=said)
            for one, said in clash.limits
        ],
        repairs=[_repair(way) for way in clash.ways],
    )


def _repair(way: Way) -> RoomRepair:
    return RoomRepair(
        words=way.text,
        rules=way.change.rules,
        targets=way.change.targets,
        recruits=[MoreOf(label=label, more=more) for label, more in way.recruits],
        cost=way.cost,
        repair=way.fields.get("repair", ""),
    )
