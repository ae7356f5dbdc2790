"""Lists of meetings as sheets; meetings themselves: those to come first, then those held."""

from collections.abc import Iterable
from datetime import tzinfo

from django.utils.translation import gettext as _

from intersession.meetings.queries import (
    MeetingLine,
    MeetingList,
    PlannedItem,
    PlanOfRooms,
    RoomLine,
    TeamsPage,
)
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def list_sheet(meetings: MeetingList) -> Sheet:
    heads = (
        _("Meeting"),
        _("Kind"),
        _("Number"),
        _("Year"),
        _("First day"),
        _("Last day"),
        _("Place"),
        _("When"),
        _("State"),
    )
    held = [line for year in meetings.past for line in year.lines]
    rows = [_line(line) for line in [*meetings.upcoming, *held]]
    return Sheet(title=_("Meetings"), name="meetings", heads=heads, rows=rows)


def _line(line: MeetingLine) -> list[Cell]:
    days: list[Cell] = [line.first_day, line.last_day]
    named: list[Cell] = [text(line.title), str(line.kind), line.number, line.year]
    return [*named, *days, text(line.place), line.when, str(line.state.word)]


def rooms_sheet(rooms: Iterable[RoomLine]) -> Sheet:
    """The register of rooms."""
    heads = (
        _("Room"),
        _("Building"),
        _("Seats"),
        _("Booths"),
        _("Equipment"),
        _("Minutes to set up"),
        _("Note"),
        _("Items"),
        _("Offered"),
    )
    rows = [_room(line) for line in rooms]
    return Sheet(title=_("Rooms"), name="rooms", heads=heads, rows=rows)


def _room(line: RoomLine) -> list[Cell]:
    named: list[Cell] = [text(line.name), text(line.venue), line.seats, line.booths]
    equipment = ", ".join(map(str, line.equipment))
    more: list[Cell] = [equipment, line.setup_minutes, text(line.note), line.items]
    return [*named, *more, _("no") if line.ended else _("yes")]


def plan_sheet(plan: PlanOfRooms, slug: str, zone: tzinfo) -> Sheet:
    """A row an item; hours are those of the place, without a zone, as spreadsheets want them."""
    heads = (
        _("Day"),
        _("Room"),
        _("Number"),
        _("Item"),
        _("From"),
        _("To"),
        _("Pause before"),
        _("Minutes to set up"),
        _("Seats"),
        _("Expected"),
        _("Booths"),
        _("Languages"),
        _("Team"),
    )
    rows = [
        [day.day, *_planned(item, place.room, plan.expected, zone)]
        for day in plan.days
        for place in day.rooms
        for item in place.items
    ]
    return Sheet(title=_("Plan of rooms"), name=f"rooms-{slug}", heads=heads, rows=rows)


def _planned(
    item: PlannedItem, room: RoomLine | None, expected: int | None, zone: tzinfo
) -> list[Cell]:
    begins = f"{item.starts_at.astimezone(zone):%H:%M}"
    ends = f"{item.ends_at.astimezone(zone):%H:%M}" if item.ends_at else None
    hours: list[Cell] = [item.number, text(item.title), begins, ends, item.pause]
    setup, seats, booths = (room.setup_minutes, room.seats, room.booths) if room else (None,) * 3
    spoken = ", ".join(code.upper() for code in item.languages)
    where = text(room.name) if room else ""
    return [where, *hours, setup, seats, expected, booths, spoken, item.team]


def teams_sheet(page: TeamsPage, slug: str) -> Sheet:
    """A row for each team and day on which it works."""
    heads = (
        _("Team"),
        _("Languages"),
        _("Day"),
        _("Half-days"),
        _("Minutes"),
        _("Minutes allowed"),
        _("Longest without a rest"),
        _("Items"),
    )
    spoken = {team.name: ", ".join(code.upper() for code in team.languages) for team in page.teams}
    rows: list[list[Cell]] = [
        [
            *(day.team, spoken[day.team], day.day, len(day.halves), day.minutes, day.most),
            *(day.longest, ", ".join(map(str, day.items))),
        ]
        for day in page.days
    ]
    return Sheet(title=_("Teams of interpreters"), name=f"teams-{slug}", heads=heads, rows=rows)
