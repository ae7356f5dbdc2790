"""The chances of a draw for spreadsheets."""

from django.utils.translation import gettext as _

from intersession.participation import draw_words as words
from intersession.participation.queries.draws import Chances
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def chances_sheet(found: Chances, slug: str) -> Sheet:
    """As the page has them, and beside each person the chance of the Entity."""
    of_entity = {text(name): chance for name, chance in found.entities}
    rows: list[list[Cell]] = [
        [
            words.person(line),
            text(line.entity),
            line.position or None,
            line.chance,
            of_entity.get(text(line.entity), line.chance),
            words.never(line),
        ]
        for line in found.people
    ]
    heads = (
        _("Person"),
        _("Entity"),
        _("In its order"),
        _("Chance"),
        _("Chance of its Entity"),
        _("Why there is no chance"),
    )
    return Sheet(title=_("Chances of the draw"), name=f"chances-{slug}", heads=heads, rows=rows)
