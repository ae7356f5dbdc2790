"""An item as it stands and as somebody else wanted it, side by side."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.documents.models import Document
from intersession.meetings import rules
from intersession.meetings.models import AgendaItem
from intersession.ui.dates import moment
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

LABELS: dict[str, Any] = {
    "kind": _("Kind"),
    "starts_at": _("Hour"),
    "minutes": _("Minutes"),
    "title": _("Title"),
    "detail": _("In a few words"),
    "objectives": _("Objectives"),
    "questions": _("Guiding questions"),
    "format": _("Format"),
    "room": _("Room"),
    "languages": _("Interpretation into"),
    "team": _("Team of interpreters"),
}
NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Lines of one field; one for each language of what is written in several."""

    label: Any
    theirs: list[str]
    ours: list[str]


def two_versions(item: AgendaItem, facts: Any, documents: Collection[Document]) -> list[Difference]:
    """Fields in which `facts` differ from what stands there."""
    zone = item.meeting.time_zone
    pairs = [(name, getattr(item, name), getattr(facts, name)) for name in LABELS]
    found = [
        Difference(label=LABELS[name], theirs=_lines(theirs, zone), ours=_lines(ours, zone))
        for name, theirs, ours in ((n, _said(n, a), _said(n, b)) for n, a, b in pairs)
        if theirs != ours
    ]
    papers = [sorted(row.symbol for row in rows) for rows in (item.documents.all(), documents)]
    if papers[0] != papers[1]:
        theirs, ours = ([listing(symbols) or NOTHING] for symbols in papers)
        found.append(Difference(label=_("Documents"), theirs=theirs, ours=ours))
    return found


def _said(name: str, value: Any) -> Any:
    if name == "kind":
        return str(rules.KIND_OF_ITEM_NAMES.get(value, value))
    if name == "languages":
        return listing([language_name(code) for code in value])
    if name == "room":
        return text(value.name) if value else ""
    return list(value) if isinstance(value, tuple) else value


def _lines(value: Any, zone: str) -> list[str]:
    if isinstance(value, list):
        return [line for one in value for line in _lines(one, zone)] or [NOTHING]
    if isinstance(value, Mapping):
        return [f"{code.upper()} · {words}" for code, words in value.items() if words] or [NOTHING]
    if hasattr(value, "tzinfo"):
        return [moment(value, "", zone)]
    return [str(value) if value else NOTHING]
