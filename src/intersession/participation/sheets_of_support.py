"""Requests for support for spreadsheets."""

from typing import Any

from django.utils.translation import gettext as _

from intersession.meetings.models import Meeting
from intersession.participation.cost_words import KINDS
from intersession.participation.queries.support import SupportLine, SupportList
from intersession.participation.support_words import next_steps
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def support_sheet(found: SupportList, meeting: Meeting) -> Sheet:
    kinds = [str(word) for word in KINDS.values()]
    heads = (
        *(_("Rank"), _("Person"), _("Entity"), _("State"), _("What comes next")),
        *kinds,
        *(_("Together"), _("Spent"), _("Currency"), _("Official of a developing country")),
    )
    after = next_steps(offered=found.offered)
    rows = [_row(line, found.currency, str(after[line.state])) for line in found.lines]
    return Sheet(title=_("Support"), name=f"support-{meeting.slug}", heads=heads, rows=rows)


def _row(line: SupportLine, currency: str, after: str) -> list[Cell]:
    named: list[Cell] = [line.rank, line.name, text(line.of), str(line.word), after]
    sums: list[Cell] = [line.amounts.get(kind, 0) / 100 for kind in KINDS]
    spent: Any = None if line.spent is None else line.spent / 100
    shared = _("yes") if line.shared else _("no")
    return [*named, *sums, line.total / 100, spent, currency, shared]
