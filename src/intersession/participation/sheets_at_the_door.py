"""Badges and attendance for spreadsheets."""

from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation.queries.attendance import Matrix, PersonLine
from intersession.participation.queries.badges import BadgeLine, BadgePage
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def badges_sheet(page: BadgePage, meeting: Meeting) -> Sheet:
    heads = (_("Name"), _("Function"), _("Entity"), _("Role"), _("Badge"), _("Printed"))
    rows = [_badge(line) for line in page.lines]
    return Sheet(title=_("Badges"), name=f"badges-{meeting.slug}", heads=heads, rows=rows)


def _badge(line: BadgeLine) -> list[Cell]:
    words: list[Cell] = [line.name, line.function, text(line.of), str(line.role)]
    return [*words, str(line.word), line.printed_at]


def attendance_sheet(found: Matrix, meeting: Meeting) -> Sheet:
    """One column a half-day, with the hour of the place at which the badge was read."""
    heads = (_("Name"), _("Function"), _("Entity"), _("Kind"), _("State"), _("Came unregistered"))
    days = tuple(one.words for one in found.half_days)
    rows = [_person(line) for line in found.lines]
    name = f"attendance-{meeting.slug}"
    return Sheet(title=_("Attendance"), name=name, heads=(*heads, *days, _("Half-days")), rows=rows)


def _person(line: PersonLine) -> list[Cell]:
    words: list[Cell] = [line.name, line.function, text(line.of), str(line.kind), str(line.word)]
    there: list[Cell] = [one.hour if one else "" for one in line.there]
    return [*words, _("yes") if line.walked_in else _("no"), *there, line.halves]
