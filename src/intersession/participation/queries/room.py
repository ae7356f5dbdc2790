"""The page of the room: targets beside what the list has, seats with their reasons, the money."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import features
from intersession.participation.models import (
    Draw,
    ProposedList,
    Registration,
    RoomRules,
    Seat,
    Target,
)
from intersession.participation.queries.candidates import Pool, pool_of

State = Seat.State
SEATED = frozenset({State.PROPOSED, State.OFFERED, State.ACCEPTED})
ORDER = [State.ACCEPTED, State.OFFERED, State.PROPOSED, State.TAKEN_OUT, State.DECLINED]
ORDER += [State.RESERVE, State.NO_SEAT]
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """How many of those put forward count (`forward`), and of the list (`seated`, `confirmed`)."""

    uid: str
    label: str
    least: int | None
    most: int | None
    wished: bool
    forward: int
    seated: int
    confirmed: int

    @property
    def asked(self) -> int:
        return self.most or 0 if self.least is None else self.least

    @property
    def short(self) -> int:
        return max(0, (self.least or 0) - self.seated)

    @property
    def over(self) -> int:
        return 0 if self.most is None else max(0, self.seated - self.most)

    @property
    def met(self) -> bool:
        return not self.short and not self.over


@dataclass(frozen=True, kw_only=True)
class SeatLine:
    """Nothing that an Entity declared of itself on the topic stands here."""

    uid: str
    registration: str
    name: str
    entity: Words
    slug: str  # of the Entity
    region: str
    place: int
    position: int
    state: str
    cost: int
    reason: str
    values: Mapping[str, Any]
    must: str
    overruled: str
    overruled_by: str
    replaced: bool  # somebody else has this seat


@dataclass(frozen=True, kw_only=True)
class Money:
    """In the smallest unit. `shared`: what goes to officials of developing countries."""

    currency: str
    budget: int | None
    cost: int
    shared: int
    asked: int  # of the shared, 0 where no share is asked for
    wished: bool

    @property
    def left(self) -> int | None:
        return None if self.budget is None else self.budget - self.cost

    @property
    def met(self) -> bool:
        return self.shared >= self.asked


@dataclass(frozen=True, kw_only=True)
class RoomPage:
    """`proposal` is None before a list was proposed."""

    rules: RoomRules | None
    forward: int
    entities: int
    targets: list[TargetLine] = field(default_factory=list)
    proposal: ProposedList | None = None
    seats: list[SeatLine] = field(default_factory=list)
    others: list[SeatLine] = field(default_factory=list)
    money: Money | None = None
    named: features.Named | None = None
    estimated: int = 0  # whose cost is that of their request for support
    unpriced: tuple[str, ...] = ()  # whose cost nobody knows, where money sets a limit

    @property
    def drawn(self) -> Draw | None:
        """The draw that the list came of, where there was one."""
        return getattr(self.proposal, "draw", None)

    @property
    def seated(self) -> int:
        return len(self.seats)

    @property
    def offered(self) -> bool:
        """Then the list stands: it is changed by replacing."""
        offered = ProposedList.State.OFFERED
        return self.proposal is not None and self.proposal.state == offered

    @property
    def unoffered(self) -> int:
        return sum(one.state == State.PROPOSED for one in self.seats)

    @property
    def declined(self) -> int:
        """Who declined and has nobody instead yet."""
        return sum(one.state == State.DECLINED and not one.replaced for one in self.others)


def room_page(meeting: Meeting) -> RoomPage:
    rules = RoomRules.objects.filter(meeting=meeting).first()
    if rules is None:
        return RoomPage(rules=None, forward=0, entities=0)
    pool = pool_of(meeting, rules)
    row = standing_list(meeting)
    rows = _rows(row)
    replaced = {one.instead_of_id for one in rows}
    seated = [one for one in rows if one.state in SEATED]
    without = _Without(rules, rows, drawn=hasattr(row, "draw"))
    lines = [_line(one, pool, one.pk in replaced, without) for one in rows]
    return RoomPage(
        rules=rules,
        forward=len(pool.candidates),
        entities=len({one.entity for one in pool.candidates if one.entity}),
        targets=[_target(one, pool, seated) for one in pool.targets],
        proposal=row,
        seats=[one for one in lines if one.state in SEATED],
        others=[one for one in lines if one.state not in SEATED],
        money=_money(rules, pool, seated),
        named=pool.named,
        estimated=pool.estimated,
        unpriced=_unpriced(pool),
    )


def _unpriced(pool: Pool) -> tuple[str, ...]:
    if pool.rules.budget is None:
        return ()
    return tuple(pool.registrations[one.id].badge_name for one in pool.candidates if not one.cost)


def standing_list(meeting: Meeting) -> ProposedList | None:
    rows = ProposedList.objects.filter(meeting=meeting).exclude(state=ProposedList.State.SET_ASIDE)
    rows = rows.select_related("run", "draw").defer("draw__inputs", "draw__lottery")
    return rows.first()


def _rows(row: ProposedList | None) -> list[Seat]:
    if row is None:
        return []
    rows = row.seats.select_related("registration__entity").order_by("place", "pk")
    return sorted(rows, key=lambda one: (ORDER.index(State(one.state)), one.place))


class _Without:
    """Why somebody has no seat, as far as the list itself tells it."""

    def __init__(self, rules: RoomRules, rows: list[Seat], *, drawn: bool) -> None:
        self.most, self.drawn = rules.per_entity, drawn
        live = [one for one in rows if one.state not in {State.TAKEN_OUT, State.DECLINED}]
        self.held = Counter(one.registration.entity_id for one in live if one.state in SEATED)
        self.reserves = [one.pk for one in live if one.state == State.RESERVE]
        self.first: dict[int | None, int] = {}
        for one in live:
            who = one.registration
            if one.state not in SEATED and who.delegation_id:
                first = self.first.get(who.delegation_id, who.position)
                self.first[who.delegation_id] = min(first, who.position)

    def reason(self, seat: Seat) -> tuple[str, dict[str, Any]]:
        who = seat.registration
        if seat.reason or seat.state not in {State.RESERVE, State.NO_SEAT}:
            return seat.reason, seat.values
        if seat.state == State.RESERVE:
            return "reserve", {"n": self.reserves.index(seat.pk) + 1}
        held = self.held[who.entity_id] if who.entity_id else 0
        if self.most and held >= self.most:
            return "entity-full", {"n": held}
        if who.delegation_id and self.first[who.delegation_id] < who.position:
            return "after-own", {}
        return "not-drawn" if self.drawn else "others", {}


def _line(seat: Seat, pool: Pool, replaced: bool, without: _Without) -> SeatLine:
    who = seat.registration
    reason, values = without.reason(seat)
    known = pool.by_id.get(str(who.uid))
    region = known.attributes[features.REGION] if known else ""
    return SeatLine(
        uid=str(seat.uid),
        registration=str(who.uid),
        name=who.badge_name,
        entity=who.entity.name if who.entity else {},
        slug=who.entity.slug if who.entity else "",
        region=pool.named.value(features.REGION, region) if region else "",
        place=seat.place,
        position=who.position,
        state=seat.state,
        cost=seat.cost,
        reason=reason,
        values=values,
        must=pool.musts.get(who.pk, ""),
        overruled=seat.overruled,
        overruled_by=seat.overruled_by,
        replaced=replaced,
    )


def _target(target: Target, pool: Pool, seated: list[Seat]) -> TargetLine:
    values = tuple((feature, value) for feature, value in target.values)
    counts = Counter(_state(one, values, pool) for one in seated)
    return TargetLine(
        uid=str(target.uid),
        label=pool.named.pairs(values),
        least=target.least,
        most=target.most,
        wished=target.wished,
        forward=sum(_has(one, values) for one in pool.candidates),
        seated=sum(count for state, count in counts.items() if state),
        confirmed=counts[State.ACCEPTED.value],
    )


def _state(seat: Seat, values: features.Pairs, pool: Pool) -> str:
    """The state of a seat that counts for a target, else ""."""
    who = pool.by_id.get(str(seat.registration.uid))
    return str(seat.state) if who and _has(who, values) else ""


def _has(who: sortition.Candidate, values: Iterable[tuple[str, str]]) -> bool:
    return all(who.attributes.get(feature, "") == value for feature, value in values)


def _money(rules: RoomRules, pool: Pool, seated: list[Seat]) -> Money:
    cost = sum(one.cost for one in seated)
    known = [(one, pool.by_id.get(str(one.registration.uid))) for one in seated]
    whole = {"": 0, "spend": cost, "budget": rules.budget or 0}[rules.share_of]
    return Money(
        currency=rules.currency,
        budget=rules.budget,
        cost=cost,
        shared=sum(seat.cost for seat, who in known if who and who.shared),
        asked=-(-whole * rules.share_part // rules.share_whole),
        wished=rules.share_wished,
    )


def seats_to_offer(meeting: Meeting) -> list[Seat]:
    """Those of the standing list that nobody was told of yet."""
    rows = Seat.objects.filter(on__meeting=meeting, state=State.PROPOSED)
    rows = rows.exclude(on__state=ProposedList.State.SET_ASIDE)
    related = ("registration__entity", "registration__delegation", "on__meeting")
    return list(rows.select_related(*related).order_by("place", "pk"))


def own_seat(who: Registration) -> Seat | None:
    """What a person was told of: nobody reads off a page that they are only thought of."""
    told = (State.OFFERED, State.ACCEPTED, State.DECLINED)
    rows = Seat.objects.filter(registration=who, state__in=told)
    rows = rows.exclude(on__state=ProposedList.State.SET_ASIDE)
    return rows.select_related("on__meeting").first()
