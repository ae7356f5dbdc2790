"""What a journey is likely to cost: the way there, the nights, the rates. Plain numbers alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from intersession.participation.models import CostLine

Kind = CostLine.Kind
EARTH = 6371.0  # km, its mean radius
WHOLE = 100  # a fare is reckoned in whole units of the currency
Place = tuple[float, float]  # degrees north, degrees east


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Money in the smallest unit."""

    place: Place | None
    fare_base: int
    fare_per_km: int
    dsa: int
    nights: int
    terminal: int
    sources: Mapping[str, str]  # by kind of line


@dataclass(frozen=True, kw_only=True)
class Line:
    kind: str
    quantity: int
    rate: int
    source: str

    @property
    def amount(self) -> int:
        return self.quantity * self.rate


def distance(one: Place, other: Place) -> int:
    """Of the great circle between two places, in whole km."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    part = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(part))))


def fare(km: int, rates: Rates) -> int:
    """There and back; rounded up to a whole unit of the currency."""
    exact = rates.fare_base + rates.fare_per_km * max(0, km)
    return -(-exact // WHOLE) * WHOLE


def estimate(home: Place | None, rates: Rates) -> list[Line]:
    """The lines that can be reckoned; `missing` says what lacks for the others."""
    found = []
    if home and rates.place and (rates.fare_base or rates.fare_per_km):
        km = distance(home, rates.place)
        found.append(_line(Kind.FARE, 1, fare(km, rates), rates, f" ({km} km)"))
    if rates.dsa and rates.nights:
        found.append(_line(Kind.DSA, rates.nights, rates.dsa, rates))
    if rates.terminal:
        found.append(_line(Kind.TERMINAL, 1, rates.terminal, rates))
    return found


def _line(kind: str, quantity: int, rate: int, rates: Rates, more: str = "") -> Line:
    source = rates.sources.get(kind, "")[: 300 - len(more)] + more
    return Line(kind=kind, quantity=quantity, rate=rate, source=source.strip())
