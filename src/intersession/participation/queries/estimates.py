"""What all open requests would cost by the rates, before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from intersession.meetings.models import Meeting
from intersession.participation import deciding, estimating
from intersession.participation.models import CostLine, SupportRequest, TravelRates
from intersession.participation.queries.costs import SupportMoney, home_of, money_of, rates_in
from intersession.participation.queries.support import lacking
from intersession.participation.supporting import COSTS_OPEN


@dataclass(frozen=True, kw_only=True)
class Estimated:
    uid: str
    name: str
    of: object
    before: int
    after: int
    by_hand: int  # lines that stay
    lacks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Estimates:
    rates: TravelRates | None
    lines: list[Estimated]
    money: SupportMoney
    currency: str

    @property
    def before(self) -> int:
        return sum(one.before for one in self.lines)

    @property
    def after(self) -> int:
        return sum(one.after for one in self.lines)

    @property
    def mean(self) -> int:
        whole = [one.after for one in self.lines if not one.lacks]
        return sum(whole) // len(whole) // 100 * 100 if whole else 0


def estimates_of(meeting: Meeting) -> Estimates:
    """Seven queries, however many there are."""
    rates = TravelRates.objects.filter(meeting=meeting).first()
    rows = SupportRequest.objects.filter(registration__meeting=meeting, state__in=COSTS_OPEN)
    rows = rows.filter(registration__state__in=deciding.LIVE)
    related = "registration__entity"
    found = list(rows.select_related(related).order_by("registration__badge_name", "pk"))
    known: dict[int, list[CostLine]] = {}
    for line in CostLine.objects.filter(request__in=[row.pk for row in found]):
        known.setdefault(line.request_id, []).append(line)
    return Estimates(
        rates=rates,
        lines=[_line(row, known.get(row.pk, []), rates) for row in found],
        money=money_of(meeting),
        currency=rates.currency if rates else "USD",
    )


def _line(row: SupportRequest, lines: list[CostLine], rates: TravelRates | None) -> Estimated:
    who = row.registration
    after = {one.pk: one.quantity * one.rate for one in lines if one.by_hand}
    kinds: set[str] = {one.kind for one in lines if one.by_hand}
    total = sum(after.values()) + sum(_by_rates(row, kinds, rates).values())
    return Estimated(
        uid=str(row.uid),
        name=who.badge_name,
        of=who.entity.name if who.entity else who.affiliation,
        before=sum(one.quantity * one.rate for one in lines),
        after=total,
        by_hand=len(after),
        lacks=tuple(lacking(who, rates, kinds | set(_by_rates(row, kinds, rates)))),
    )


def _by_rates(row: SupportRequest, kinds: set[str], rates: TravelRates | None) -> Mapping[str, int]:
    if rates is None:
        return {}
    made = estimating.estimate(home_of(row.registration), rates_in(rates))
    return {one.kind: one.amount for one in made if one.kind not in kinds}
