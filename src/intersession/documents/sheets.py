"""Documents as a sheet: symbol, title and, for each language, whether it is there."""

from django.conf import settings
from django.utils.translation import gettext as _

from intersession.documents.queries.lines import DocumentLine, Strip
from intersession.documents.rules import MISSING, STATE_NAMES, State
from intersession.ui.languages import language_name
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def list_sheet(lines: list[DocumentLine]) -> Sheet:
    codes = [code for code, _own in settings.LANGUAGES]
    heads = (
        _("Symbol"),
        _("Title"),
        _("Kind"),
        _("Distribution"),
        _("Date"),
        _("Original language"),
        *(language_name(code).capitalize() for code in codes),
        *(
            _("%(language)s, due by") % {"language": language_name(code).capitalize()}
            for code in codes
        ),
    )
    rows = [_line(line) for line in lines]
    return Sheet(title=_("Documents"), name="documents", heads=heads, rows=rows)


def _line(line: DocumentLine) -> list[Cell]:
    facts: list[Cell] = [line.symbol, text(line.title), str(line.kind), str(line.distribution)]
    states = [_state(box) for box in line.strip]
    due = [box.due for box in line.strip]
    return [*facts, line.dated, language_name(line.original), *states, *due]


def _state(box: Strip) -> str:
    if box.url:
        return str(STATE_NAMES[State.ISSUED])
    return str(STATE_NAMES[State.IN_TRANSLATION] if box.due else MISSING)
