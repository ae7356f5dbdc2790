"""Verbs of the Administration on requests for support: taken up, decided, taken back, ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import letters_of_registrations as letters
from intersession.participation import supporting
from intersession.participation.actions._support import (
    WhyNeeded,
    follow,
    free,
    live,
    locked,
    moved,
    remember,
    seat_of,
)
from intersession.participation.checks_of_registrations import for_the_office
from intersession.participation.models import ProposedList, Seat, SupportRequest
from intersession.participation.queries.eligibility import findings

State = SupportRequest.State
MOST_AT_ONCE, MOST_RANK = 500, 5_000


class ReasonForOtherwise(Refusal):
    message = _(
        "Not all criteria are met by %(name)s. You may find otherwise: say why, and it is kept."
    )


class NothingToTakeBack(Refusal):
    message = _(
        "The last step of this request cannot be taken back here. What follows from an offered "
        "seat is changed on the page of the room."
    )


class NobodyChosen(Refusal):
    message = _("Choose at least one request.")


class TooManyAtOnce(Refusal):
    message = _("Decide on at most %(most)s requests at once.")


class NotTravelledYet(Refusal):
    message = _("The meeting has not begun: nobody can have made the journey yet.")


class RankWrong(Refusal):
    message = _("A rank is a number from 1 to %(most)s.")


class NoListYet(Refusal):
    message = _("No list is proposed whose order could be followed.")


@dataclass(frozen=True, kw_only=True)
class Decision:
    why: str = ""
    consulted: str = ""
    funds: str = ""
    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class Left:
    """A request on which nothing was decided, and why."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Decided:
    done: int
    left: list[Left]


