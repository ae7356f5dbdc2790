"""Meetings as a sheet, those to come first, as on the page; and what else is listed of them."""

from collections.abc import Iterable
from datetime import tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intersession.meetings.balance_words import BalancePage
from intersession.meetings.models import Meeting
from intersession.meetings.queries import (
    MeetingLine,
    MeetingList,
    PlannedItem,
    PlanOfRooms,
    RoomLine,
    TeamsPage,
)
from intersession.meetings.queries.history import History
from intersession.meetings.queries.remote import PlacesPage
from intersession.meetings.queries.speakers import SpeakerLine, SpeakerList
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


def balance_sheet(page: BalancePage, slug: str) -> Sheet:
    """One row for each panel and each value that is counted; no name stands in it."""
    heads = (_("Number"), _("Item"), _("What is counted"), _("Value"), _("Speakers"), _("Of"))
    rows: list[list[Cell]] = [
        [one.number, text(one.title) or _("The whole meeting"), str(group.name), bar.label, *counts]
        for one in (page.whole, *page.items)
        for group in one.groups
        for bar in group.bars
        for counts in [[bar.value, bar.of]]
    ]
    return Sheet(title=_("Balance of the panels"), name=f"balance-{slug}", heads=heads, rows=rows)


def places_sheet(page: PlacesPage, slug: str) -> Sheet:
    """Whether there is a way in; the way in itself is for one person only."""
    heads = (
        _("Name"),
        _("E-mail address"),
        _("Language of mail"),
        _("Way in"),
        _("Link sent"),
        _("Half-days"),
    )
    rows: list[list[Cell]] = [
        [
            *(line.name, line.email, line.language),
            _("given") if line.given else _("not given"),
            line.told_at,
            line.came,
        ]
        for line in page.every
    ]
    return Sheet(title=_("From afar"), name=f"from-afar-{slug}", heads=heads, rows=rows)


def history_sheet(history: History) -> Sheet:
    """A cell stays empty where nothing is recorded."""
    heads = (
        _("Year"),
        _("Theme"),
        _("Title"),
        _("First day"),
        _("Last day"),
        _("When"),
        _("Place"),
        _("Participants"),
        _("Roughly"),
        _("Issues"),
        _("Source"),
    )
    rows: list[list[Cell]] = [
        [
            *(line.year, line.theme.text, line.title.text),
            *(line.first_day, line.last_day, line.when, line.place),
            *(line.participants, _("about") if line.about else ""),
            *("; ".join(map(text, line.issues)), line.source),
        ]
        for line in history.lines
    ]
    return Sheet(title=_("Workshops of former years"), name="history", heads=heads, rows=rows)


def speakers_sheet(found: SpeakerList, meeting: Meeting) -> Sheet:
    """A row a part; neither e-mail nor gender goes out."""
    heads = (
        _("Name"),
        _("Function"),
        _("Entity"),
        _("Role"),
        _("Agenda item"),
        _("Title"),
        _("When"),
        _("State"),
        _("What is missing"),
    )
    rows = [row for line in found.lines for row in _of_speaker(line)]
    name = f"speakers-{meeting.slug}"
    return Sheet(
        title=pgettext("named in an agenda", "Speakers"), name=name, heads=heads, rows=rows
    )


def _of_speaker(line: SpeakerLine) -> list[list[Cell]]:
    who: list[Cell] = [line.name, text(line.function), text(line.affiliation)]
    lacks = ", ".join(str(one) for one in line.missing)
    if not line.parts:
        return [[*who, "", None, "", "", str(line.word), lacks]]
    return [
        [*who, str(p.role), p.number, text(p.title), p.when, str(p.word), lacks] for p in line.parts
    ]
