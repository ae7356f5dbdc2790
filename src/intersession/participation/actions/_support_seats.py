"""A seat and its request for support are one truth: the seat moves the request."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import Told, record_many
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import supporting
from intersession.participation.actions._support import TicketFirst, follow, moved
from intersession.participation.models import Seat, SupportRequest
from intersession.participation.queries.costs import sums
from intersession.participation.queries.eligibility import criteria_of

State = SupportRequest.State
CHANGED = ["state", "history", "changes", "changed_at", "changed_by", "consulted"]
CHANGED += ["decided_at", "decided_by", "cancelled_at", "reason"]


class NotToBeOffered(Refusal):
    message = _(
        "No seat can be offered to %(names)s: support was refused or cancelled. Take them out of "
        "the list, or decide otherwise on their requests first."
    )


class NotDecidedYet(Refusal):
    message = _("Decide first on the page of support whether these are eligible: %(names)s.")


def offered(
    meeting: Meeting, seats: Sequence[Seat], consulted: str, *, by: Actor, at: datetime
) -> None:
    """The seats' costs become those of the requests, where these have an estimate."""
    follow([seat.registration for seat in seats], by=by, at=at)
    rows = _requests(seats)
    _may_be_offered(meeting, rows)
    costs = sums(meeting)
    for seat in seats:
        seat.cost = costs.get(seat.registration_id, seat.cost)
    for row in rows:
        moved(row, "offer", by=by, at=at, seat=True)
        row.consulted = consulted.strip()[:300] or row.consulted
        row.decided_at, row.decided_by = at, str(by)[:300]
    _kept(rows, "offer", by, at)


def _may_be_offered(meeting: Meeting, rows: Sequence[SupportRequest]) -> None:
    no = [row for row in rows if not supporting.may("offer", row.state)]
    if no:
        raise NotToBeOffered(names=_names(no))
    open_ = [row for row in rows if row.state == State.REQUESTED]
    if open_ and criteria_of(meeting):
        raise NotDecidedYet(names=_names(open_))


def _names(rows: Sequence[SupportRequest]) -> str:
    return ", ".join(row.registration.badge_name for row in rows[:10])


def answered(seat: Seat, accept: bool, why: str, *, by: Actor, at: datetime) -> None:
    rows = _requests([seat])
    act = "accept" if accept else "decline"
    for row in rows:
        if row.state in (State.TICKETED, State.TRAVELLED):
            raise TicketFirst(name=row.registration.badge_name)
        moved(row, act, why, by=by, at=at, seat=True)
        row.cancelled_at = None if accept else at
    _kept(rows, act, by, at)


def declined_by_the_person(seat: Seat) -> bool:
    """Whether the last that happened to the request was the answer to the seat."""
    row = SupportRequest.objects.filter(registration=seat.registration_id).first()
    acts = [step["act"] for step in row.history if step["act"] in supporting.ACTS] if row else []
    return not acts or acts[-1] == "decline"


def _requests(seats: Sequence[Seat]) -> list[SupportRequest]:
    rows = SupportRequest.objects.filter(registration__in=[one.registration_id for one in seats])
    return list(rows.select_for_update(of=("self",)).select_related("registration").order_by("pk"))


def _kept(rows: Sequence[SupportRequest], act: str, by: Actor, at: datetime) -> None:
    SupportRequest.objects.bulk_update(rows, CHANGED)
    record_many([Told(Verb.SUPPORT_DECIDED, row, {"act": act}) for row in rows], by=by, at=at)
