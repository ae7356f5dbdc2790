"""One request for support: decided, its lines, letter, ticket, journey, settlement."""

import io
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pypdf import PdfReader

from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.participation import supporting
from intersession.participation.actions import (
    corrections,
    decisions,
    dossiers,
    forgetting,
    room_lists,
    support,
    taken_in,
)
from intersession.participation.actions import support_costs as costs
from intersession.participation.actions import support_journeys as journeys
from intersession.participation.actions._support import (
    JourneySettled,
    LockedByTicket,
    RegistrationCancelled,
    TicketFirst,
)
from intersession.participation.models import CostLine, Registration, Seat, SupportRequest
from intersession.participation.tests import support_cast as cast
from intersession.participation.tests.room_cast import AT, WHO, rules
from intersession.participation.tests.support_cast import FIRST, SUPPORT, fresh, who_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Any:
    return cast.meeting()


@pytest.fixture
def officer(client: Any, meeting: Any) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


@pytest.fixture
def row(meeting: Any) -> SupportRequest:
    return cast.estimated_with_rates(meeting)


def words(answer: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


def at(row: SupportRequest, act: str = "") -> str:
    return f"{SUPPORT}{row.uid}/{act}/" if act else f"{SUPPORT}{row.uid}/"


def kept(row: SupportRequest) -> dict[str, int]:
    return {one.kind: one.quantity * one.rate for one in row.lines.all()}


def test_the_page_shows_path_costs_findings_and_what_may_be_done(officer, meeting, row):
    cast.criterion(source="A decision")
    page = words(officer.get(at(row)))
    assert "USD 380" in page and "A circular" in page and "not from capital" in page
    assert "Find eligible" in page and "Record the ticket" not in page
    assert officer.get(f"{SUPPORT}{meeting.uid}/").status_code == 404


def test_the_fare_follows_the_distance_and_a_line_by_hand_survives_a_new_estimate(
    officer, meeting, row
):
    assert kept(row) == {"fare": 61_800, "dsa": 152_000, "terminal": 15_200}
    sent = {"kind": "fare", "rate": "900.50", "quantity": "1", "source": "Offer of 3 March"}
    officer.post(at(row, "lines"), sent)
    cast.rates(meeting, fare_per_km=40, dsa=40_000)
    officer.post(at(row, "reckon"))
    assert kept(row) == {"fare": 90_050, "dsa": 160_000, "terminal": 15_200}
    line = row.lines.get(kind="fare")
    officer.post(f"{at(row, 'lines')}{line.uid}/remove/")
    officer.post(at(row, "reckon"))
    assert kept(row)["fare"] == 83_600


@pytest.mark.parametrize(
    "given",
    [
        {"rate": "-1"},
        {"rate": "99999999999999"},
        {"quantity": "0"},
        {"quantity": "61"},
        {"source": ""},
        {"kind": "other"},
        {"kind": "yacht"},
        {"rate": "much"},
    ],
)
def test_a_line_that_cannot_be_is_said_and_what_was_written_stays_on_the_page(officer, row, given):
    sent = {"kind": "dsa", "rate": "400", "quantity": "5", "source": "Note 7", **given}
    before = kept(row)
    answer = officer.post(at(row, "lines"), sent)
    assert answer.status_code == 422 and kept(row) == before
    assert "Note 7" in answer.content.decode() or given == {"source": ""}


def test_an_officer_may_find_otherwise_than_the_facts_with_a_reason(officer, row):
    cast.criterion()
    refused = officer.post(at(row, "decide"), {"act": "eligible"})
    assert refused.status_code == 422 and "Not all criteria are met" in words(refused)
    officer.post(at(row, "decide"), {"act": "eligible", "why": "Leads the delegation"})
    assert fresh(row).state == "eligible" and fresh(row).reason == "Leads the delegation"
    assert officer.post(at(row, "decide"), {"act": "not_eligible"}).status_code == 422
    officer.post(at(row, "decide"), {"act": "not_eligible", "why": "Has other money"})
    assert fresh(row).state == "not_eligible"


def test_two_officers_at_one_request_do_not_write_over_each_other(officer, row):
    seen = supporting.version(row)
    cast.decide(row, "eligible")
    answer = officer.post(at(row, "decide"), {"act": "not_eligible", "why": "x", "seen": seen})
    assert answer.status_code == 422 and "Somebody else changed this request" in words(answer)
    assert fresh(row).state == "eligible"


def test_the_last_step_is_taken_back_with_a_reason_and_the_one_before_it_too(officer, row):
    cast.ticketed(row)
    cast.decide(row, "travelled")
    assert officer.post(at(row, "decide"), {"act": "take_back"}).status_code == 422
    officer.post(at(row, "decide"), {"act": "take_back", "why": "Did not travel"})
    assert fresh(row).state == "ticketed"
    officer.post(at(row, "decide"), {"act": "take_back", "why": "Another flight"})
    back = fresh(row)
    assert (back.state, back.ticket, back.travels_on) == ("accepted", "", None)
    answer = officer.post(at(row, "decide"), {"act": "take_back", "why": "All of it"})
    assert answer.status_code == 422 and "cannot be taken back here" in words(answer)


@pytest.mark.parametrize("act", ["travelled", "letter", "take_back", "settle", "offer", ""])
def test_an_act_that_the_state_does_not_know_is_refused_in_words(officer, row, act):
    answer = officer.post(at(row, "decide"), {"act": act, "why": "x"})
    assert answer.status_code == 422 and fresh(row).state == "requested"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"returns_on": "2012-04-10"}, "is before the way there"),
        ({"travels_on": "2012-05-02", "returns_on": "2012-05-03"}, "comes too late"),
        ({"travels_on": "2011-04-16"}, "at most 60 days"),
        ({"travels_on": "soon"}, "Enter a valid date"),
        ({"ticket": " "}, "This field is required"),
    ],
)
def test_a_ticket_that_cannot_be_is_refused_in_words(officer, row, given, said):
    cast.put(row, "accepted")
    sent = {"route": "Marenia–Geneva", "ticket": "T1", "travels_on": "2012-04-16"}
    answer = officer.post(at(row, "ticket"), {**sent, "returns_on": "2012-04-19", **given})
    assert answer.status_code == 422 and said in words(answer)
    assert fresh(row).state == "accepted"


