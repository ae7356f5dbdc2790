"""Lists that came in, and the rows of one that could not be taken in, as sheets."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from intersession.imports.columns import KINDS
from intersession.imports.models import Import
from intersession.imports.plans import Given, Plan, What
from intersession.imports.queries import ADDED_HEADS, STATE_NAMES
from intersession.imports.reading import Cell
from intersession.ui.sheets import MOST, Sheet
from intersession.ui.text import text


def list_sheet(found: Page[Any]) -> Sheet:
    """Every list that came in and is still known, beyond the page."""
    heads = (_("List"), _("What it holds"), _("Which question"), _("State"), _("Received"), _("By"))
    rows = [
        [
            row.name,
            str(KINDS[row.kind].name),
            text(row.question.title) if row.question else "",
            str(STATE_NAMES[row.state]),
            row.received_at,
            row.by,
        ]
        for row in found.paginator.object_list[:MOST]
    ]
    return Sheet(title=_("Lists that come in"), name="imports", heads=heads, rows=rows)


def bad_sheet(source: Import, given: Given, plan: Plan) -> Sheet:
    """The bad rows as they came, with the reason of each: to be mended and dropped in again."""
    table = given.table
    heads = [column.head or column.letter for column in table.columns]
    bad = {line.number: line.reason for line in plan.lines if line.what == What.BAD}
    rows = [
        [
            *_cells(row.cells, [column.place for column in table.columns]),
            bad[row.number],
            row.number,
        ]
        for row in table.rows
        if row.number in bad
    ]
    extra = tuple(str(head) for head in ADDED_HEADS)
    name = f"{source.kind}-{source.received_at.date().isoformat()}-bad-rows"
    return Sheet(title=_("Rows to mend"), name=name, heads=(*heads, *extra), rows=rows)


def _cells(cells: Any, places: Iterable[int]) -> list[Cell]:
    return [cells[place] if place < len(cells) else "" for place in places]
