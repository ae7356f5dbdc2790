"""Meetings as a sheet, those to come first, then those held, as on the page; speakers of one."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intersession.meetings.models import Meeting
from intersession.meetings.queries import MeetingLine, MeetingList
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
