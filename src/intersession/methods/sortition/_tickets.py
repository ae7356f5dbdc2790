"""A lot by seed, and a lottery turned into tickets of equal weight."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

from ._model import Lottery, PublicLottery, Room, SortitionError

DIGITS = 12
MOVES = 400
MOST_TICKETS = 1_000_000


def ticket(seed: str) -> Fraction:
    """The first twelve hexadecimal digits of SHA-256 of the seed's UTF-8 bytes, over 16**12."""
    return Fraction(int(sha256(seed.encode("utf-8")).hexdigest()[:DIGITS], 16), 16**DIGITS)


def drawn_from(weights: Mapping[str, Fraction], seed: str) -> str:
    """The first, by identifier, with whom the weights exceed the ticket; they add up to 1."""
    number, passed = ticket(seed), Fraction(0)
    for id in sorted(weights):
        passed += weights[id]
        if passed > number:
            return id
    raise SortitionError("The weights do not add up to 1.", code="weights")


def lots_of(ids: Iterable[str], seed: str) -> dict[str, int]:
    """Places from 1 in the order of SHA-256 of the seed, a line feed and the identifier."""
    order = sorted(ids, key=lambda id: sha256(f"{seed}\n{id}".encode()).digest())
    return {id: place for place, id in enumerate(order, start=1)}


def public_lottery(*, lottery: Lottery, rooms: int = 1000) -> PublicLottery:
    """As many tickets as `rooms`, each a room, so that everybody's share of tickets is as near to
    their chance as whole tickets are found to come: parts are rounded so that nobody's surplus
    grows, then tickets move from room to room as long as the largest difference gets smaller.
    """
    if not 1 <= rooms <= MOST_TICKETS:
        raise SortitionError(f"There cannot be {rooms} tickets.", code="tickets", tickets=rooms)
    import numpy  # noqa: PLC0415

    table = _Table(numpy, lottery, rooms)
    counts = table.better(table.rounded())
    listed = [
        room
        for (room, _), number in zip(table.listed, counts.tolist(), strict=True)
        for _ in range(number)
    ]
    chances = table.inside.T @ counts / rooms
    return PublicLottery(
        rooms=tuple(listed),
        chances=dict(zip(table.ids, chances.tolist(), strict=True)),
        off=float(abs(chances - table.wanted / rooms).max(initial=0.0)),
    )


class _Table:
    """Rooms by people, and how many tickets everybody should be on."""

    def __init__(self, numpy: Any, lottery: Lottery, tickets: int) -> None:
        self.np, self.tickets = numpy, tickets
        self.listed: Sequence[tuple[Room, float]] = sorted(lottery.rooms)
        self.ids = sorted(lottery.chances)
        place = {id: at for at, id in enumerate(self.ids)}
        self.inside = numpy.zeros((len(self.listed), len(self.ids)))
        for at, (room, _) in enumerate(self.listed):
            self.inside[at, [place[id] for id in room]] = 1.0
        self.parts = numpy.array([chance for _, chance in self.listed]) * tickets
        self.wanted = self.inside.T @ self.parts

    def rounded(self) -> Any:
        """Whole tickets: those parts are rounded up that those who lack most are in."""
        np = self.np
        counts = np.floor(self.parts + 1e-9).astype(np.int64)
        left = self.tickets - int(counts.sum())
        rest = self.parts - counts
        for _ in range(left):
            lacks = self.wanted - self.inside.T @ counts
            worth = self.inside @ lacks + 1e-3 * rest
            worth[rest <= 1e-9] -= 1e6
            counts[int(np.argmax(worth))] += 1
            rest = self.parts - counts
        return counts

    def better(self, counts: Any) -> Any:
        """Move one ticket at a time as long as the differences get smaller."""
        np = self.np
        overlap = self.inside @ self.inside.T
        size = np.diag(overlap)
        apart = size[:, None] + size[None, :] - 2 * overlap
        for _ in range(MOVES):
            off = self.inside.T @ counts - self.wanted
            pull = self.inside @ off
            gain = 2 * (pull[None, :] - pull[:, None]) + apart  # from row to column
            gain[counts == 0, :] = np.inf
            source, target = np.unravel_index(int(np.argmin(gain)), gain.shape)
            if gain[source, target] >= -1e-9:
                return counts
            counts[source] -= 1
            counts[target] += 1
        return counts
