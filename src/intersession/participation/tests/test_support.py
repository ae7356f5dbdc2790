"""The page of support: all requests, their money, what is done to many."""

import re
from functools import partial
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.desk import needs_of_people
from intersession.documents.tests.conftest import signed_in
from intersession.ledger.models import Entry
from intersession.participation.actions import room_lists, support
from intersession.participation.models import Registration, RoomRules, SupportRequest
from intersession.participation.queries import support as queries
from intersession.participation.queries.candidates import pool_of
from intersession.participation.queries.costs import money_of
from intersession.participation.tests import support_cast as cast
from intersession.participation.tests.room_cast import AT, OFFICER, WHO, nominee, rules, state
from intersession.participation.tests.support_cast import SUPPORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Any:
    return cast.meeting()


@pytest.fixture
def officer(client: Any, meeting: Any) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


def words(answer: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ADMINISTRATION, 200), (Role.CHAIR, 200), (Role.AUDITOR, 403)]
)
def test_the_administration_and_the_chair_see_it_and_the_chair_changes_nothing(
    client, meeting, role, status
):
    row = cast.estimated_with_rates(meeting)
    signed_in(client, role)
    page = client.get(SUPPORT)
    assert page.status_code == client.get(f"{SUPPORT}{row.uid}/").status_code == status
    if role == Role.CHAIR:
        assert "Rank as the list is proposed" not in words(page)
        assert client.post(f"{SUPPORT}rank/").status_code == 403
        one = client.post(f"{SUPPORT}{row.uid}/decide/", {"act": "eligible"})
        assert one.status_code == client.get(f"{SUPPORT}rates/").status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_one_request_and_three_ask_the_same_of_the_database(
    meeting, people, django_assert_num_queries
):
    rules(meeting, budget=6_666_700)
    cast.rates(meeting)
    for n in range(people):
        cast.estimated(meeting, f"s{n}")
    with django_assert_num_queries(9):
        found = queries.support_list(meeting, queries.Asked())
    assert len(found.lines) == people and found.without == 0


def test_who_asks_for_support_gets_a_request_by_one_button_and_only_once(officer, meeting):
    nominee(meeting, state("marenia"))
    nominee(meeting, state("arvoria"), support=False)
    nominee(meeting, state("belland"), state="cancelled")
    assert "1 person asks for support and has no request yet" in words(officer.get(SUPPORT))
    for _again in range(2):
        officer.post(f"{SUPPORT}take-up/")
    assert SupportRequest.objects.count() == 1
    assert "Take up the requests" not in words(officer.get(SUPPORT))
    entry = Entry.objects.get(verb="participation:support:requested")
    assert entry.subject.endswith(str(SupportRequest.objects.get().uid))


def test_it_can_be_narrowed_and_taken_along_as_a_sheet(officer, meeting):
    cast.rates(meeting)
    cast.estimated(meeting, "marenia", badge_name="Ana RUIZ")
    cast.decide(cast.asking(meeting, "arvoria", badge_name="Omar DIOP"), "eligible")
    shown = words(officer.get(f"{SUPPORT}?state=eligible&estimate=no"))
    assert "Omar DIOP" in shown and "Ana RUIZ" not in shown
    sheet = officer.get(f"{SUPPORT}?sheet=csv&name=ruiz").content.decode()
    assert "Ana RUIZ" in sheet and "Omar DIOP" not in sheet
    assert officer.get(f"{SUPPORT}?sheet=xlsx").status_code == 200
    assert officer.get(f"{SUPPORT}?state=nonsense&page=99").status_code == 200


def test_eligibility_of_many_is_seen_before_with_its_findings_and_a_reason_where_otherwise(
    officer, meeting
):
    cast.criterion()
    met = cast.asking(meeting, "marenia", from_capital=True)
    missed = cast.asking(meeting, "arvoria", from_capital=False, badge_name="Omar DIOP")
    sent = {"act": "eligible", "chosen": [str(met.uid), str(missed.uid)]}
    seen = officer.post(f"{SUPPORT}several/", sent)
    assert "not from capital, or not said" in words(seen)
    assert set(SupportRequest.objects.values_list("state", flat=True)) == {"requested"}
    hidden = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', seen.content.decode()))
    officer.post(f"{SUPPORT}several/", {**sent, **hidden, "sure": "yes"})
    assert (cast.fresh(met).state, cast.fresh(missed).state) == ("eligible", "requested")
    assert "Not all criteria are met by Omar DIOP" in words(officer.get(SUPPORT))
    why = {"why": "The Chair asks for this expert", "consulted": "The Chair"}
    officer.post(f"{SUPPORT}several/", {**sent, **hidden, **why, "sure": "yes"})
    row = cast.fresh(missed)
    assert (row.state, row.reason, row.consulted) == ("eligible", why["why"], "The Chair")
    assert row.findings == [{"code": "from_capital", "held": False, "day": "", "months": 0}]


@pytest.mark.parametrize(
    "sent", [{}, {"act": "eligible"}, {"act": "settle", "chosen": ["x"]}, {"chosen": "1" * 400}]
)
def test_what_is_not_understood_is_said_and_nothing_happens(officer, meeting, sent):
    cast.asking(meeting)
    assert officer.post(f"{SUPPORT}several/", sent).status_code == 422
    assert SupportRequest.objects.get().state == "requested"