@transaction.atomic
def take_up_requests(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Of all who ask for support and have no request yet; how many there were."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rows = for_the_office(meeting.pk).filter(support=True, request=None)
    return len(follow(list(rows.select_related("delegation")), by=by, at=at))


@transaction.atomic
def decide_request(
    *, request: SupportRequest, act: str, given: Decision, by: Actor, at: datetime
) -> SupportRequest:
    """One of `supporting.OF_THE_OFFICE`. What is found otherwise than by the facts has a reason."""
    seat = seat_of(request.registration) if act == "cancel" else None
    row = locked(request, given.seen)
    if act != "cancel":
        live(row)
    if act in supporting.SEVERAL:
        _found(row, act, given.why)
    if act == "travelled" and at < row.registration.meeting.starts_at:
        raise NotTravelledYet
    more: dict[str, Any] = {"seat": True} if seat else {}
    moved(row, act, given.why.strip(), by=by, at=at, **more)
    _written(row, act, given, at)
    if act in (*supporting.SEVERAL, "cancel"):
        row.decided_at, row.decided_by = at, str(by)[:300]
    row.save()
    record(Verb.SUPPORT_DECIDED, by=by, at=at, subject=row, act=act)
    free(seat, by=by, at=at)
    if act == "cancel" and seat:
        letters.write("support_cancel", row.registration, why=row.reason, by=by, at=at)
    return row


def _found(row: SupportRequest, act: str, why: str) -> None:
    who = row.registration
    found = findings(who.meeting, [who])[who.pk]
    row.findings = [one.plain() for one in found]
    if act == "eligible" and not why.strip() and not all(one.held for one in found):
        raise ReasonForOtherwise(name=who.badge_name)


def _written(row: SupportRequest, act: str, given: Decision, at: datetime) -> None:
    if act in (*supporting.SEVERAL, "cancel"):
        row.reason = given.why.strip()[:500]
    row.consulted = given.consulted.strip()[:300] or row.consulted
    row.funds = given.funds.strip()[:200] or row.funds
    if act == "travelled":
        row.travelled_at = at
    if act == "cancel":
        row.cancelled_at = at


@transaction.atomic
def decide_requests(
    *,
    chosen: Sequence[tuple[SupportRequest, str]],
    act: str,
    given: Decision,
    by: Actor,
    at: datetime,
) -> Decided:
    """Each with the version that the preview showed; what cannot be done is left out and told."""
    if not chosen:
        raise NobodyChosen
    if len(chosen) > MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    if supporting.ACTS[act].why and not given.why.strip():
        raise WhyNeeded
    done, left = 0, []
    for row, seen in chosen:
        one = Decision(why=given.why, consulted=given.consulted, seen=seen)
        try:
            with transaction.atomic():
                decide_request(request=row, act=act, given=one, by=by, at=at)
            done += 1
        except Refusal as refusal:
            left.append(Left(name=row.registration.badge_name, why=str(refusal)))
    return Decided(done=done, left=left)


@transaction.atomic
def take_back(
    *, request: SupportRequest, why: str, seen: str = "", by: Actor, at: datetime
) -> SupportRequest:
    """The last step, with a reason: it stands as before. Without a ticket nothing is locked."""
    row = locked(request, seen)
    if not why.strip():
        raise WhyNeeded
    step = supporting.last_step(row)
    if step is None:
        raise NothingToTakeBack
    row.state = step["was"]
    for name, nothing in supporting.OF_A_STEP[step["act"]].items():
        setattr(row, name, nothing)
    if step["act"] == "settle":
        row.lines.update(spent=None)
    remember(row, supporting.TAKE_BACK, why.strip(), by=by, at=at)
    row.save()
    record(Verb.SUPPORT_TAKEN_BACK, by=by, at=at, subject=row, act=step["act"])
    return row


@transaction.atomic
def rank_request(
    *, request: SupportRequest, rank: int, seen: str = "", by: Actor, at: datetime
) -> SupportRequest:
    """To this place of the order; the others of the meeting move on."""
    if not 1 <= rank <= MOST_RANK:
        raise RankWrong(most=MOST_RANK)
    Meeting.objects.select_for_update(of=("self",)).get(pk=request.registration.meeting_id)
    row = locked(request, seen)
    live(row)
    if not supporting.may("rank", row.state):
        moved(row, "rank", by=by, at=at)
    meeting = row.registration.meeting
    others = _ranked(meeting, without=row.pk)
    others.insert(max(0, rank - 1 - _beyond(meeting)), row)
    _in_order(meeting, others, by=by, at=at)
    record(Verb.SUPPORT_RANKED, by=by, at=at, subject=row, rank=row.rank)
    return row


@transaction.atomic
def rank_as_proposed(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """In the order of the list that is proposed: seats, then reserves; how many were ranked."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    seats = Seat.objects.filter(on__meeting=meeting).exclude(on__state=ProposedList.State.SET_ASIDE)
    states = (Seat.State.PROPOSED, Seat.State.RESERVE)
    order = list(
        seats.filter(state__in=states).order_by("place", "pk").values_list("registration", "state")
    )
    if not order:
        raise NoListYet
    first = [pk for pk, state in order if state == Seat.State.PROPOSED]
    wanted = [*first, *(pk for pk, state in order if state == Seat.State.RESERVE)]
    known = {one.registration_id: one for one in _to_rank(meeting)}
    rows = [known[pk] for pk in wanted if pk in known]
    rows += [one for pk, one in known.items() if pk not in set(wanted) and one.rank]
    _in_order(meeting, rows, by=by, at=at)
    record(Verb.SUPPORT_ALL_RANKED, by=by, at=at, subject=meeting, requests=len(rows))
    return len(rows)


def _to_rank(meeting: Meeting) -> list[SupportRequest]:
    rows = SupportRequest.objects.filter(
        registration__meeting=meeting, state__in=supporting.ACTS["rank"].of
    )
    return list(
        rows.select_for_update(of=("self",)).select_related("registration").order_by("rank")
    )


def _ranked(meeting: Meeting, without: int) -> list[SupportRequest]:
    return [one for one in _to_rank(meeting) if one.rank and one.pk != without]


def _beyond(meeting: Meeting) -> int:
    """The last rank of those to whom a seat was offered: they keep theirs."""
    states = supporting.HELD | supporting.LOCKED
    rows = SupportRequest.objects.filter(registration__meeting=meeting, state__in=states)
    return rows.aggregate(last=Max("rank"))["last"] or 0


def _in_order(meeting: Meeting, rows: Sequence[SupportRequest], *, by: Actor, at: datetime) -> None:
    """A step only for whom it is one: a rank that moves on is none."""
    for place, row in enumerate(rows, 1 + _beyond(meeting)):
        row.rank = place
        if row.state == State.ELIGIBLE:
            moved(row, "rank", by=by, at=at)
    SupportRequest.objects.bulk_update(
        rows, ["rank", "state", "history", "changes", "changed_at", "changed_by"]
    )