def test_a_ticket_locks_names_until_it_is_taken_back(officer, row):
    sent = {"route": "Marenia–Geneva", "ticket": "T1", "travels_on": "2012-04-16"}
    cast.put(row, "accepted")
    officer.post(at(row, "ticket"), {**sent, "returns_on": "2012-04-19"})
    assert fresh(row).state == "ticketed"
    who = who_of(row)
    Registration.objects.filter(pk=who.pk).update(function="Head of unit", from_capital=True)
    change = {"registration": who, "given": {"family_name": "RUIZ LÓPEZ"}, "send": True}
    with pytest.raises(LockedByTicket) as said:
        dossiers.write_registration(**change, **WHO)
    assert "Family name" in str(said.value)
    assert who_of(row).family_name == "RUIZ"
    dossiers.write_registration(**{**change, "given": {"phone": "+41 22 1"}}, **WHO)
    support.take_back(request=row, why="The passport says otherwise", **WHO)
    dossiers.write_registration(**change, **WHO)
    assert who_of(row).family_name == "RUIZ LÓPEZ"


def test_no_other_way_leads_around_the_lock_of_a_ticket(row, meeting):
    cast.ticketed(row)
    Registration.objects.update(state="confirmed")
    who = who_of(row)
    names = {"family_name": "RUIZ LÓPEZ"}
    listed = [taken_in.Changing(registration=who.pk, facts=names)]
    for act in (
        lambda: corrections.correct_line(registration=who, asked=names, **WHO),
        lambda: taken_in.take_in_people(meeting=meeting, acts=listed, **WHO),
        lambda: taken_in.put_back_person(registration=who, facts={"support": False}, **WHO),
    ):
        with pytest.raises(LockedByTicket, match="The ticket was made out for"):
            act()
    dossiers.ask_deletion(registration=who, by=WHO["by"], at=meeting.starts_at)
    with pytest.raises(forgetting.JourneyFirst, match="travels with a ticket"):
        forgetting.answer_deletion(
            registration=who, yes=True, by=WHO["by"], at=meeting.starts_at + timedelta(hours=1)
        )
    assert who_of(row).family_name == "RUIZ" and fresh(row).route


def test_a_registration_with_a_ticket_is_cancelled_only_after_the_ticket(row):
    cast.ticketed(row)
    who = who_of(row)
    for act in (
        lambda: decisions.decide(registration=who, act="cancel", why="Ill", **WHO),
        lambda: dossiers.withdraw_registration(registration=who, why="Ill", **WHO),
    ):
        with pytest.raises(TicketFirst, match="A ticket was bought"):
            act()
    assert who_of(row).state == "submitted"
    cast.decide(row, "cancel", "Ill; the ticket is given back")
    decisions.decide(registration=who, act="cancel", why="Ill", **WHO)
    assert fresh(row).state == "cancelled"


def test_the_registration_of_a_settled_journey_is_not_cancelled(row):
    cast.put(row, "settled")
    who = who_of(row)
    with pytest.raises(JourneySettled, match="is settled, so the registration stays"):
        decisions.decide(registration=who, act="cancel", why="Ill", **WHO)
    dossiers.ask_deletion(registration=who, **WHO)
    forgetting.answer_deletion(registration=who, yes=True, **WHO)
    assert (who_of(row).badge_name, fresh(row).state) == ("—", "settled")


