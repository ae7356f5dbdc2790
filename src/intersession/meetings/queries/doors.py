"""What hangs on the door of each room on each day, from the version that was published last."""

from dataclasses import dataclass, replace
from datetime import date

from intersession.meetings import published, rules
from intersession.meetings.models import Meeting
from intersession.meetings.published import ItemSeen, RoomSeen


@dataclass(frozen=True, kw_only=True)
class Door:
    """One room on one day. `items`: those held there, with an hour, in their order."""

    room: RoomSeen
    day: date
    items: tuple[ItemSeen, ...]


@dataclass(frozen=True, kw_only=True)
class DoorsPage:
    """`doors`: those asked for; `days` and `rooms`: which there are to choose from."""

    meeting: Meeting
    version: int
    doors: list[Door]
    days: list[date]
    rooms: list[RoomSeen]
    channels: dict[str, int]

    def only(self, day: date | None = None, room: str = "") -> "DoorsPage":
        """Of one day, of one room, or both."""
        meant = [d for d in self.doors if day in (None, d.day) and room in ("", d.room.uid)]
        return replace(self, doors=meant)


def doors_page(meeting: Meeting) -> DoorsPage:
    """One query. What was cancelled hangs on no door."""
    version = published.latest(meeting)
    found: dict[tuple[date, str], list[ItemSeen]] = {}
    rooms: dict[str, RoomSeen] = {}
    for item in version.items:
        if item.starts_at is None or item.room is None or item.cancelled:
            continue
        local = item.starts_at.astimezone(rules.place_of(meeting)).date()
        rooms.setdefault(item.room.uid, item.room)
        found.setdefault((local, item.room.uid), []).append(item)
    places = list(rooms)
    doors = [
        Door(room=rooms[where], day=when, items=tuple(items))
        for (when, where), items in sorted(
            found.items(), key=lambda one: (one[0][0], places.index(one[0][1]))
        )
    ]
    return DoorsPage(
        meeting=meeting,
        version=version.number,
        doors=doors,
        days=sorted({door.day for door in doors}),
        rooms=list(rooms.values()),
        channels=rules.interpretation_of(meeting).channels,
    )
