"""A seat and its request for support are one truth."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.outbox.models import Mail
from intersession.participation.actions import (
    decisions,
    delegations,
    dossiers,
    nominees,
    offers,
    replacing,
    room_lists,
)
from intersession.participation.actions._support import TicketFirst
from intersession.participation.actions._support_seats import NotDecidedYet, NotToBeOffered
from intersession.participation.models import Seat, SupportRequest
from intersession.participation.tests import cast as delegating
from intersession.participation.tests import support_cast as cast
from intersession.participation.tests.room_cast import AT, WHO, rules
from intersession.participation.tests.support_cast import fresh

pytestmark = pytest.mark.django_db
UNTIL = AT + timedelta(days=10)


@pytest.fixture
def meeting() -> Any:
    made = cast.meeting()
    rules(made, seats=1, costs={"": 100_000})
    return made


def offered(meeting: Any, **given: Any) -> Seat:
    room_lists.propose_list(meeting=meeting, **WHO)
    offers.offer_seats(meeting=meeting, answer_by=UNTIL, **given, **WHO)
    return Seat.objects.get(state="offered")


def answer(seat: Seat, accept: bool) -> Seat:
    told = {"accept": accept, "why": "" if accept else "Ill", "channel": "phone"}
    return offers.answer_seat(seat=seat, **told, **WHO)


def test_offered_accepted_and_declined_with_the_seat_and_the_mail_says_what_is_paid(meeting):
    cast.rates(meeting)
    row = cast.decide(cast.estimated(meeting), "eligible")
    seat = offered(meeting, consulted="The Chair")
    row = fresh(row)
    assert (row.state, row.consulted, row.decided_at) == ("offered", "The Chair", AT)
    assert seat.cost == 229_000
    body = Mail.objects.get(purpose="action_required").body.replace("\u00a0", " ")
    assert "fare USD 618, daily allowance for 4 nights USD 1,520" in body
    assert "together USD 2,290" in body
    answer(seat, True)
    assert fresh(row).state == "accepted"
    answer(seat, False)
    assert fresh(row).state == "cancelled" and fresh(row).history[-1]["why"] == "Ill"
    answer(seat, True)
    assert fresh(row).state == "accepted" and fresh(row).cancelled_at is None


def test_a_seat_is_not_offered_to_whom_support_was_refused_or_is_undecided(meeting):
    row = cast.asking(meeting)
    room_lists.propose_list(meeting=meeting, **WHO)
    cast.criterion()
    with pytest.raises(NotDecidedYet, match="Expert"):
        offers.offer_seats(meeting=meeting, answer_by=UNTIL, **WHO)
    cast.decide(row, "not_eligible", "Other money")
    with pytest.raises(NotToBeOffered, match="Expert"):
        offers.offer_seats(meeting=meeting, answer_by=UNTIL, **WHO)
    assert Seat.objects.get().state == "proposed" and not Mail.objects.exists()


def test_whose_ticket_is_bought_cannot_decline_by_the_link(meeting):
    row = cast.asking(meeting)
    seat = offered(meeting)
    answer(seat, True)
    cast.ticketed(row)
    with pytest.raises(TicketFirst):
        answer(seat, False)
    assert Seat.objects.get(pk=seat.pk).state == "accepted"


@pytest.mark.parametrize("how", ["support", "registration", "person"])
def test_a_cancelled_request_frees_the_seat_for_somebody_else(meeting, how):
    rows = [cast.asking(meeting, f"s{n}") for n in range(2)]
    seat = offered(meeting)
    row = next(one for one in rows if one.registration_id == seat.registration_id)
    if how == "support":
        cast.decide(row, "cancel", "Has other money")
    elif how == "registration":
        decisions.decide(registration=seat.registration, act="cancel", why="Ill", **WHO)
    else:
        dossiers.withdraw_registration(registration=seat.registration, why="Ill", **WHO)
    assert Seat.objects.get(pk=seat.pk).state == "declined"
    assert fresh(row).state == "cancelled"
    assert replacing.replace_declined(meeting=meeting, **WHO) == 1
    assert Seat.objects.get(state="proposed").registration_id != seat.registration_id


def test_nobody_forgets_a_request_it_comes_with_the_delegation(db):
    made = delegating.cast()
    people = delegating.put_forward(made, "Ana RUIZ", "Omar DIOP", support=True)
    assert not SupportRequest.objects.exists()
    who = {"by": made.by("first"), "at": delegating.AT}
    delegations.send_delegation(meeting=made.meeting, entity=made.marenia, **who)
    assert SupportRequest.objects.count() == 2
    facts = delegating.named("Eva SOLER", support=True)
    added = nominees.add_nominee(meeting=made.meeting, entity=made.marenia, facts=facts, **who)
    assert SupportRequest.objects.filter(registration=added).exists()
    nominees.remove_nominee(nominee=people[0], **who)
    assert SupportRequest.objects.get(registration=people[0]).state == "cancelled"
    nominees.change_nominee(nominee=people[1], facts=delegating.named("Omar DIOP"), **who)
    assert SupportRequest.objects.get(registration=people[1]).state == "cancelled"


@pytest.mark.parametrize("of", ["support", "registration"])
def test_what_the_administration_cancelled_nobody_takes_back_by_the_own_link(meeting, of):
    row = cast.decide(cast.asking(meeting, "aland"), "eligible")
    seat = offered(meeting)
    if of == "support":
        cast.decide(fresh(row), "cancel", "Other money was found")
    else:
        decisions.decide(registration=seat.registration, act="cancel", why="Not needed", **WHO)
    with pytest.raises((offers.SupportCancelled, offers.RegistrationCancelled)):
        offers.answer_seat(seat=seat, accept=True, **WHO)
    assert (Seat.objects.get().state, fresh(row).state) == ("declined", "cancelled")


def test_a_seat_that_was_given_to_somebody_else_is_not_taken_back(meeting):
    for slug in ("aland", "bland"):
        cast.decide(cast.asking(meeting, slug), "eligible")
    seat = offered(meeting)
    answer(seat, False)
    replacing.replace_declined(meeting=meeting, **WHO)
    with pytest.raises(offers.SeatGiven):
        answer(seat, True)
    assert Seat.objects.filter(state="accepted").count() == 0


def test_whoever_declined_may_think_better_of_it_while_the_seat_is_free(meeting):
    cast.decide(cast.asking(meeting, "aland"), "eligible")
    seat = offered(meeting)
    answer(seat, False)
    offers.answer_seat(seat=seat, accept=True, **WHO)
    assert Seat.objects.get().state == "accepted"
