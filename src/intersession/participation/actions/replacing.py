"""Whoever declined is replaced: everybody else stays, and the rules suffer least."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation.models import Draw, ProposedList, RoomRules, Seat
from intersession.participation.queries.candidates import Pool, pool_of

State = Seat.State
SEATED = (State.PROPOSED, State.OFFERED, State.ACCEPTED)
OUT = (State.DECLINED, State.TAKEN_OUT)  # they do not come in again by themselves


class NobodyDeclined(Refusal):
    message = _("Nobody has declined whose seat is still free.")


class NobodyLeft(Refusal):
    message = _("Nobody is left who could come instead. Ask more Entities to put people forward.")


@transaction.atomic
def replace_declined(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """How many came in. They are proposed; an offer follows as to all others."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    seats = {str(one.registration.uid): one for one in _seats(meeting)}
    filled = {one.instead_of_id for one in seats.values()}
    gone = {
        name: one
        for name, one in seats.items()
        if one.state == State.DECLINED and one.pk not in filled
    }
    if not gone:
        raise NobodyDeclined()
    pool = pool_of(meeting, RoomRules.objects.get(meeting=meeting))
    found = _found(pool, seats, gone)
    for declined, name in zip(gone.values(), found.coming, strict=False):
        _come(seats[name], declined, found, by, at)
    return len(found.coming)


def _seats(meeting: Meeting) -> list[Seat]:
    rows = Seat.objects.filter(on__meeting=meeting).select_related("registration", "on")
    return list(rows.exclude(on__state=ProposedList.State.SET_ASIDE).order_by("place", "pk"))


def _found(pool: Pool, seats: dict[str, Seat], gone: dict[str, Seat]) -> sortition.Replacement:
    """Whoever withdrew altogether is no candidate any more, and whoever joined later none yet."""
    barred = {name for name, one in seats.items() if one.state in OUT and name not in gone}
    people = [
        replace(one, barred=one.id in barred, must=one.must and one.id not in barred | gone.keys())
        for one in pool.candidates
        if one.id in seats
    ]
    known = {one.id for one in people}
    held = {name for name, one in seats.items() if one.state in SEATED}
    found = sortition.replace(
        candidates=people,
        rules=_as_many(pool.method_rules(), len(held) + len(gone)),
        room=sorted((held | gone.keys()) & known),
        leaving=sorted(gone.keys() & known),
        seed=_seed(gone),
    )
    if not found.coming:
        raise NobodyLeft()
    return found


def _as_many(rules: sortition.Rules, number: int) -> sortition.Rules:
    """As many seats as were held, also where somebody withdrew altogether."""
    least, most = rules.seats
    return replace(rules, seats=(max(least, min(number, most)), most))


def _seed(gone: dict[str, Seat]) -> str | None:
    """After a draw a lot decides among those alike; it follows from the seed and from who left."""
    row = next(iter(gone.values())).on
    draw = Draw.objects.filter(list=row).only("seed").first()
    return "\n".join([draw.seed, *sorted(gone)]) if draw else None


def _come(
    seat: Seat, declined: Seat, found: sortition.Replacement, by: Actor, at: datetime
) -> None:
    seat.state, seat.instead_of = State.PROPOSED, declined
    seat.reason = "instead"
    seat.values = {"missed": [[one.label, one.asked, one.got] for one in found.missed]}
    seat.save()
    about: dict[str, Any] = {"instead_of": str(declined.uid), "missed": len(found.missed)}
    record(Verb.SEAT_REPLACED, by=by, at=at, subject=seat, **about)
