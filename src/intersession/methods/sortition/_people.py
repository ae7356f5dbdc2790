"""From rooms of types to rooms of people: all of a type have the same chance, to the last unit.

Probabilities become whole numbers that add up to 2**48, so that twelve hexadecimal digits draw.
"""

from collections import defaultdict
from hashlib import sha256

import numpy as np

from ._model import Room
from ._solver import Index, Vector
from ._types import Shape

DIGITS = 12
WHOLE = 16**DIGITS


def in_units(probabilities: Vector) -> Index:
    """Whole numbers that add up to WHOLE, each as near as can be; ties to the first."""
    exact = probabilities / probabilities.sum() * WHOLE
    units: Index = np.floor(exact).astype(np.int64)
    short = WHOLE - int(units.sum())
    order = np.argsort(-(exact - units), kind="stable")
    if short >= 0:
        units[order[:short]] += 1
    else:
        units[np.argmax(units)] += short
    return units


def seated(shape: Shape, rooms: Index, units: Index) -> list[tuple[Room, int]]:
    """Rooms of people in the order of their ids, with their units out of WHOLE.

    `rooms` hold the seats by type. The time from 0 to WHOLE is cut into the rooms. Within a type
    each member in turn takes time where most seats are still open, until their equal part is full:
    nobody is left who would have to sit on two chairs.
    """
    ends = np.cumsum(units)
    starts = ends - units
    who: list[Index] = []
    spans: list[tuple[Index, Index]] = []
    ids: list[str] = []
    for at, kind in enumerate(shape.types):
        turns = _turns(kind.size, starts, ends, rooms[:, at])
        for member, times in zip(kind.members, turns, strict=True):
            who.append(np.full(len(times[0]), len(ids)))
            spans.append(times)
            ids.append(member.id)
    return _gathered(ids, who, spans)


def _turns(size: int, starts: Index, ends: Index, seats: Index) -> list[tuple[Index, Index]]:
    """For each member of a type: when their turns begin and when they end."""
    total = int(((ends - starts) * seats).sum())
    used = seats > 0
    starts, ends, seats = starts[used], ends[used], seats[used].copy()
    turns = []
    for nth in range(size):
        need = total // size + (nth < total % size)
        order = np.lexsort((starts, -seats))
        filled = np.cumsum((ends - starts)[order])
        count = int(np.searchsorted(filled, need))
        taken = order[:count]
        over = need - (int(filled[count - 1]) if count else 0)
        begin, finish = starts[taken], ends[taken]
        seats[taken] -= 1
        if over:
            cut = order[count]
            middle = starts[cut] + over
            begin, finish = np.append(begin, starts[cut]), np.append(finish, middle)
            starts, ends = np.append(starts, middle), np.append(ends, ends[cut])
            seats = np.append(seats, seats[cut])
            ends[cut] = middle
            seats[cut] -= 1
        turns.append((begin, finish))
        left = seats > 0
        starts, ends, seats = starts[left], ends[left], seats[left]
    return turns


def _gathered(
    ids: list[str], who: list[Index], spans: list[tuple[Index, Index]]
) -> list[tuple[Room, int]]:
    people = np.concatenate(who)
    begin = np.concatenate([span[0] for span in spans])
    finish = np.concatenate([span[1] for span in spans])
    cuts = np.unique(np.concatenate([begin, finish, np.array([0, WHOLE])]))
    rank = np.argsort(np.argsort(np.array(ids, dtype=object), kind="stable"), kind="stable")
    ordered = sorted(ids)
    change = np.zeros((len(cuts), len(ids)), dtype=np.int8)
    np.add.at(change, (np.searchsorted(cuts, begin), rank[people]), 1)
    np.add.at(change, (np.searchsorted(cuts, finish), rank[people]), -1)
    inside = np.cumsum(change, axis=0, dtype=np.int8)
    widths = np.diff(cuts)
    found: dict[Room, int] = defaultdict(int)
    for at, width in enumerate(widths.tolist()):
        found[tuple(ordered[n] for n in np.nonzero(inside[at])[0].tolist())] += width
    return sorted(found.items())


def ticket(seed: str) -> int:
    """The first twelve hexadecimal digits of SHA-256 of the seed's UTF-8 bytes, as a number."""
    return int(sha256(seed.encode("utf-8")).hexdigest()[:DIGITS], 16)


def drawn(rooms: list[tuple[Room, int]], seed: str) -> Room:
    """The first room, in order, with which the units exceed the ticket."""
    number, passed = ticket(seed), 0
    for room, units in rooms:
        passed += units
        if passed > number:
            return room
    raise AssertionError("the units of the rooms add up to the whole")
