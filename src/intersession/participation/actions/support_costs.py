"""Verbs of what a journey costs: rates, estimates, lines written by hand, what was spent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.meetings.rules import version_of
from intersession.participation import estimating, supporting
from intersession.participation.actions._support import live, locked, moved, remember
from intersession.participation.cost_words import sum_words
from intersession.participation.models import CostLine, SupportRequest, TravelRates
from intersession.participation.queries.costs import home_of, rates_in
from intersession.participation.room_facts import MOST_MONEY

Kind = CostLine.Kind
MOST_NIGHTS, MOST_LINES = 60, 20


@dataclass(frozen=True, kw_only=True)
class RatesFacts:
    """Money in the smallest unit of the currency; the place of the meeting in degrees."""

    currency: str = "USD"
    latitude: float | None = None
    longitude: float | None = None
    fare_base: int = 0
    fare_per_km: int = 0
    fare_source: str = ""
    dsa: int = 0
    dsa_source: str = ""
    nights: int = 0
    terminal: int = 0
    terminal_source: str = ""


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    kind: str
    rate: int
    quantity: int = 1
    source: str = ""
    words: str = ""


FACTS = tuple(one.name for one in fields(RatesFacts))


class RatesChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed these rates while you wrote. The page shows what you wrote; open it in "
        "another window to see what stands there now."
    )


class AmountWrong(Refusal):
    message = _("An amount is 0 or more, and no more than %(most)s.")


class NightsWrong(Refusal):
    message = _("The number of nights is from 1 to %(most)s.")


class PlaceWrong(Refusal):
    message = _(
        "The place lies from −90 to 90 degrees north and from −180 to 180 degrees east; write "
        "both figures, or neither."
    )


class SourceNeeded(Refusal):
    message = _("Say where each figure comes from: a tariff, an offer, a letter, with its date.")


class WordsNeeded(Refusal):
    message = _("Say what the other cost is for.")


class NoRatesYet(Refusal):
    message = _("Write the rates of this meeting first.")


class NothingToEstimate(Refusal):
    message = _("Nobody’s estimate can be made: no request is open, or all is written by hand.")


class CostsStand(Refusal):
    message = _("The request of %(name)s is %(state)s: its costs stand.")


class TooManyLines(Refusal):
    message = _("A request has at most %(most)s lines.")


class AboveTheOffer(Refusal):
    message = _("%(spent)s is more than the %(offered)s that were offered. Say why, or correct it.")


class SpentMissing(Refusal):
    message = _("Write what was spent on each line, 0 where nothing was.")


@transaction.atomic
def set_travel_rates(
    *, meeting: Meeting, facts: RatesFacts, seen: str = "", by: Actor, at: datetime
) -> TravelRates:
    """`seen`: `version_of` the rates as the writer read them. Estimates stay until made again."""
    _sound(facts)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    row = TravelRates.objects.filter(meeting=meeting).first()
    if row and seen and seen != version_of(row, FACTS):
        raise RatesChangedMeanwhile
    row = row or TravelRates(meeting=meeting)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]
    row.save()
    record(Verb.TRAVEL_RATES_SET, by=by, at=at, subject=row, **_plain(facts))
    return row


def _plain(facts: RatesFacts) -> dict[str, Any]:
    """Entries of the ledger hold whole numbers and words."""
    place = {name: str(getattr(facts, name)) for name in ("latitude", "longitude")}
    return {**asdict(facts), **place}


def _sound(facts: RatesFacts) -> None:
    _amounts(facts.fare_base, facts.fare_per_km, facts.dsa, facts.terminal)
    if facts.dsa and not 1 <= facts.nights <= MOST_NIGHTS or not 0 <= facts.nights <= MOST_NIGHTS:
        raise NightsWrong(most=MOST_NIGHTS)
    north, east = facts.latitude, facts.longitude
    if (north is None) != (east is None) or not (abs(north or 0) <= 90 and abs(east or 0) <= 180):
        raise PlaceWrong
    given = (
        (facts.fare_base or facts.fare_per_km, facts.fare_source),
        (facts.dsa, facts.dsa_source),
        (facts.terminal, facts.terminal_source),
    )
    if any(amount and not source.strip() for amount, source in given):
        raise SourceNeeded


def _amounts(*amounts: int) -> None:
    if not all(0 <= one <= MOST_MONEY for one in amounts):
        raise AmountWrong(most=f"{MOST_MONEY // 100:,}")


@transaction.atomic
def estimate_requests(
    *,
    meeting: Meeting,
    requests: Sequence[SupportRequest] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Of all open requests, or of some: new lines from the rates; what was written by hand stays.
    How many requests have lines from it."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rates = TravelRates.objects.filter(meeting=meeting).first()
    if rates is None:
        raise NoRatesYet
    rows = SupportRequest.objects.filter(
        registration__meeting=meeting, state__in=supporting.COSTS_OPEN
    )
    if requests is not None:
        rows = rows.filter(pk__in=[one.pk for one in requests])
    open_ = list(
        rows.order_by("pk").select_for_update(of=("self",)).select_related("registration__entity")
    )
    made = _lines(open_, rates)
    if not made:
        raise NothingToEstimate
    total = _replaced(open_, made, rates.currency, by=by, at=at)
    about: dict[str, Any] = {"requests": len(made), "total": total, "currency": rates.currency}
    record(Verb.SUPPORT_ESTIMATED, by=by, at=at, subject=meeting, **about)
    return len(made)


def _lines(rows: Iterable[SupportRequest], rates: TravelRates) -> dict[int, list[CostLine]]:
    """By key of the request. Nothing stands beside a line of its kind that was written by hand."""
    hand = CostLine.objects.filter(request__in=[row.pk for row in rows], by_hand=True)
    kept = set(hand.values_list("request", "kind"))
    found: dict[int, list[CostLine]] = {}
    for row in rows:
        lines = [
            CostLine(
                request=row, kind=one.kind, quantity=one.quantity, rate=one.rate, source=one.source
            )
            for one in estimating.estimate(home_of(row.registration), rates_in(rates))
            if (row.pk, one.kind) not in kept
        ]
        if lines:
            found[row.pk] = lines
    return found


def _replaced(
    rows: Sequence[SupportRequest],
    made: Mapping[int, list[CostLine]],
    currency: str,
    *,
    by: Actor,
    at: datetime,
) -> int:
    changed = [row for row in rows if row.pk in made]
    CostLine.objects.filter(request__in=changed, by_hand=False).delete()
    lines = [line for found in made.values() for line in found]
    CostLine.objects.bulk_create(lines)
    for row in changed:
        row.currency = currency
        remember(row, "estimate", by=by, at=at)
    names = ["currency", "history", "changes", "changed_at", "changed_by"]
    SupportRequest.objects.bulk_update(changed, names, batch_size=200)
    return sum(line.quantity * line.rate for line in lines)


@transaction.atomic
def write_line(
    *, request: SupportRequest, facts: LineFacts, seen: str = "", by: Actor, at: datetime
) -> CostLine:
    """By hand: in place of the estimate's line of that kind; a new estimate leaves it."""
    row = _open(request, seen)
    _line_sound(facts)
    if row.lines.count() >= MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    if facts.kind != Kind.OTHER:
        row.lines.filter(kind=facts.kind).delete()
    line = CostLine.objects.create(
        request=row,
        kind=facts.kind,
        quantity=facts.quantity,
        rate=facts.rate,
        source=facts.source.strip()[:300],
        words=facts.words.strip()[:200],
        by_hand=True,
    )
    remember(row, "line", by=by, at=at)
    row.save()
    about: dict[str, Any] = {"kind": line.kind, "quantity": line.quantity, "rate": line.rate}
    record(Verb.SUPPORT_LINE_WRITTEN, by=by, at=at, subject=row, **about)
    return line


