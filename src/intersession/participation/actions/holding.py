"""The draw itself: the seed is entered, a room is drawn, its file is written, its list is made."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.actions.files import keep_made_file
from intersession.ledger.models import Run, canonical
from intersession.ledger.record import name_of, record
from intersession.ledger.verbs import Verb
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions._lock import locked_draw
from intersession.participation.actions.room_lists import METHOD, VERSION, SeatsOffered
from intersession.participation.models import Draw, ProposedList, Registration, Seat
from intersession.ui.dates import moment

FILE_TYPE = "application/x-ndjson"
AFTER = "\nreplacement"  # behind the seed, where somebody who was drawn had withdrawn


class DrawnAlready(Refusal):
    message = _(
        "%(by)s entered the seed already (%(when)s). The room was drawn once, by that seed."
    )


class LotteryMissing(Refusal):
    message = _("The lottery of this draw is not found yet; the seed comes after it.")


class WasSetAside(Refusal):
    message = _("This draw was set aside. Its seed is not taken any more.")


class DrawAltered(Refusal):
    message = _(
        "What stands in the database is not what was fixed and published: its digest is another. "
        "This draw cannot be held; set it aside and look into the ledger."
    )


class SeedTooEarly(Refusal):
    message = _("Nobody can know this seed before %(when)s.")


class WitnessesMissing(Refusal):
    message = _("Name the witnesses of the roll.")


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """`room`: by the seed. `gone`: who had withdrawn since; `coming` come instead."""

    people: tuple[sortition.Candidate, ...]
    rules: sortition.Rules
    seed: str
    room: tuple[str, ...]
    gone: frozenset[str]
    coming: tuple[str, ...]
    missed: tuple[sortition.Wish, ...]

    @property
    def seated(self) -> tuple[str, ...]:
        return tuple(sorted((set(self.room) - self.gone) | set(self.coming)))

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(one for one in self.room if one in self.gone)


@transaction.atomic
def hold_draw(*, draw: Draw, seed: str, witnesses: str, by: Actor, at: datetime) -> Draw:
    """Once. An earlier proposed list is set aside; seats that were offered stop the draw."""
    row = locked_draw(draw)
    _may_be_held(row, at)
    if row.seed_from == Draw.SeedFrom.DICE and not witnesses.strip():
        raise WitnessesMissing()
    row.seed = drawing.seed_of(row, seed)
    people, rules = drawing.thawed(row.inputs)
    lottery = sortition.drawn_by(lottery=drawing.lottery_of(row), seed=row.seed)
    file = sortition.write_draw(
        candidates=people, rules=rules, seed=row.seed, origin=_origin(row), lottery=lottery
    )
    who = _registrations(row)
    drawn = _with_replacements(people, rules, row.seed, lottery.drawn or (), who)
    row.list = _listed(row, drawn, who, file.digest, by, at)
    _closed(row, file, witnesses, by, at)
    about: dict[str, Any] = {"seed": row.seed, "file": row.digest, "inputs": row.inputs_digest}
    about |= {"number": row.number, "seats": len(drawn.room), **_gone(drawn)}
    about |= {"witnesses": drawing.digest_of(row.witnesses)}
    record(Verb.DRAW_HELD, by=by, at=at, subject=row, **about)
    return row


def _gone(drawn: _Drawn) -> dict[str, list[str]]:
    """Identifiers, no names: all that were cancelled by then, those of them that were drawn, and
    who comes instead."""
    return {
        "cancelled": sorted(drawn.gone),
        "withdrawn": list(drawn.left),
        "instead": list(drawn.coming),
    }


def _may_be_held(row: Draw, at: datetime) -> None:
    if row.state == Draw.State.DRAWN:
        raise DrawnAlready(by=row.drawn_by, when=moment(row.drawn_at or at))
    if row.state == Draw.State.SET_ASIDE:
        raise WasSetAside()
    if row.state == Draw.State.PREPARED:
        raise LotteryMissing()
    if row.seed_at and at < row.seed_at:
        raise SeedTooEarly(when=moment(row.seed_at))
    same = drawing.digest_of(row.inputs) == row.inputs_digest
    if not same or drawing.rooms_digest(row) != row.certificate["rooms_sha256"]:
        raise DrawAltered()
    if other := drawing.offered(row.meeting):
        raise SeatsOffered(number=other.number)


def _origin(row: Draw) -> str:
    """In the file: in words, and what had been published before."""
    dice = f"{row.dice} dice of {row.sides} sides: " if row.dice else ""
    return f"{dice}{row.origin} (inputs fixed before, SHA-256 {row.inputs_digest})"


def _registrations(row: Draw) -> dict[str, Registration]:
    """All that take part whose rows are still there, whatever became of them."""
    ids = (row.lottery or {})["ids"]
    rows = Registration.objects.filter(meeting=row.meeting, uid__in=ids).select_related("meeting")
    return {str(one.uid): one for one in rows}


def _still_there(who: dict[str, Registration]) -> set[str]:
    """Whoever was not cancelled. Who was returned, or is said by now to need no support, stays
    drawn: else an officer who knows the seed could choose who comes instead."""
    return {name for name, row in who.items() if row.state != Registration.State.CANCELLED}


def _with_replacements(
    people: tuple[sortition.Candidate, ...],
    rules: sortition.Rules,
    seed: str,
    room: tuple[str, ...],
    who: dict[str, Registration],
) -> _Drawn:
    """The draw goes on as it was frozen. Who was drawn and had withdrawn is replaced at once by the
    method, by a lot that follows from the same seed."""
    rules = _hard(rules)
    gone = frozenset({one.id for one in people} - _still_there(who))
    leaving = sorted(gone & set(room))
    able = tuple(
        replace(one, barred=True, must=False) if one.id in gone and one.id not in room else one
        for one in people
    )
    coming: tuple[str, ...] = ()
    missed: tuple[sortition.Wish, ...] = ()
    if leaving and len(gone) < len(people):
        found = sortition.replace(
            candidates=able, rules=rules, room=room, leaving=leaving, seed=seed + AFTER
        )
        coming, missed = found.coming, found.missed
    return _Drawn(
        people=able,
        rules=rules,
        seed=seed,
        room=room,
        gone=gone,
        coming=coming,
        missed=missed,
    )


def _hard(rules: sortition.Rules) -> sortition.Rules:
    """A wish has no say in a draw, nor in what follows from it."""
    quotas = tuple(quota for quota in rules.quotas if not quota.wished)
    share = None if rules.share and rules.share.wished else rules.share
    return replace(rules, quotas=quotas, share=share)


def _listed(
    row: Draw, drawn: _Drawn, who: dict[str, Registration], digest: str, by: Actor, at: datetime
) -> ProposedList:
    lists = ProposedList.objects.filter(meeting=row.meeting)
    latest = lists.order_by("-number").first()
    lists.update(state=ProposedList.State.SET_ASIDE)
    made = ProposedList.objects.create(
        meeting=row.meeting,
        number=latest.number + 1 if latest else 1,
        run=_run(row, drawn, digest, at),
        made_at=at,
        made_by=str(by),
    )
    Seat.objects.bulk_create(_seats(made, drawn, who))
    _come_instead(made, drawn)
    about: dict[str, Any] = {"number": made.number, "seats": len(drawn.seated), "drawn": True}
    record(Verb.LIST_PROPOSED, by=by, at=at, subject=made, run=str(made.run.uid), **about)
    return made


def _run(row: Draw, drawn: _Drawn, digest: str, at: datetime) -> Run:
    """The seed belongs to the inputs: the same people and rules may be drawn again by another."""
    inputs = canonical({"inputs": row.inputs_digest, "seed": row.seed, "draw": str(row.uid)})
    answer: dict[str, Any] = {"drawn": drawn.room, **_gone(drawn)}
    answer |= {"certificate": row.certificate, "file": digest}
    return Run.objects.create(
        method=METHOD,
        version=VERSION,
        subject=name_of(row.meeting),
        inputs=inputs,
        inputs_digest=hashlib.sha256(inputs.encode()).hexdigest(),
        seed=row.seed,
        answer=canonical(answer),
        at=at,
    )


def _seats(made: ProposedList, drawn: _Drawn, who: dict[str, Registration]) -> list[Seat]:
    """Those drawn, reserves in their order, then all others."""
    known = {one.id: one for one in drawn.people}
    first = [*drawn.seated, *drawn.left, *_reserves(drawn)]
    order = [*first, *sorted(set(known) - set(first))]
    reserves = set(first) - set(drawn.seated) - set(drawn.left)
    return [
        Seat(
            on=made,
            registration=who[one],
            place=place,
            cost=known[one].cost,
            **_state(known[one], drawn, one in reserves),
        )
        for place, one in enumerate(order, start=1)
        if one in who
    ]


def _state(one: sortition.Candidate, drawn: _Drawn, reserve: bool) -> dict[str, Any]:
    if one.id in drawn.coming:
        missed = [[wish.label, wish.asked, wish.got] for wish in drawn.missed]
        return {
            "state": Seat.State.PROPOSED,
            "reason": "drawn-instead",
            "values": {"missed": missed},
        }
    if one.id in drawn.left:
        return {"state": Seat.State.DECLINED, "reason": "drawn-gone"}
    if one.id in drawn.gone:
        return {"state": Seat.State.NO_SEAT, "reason": "gone"}
    if one.id in drawn.room:
        return {"state": Seat.State.PROPOSED, "reason": "must" if one.must else "drawn"}
    return {"state": Seat.State.RESERVE if reserve else Seat.State.NO_SEAT}


def _come_instead(made: ProposedList, drawn: _Drawn) -> None:
    """Each newcomer has the seat of one who had withdrawn."""
    seats = {str(one.registration.uid): one for one in made.seats.select_related("registration")}
    for left, comes in zip(drawn.left, drawn.coming, strict=False):
        if left in seats:
            seats[comes].instead_of = seats[left]
            seats[comes].save(update_fields=["instead_of"])


def _reserves(drawn: _Drawn) -> tuple[str, ...]:
    able = [one for one in drawn.people if one.id not in drawn.gone]
    return sortition.reserves(
        candidates=able, rules=drawn.rules, room=drawn.seated, seed=drawn.seed
    )


def _closed(row: Draw, file: sortition.DrawFile, witnesses: str, by: Actor, at: datetime) -> None:
    name = f"draw-{row.meeting.slug}-{row.number}.jsonl"
    row.file = keep_made_file(name=name, content=file.content, content_type=FILE_TYPE, by=by, at=at)
    row.state, row.digest = Draw.State.DRAWN, file.digest
    row.witnesses = witnesses.strip()[:500]
    row.drawn_at, row.drawn_by, row.changes = at, str(by), row.changes + 1
    row.save()
