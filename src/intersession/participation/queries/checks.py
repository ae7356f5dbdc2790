"""Do draws still stand as the ledger says? Hung into its check by `desk`."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.ledger.models import Entry, canonical
from intersession.ledger.record import Break, name_of
from intersession.ledger.verbs import Verb
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.models import Draw, Seat

WORDS = {
    "draw-inputs": _("What was fixed for draw %(number)s is not what this entry tells: altered."),
    "draw-rooms": _("The lottery of draw %(number)s is not the one this entry tells: altered."),
    "draw-held": _("Seed or file of draw %(number)s are not those this entry tells: altered."),
    "draw-told": _("Reason or origin of draw %(number)s are not those this entry tells: altered."),
    "draw-certificate": _("The certificate of draw %(number)s is not the one told here: altered."),
    "draw-witnesses": _("The witnesses of draw %(number)s are not those told here: altered."),
    "draw-seats": _("The seats of draw %(number)s are not the room that its seed draws: altered."),
    "draw-gone": _("The draw that this entry tells of is not there."),
}
TELLING = (Verb.DRAW_PREPARED, Verb.DRAW_FOUND, Verb.DRAW_HELD)


BY_LOT = ("drawn", "must", "drawn-instead")  # why somebody of a drawn room sits in it
UNSEATED = (Seat.State.RESERVE, Seat.State.NO_SEAT)
Seats = dict[int, list[Seat]]


def draws_stand() -> Iterator[Break]:
    """Every draw that is not what the ledger tells of it. Three queries."""
    rows = {name_of(row): row for row in Draw.objects.all()}
    seats = _seats()
    told = Entry.objects.filter(verb__in=TELLING).select_related("chain").order_by("number")
    for entry in told.iterator():
        row = rows.get(entry.subject)
        for code in ("draw-gone",) if row is None else _wrong(row, entry, seats):
            words: Any = WORDS[code] % {"number": row.number if row else ""}
            yield Break(chain=entry.chain.key, number=entry.number, code=code, words=words)


def _seats() -> Seats:
    found: Seats = {}
    rows = Seat.objects.filter(on__draw__isnull=False).select_related("registration")
    for seat in rows.only("on_id", "state", "reason", "overruled", "registration__uid"):
        found.setdefault(seat.on_id, []).append(seat)
    return found


def _wrong(row: Draw, entry: Entry, seats: Seats) -> Iterator[str]:
    """A digest that an older entry does not tell of is not looked at."""
    said = entry.values
    if entry.verb == Verb.DRAW_PREPARED:
        if drawing.digest_of(row.inputs) != said["inputs"]:
            yield "draw-inputs"
        if said.get("told", told := drawing.told_digest(row)) != told:
            yield "draw-told"
    elif entry.verb == Verb.DRAW_FOUND:
        if drawing.rooms_digest(row) != said["rooms_sha256"]:
            yield "draw-rooms"
        now = drawing.digest_of(canonical(row.certificate))
        if said.get("certificate", now) != now:
            yield "draw-certificate"
    else:
        yield from _wrong_held(row, said, seats)


def _wrong_held(row: Draw, said: dict[str, Any], seats: Seats) -> Iterator[str]:
    if (row.seed, row.digest) != (said["seed"], said["file"]):
        yield "draw-held"
    now = drawing.digest_of(row.witnesses)
    if said.get("witnesses", now) != now:
        yield "draw-witnesses"
    if "withdrawn" in said and not _seated_by_lot(row, said, seats.get(row.list_id or 0, [])):
        yield "draw-seats"


def _seated_by_lot(row: Draw, said: dict[str, Any], seats: list[Seat]) -> bool:
    """The room that lottery and seed give, less who had withdrawn, and who came instead; nobody
    else sits in it but by an overruling or a later replacement."""
    try:
        room = sortition.drawn_by(lottery=drawing.lottery_of(row), seed=row.seed).drawn or ()
    except (sortition.SortitionError, KeyError, IndexError, TypeError):
        return False
    due = {*room, *said["instead"]} - set(said["withdrawn"])
    given = {str(one.registration.uid) for one in seats if one.reason in BY_LOT}
    return due == given and not any(_unexplained(one) for one in seats)


def _unexplained(seat: Seat) -> bool:
    if seat.overruled or seat.reason == "instead":
        return False
    return (seat.reason in BY_LOT) == (seat.state in UNSEATED) and seat.reason != "drawn-gone"
