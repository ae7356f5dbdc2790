"""What in a schedule does not go together: one room or one person twice at the same time.

Told before it is taken in; the agenda tells all its conflicts afterwards.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from intersession.meetings.schedules.plans import Plan, What
from intersession.meetings.schedules.said import ItemSaid

MOST = 20  # sentences


def told(plan: Plan) -> list[str]:
    items = [
        line.item
        for line in plan.lines
        if line.item and line.what != What.BAD and line.item.starts_at and not line.item.cancelled
    ]
    sentences = [*_rooms(items), *_persons(plan, items)]
    more = len(sentences) - MOST
    return sentences[:MOST] + ([_("And %(count)s more.") % {"count": more}] if more > 0 else [])


def _rooms(items: list[ItemSaid]) -> Iterator[str]:
    by_room: dict[str, list[ItemSaid]] = {}
    for item in items:
        if item.room:
            by_room.setdefault(item.room, []).append(item)
    for room, found in by_room.items():
        for first, second in _together(found):
            words = _("“%(first)s” and “%(second)s” take place in %(room)s at the same time.")
            yield words % {"first": first.title, "second": second.title, "room": room}


def _persons(plan: Plan, items: list[ItemSaid]) -> Iterator[str]:
    by_person: dict[str, list[ItemSaid]] = {}
    for item in items:
        for person in {part.person: None for part in item.parts or ()}:
            by_person.setdefault(person, []).append(item)
    for person, found in by_person.items():
        for first, second in _together(found):
            words = _("%(person)s is in “%(first)s” and “%(second)s” at the same time.")
            name = plan.said.persons[person].name
            yield words % {"first": first.title, "second": second.title, "person": name}


def _together(items: list[ItemSaid]) -> Iterator[tuple[ItemSaid, ItemSaid]]:
    """Each with the one before it that lasts longest: enough to be told, and quick."""
    timed = sorted(((item.starts_at, n, item) for n, item in enumerate(items) if item.starts_at))
    before, until = None, None
    for starts_at, _n, item in timed:
        if before and until and starts_at < until:
            yield before, item
        ends_at = starts_at + timedelta(minutes=item.minutes or 0)
        if until is None or ends_at > until:
            before, until = item, ends_at