def test_an_estimate_of_all_is_seen_against_the_budget_and_names_what_is_missing(officer, meeting):
    rules(meeting, budget=500_000)
    cast.asking(meeting, "marenia")
    nominee(meeting, state("nowhere"), badge_name="Omar DIOP")
    support.take_up_requests(meeting=meeting, **WHO)
    assert "are not written yet" in words(officer.get(f"{SUPPORT}estimate/"))
    cast.rates(meeting)
    page = words(officer.get(f"{SUPPORT}estimate/"))
    assert "There is USD 5,000" in page and "where the capital of Nowhere lies" in page
    assert not SupportRequest.objects.filter(lines__isnull=False).exists()
    officer.post(f"{SUPPORT}estimate/")
    assert SupportRequest.objects.filter(lines__kind="fare").count() == 1
    assert "1 request has no estimated fare" in words(officer.get(SUPPORT))


def test_the_room_reckons_with_the_estimate_and_says_so_else_with_the_regional_group(
    officer, meeting
):
    rules(meeting, costs={"": 100_000})
    cast.rates(meeting)
    cast.asking(meeting, "marenia")
    cast.asking(meeting, "arvoria")
    row = SupportRequest.objects.first()
    support_costs = cast.support_costs
    support_costs.estimate_requests(meeting=meeting, requests=[row], **WHO)
    pool = pool_of(meeting, money_rules(meeting))
    assert sorted(one.cost for one in pool.candidates)[0] == 100_000
    assert sum(one.quantity * one.rate for one in row.lines.all()) in {
        one.cost for one in pool.candidates
    }
    assert "estimated for 1 of 2 requests" in words(officer.get("/participation/w/room/"))


def money_rules(meeting: Any) -> Any:
    return RoomRules.objects.get(meeting=meeting)


def test_ranks_follow_the_proposed_list_and_can_be_set_by_hand(officer, meeting):
    rules(meeting, seats=1)
    rows = [cast.decide(cast.asking(meeting, f"s{n}"), "eligible") for n in range(3)]
    refused = officer.post(f"{SUPPORT}rank/")
    assert refused.status_code == 422 and "No list is proposed" in words(refused)
    made = room_lists.propose_list(meeting=meeting, **WHO)
    officer.post(f"{SUPPORT}rank/")
    first = made.seats.get(state="proposed").registration
    assert SupportRequest.objects.get(registration=first).rank == 1
    assert SupportRequest.objects.filter(state="ranked").count() >= 1
    last = next(row for row in rows if row.registration_id != first.pk)
    officer.post(f"{SUPPORT}{last.uid}/place/", {"rank": "1"})
    assert cast.fresh(last).rank == 1
    assert SupportRequest.objects.get(registration=first).rank == 2


def test_ranks_go_on_after_those_to_whom_a_seat_was_offered(meeting):
    first, second, third = (cast.asking(meeting, f"s{n}") for n in range(3))
    for n, row in enumerate((first, second, third), 1):
        cast.decide(row, "eligible")
        support.rank_request(request=row, rank=n, **WHO)
    cast.put(first, "offered")
    support.rank_request(request=third, rank=1, **WHO)
    assert [cast.fresh(row).rank for row in (first, third, second)] == [1, 2, 3]


def test_whoever_is_found_not_eligible_is_no_candidate_of_the_room(meeting):
    rules(meeting)
    out, stays = cast.asking(meeting, "marenia"), cast.asking(meeting, "arvoria")
    cast.decide(out, "not_eligible", "Was supported last year")
    cast.decide(cast.asking(meeting, "belland"), "cancel", "Asks for it no more")
    found = pool_of(meeting, money_rules(meeting)).candidates
    assert [one.id for one in found] == [str(stays.registration.uid)]


def test_money_is_reserved_with_the_offer_committed_with_the_ticket_and_freed_by_settling(meeting):
    rules(meeting, budget=1_000_000)
    cast.rates(meeting)
    row = cast.estimated(meeting)
    whole = sum(one.quantity * one.rate for one in row.lines.all())
    cast.put(row, "offered")
    assert (money_of(meeting).reserved, money_of(meeting).committed) == (whole, 0)
    cast.put(row, "ticketed")
    assert (money_of(meeting).reserved, money_of(meeting).committed) == (0, whole)
    row.lines.update(spent=10_000)
    cast.put(row, "settled")
    money = money_of(meeting)
    assert (money.spent, money.left) == (30_000, 970_000)
    assert money.over_with(970_001) == 1 and money.over_with(970_000) == 0


def test_what_waits_is_told_to_the_administration_alone(meeting):
    cast.asking(meeting, "marenia")
    cast.put(cast.asking(meeting, "arvoria"), "accepted")
    told = [one.sentence for one in needs_of_people.all_of(OFFICER, AT) if "support" in one.url]
    assert told == [
        "1 request for support is to be decided. "
        "1 person took the seat and has no letter for the visa."
    ]
    late = needs_of_people.all_of(OFFICER, meeting.ends_at)
    assert not [one for one in late if "support" in one.url]
    SupportRequest.objects.update(state="travelled")
    late = needs_of_people.all_of(OFFICER, meeting.ends_at)
    assert [one.sentence for one in late if "support" in one.url] == [
        "2 journeys are to be settled."
    ]


def test_names_stay_out_of_the_ledger(meeting):
    cast.rates(meeting)
    row = cast.estimated(meeting, badge_name="Ana RUIZ")
    cast.decide(row, "not_eligible", "Ana RUIZ was there last year")
    assert not [one for one in Entry.objects.all() if "RUIZ" in one.data or "RUIZ" in one.by]
    assert Registration.objects.count() == 1
