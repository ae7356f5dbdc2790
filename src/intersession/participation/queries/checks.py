"""Do draws still stand as the ledger says? Hung into its check by `desk`."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.ledger.models import Entry
from intersession.ledger.record import Break, name_of
from intersession.ledger.verbs import Verb
from intersession.participation import drawing
from intersession.participation.models import Draw

WORDS = {
    "draw-inputs": _("What was fixed for draw %(number)s is not what this entry tells: altered."),
    "draw-rooms": _("The lottery of draw %(number)s is not the one this entry tells: altered."),
    "draw-held": _("Seed or file of draw %(number)s are not those this entry tells: altered."),
    "draw-gone": _("The draw that this entry tells of is not there."),
}
TELLING = (Verb.DRAW_PREPARED, Verb.DRAW_FOUND, Verb.DRAW_HELD)


def draws_stand() -> Iterator[Break]:
    """Every draw that is not what the ledger tells of it. Two queries."""
    rows = {name_of(row): row for row in Draw.objects.all()}
    told = Entry.objects.filter(verb__in=TELLING).select_related("chain").order_by("number")
    for entry in told.iterator():
        row = rows.get(entry.subject)
        code = "draw-gone" if row is None else _wrong(row, entry)
        if code:
            words: Any = WORDS[code] % {"number": row.number if row else ""}
            yield Break(chain=entry.chain.key, number=entry.number, code=code, words=words)


def _wrong(row: Draw, entry: Entry) -> str:
    said = entry.values
    if entry.verb == Verb.DRAW_PREPARED:
        return "" if drawing.digest_of(row.inputs) == said["inputs"] else "draw-inputs"
    if entry.verb == Verb.DRAW_FOUND:
        return "" if drawing.rooms_digest(row) == said["rooms_sha256"] else "draw-rooms"
    return "" if (row.seed, row.digest) == (said["seed"], said["file"]) else "draw-held"
