"""Meetings as a sheet: those to come first, then those held, as on the page."""

from django.utils.translation import gettext as _

from intersession.meetings.queries import MeetingLine, MeetingList
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
