"""The years and the issues they covered, as sheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intersession.programme.queries import IssueChart, YearRow
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def years_sheet(years: Iterable[YearRow]) -> Sheet:
    """One row a slot, so that a year can be sorted and filtered by it."""
    heads = (_("Year"), _("State"), _("Theme"), _("Workshop"), _("Topic"), _("Sub-title"))
    rows = [row for year in years for row in _of_year(year)]
    return Sheet(title=_("Programme"), name="programme", heads=heads, rows=rows)


def _of_year(year: YearRow) -> list[list[Cell]]:
    named: list[Cell] = [year.year, str(year.state.word), text(year.theme)]
    slots: list[list[Cell]] = [
        [slot.number, text(slot.topic), text(slot.sub_title)] for slot in year.slots
    ]
    return [[*named, *slot] for slot in slots or [[None, "", ""]]]


def issues_sheet(chart: IssueChart) -> Sheet:
    """A column a year, with 1 where it covered the issue."""
    heads = (_("Issue"), *(str(year) for year in chart.years), _("How often"))
    rows: list[list[Cell]] = [
        [
            text(row.name),
            *(1 if year in row.every else None for year in chart.years),
            len(row.every),
        ]
        for row in chart.rows
    ]
    return Sheet(title=_("Issues covered over the years"), name="issues", heads=heads, rows=rows)
