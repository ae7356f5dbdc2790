"""What journeys cost: from which figures an estimate is made, and the sums that requests have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Sum

from intersession.meetings.models import Meeting
from intersession.participation.estimating import Place, Rates
from intersession.participation.models import (
    CostLine,
    Registration,
    RoomRules,
    Seat,
    SupportRequest,
    TravelRates,
)
from intersession.participation.supporting import HELD, LOCKED, State

Kind = CostLine.Kind


def rates_in(row: TravelRates) -> Rates:
    known = row.latitude is not None and row.longitude is not None
    return Rates(
        place=(row.latitude, row.longitude) if known else None,  # type: ignore[arg-type]
        fare_base=row.fare_base,
        fare_per_km=row.fare_per_km,
        dsa=row.dsa,
        nights=row.nights,
        terminal=row.terminal,
        sources={
            Kind.FARE: row.fare_source,
            Kind.DSA: row.dsa_source,
            Kind.TERMINAL: row.terminal_source,
        },
    )


def home_of(row: Registration) -> Place | None:
    """Where the capital of the Entity lies, with `entity`."""
    one = row.entity
    if one is None or one.latitude is None or one.longitude is None:
        return None
    return one.latitude, one.longitude


def lines_of(seats: Iterable[Seat]) -> Mapping[int, list[CostLine]]:
    """What is paid to whom has a seat, by key of the registration. One query."""
    who = [one.registration_id for one in seats]
    rows = CostLine.objects.filter(request__registration__in=who).select_related("request")
    found: dict[int, list[CostLine]] = {}
    for line in rows.order_by("pk"):
        found.setdefault(line.request.registration_id, []).append(line)
    return found


def sums(meeting: Meeting) -> Mapping[int, int]:
    """What each request of the meeting costs, by key of the registration: those whose fare is
    known, for without it an estimate is none. One query."""
    rows = (
        CostLine.objects.filter(request__registration__meeting=meeting)
        .order_by()
        .values("request__registration", "kind")
        .annotate(sum=Sum(F("quantity") * F("rate")))
    )
    found: dict[int, int] = {}
    fares = set()
    for row in rows:
        who = row["request__registration"]
        found[who] = found.get(who, 0) + row["sum"]
        if row["kind"] == Kind.FARE:
            fares.add(who)
    return {who: cost for who, cost in found.items() if who in fares}


@dataclass(frozen=True, kw_only=True)
class SupportMoney:
    """In the smallest unit. Reserved: offered and accepted; committed: with a ticket."""

    currency: str
    budget: int | None
    reserved: int
    committed: int
    spent: int

    @property
    def used(self) -> int:
        return self.reserved + self.committed + self.spent

    @property
    def left(self) -> int | None:
        return None if self.budget is None else self.budget - self.used

    def over_with(self, more: int) -> int:
        """By how much the budget is exceeded when so much more is offered."""
        return 0 if self.left is None else max(0, more - self.left)


def money_of(meeting: Meeting) -> SupportMoney:
    """Four queries."""
    rules = RoomRules.objects.filter(meeting=meeting).first()
    rows = SupportRequest.objects.filter(
        registration__meeting=meeting, state__in=HELD | LOCKED
    ).values_list("registration", "state")
    lines = CostLine.objects.filter(request__registration__meeting=meeting).order_by()
    by_request = lines.values_list("request__registration").annotate(
        sum=Sum(F("quantity") * F("rate")), spent=Sum("spent")
    )
    seats = Seat.objects.filter(on__meeting=meeting, state__in=("offered", "accepted"))
    costs = dict(seats.values_list("registration", "cost"))
    spent: dict[int, int] = {}
    for who, cost, of_it in by_request:
        costs[who], spent[who] = cost, of_it or 0
    found = {"reserved": 0, "committed": 0, "spent": 0}
    for who, state in rows:
        settled = state == State.SETTLED
        part = "spent" if settled else "reserved" if state in HELD else "committed"
        found[part] += spent.get(who, 0) if settled else costs.get(who, 0)
    budget, currency = (rules.budget, rules.currency) if rules else (None, "USD")
    return SupportMoney(currency=currency, budget=budget, **found)
