"""Words that sentences of conflicts share."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from intersession.meetings.models import AgendaItem
from intersession.ui.languages import language_name
from intersession.ui.text import listing


def uids(*rows: AgendaItem) -> tuple[str, ...]:
    return tuple(str(row.uid) for row in rows)


def numbered(rows: Iterable[AgendaItem]) -> str:
    """ "item 3", "items 3 and 4"."""
    found = sorted({row.number for row in rows})
    said = ngettext("item %(numbers)s", "items %(numbers)s", len(found))
    return said % {"numbers": listing(found)}


def languages(codes: Iterable[str]) -> str:
    """ "English, French and Spanish"."""
    return listing([language_name(code) for code in codes])
