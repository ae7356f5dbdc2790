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
    line = np.stack([starts, ends, seats])[:, seats > 0]  # stretches, and the seats still open
    total = int(((line[1] - line[0]) * line[2]).sum())
    turns = []
    for nth in range(size):
        need = total // size + (nth < total % size)
        line = line[:, np.argsort(-line[2], kind="stable")]
        filled = np.cumsum(line[1] - line[0])
        count = int(np.searchsorted(filled, need))
        over = need - (int(filled[count - 1]) if count else 0)
        if over:
            begin, end, left = line[:, count].tolist()
            rest = np.array([[begin + over], [end], [left]])
            line = np.concatenate([line, rest], axis=1)
            line[1, count] = begin + over
            count += 1
        turns.append((line[0, :count].copy(), line[1, :count].copy()))
        line[2, :count] -= 1
        line = line[:, line[2] > 0]
    return turns


def _gathered(
    ids: list[str], who: list[Index], spans: list[tuple[Index, Index]]
) -> list[tuple[Room, int]]:
    people = np.concatenate(who)
    begin = np.concatenate([span[0] for span in spans])
    finish = np.concatenate([span[1] for span in spans])
    cuts = np.unique(np.concatenate([begin, finish, np.array([0, WHOLE])]))
    rank = np.argsort(np.argsort(np.array(ids, dtype=object), kind="stable"), kind="stable")
    names = np.array(sorted(ids), dtype=object)
    change = np.zeros((len(cuts), len(ids)), dtype=np.int8)
    np.add.at(change, (np.searchsorted(cuts, begin), rank[people]), 1)
    np.add.at(change, (np.searchsorted(cuts, finish), rank[people]), -1)
    inside = np.cumsum(change[:-1], axis=0, dtype=np.int8)
    at, column = np.nonzero(inside)
    seats = names[column].tolist()
    bounds = np.searchsorted(at, np.arange(len(cuts))).tolist()
    found: dict[Room, int] = defaultdict(int)
    for nth, width in enumerate(np.diff(cuts).tolist()):
        found[tuple(seats[bounds[nth] : bounds[nth + 1]])] += width
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
