"""The list of registrations for spreadsheets: what is seen, as it is filtered, and nothing more."""

from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation.queries.dossier import CAPITAL
from intersession.participation.queries.registrations import Line, Listing
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def registrations_sheet(listing: Listing, meeting: Meeting) -> Sheet:
    heads = (
        _("Name"),
        _("Function"),
        _("Entity"),
        _("Kind"),
        _("Role"),
        _("State"),
        _("From capital or posted"),
        _("How they take part"),
        _("E-mail"),
        _("Sent"),
        _("What is missing"),
    )
    rows = [_row(line) for line in listing.lines]
    name = f"registrations-{meeting.slug}"
    return Sheet(title=_("Registrations"), name=name, heads=heads, rows=rows)


def _row(line: Line) -> list[Cell]:
    words = [line.name, line.function, text(line.of), str(line.kind), str(line.role)]
    states = [str(line.word), str(CAPITAL[line.from_capital]), str(line.modality), line.email]
    return [*words, *states, line.submitted_at, ", ".join(str(one) for one in line.checks)]
