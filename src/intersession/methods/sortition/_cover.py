"""A few rooms in which everybody is seated who can be, and who can never be, with the reason."""

from collections.abc import Callable

import numpy as np

from ._model import Never, Rules
from ._rooms import PAID, Rounder, dearest
from ._solver import Vector
from ._types import LAST, Shape


def cover(shape: Shape, *, found: Callable[[Vector], None] | None = None) -> list[Vector]:
    """Rooms that seat every type that any room seats. Empty where there is no room."""
    seats = np.arange(len(shape.types))
    left = np.zeros(shape.matrix.shape[1], dtype=bool)
    left[seats] = shape.high[seats] > 0
    rooms: list[Vector] = []
    quick: Rounder | None = None
    while left.any() or not rooms:
        worth = left.astype(float)
        room = quick.room(worth) if quick else None
        if room is None or not (left & (room > 0)).any():
            quick = None
            room = dearest(shape, worth, gap=0.5).room
        if room is None or (rooms and not (left & (room > 0)).any()):
            break
        if not rooms:
            quick = Rounder.wide(shape)
        rooms.append(room)
        left &= room == 0
        if found:
            found(room)
    return rooms


def hopeless(shape: Shape, rooms: list[Vector]) -> list[int]:
    """Types that no room seats."""
    seated = np.any(np.array(rooms) > 0, axis=0)
    return [at for at in range(len(shape.types)) if not seated[at]]


def reasons(shape: Shape, rules: Rules, never: list[int]) -> tuple[Never, ...]:
    """Why they are in no room: the first of the reasons that holds."""
    if not never:
        return ()
    plain = {at: _plain(shape, rules, at) for at in never}
    for at in never:
        if not plain[at]:
            plain[at] = _after(shape, rules, at, set(never))
    affordable: set[int] = set()
    open_ = [at for at in never if not plain[at]]
    if open_ and any(row.kind in PAID for row in shape.listed):
        free = shape.lifted(*PAID)
        only = np.zeros_like(shape.high)
        only[open_] = 1
        affordable = _seated(free, only)
    found = []
    for at in never:
        reason, values = plain[at] or ("budget" if at in affordable else "no-room", ())
        found += [Never(id=c.id, reason=reason, values=values) for c in shape.types[at].members]
    return tuple(sorted(found, key=lambda n: n.id))


Said = tuple[str, tuple[tuple[str, str], ...]]


def _plain(shape: Shape, rules: Rules, at: int) -> Said | None:
    one = shape.types[at].one
    if one.barred:
        return "barred", ()
    for quota in sorted(rules.quotas, key=lambda q: q.label):
        own = all(one.attributes.get(feature, "") == value for feature, value in quota.values)
        if own and quota.most == 0 and not quota.wished:
            return "quota-most-0", (("label", quota.label),)
    return None


def _after(shape: Shape, rules: Rules, at: int, never: set[int]) -> Said | None:
    """They come after somebody who is in no room."""
    one = shape.types[at].one
    if not rules.in_order or not one.entity:
        return None
    place = LAST if one.priority is None else one.priority
    before = [
        (other.priority, other.id)
        for earlier in never
        for other in shape.types[earlier].members
        if other.entity == one.entity and (other.priority or LAST) < place
    ]
    return ("priority", (("after", min(before)[1]),)) if before else None


def _seated(shape: Shape, wanted: Vector) -> set[int]:
    """Which of these types some room seats."""
    found: set[int] = set()
    while wanted.any():
        room = dearest(shape, wanted, gap=0.5).room
        if room is None or not (room * wanted).any():
            break
        new = np.nonzero(room * wanted)[0]
        found |= {int(at) for at in new}
        wanted[new] = 0
    return found
