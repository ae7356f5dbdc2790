"""The register of rooms, and where the items of a meeting are: by day, room by room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count

from intersession.meetings import published, rules
from intersession.meetings.conflicts import Conflict
from intersession.meetings.conflicts import interpretation as interpretation_conflicts
from intersession.meetings.conflicts import rooms as room_conflicts
from intersession.meetings.interpreting import MINUTE, begins, by_day, ends
from intersession.meetings.models import AgendaItem, Meeting, Room

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    uid: str
    name: Words
    venue: Words
    seats: int | None
    booths: int
    equipment: list[Any]  # in words
    note: Words
    setup_minutes: int
    ended: bool
    items: int  # in agendas of all years


@dataclass(frozen=True, kw_only=True)
class PlannedItem:
    """`pause`: minutes since the item before in this room, `short` of setting it up or not.
    `at` and `wide`: where its bar stands, in hundredths of the day."""

    uid: str
    number: int
    title: Words
    starts_at: datetime
    ends_at: datetime | None
    languages: tuple[str, ...]
    team: str
    team_lacks: bool
    pause: int | None
    short: bool
    at: float
    wide: float


@dataclass(frozen=True, kw_only=True)
class RoomOfDay:
    """`room` None: items for which none was chosen yet."""

    room: RoomLine | None
    items: list[PlannedItem]
    seats_short: bool
    booths_short: bool


@dataclass(frozen=True, kw_only=True)
class DayOfRooms:
    day: date
    begins: datetime
    ends: datetime
    rooms: list[RoomOfDay]


@dataclass(frozen=True, kw_only=True)
class PlanOfRooms:
    """`expected`: how many people, where the meeting says so; `untimed`: items without an hour."""

    days: list[DayOfRooms]
    expected: int | None
    untimed: int
    conflicts: list[Conflict]


def room_list() -> list[RoomLine]:
    """Rooms as they are listed, those that ended last. Two queries."""
    used = AgendaItem.objects.exclude(room=None).values_list("room").annotate(Count("pk"))
    items: dict[int, int] = dict(used.order_by())
    rows = Room.objects.order_by("ended", "position", "pk")
    return [room_line(row, items.get(row.pk, 0)) for row in rows]


def room_line(row: Room, items: int = 0) -> RoomLine:
    plain = ("name", "venue", "seats", "booths", "note", "setup_minutes", "ended")
    equipment = [rules.EQUIPMENT[code] for code in row.equipment if code in rules.EQUIPMENT]
    values: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return RoomLine(uid=str(row.uid), equipment=equipment, items=items, **values)


def plan_of_rooms(meeting: Meeting) -> PlanOfRooms:
    """The draft, room by room. Three queries, however long it is."""
    rows = [row for row in published.in_order(meeting) if row.cancelled_at is None]
    timed = [row for row in rows if row.starts_at is not None]
    expected = meeting.figures.get("participants")
    people = expected if isinstance(expected, int) else None
    days = by_day(timed, rules.place_of(meeting))
    return PlanOfRooms(
        days=[_day(day, found, people) for day, found in sorted(days.items())],
        expected=people,
        untimed=len(rows) - len(timed),
        conflicts=conflicts_of_rooms(meeting, rows),
    )


def conflicts_of_rooms(meeting: Meeting, rows: Sequence[AgendaItem]) -> list[Conflict]:
    """Of rooms and interpretation alone; `rows` without those that were cancelled."""
    checks = (*room_conflicts.CHECKS, *interpretation_conflicts.CHECKS)
    return [conflict for check in checks for conflict in check(meeting, rows)]


def _day(day: date, items: list[AgendaItem], expected: int | None) -> DayOfRooms:
    first, last = min(map(begins, items)), max(map(ends, items))
    whole = max((last - first) / MINUTE, 1)
    rooms: dict[int, list[AgendaItem]] = {}
    for item in items:
        rooms.setdefault(item.room_id or 0, []).append(item)
    ordered = sorted(rooms.values(), key=lambda found: _place(found[0].room))
    made = [_room(found, expected, first, whole) for found in ordered]
    return DayOfRooms(day=day, begins=first, ends=last, rooms=made)


def _place(room: Room | None) -> tuple[bool, int, int]:
    return (room is None, room.position if room else 0, room.pk if room else 0)


def _room(
    items: list[AgendaItem], expected: int | None, first: datetime, whole: float
) -> RoomOfDay:
    room, planned, until = items[0].room, [], None
    for item in sorted(items, key=lambda one: (begins(one), one.number)):
        planned.append(_item(item, until, first, whole))
        until = max(until or ends(item), ends(item))
    languages = max(len(set(item.languages)) for item in items)
    return RoomOfDay(
        room=room_line(room) if room else None,
        items=planned,
        seats_short=bool(room and room.seats and expected and room.seats < expected),
        booths_short=bool(room and languages > room.booths),
    )


def _item(item: AgendaItem, until: datetime | None, first: datetime, whole: float) -> PlannedItem:
    start = begins(item)
    pause = (start - until) // MINUTE if until else None
    setup = item.room.setup_minutes if item.room else 0
    return PlannedItem(
        uid=str(item.uid),
        number=item.number,
        title=item.title,
        starts_at=start,
        ends_at=start + timedelta(minutes=item.minutes) if item.minutes else None,
        languages=tuple(item.languages),
        team=item.team.name if item.team else "",
        team_lacks=bool(item.team and set(item.languages) - set(item.team.languages)),
        pause=pause,
        short=pause is not None and item.room is not None and pause < max(setup, 0),
        at=100 * ((start - first) / MINUTE) / whole,
        wide=100 * (item.minutes or 0) / whole,
    )
