"""What a room is chosen from, under which rules, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intersession.methods.base import MethodError, Remark, Value

PERSON, ENTITY = "person", "entity"  # units of fairness
SPEND, BUDGET = "spend", "budget"  # what a share is a share of

Room = tuple[str, ...]
"""Identifiers of those who have a seat, in code-point order."""


class SortitionError(MethodError):
    """The candidates, quotas or settings cannot be meant as they are written."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may be given a seat.

    `attributes` by feature; a feature that is missing is the value "". `entity` is "" where nobody
    sent the candidate: then no cap and no order hold. `priority` counts from 1 within an Entity;
    None comes after all numbers. `cost` is in the smallest unit of money, 0 or more. `past` is what
    weighs against the candidate among rooms that are otherwise alike (support in former years).
    """

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    entity: str = ""
    priority: int | None = None
    cost: int = 0
    must: bool = False
    barred: bool = False
    shared: bool = False  # counts towards `Share`
    past: int = 0


@dataclass(frozen=True, kw_only=True)
class Quota:
    """`least` to `most` seats for those who have all of `values` (feature, value; one or a pair).

    A quota that is only wished is met as nearly as the others allow, in the order in which wishes
    are given.
    """

    values: tuple[tuple[str, str], ...]
    least: int
    most: int
    wished: bool = False

    @property
    def label(self) -> str:
        """`region:Africa`, `region:Africa+sex:f`."""
        return "+".join(f"{feature}:{value}" for feature, value in self.values)


@dataclass(frozen=True, kw_only=True)
class Share:
    """At least `part` / `whole` of what is spent, or of the budget, is for `Candidate.shared`."""

    part: int
    whole: int
    of: str = SPEND
    wished: bool = False


@dataclass(frozen=True, kw_only=True)
class Rules:
    """`seats` is the least and the greatest number. `per_entity`: the most of one Entity.

    `in_order`: a later nominee of an Entity has a seat only with all before. `budget` and costs are
    in the same unit.
    """

    seats: tuple[int, int]
    quotas: tuple[Quota, ...] = ()
    per_entity: int | None = None
    in_order: bool = False
    budget: int | None = None
    share: Share | None = None
    unit: str = PERSON


Problem = tuple[tuple[Candidate, ...], Rules]


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A rule that holds the worst chance down: by how much it would rise if moved by one."""

    label: str
    side: str  # "min", "max", "seats", "per-entity", "budget", "share"
    price: float


@dataclass(frozen=True, kw_only=True)
class Never:
    """A candidate who is in no room that meets the rules; `reason` is a code with its values."""

    id: str
    reason: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lottery:
    """A lottery over complete rooms, LEXIMIN in the chances of the unit of fairness.

    `chances` are those of candidates (between 0 and 1), `entity_chances` that an Entity has a seat
    at all (empty where the unit is the person). `rooms` with their probabilities, which sum to 1.
    `upper` is the bound on the worst chance, `achieved` the lottery's; `gap` the largest difference
    over all units between the bound and what the lottery achieves. `drawn` is the room that `seed`
    gives, None without a seed. `cost` is that of the room drawn, or None.
    """

    chances: Mapping[str, float]
    entity_chances: Mapping[str, float]
    rooms: tuple[tuple[Room, float], ...]
    upper: float
    achieved: float
    gap: float
    drawn: Room | None
    cost: int | None
    binding: tuple[Binding, ...]
    never: tuple[Never, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How far a wish is met: what was asked, on which side, and what the room has."""

    label: str
    side: str  # "min", "max", "share"
    asked: int
    got: int


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a candidate has a seat: a code and its values, for a sentence in any language."""

    id: str
    code: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The one room that meets the hard rules, comes nearest to the wishes in their order, then
    costs least, then weighs least on those supported before. `reserves` come in order.
    """

    room: Room
    reasons: tuple[Reason, ...]
    reserves: tuple[str, ...]
    cost: int
    wishes: tuple[Wish, ...]
    optimal: bool
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A room after some have left: all others keep their seats.

    `coming` take the seats. `chances` of those who could (empty without a seed: then the order of
    the plan decides). `missed` are hard rules that no replacement meets, missed by as little as can
    be; `wishes` as in a plan.
    """

    room: Room
    coming: tuple[str, ...]
    chances: Mapping[str, float]
    missed: tuple[Wish, ...]
    wishes: tuple[Wish, ...]
    cost: int
    optimal: bool
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Alternates:
    """Who would come, best first, if the one with this identifier left and all others stayed."""

    id: str
    by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PublicLottery:
    """Rooms of which each is drawn alike, one a ticket: ticket 0 is the first. `chances` are those
    of candidates then, `off` the largest difference from the chances of the lottery."""

    rooms: tuple[Room, ...]
    chances: Mapping[str, float]
    off: float


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One rule that takes part in a conflict, as it stands: `region:Africa`, min, 18."""

    label: str
    side: str
    asked: int
    has: int | None = None  # how many candidates there are, or how much money


@dataclass(frozen=True, kw_only=True)
class Change:
    """One number that a repair moves: `region:Africa`, min, from 18 to 17. For somebody who must
    have a seat, or is barred, the label is the identifier, the side "must" or "barred"."""

    label: str
    side: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A change after which there is a room: `rules` and, for a call for nominees, how many more.

    `code` with its values says one change; "several" stands for all `changes`. `newcomers` are
    what those called for have to be like, one each. `worst` is the worst chance then, and `cost`
    that of the plan; None where not worked out.
    """

    code: str  # "ask-for-fewer", "allow-more", "more-budget", "recruit", "more-seats", ...
    values: tuple[tuple[str, Value], ...]
    rules: Rules
    recruits: tuple[tuple[str, int], ...] = ()
    worst: float | None = None
    cost: int | None = None
    changes: tuple[Change, ...] = ()
    newcomers: tuple[Candidate, ...] = ()


class Infeasible(MethodError):
    """No room meets the hard rules. `conflict` is a smallest set that cannot hold together:
    without any one of them there is a room for the others."""

    def __init__(
        self, message: str, *, conflict: tuple[Limit, ...], repairs: tuple[Repair, ...] = ()
    ) -> None:
        super().__init__(message, code="infeasible")
        self.conflict, self.repairs = conflict, repairs