def test_with_a_cancelled_registration_goes_its_request_and_comes_back_with_it(row):
    who = who_of(row)
    decisions.decide(registration=who, act="cancel", why="Cannot come", **WHO)
    assert fresh(row).state == "cancelled"
    with pytest.raises(RegistrationCancelled):
        cast.decide(cast.put(row, "requested"), "eligible")
    cast.put(row, "cancelled")
    decisions.decide(registration=who, act="restore", **WHO)
    assert fresh(row).state == "requested"


def test_settling_above_the_offer_needs_a_reason_and_what_is_left_is_free(officer, meeting, row):
    rules(meeting, budget=1_000_000)
    cast.ticketed(row)
    cast.decide(row, "travelled")
    spent = {f"spent-{line.uid}": "1000" for line in row.lines.all()}
    refused = officer.post(at(row, "settle"), spent)
    assert refused.status_code == 422 and "USD 3,000 is more than the USD 2,290" in words(refused)
    assert officer.post(at(row, "settle"), {}).status_code == 422
    assert officer.post(at(row, "settle"), {**spent, next(iter(spent)): "-5"}).status_code == 422
    assert fresh(row).state == "travelled"
    officer.post(at(row, "settle"), {**spent, "why": "A strike"})
    assert fresh(row).state == "settled"
    assert set(row.lines.values_list("spent", flat=True)) == {100_000}
    refused = officer.post(at(row, "lines"), {"kind": "fare", "rate": "1", "source": "x"})
    assert refused.status_code == 422
    support.take_back(request=row, why="A line was wrong", **WHO)
    assert set(row.lines.values_list("spent", flat=True)) == {None}


def test_the_letter_is_numbered_in_the_language_asked_and_says_only_what_the_dossier_holds(
    officer, meeting, row
):
    assert officer.get(at(row, "letter")).status_code == 404
    who = who_of(cast.put(row, "accepted"))
    Registration.objects.filter(pk=who.pk).update(given_name="", function="Head of unit")
    answer = officer.post(at(row, "decide"), {"act": "letter"})
    assert answer.status_code == 422 and "names as in the passport" in words(answer)
    Registration.objects.filter(pk=who.pk).update(given_name="Ana")
    officer.post(at(row, "decide"), {"act": "letter"})
    assert (fresh(row).state, fresh(row).letter_number) == ("visa", "V/2012/1")
    said = letter(officer.get(f"{at(row, 'letter')}?language=fr"))
    assert "V/2012/1" in said and "Ana RUIZ" in said and "Head of unit" in said
    assert "Marenia" in said and "avril 2012" in said
    english = letter(officer.get(at(row, "letter")))
    assert "fare, daily subsistence allowance and terminal" in english
    assert "journey" not in english.replace("for the journey", "") and "born" not in english
    journeys.record_ticket(request=row, facts=cast.ticket(), **WHO)
    assert "16 April 2012" in letter(officer.get(at(row, "letter")))


def test_letters_have_numbers_of_the_year_that_are_never_given_twice(meeting, row):
    other = cast.asking(meeting, "arvoria")
    for one in (row, other):
        journeys.issue_letter(request=cast.put(one, "accepted"), **WHO)
    support.take_back(request=row, why="Wrong names", **WHO)
    journeys.issue_letter(request=row, **WHO)
    numbers = SupportRequest.objects.order_by("pk").values_list("letter_number", flat=True)
    assert list(numbers) == ["V/2012/1", "V/2012/2"]


def letter(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    said = " ".join(page.extract_text() for page in pages)
    return " ".join(said.replace("\u00a0", " ").split())


def test_thirty_days_after_the_meeting_route_ticket_and_letter_are_gone_and_sums_stay(meeting, row):
    cast.put(row, "accepted")
    journeys.issue_letter(request=row, **WHO)
    cast.ticketed(row)
    rules(meeting, seats=1)
    room_lists.propose_list(meeting=meeting, **WHO)
    Seat.objects.update(state="declined", answer="Ill", overruled="Ranked too low")
    later = meeting.ends_at + timedelta(days=60)
    forgetting.forget_registrations(by=WHO["by"], at=later)
    left = fresh(row)
    assert (left.route, left.ticket, left.letter_number) == ("", "", "")
    assert Seat.objects.values_list("answer", "overruled").get() == ("", "Ranked too low")
    assert left.travels_on is None and not any(step["why"] for step in left.history)
    assert left.state == "ticketed" and CostLine.objects.filter(request=row).count() == 3
    with pytest.raises(support.NotTravelledYet):
        support.decide_request(request=row, act="travelled", given=support.Decision(), **WHO)
    cast.decide(row, "travelled")
    spent = {str(one.uid): 0 for one in row.lines.all()}
    costs.settle_request(request=row, spent=spent, **WHO)
    assert fresh(row).state == "settled"


def test_the_first_day_and_the_hour_of_these_tests_are_what_they_say(meeting):
    assert meeting.starts_at.date() == FIRST and AT < meeting.starts_at
