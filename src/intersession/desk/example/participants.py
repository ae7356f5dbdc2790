"""Stage `workshop`: who comes. The people of stage `room`, two months later: 23 whose seats are
paid have accepted, most others are confirmed, a few wait or could not come."""

from datetime import date, datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.desk.example import nominations, supported, workshop
from intersession.desk.example.calendar_2011 import geneva
from intersession.meetings.models import Meeting
from intersession.participation.actions import room_lists
from intersession.participation.models import (
    Delegation,
    ProposedList,
    Registration,
    Seat,
    SupportRequest,
)
from intersession.participation.wording import CONSENTS

State = Registration.State
PROPOSED, OFFERED = geneva(2012, 3, 2, 11), geneva(2012, 3, 2, 15)
ANSWER_BY, CHECKED = geneva(2012, 3, 16, 18), geneva(2012, 3, 5, 11)
CONFIRMED = geneva(2012, 4, 16, 12)
NO_SEAT = "Others of the Entity, or before on the list, have the seats that are paid"
ACCEPTED, TICKETED = geneva(2012, 3, 9, 10), geneva(2012, 4, 2, 12)
COMING = 230
WAITING = 8  # of those for whom there was no seat; the others could not come


def reach(stage: str, meeting: Meeting, *, by: Actor) -> datetime:
    """Of the stages after the topics: the hour that it is then."""
    if stage != "workshop":
        return nominations.reach(stage, meeting, by=by)
    come(meeting=meeting, by=by)
    return workshop.build(meeting=meeting, by=by)


def come(*, meeting: Meeting, by: Actor) -> None:
    """Registrations closed a week ago; the list of participants is what stands here."""
    nominations.open_call(meeting=meeting)
    nominations.put_forward(meeting=meeting, by=by, all_sent=True)
    nominations.set_room(meeting=meeting, by=by)
    supported.set_support(meeting=meeting, by=by)
    paid = _seated(meeting, by)
    _travel(meeting, paid, by)
    rows = list(Registration.objects.filter(meeting=meeting).values_list("pk", "support", "uid"))
    rows.sort(key=lambda row: (row[1], row[0] not in paid, str(row[2])))
    last = COMING + WAITING
    _go(rows[:COMING], State.CONFIRMED, ("approve", "confirm"), by)
    _go(rows[COMING:last], State.WAITING_LIST, ("wait",), by)
    _go(rows[last:], State.CANCELLED, ("cancel",), by)
    shy = [pk for pk, _support, uid in rows if uid.hex[0] == "0"]  # one of sixteen
    everybody = Registration.objects.filter(meeting=meeting)
    everybody.update(consents=_consents(to_all=True))
    everybody.filter(pk__in=shy).update(consents=_consents(to_all=False))
    checked = Delegation.objects.filter(meeting=meeting)
    note = checked.exclude(credential=None).values_list("credential", flat=True)[0]
    checked.update(credential=note, credential_checked_at=CHECKED)


def _seated(meeting: Meeting, by: Actor) -> set[int]:
    """Whose seat is paid: the list that the method proposes, offered and accepted."""
    row = room_lists.propose_list(meeting=meeting, by=by, at=PROPOSED)
    seats = row.seats.filter(state=Seat.State.PROPOSED)
    paid = set(seats.values_list("registration", flat=True))
    given: dict[str, Any] = {"offered_at": OFFERED, "answer_by": ANSWER_BY}
    seats.update(state=Seat.State.ACCEPTED, answered_at=ACCEPTED, **given)
    ProposedList.objects.filter(pk=row.pk).update(state=ProposedList.State.OFFERED)
    return paid


def _travel(meeting: Meeting, paid: set[int], by: Actor) -> None:
    """Who accepted has a ticket; of the others nobody waits for a decision any more."""
    requests = SupportRequest.objects.filter(registration__meeting=meeting)
    given: dict[str, Any] = {"changed_at": CHECKED, "changed_by": str(by)}
    travel = list(requests.filter(registration__in=paid))
    for row in travel:
        row.history = [*row.history, *_steps_to_the_ticket(row, by)]
        row.state = SupportRequest.State.TICKETED
    SupportRequest.objects.bulk_update(travel, ["state", "history"])
    requests.filter(registration__in=paid).update(
        travels_on=date(2012, 4, 22),
        returns_on=date(2012, 4, 26),
        ticketed_at=TICKETED,
        **given,
    )
    waiting = requests.filter(state=SupportRequest.State.REQUESTED)
    waiting.update(state=SupportRequest.State.NOT_ELIGIBLE, reason=NO_SEAT, **given)


def _steps_to_the_ticket(row: SupportRequest, by: Actor) -> list[dict[str, Any]]:
    State = SupportRequest.State
    steps = (
        ("offer", OFFERED, row.state, True),
        ("accept", ACCEPTED, State.OFFERED, True),
        ("ticket", TICKETED, State.ACCEPTED, False),
    )
    return [
        {"act": act, "at": at.isoformat(), "by": str(by), "why": "", "was": was, "seat": seat}
        for act, at, was, seat in steps
    ]


def _go(rows: list[Any], state: str, acts: tuple[str, ...], by: Actor) -> None:
    steps: list[tuple[str, datetime]] = list(zip(acts, (CHECKED, CONFIRMED), strict=False))
    history = [{"act": act, "at": at.isoformat(), "by": str(by), "why": ""} for act, at in steps]
    given: dict[str, Any] = {"changed_at": steps[-1][1], "changed_by": str(by)}
    chosen = Registration.objects.filter(pk__in=[row[0] for row in rows])
    chosen.update(state=state, history=history, **given)


def _consents(*, to_all: bool) -> dict[str, Any]:
    """`to_all`: the name may stand in the published list; nobody gives their address to others."""
    at = nominations.OPENS.isoformat()
    return {use: {"said": to_all and use != "contact", "at": at} for use in CONSENTS}
