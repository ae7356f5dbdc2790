"""Verbs of proposed lists: propose one, decide otherwise with a reason."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.models import Run, canonical
from intersession.ledger.record import name_of, record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions.room_rules import (
    ReasonMissing,
    must_have,
    must_not_have,
)
from intersession.participation.models import MustHave, ProposedList, RoomRules, Seat
from intersession.participation.planning import planned
from intersession.participation.queries.candidates import Pool, pool_of

METHOD, VERSION = "sortition", "2"
IN = frozenset({Seat.State.PROPOSED, Seat.State.OFFERED, Seat.State.ACCEPTED})


class NoRulesYet(Refusal):
    message = _("Say first how many seats there are.")


class NobodyPutForward(Refusal):
    message = _("Nobody who asks for support has been put forward yet.")


class SeatsOffered(Refusal):
    message = _("Seats of list %(number)s were offered. Replace who declines instead.")


class ListSetAside(Refusal):
    message = _("A later list stands instead of this one.")


class SeatTaken(Refusal):
    message = _("This seat was offered already.")


class SeatChangedMeanwhile(Refusal):
    message = _("Somebody decided on this seat while you wrote. Open the room again.")


@transaction.atomic
def propose_list(*, meeting: Meeting, by: Actor, at: datetime) -> ProposedList:
    """The planned room with its reserves; an earlier proposal is set aside.

    Raises `sortition.Infeasible` where no room meets the hard rules.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules = RoomRules.objects.filter(meeting=meeting).first()
    if rules is None:
        raise NoRulesYet()
    pool = pool_of(meeting, rules)
    if not pool.candidates:
        raise NobodyPutForward()
    drawing.none_drawn(meeting)
    earlier = ProposedList.objects.filter(meeting=meeting).order_by("-number").first()
    if earlier and earlier.state == ProposedList.State.OFFERED:
        raise SeatsOffered(number=earlier.number)
    plan = planned(pool)
    if earlier:
        ProposedList.objects.filter(meeting=meeting).update(state=ProposedList.State.SET_ASIDE)
    row = ProposedList.objects.create(
        meeting=meeting,
        number=earlier.number + 1 if earlier else 1,
        run=_kept(pool, plan, at),
        made_at=at,
        made_by=str(by),
    )
    Seat.objects.bulk_create(_seats(row, pool, plan))
    about: dict[str, Any] = {"number": row.number, "seats": len(plan.room), "cost": plan.cost}
    record(Verb.LIST_PROPOSED, by=by, at=at, subject=row, run=str(row.run.uid), **about)
    return row


def _kept(pool: Pool, plan: sortition.Plan, at: datetime) -> Run:
    """Inputs and answer, so that the same can be worked out again."""
    people = [asdict(one) for one in pool.candidates]
    rules = asdict(pool.method_rules())
    inputs = canonical({"candidates": people, "rules": rules, "fill": True})
    run, _new = Run.objects.get_or_create(
        method=METHOD,
        version=VERSION,
        subject=name_of(pool.meeting),
        inputs_digest=hashlib.sha256(inputs.encode()).hexdigest(),
        defaults={"inputs": inputs, "answer": canonical(asdict(plan)), "at": at},
    )
    return run


def _seats(row: ProposedList, pool: Pool, plan: sortition.Plan) -> list[Seat]:
    reasons = {reason.id: reason for reason in plan.reasons}
    given: list[tuple[str, str]] = [(one, Seat.State.PROPOSED) for one in plan.room]
    given += [(one, Seat.State.RESERVE) for one in plan.reserves]
    named = {one for one, _state in given}
    given += [(one, Seat.State.NO_SEAT) for one in pool.registrations if one not in named]
    return [
        Seat(
            on=row,
            registration=pool.registrations[one],
            state=state,
            place=place,
            cost=pool.by_id[one].cost,
            **_reason(reasons.get(one)),
        )
        for place, (one, state) in enumerate(given, start=1)
    ]


def _reason(reason: sortition.Reason | None) -> dict[str, Any]:
    return {"reason": reason.code, "values": dict(reason.values)} if reason else {}


@transaction.atomic
def overrule_seat(
    *,
    seat: Seat,
    reason: str,
    always: bool = False,
    seen: str = "",
    by: Actor,
    at: datetime,
) -> Seat:
    """Somebody with a seat is taken out of it, somebody without gets one; the reason is kept with
    the seat, not in the ledger, which nobody can empty.
    `seen`: the state in which the writer saw the seat; without it whatever it is now is turned.
    `always`: whoever gets one has it in later lists, too; who is taken out has it no longer."""
    if not reason.strip():
        raise ReasonMissing()
    row = Seat.objects.select_for_update(of=("self",)).select_related("on").get(pk=seat.pk)
    if row.on.state == ProposedList.State.SET_ASIDE:
        raise ListSetAside()
    if row.state in {Seat.State.OFFERED, Seat.State.ACCEPTED, Seat.State.DECLINED}:
        raise SeatTaken()
    if seen and seen != row.state:
        raise SeatChangedMeanwhile()
    out = row.state == Seat.State.PROPOSED
    row.state = Seat.State.TAKEN_OUT if out else Seat.State.PROPOSED
    row.overruled, row.overruled_by = reason, str(by)
    row.save()
    verb = Verb.SEAT_TAKEN_OUT if out else Verb.SEAT_PUT_IN
    record(verb, by=by, at=at, subject=row)
    if always and not out:
        must_have(registration=row.registration, reason=reason, by=by, at=at)
    if out and MustHave.objects.filter(registration=row.registration).exists():
        must_not_have(registration=row.registration, by=by, at=at)
    return row