def _open(request: SupportRequest, seen: str) -> SupportRequest:
    row = locked(request, seen)
    if row.state not in supporting.COSTS_OPEN:
        said: dict[str, Any] = {"state": supporting.STATE_NAMES[row.state]}
        raise CostsStand(name=row.registration.badge_name, **said)
    live(row)
    return row


def _line_sound(facts: LineFacts) -> None:
    _amounts(facts.rate, facts.rate * max(0, facts.quantity))
    if not 1 <= facts.quantity <= MOST_NIGHTS:
        raise NightsWrong(most=MOST_NIGHTS)
    if not facts.source.strip():
        raise SourceNeeded
    if facts.kind == Kind.OTHER and not facts.words.strip():
        raise WordsNeeded


@transaction.atomic
def remove_line(*, line: CostLine, seen: str = "", by: Actor, at: datetime) -> SupportRequest:
    """The next estimate makes its line anew, where there is one of that kind."""
    row = _open(line.request, seen)
    row.lines.filter(pk=line.pk).delete()
    remember(row, "line_removed", by=by, at=at)
    row.save()
    record(Verb.SUPPORT_LINE_REMOVED, by=by, at=at, subject=row, kind=line.kind)
    return row


@transaction.atomic
def settle_request(
    *,
    request: SupportRequest,
    spent: Mapping[str, int],
    why: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
) -> SupportRequest:
    """What was spent, by uid of the line. Above the offer only with a reason; the rest is free."""
    row = locked(request, seen)
    lines = list(row.lines.order_by("pk"))
    if not lines or any(str(one.uid) not in spent for one in lines):
        raise SpentMissing
    for one in lines:
        one.spent = spent[str(one.uid)]
        _amounts(one.spent)
    offered, total = (
        sum(one.quantity * one.rate for one in lines),
        sum(one.spent or 0 for one in lines),
    )
    if total > offered and not why.strip():
        said = {
            "spent": sum_words(total, row.currency),
            "offered": sum_words(offered, row.currency),
        }
        raise AboveTheOffer(**said)
    moved(row, "settle", why.strip(), by=by, at=at)
    row.settled_at = at
    CostLine.objects.bulk_update(lines, ["spent"])
    row.save()
    about: dict[str, Any] = {"spent": total, "offered": offered, "currency": row.currency}
    record(Verb.SUPPORT_SETTLED, by=by, at=at, subject=row, **about)
    return row
