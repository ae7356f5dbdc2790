"""Seats are offered by mail with a deadline, answered, and given to others where one declines."""

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.meetings.models import Meeting
from intersession.outbox.models import Mail
from intersession.participation import registering
from intersession.participation.actions import offers, replacing, room_lists
from intersession.participation.models import Call, ProposedList, Registration, Seat
from intersession.participation.queries.room import seats_to_offer
from intersession.participation.tests.cast import clock
from intersession.participation.tests.room_cast import (
    AT,
    WHO,
    nominee,
    rules,
    state,
    target,
    workshop,
)

pytestmark = pytest.mark.django_db
ROOM = "/participation/w/room/"
UNTIL = AT + timedelta(days=10)


@pytest.fixture
def meeting() -> Meeting:
    clock(AT)
    return workshop()


@pytest.fixture
def officer(client: Any, meeting: Meeting) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


@pytest.fixture
def listed(meeting: Meeting) -> Meeting:
    """Two of four have a proposed seat."""
    rules(meeting, seats=2)
    for n in range(4):
        nominee(meeting, state(f"s{n}"), badge_name=f"Expert {n}", language="fr" if n else "es")
    room_lists.propose_list(meeting=meeting, **WHO)
    return meeting


def call(meeting: Meeting) -> None:
    Call.objects.create(
        meeting=meeting,
        opens_at=AT - timedelta(days=9),
        nominations_close_at=AT + timedelta(days=9),
        registrations_close_at=AT + timedelta(days=90),
    )


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def of(name: str) -> Seat:
    return Seat.objects.get(registration__badge_name=name, on__state="offered")


def offered(meeting: Meeting) -> list[Seat]:
    offers.offer_seats(meeting=meeting, answer_by=UNTIL, **WHO)
    return list(Seat.objects.filter(state="offered").order_by("place"))


def test_the_mails_are_seen_before_and_each_person_gets_one_in_their_language(officer, listed):
    page = officer.get(f"{ROOM}offer/").content.decode()
    assert page.count('class="receipt gap"') == 2
    sent = {"day": "2011-11-01", "hour": "18:00"}
    assert not Mail.objects.exists()
    officer.post(f"{ROOM}offer/", sent)
    mails = Mail.objects.filter(purpose="action_required").order_by("to")
    people = Registration.objects.filter(
        pk__in=Seat.objects.filter(state="offered").values("registration")
    )
    assert [mail.to for mail in mails] == sorted(people.values_list("email", flat=True))
    assert all(mail.link.startswith("/participation/registration/") for mail in mails)
    assert {mail.language for mail in mails} == set(people.values_list("language", flat=True))
    assert ProposedList.objects.get().state == "offered"


def test_a_second_offer_writes_to_nobody_twice(officer, listed):
    offered(listed)
    answer = officer.post(f"{ROOM}offer/", {"day": "2011-11-01", "hour": "18:00"})
    assert answer.status_code == 422 and "No seat is left to offer" in words(answer)
    assert Mail.objects.count() == 2


@pytest.mark.parametrize("day", ["2011-10-19", "2012-12-01"])
def test_a_deadline_lies_between_now_and_the_meeting(officer, listed, day):
    answer = officer.post(f"{ROOM}offer/", {"day": day, "hour": "18:00"})
    assert answer.status_code == 422 and "The deadline is after now" in words(answer)
    assert f'value="{day}"' in answer.content.decode() and not Mail.objects.exists()


def test_whom_no_mail_reaches_is_named_and_nobody_is_written_to(officer, listed):
    who = Seat.objects.filter(state="proposed")[0].registration
    Registration.objects.filter(pk=who.pk).update(email="")
    answer = officer.post(f"{ROOM}offer/", {"day": "2011-11-01", "hour": "18:00"})
    assert answer.status_code == 422 and who.badge_name in words(answer)
    assert not Mail.objects.exists()


def test_seats_that_were_offered_are_not_proposed_again(officer, listed):
    offered(listed)
    answer = officer.post(f"{ROOM}propose/")
    assert answer.status_code == 422 and "Replace who declines instead" in words(answer)


