"""Rooms: one item at a time, time to set them up, enough booths, still there."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from intersession.meetings import rules
from intersession.meetings.conflicts._conflict import Conflict, together
from intersession.meetings.conflicts._told import numbered, uids
from intersession.meetings.interpreting import MINUTE, begins, ends
from intersession.meetings.models import AgendaItem, Meeting, Room
from intersession.ui.dates import day, hour
from intersession.ui.text import text

Pair = tuple[AgendaItem, AgendaItem]


def room_twice(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    """Two items in one room at once."""
    for room, items in by_room(rows):
        for first, second in together(items):
            yield Conflict(
                code="room_twice",
                items=uids(first, second),
                message=_("%(room)s has two items at %(hour)s (%(items)s)."),
                values={
                    "room": text(room.name),
                    "hour": hour(begins(second), "", meeting.time_zone),
                    "items": numbered((first, second)),
                },
            )


def room_not_set_up(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    """Less time between two items than the room needs: one sentence for each day."""
    for room, items in by_room(rows):
        at_once = list(together(items))
        short = [pair for pair in together(items, room.setup_minutes) if pair not in at_once]
        for when, found in groupby(short, key=lambda pair: _day(pair, meeting)):
            yield _not_set_up(room, when, list(found))


def _not_set_up(room: Room, when: date, pairs: list[Pair]) -> Conflict:
    touched = {row.pk: row for pair in pairs for row in pair}
    return Conflict(
        code="room_setup",
        items=uids(*touched.values()),
        message=ngettext_lazy(
            "%(room)s needs %(minutes)s minute between two items; on %(day)s there is less "
            "(%(items)s).",
            "%(room)s needs %(minutes)s minutes between two items; on %(day)s there are only "
            "%(least)s (%(items)s).",
            room.setup_minutes,
        ),
        values={
            "room": text(room.name),
            "minutes": room.setup_minutes,
            "least": min((begins(second) - ends(first)) // MINUTE for first, second in pairs),
            "day": day(when),
            "items": numbered(touched.values()),
        },
    )


def room_ended(_meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    for room, items in by_room(rows):
        if room.ended:
            yield Conflict(
                code="room_ended",
                items=uids(*items),
                message=_("%(room)s is no longer offered (%(items)s)."),
                values={"room": text(room.name), "items": numbered(items)},
            )


def booths_short(_meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    """Each language of an item needs a booth."""
    for room, items in by_room(rows):
        for row in items:
            if len(set(row.languages)) > room.booths:
                yield Conflict(
                    code="booths",
                    items=uids(row),
                    message=ngettext_lazy(
                        "%(items)s is interpreted in %(languages)s languages; %(room)s has "
                        "%(booths)s booth.",
                        "%(items)s is interpreted in %(languages)s languages; %(room)s has "
                        "%(booths)s booths.",
                        room.booths,
                    ),
                    values={
                        "items": _begun(numbered((row,))),
                        "languages": len(set(row.languages)),
                        "room": text(room.name),
                        "booths": room.booths,
                    },
                )


def by_room(rows: Sequence[AgendaItem]) -> list[tuple[Room, list[AgendaItem]]]:
    """Rooms in the order in which the agenda names them first."""
    rooms: dict[int, tuple[Room, list[AgendaItem]]] = {}
    for row in rows:
        if row.room is not None:
            rooms.setdefault(row.room.pk, (row.room, []))[1].append(row)
    return list(rooms.values())


def _day(pair: Pair, meeting: Meeting) -> date:
    zone = rules.place_of(meeting)
    return begins(pair[0]).astimezone(zone).date()


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


CHECKS = (room_twice, room_not_set_up, room_ended, booths_short)
