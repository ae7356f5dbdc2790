"""The list of a room for spreadsheets."""

from django.utils.translation import gettext as _

from intersession.participation.queries.room import RoomPage, SeatLine
from intersession.participation.room_words import RoomWords
from intersession.ui.sheets import Cell, Sheet
from intersession.ui.text import text


def room_sheet(page: RoomPage, words: RoomWords, slug: str) -> Sheet:
    """Everybody who was put forward, as the page has them; what was declared is not in it."""
    heads = (
        _("Person"),
        _("Entity"),
        _("Regional group"),
        _("In its order"),
        _("State"),
        _("Why"),
        _("Cost"),
        _("Decided otherwise because"),
        _("By"),
    )
    rows = [_row(line, words) for line in (*page.seats, *page.others)]
    return Sheet(title=_("The room"), name=f"room-{slug}", heads=heads, rows=rows)


def _row(line: SeatLine, words: RoomWords) -> list[Cell]:
    _kind, state = words.state(line)
    named: list[Cell] = [line.name, text(line.entity), line.region, line.position, state]
    why = line.must or words.why(line)
    return [*named, why, line.cost / 100, line.overruled, line.overruled_by]
