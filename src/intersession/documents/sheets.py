"""The register, what is missing in it and the series of symbols as sheets."""

from django.conf import settings
from django.utils.translation import gettext as _

from intersession.documents.queries.lines import DocumentLine, Strip
from intersession.documents.queries.numbers import SeriesLine
from intersession.documents.queries.parity import ParityRow
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


def parity_sheet(rows: list[ParityRow], languages: list[str]) -> Sheet:
    """As the table shows it: for each language the state and the day by which it is due."""
    heads = (
        _("Symbol"),
        _("Title"),
        _("Distribution"),
        _("Date"),
        *(language_name(code).capitalize() for code in languages),
        *(
            _("%(language)s, due by") % {"language": language_name(code).capitalize()}
            for code in languages
        ),
    )
    title = _("What is missing in which language")
    return Sheet(title=title, name="missing-languages", heads=heads, rows=map(_row, rows))


def _row(row: ParityRow) -> list[Cell]:
    facts: list[Cell] = [row.line.symbol, text(row.line.title), str(row.line.distribution)]
    states = [str(cell.word) for cell in row.cells]
    return [*facts, row.line.dated, *states, *(cell.due_on for cell in row.cells)]


def series_sheet(lines: list[SeriesLine]) -> Sheet:
    heads = (
        _("Series"),
        _("Name"),
        _("Next"),
        _("Documents"),
        _("Kind"),
        _("Distribution"),
        _("State"),
    )
    rows = [
        [
            line.pattern,
            text(line.name),
            "" if line.ended else line.next,
            line.documents,
            str(line.kind),
            str(line.distribution),
            _("ended") if line.ended else "",
        ]
        for line in lines
    ]
    return Sheet(title=_("Series of symbols"), name="series", heads=heads, rows=rows)
