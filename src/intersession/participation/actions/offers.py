"""Verbs of seats: offered with a deadline, accepted, declined, replaced."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import drawing, offers
from intersession.participation.actions import _support_seats as support
from intersession.participation.models import ProposedList, Registration, Seat
from intersession.participation.queries.costs import lines_of
from intersession.participation.queries.room import seats_to_offer
from intersession.participation.room_words import STATES
from intersession.ui.dates import moment
from intersession.ui.text import text

State = Seat.State
FREE = (State.DECLINED, State.TAKEN_OUT)


class NothingToOffer(Refusal):
    message = _("No seat is left to offer. Propose a list first, or replace who declined.")


class DeadlineWrong(Refusal):
    message = _("The deadline is after now and before the meeting begins.")


class NoAddress(Refusal):
    message = _(
        "No mail reaches these people; write an e-mail address first, or ask them and record the "
        "answer: %(names)s."
    )


class AnsweredAlready(Refusal):
    message = _("This seat cannot be answered: it is %(state)s.")


class OfferOver(Refusal):
    message = _("The offer ended on %(when)s. Write to the Administration if you still can come.")


class RegistrationCancelled(Refusal):
    message = _("The registration was cancelled, so the seat cannot be taken.")


class SeatGiven(Refusal):
    message = _("The seat was given to somebody else in the meantime.")


class SupportCancelled(Refusal):
    message = _("The Administration cancelled the support; the seat cannot be taken by the link.")


class WhyMissing(Refusal):
    message = _("Say in a few words why; only the Administration reads it.")


@transaction.atomic
def offer_seats(
    *, meeting: Meeting, answer_by: datetime, consulted: str = "", by: Actor, at: datetime
) -> int:
    """All seats of the list that were not offered yet: a mail each; how many there were.

    The requests for support are offered with them. `consulted`: who was, before.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not at < answer_by < meeting.starts_at:
        raise DeadlineWrong()
    drawing.none_waits(meeting)
    seats = seats_to_offer(meeting)
    if not seats:
        raise NothingToOffer()
    if unreached := [one.registration.badge_name for one in seats if not one.registration.email]:
        raise NoAddress(names=", ".join(unreached[:10]))
    support.offered(meeting, seats, consulted, by=by, at=at)
    paid = lines_of(seats)
    for seat in seats:
        seat.state, seat.offered_at, seat.answer_by = State.OFFERED, at, answer_by
        offers.write(seat, answer_by, paid.get(seat.registration_id, ()), by=by, at=at)
    Seat.objects.bulk_update(seats, ["state", "offered_at", "answer_by", "cost"])
    row = seats[0].on
    ProposedList.objects.filter(pk=row.pk).update(state=ProposedList.State.OFFERED)
    record(Verb.SEATS_OFFERED, by=by, at=at, subject=row, seats=len(seats), until=str(answer_by))
    return len(seats)


@transaction.atomic
def answer_seat(
    *,
    seat: Seat,
    accept: bool,
    channel: str = offers.LINK,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Seat:
    """By the person's own link until the deadline, or as an officer heard it at any time."""
    row = _locked(seat)
    own, to = channel == offers.LINK, State.ACCEPTED if accept else State.DECLINED
    if to not in offers.ANSWERS.get(row.state, frozenset()):
        raise AnsweredAlready(state=STATES[row.state][1])
    if own and accept and row.answer_by and at > row.answer_by:
        place = row.on.meeting
        raise OfferOver(when=moment(row.answer_by, text(place.place), place.time_zone))
    if accept:
        _can_be_taken(row, own)
    if not accept and not why.strip():
        raise WhyMissing()
    row.state, row.answered_at, row.answer = to, at, "" if accept else why.strip()[:500]
    row.save()
    support.answered(row, accept, row.answer, by=by, at=at)
    about: dict[str, Any] = {"state": row.state, "channel": channel}
    record(Verb.SEAT_ANSWERED, by=by, at=at, subject=row, **about)
    return row


def _locked(seat: Seat) -> Seat:
    """With its meeting, so that nobody gives it away meanwhile."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=seat.on.meeting_id)
    rows = Seat.objects.select_for_update(of=("self",))
    return rows.select_related("on__meeting", "registration").get(pk=seat.pk)


def _can_be_taken(row: Seat, own: bool) -> None:
    """Whoever declined may think better of it while the seat is free; what the Administration
    cancelled, nobody takes back by the own link."""
    if row.registration.state == Registration.State.CANCELLED:
        raise RegistrationCancelled()
    if Seat.objects.filter(instead_of=row).exclude(state__in=FREE).exists():
        raise SeatGiven()
    if own and row.state == State.DECLINED and not support.declined_by_the_person(row):
        raise SupportCancelled()