def test_an_officer_records_what_was_said_by_telephone(officer, listed):
    seat = offered(listed)[0]
    place = f"{ROOM}seats/{seat.uid}/answer/"
    refused = officer.post(place, {"accept": "no", "channel": "phone"})
    assert refused.status_code == 422 and "Say in a few words why" in words(refused)
    officer.post(place, {"accept": "yes", "channel": "phone"})
    seat.refresh_from_db()
    assert seat.state == "accepted"
    assert "accepted" in words(officer.get(ROOM))


def test_the_link_accepts_until_the_deadline_and_declines_at_any_time(listed):
    first, second = offered(listed)
    late = {**WHO, "at": UNTIL + timedelta(hours=1)}
    with pytest.raises(offers.OfferOver):
        offers.answer_seat(seat=first, accept=True, **late)
    offers.answer_seat(seat=second, accept=False, why="Ill", **late)
    second.refresh_from_db()
    assert second.state == "declined"
    with pytest.raises(offers.AnsweredAlready):
        offers.answer_seat(seat=second, accept=False, why="Ill", **late)


def test_whoever_declined_is_replaced_and_all_others_keep_their_seats(officer, listed):
    kept, gone = offered(listed)
    offers.answer_seat(seat=gone, accept=False, why="Cannot leave", **WHO)
    page = words(officer.post(f"{ROOM}replace/", follow=True))
    assert "Comes instead of somebody who declined" in page
    kept.refresh_from_db()
    new = Seat.objects.get(state="proposed")
    assert kept.state == "offered" and new.instead_of == gone
    assert new.registration_id not in {kept.registration_id, gone.registration_id}
    again = officer.post(f"{ROOM}replace/")
    assert again.status_code == 422 and "Nobody has declined" in words(again)
    assert len(seats_to_offer(listed)) == 1


def test_a_replacement_keeps_a_condition_where_somebody_can(meeting):
    rules(meeting, seats=2)
    nominee(meeting, state("a"), gender="man")
    for n in range(2):
        nominee(meeting, state(f"b{n}"), gender="woman", badge_name=f"Woman {n}")
    nominee(meeting, state("c"), gender="man")
    target(meeting, ("gender", "woman"), least=1, most=1, wished=False)
    room_lists.propose_list(meeting=meeting, **WHO)
    woman = next(one for one in offered(meeting) if one.registration.gender == "woman")
    offers.answer_seat(seat=woman, accept=False, why="Ill", **WHO)
    replacing.replace_declined(meeting=meeting, **WHO)
    assert Seat.objects.get(state="proposed").registration.gender == "woman"


def test_where_nobody_is_left_it_is_said(meeting):
    rules(meeting, seats=1)
    nominee(meeting, state("a"))
    room_lists.propose_list(meeting=meeting, **WHO)
    offers.answer_seat(seat=offered(meeting)[0], accept=False, why="Ill", **WHO)
    with pytest.raises(replacing.NobodyLeft):
        replacing.replace_declined(meeting=meeting, **WHO)


def test_a_person_takes_the_seat_on_their_own_page(client, listed):
    seat = offered(listed)[0]
    call(listed)
    page = registering.address_of(seat.registration)
    shown = words(client.get(page, {"lang": "en"}, follow=True))
    assert (
        "Votre place financée" in shown or "Su plaza financiada" in shown or "Your funded" in shown
    )
    client.post(f"{page}seat/", {"answer": "accept"})
    seat.refresh_from_db()
    assert seat.state == "accepted" and seat.answered_at == AT


def test_declining_needs_a_word_and_what_was_written_is_not_lost(client, listed):
    seat = offered(listed)[0]
    call(listed)
    page = registering.address_of(seat.registration)
    refused = client.post(f"{page}seat/", {"answer": "decline", "why": " "})
    assert refused.status_code == 422
    client.post(f"{page}seat/", {"answer": "decline", "why": "I am ill"})
    seat.refresh_from_db()
    assert (seat.state, seat.answer) == ("declined", "I am ill")


def test_who_is_only_thought_of_reads_nothing_of_it(client, listed):
    call(listed)
    seat = Seat.objects.filter(state="proposed")[0]
    page = registering.address_of(seat.registration)
    assert 'id="seat"' not in client.get(page).content.decode()
    assert client.post(f"{page}seat/", {"answer": "accept"}).status_code == 404
