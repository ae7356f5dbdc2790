"""The room: a list is proposed with reasons, people decide otherwise, what cannot be is told."""

import re
from functools import partial
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.ledger.models import Entry
from intersession.meetings.models import Meeting
from intersession.participation.models import (
    Delegation,
    MustHave,
    ProposedList,
    RoomRules,
    Seat,
    Target,
)
from intersession.participation.tests.room_cast import AT, nominee, rules, state, target, workshop

pytestmark = pytest.mark.django_db
ROOM = "/participation/w/room/"


@pytest.fixture
def meeting() -> Meeting:
    return workshop()


@pytest.fixture
def sign_in(client: Any) -> Any:
    return partial(signed_in, client)


@pytest.fixture
def officer(sign_in: Any, meeting: Meeting) -> Any:
    return sign_in(Role.ADMINISTRATION)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def propose(officer: Any) -> Any:
    return officer.post(f"{ROOM}propose/", follow=True)


def seated() -> list[str]:
    rows = Seat.objects.filter(state="proposed", on__state="proposed")
    return list(rows.order_by("place").values_list("registration__badge_name", flat=True))


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.OBSERVER, Role.AUDITOR])
def test_only_administration_and_chair_see_who_is_to_have_a_seat(sign_in, meeting, role):
    assert sign_in(role).get(ROOM).status_code == 403


def test_before_there_are_seats_it_asks_for_them(officer):
    page = officer.get(ROOM)
    assert "Say first how many funded seats there are" in words(page)
    assert "Propose a list" not in words(page)


@pytest.mark.parametrize("people", [1, 3])
def test_one_person_and_three_ask_the_same_of_the_database(
    officer, meeting, people, django_assert_num_queries
):
    rules(meeting, seats=people)
    for n in range(people):
        nominee(meeting, state(f"s{n}"))
    propose(officer)
    officer.get(ROOM)
    with django_assert_num_queries(20):
        page = words(officer.get(ROOM))
    assert page.count("Take out") == people


def test_a_list_fills_the_seats_that_the_money_buys_and_says_why(officer, meeting):
    rules(meeting, seats=3, budget=250_000)
    for n in range(4):
        nominee(meeting, state(f"s{n}"))
    page = words(propose(officer))
    assert len(seated()) == 2 and "2 seats" in page
    assert "USD 500 left" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert Seat.objects.count() == 4, "everybody who was put forward stands on the list"


def test_conditions_are_met_and_the_reason_names_the_target(officer, meeting):
    rules(meeting, seats=2, costs={"": 100_000, "ASIA_PACIFIC": 200_000})
    for n in range(3):
        nominee(meeting, state(f"s{n}"), gender="man")
    for n in range(2):
        nominee(meeting, state(f"asia{n}", "ASIA_PACIFIC"), badge_name="Expert from Asia")
    target(meeting, ("region", "ASIA_PACIFIC"), least=1, wished=False)
    page = words(propose(officer))
    assert "Expert from Asia" in seated()
    assert "Without this person a target would be missed: Asia_Pacific" in page
    assert "1 of 1" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_what_an_entity_declared_of_itself_never_stands_beside_its_name(officer, meeting):
    rules(meeting, seats=1)
    for n in range(2):
        by_way = state(f"through{n}", "AFRICAN", "transit")
        nominee(meeting, by_way, badge_name="Expert of transit")
    nominee(meeting, state("other"))
    target(meeting, ("transit", "yes"), least=1, wished=False)
    page = propose(officer).content.decode()
    assert seated() == ["Expert of transit"]
    row = next(part for part in page.split("<tr>") if "Expert of transit" in part)
    assert "ransit" not in row.replace("Expert of transit", "")
    assert "what Entities declared of themselves" in row


def test_a_second_nominee_comes_only_with_the_first(officer, meeting):
    from intersession.participation.models import Delegation  # noqa: PLC0415

    rules(meeting, seats=1)
    home = state("home")
    given = {"entity": home, "state": "sent", "changed_at": meeting.starts_at}
    sent = Delegation.objects.create(meeting=meeting, **given)
    nominee(meeting, home, delegation=sent, position=2, gender="woman", badge_name="The second")
    nominee(meeting, home, delegation=sent, position=1, gender="man", badge_name="The first")
    target(meeting, ("gender", "woman"), least=1, wished=True)
    propose(officer)
    assert seated() == ["The first"]


def test_a_room_that_cannot_be_is_told_with_ways_out_and_one_of_them_helps(officer, meeting):
    rules(meeting, seats=2)
    nominee(meeting, state("a"), gender="woman")
    nominee(meeting, state("b"), gender="man")
    target(meeting, ("gender", "woman"), least=2, wished=False)
    answer = officer.post(f"{ROOM}propose/")
    assert answer.status_code == 422
    said = words(answer)
    assert "These rules cannot hold together: at least 2: Women, but 1 was put forward" in said
    assert not ProposedList.objects.exists()
    repair = re.search(r'name="repair" value="([^"]+)"', answer.content.decode())
    assert repair is not None
    page = officer.post(f"{ROOM}repair/", {"repair": repair[1]}, follow=True)
    assert len(seated()) == 2, words(page)
    assert Target.objects.get().least == 1 or Target.objects.get().wished


@pytest.mark.parametrize("sent", ["", "x:y", "eyJydWxlcyI6e319:1tQ:abc"])
def test_a_repair_that_we_did_not_offer_is_refused(officer, meeting, sent):
    rules(meeting)
    answer = officer.post(f"{ROOM}repair/", {"repair": sent})
    assert answer.status_code == 422 and "too old" in words(answer)


def test_the_chair_takes_somebody_out_with_a_reason_that_stays(sign_in, officer, meeting):
    rules(meeting, seats=1)
    nominee(meeting, state("a"), badge_name="Expert A")
    nominee(meeting, state("b"), badge_name="Expert B")
    propose(officer)
    chair = sign_in(Role.CHAIR)
    seat = Seat.objects.get(state="proposed")
    place = f"{ROOM}seats/{seat.uid}/overrule/"
    refused = chair.post(place, {"reason": " "})
    assert refused.status_code == 422
    chair.post(place, {"reason": "Came twice already"})
    page = words(chair.get(ROOM))
    assert "“Came twice already”" in page and "taken out" in page
    entry = Entry.objects.filter(verb="participation:seat:taken-out").get()
    assert "Came twice already" not in entry.data, "the seat keeps the reason"


def test_a_seat_in_any_case_holds_in_the_next_list(officer, meeting):
    rules(meeting, seats=1)
    nominee(meeting, state("a"), badge_name="Expert A")
    nominee(meeting, state("b"), badge_name="Expert B")
    propose(officer)
    left = Seat.objects.exclude(state="proposed").get()
    officer.post(
        f"{ROOM}seats/{left.uid}/overrule/", {"reason": "Speaks on panel II", "always": "on"}
    )
    page = words(propose(officer))
    assert seated() == [left.registration.badge_name]
    assert not Entry.objects.filter(data__contains="panel II").exists()
    assert "In any case: Speaks on panel II" in page
    states = list(ProposedList.objects.order_by("number").values_list("state", flat=True))
    assert states == ["set_aside", "proposed"]
    held = Seat.objects.get(state="proposed", on__state="proposed")
    officer.post(f"{ROOM}seats/{held.uid}/overrule/", {"reason": "Cannot come"})
    propose(officer)
    assert not MustHave.objects.exists(), "taken out, it is no longer a seat in any case"


def test_a_seat_of_a_list_that_was_set_aside_is_not_decided_any_more(officer, meeting):
    rules(meeting, seats=1)
    nominee(meeting, state("a"))
    propose(officer)
    old = Seat.objects.get()
    propose(officer)
    answer = officer.post(f"{ROOM}seats/{old.uid}/overrule/", {"reason": "Late"})
    assert answer.status_code == 422 and "A later list stands instead" in words(answer)


def test_nobody_put_forward_is_said(officer, meeting):
    rules(meeting)
    answer = officer.post(f"{ROOM}propose/")
    assert answer.status_code == 422 and "Nobody who asks for support" in words(answer)


def test_the_same_people_and_rules_give_the_same_list_and_one_run(officer, meeting):
    rules(meeting, seats=2)
    for n in range(4):
        nominee(meeting, state(f"s{n}"))
    propose(officer)
    first = seated()
    propose(officer)
    assert seated() == first
    assert len(set(ProposedList.objects.values_list("run", flat=True))) == 1


def money_form(**given: Any) -> dict[str, Any]:
    plain = {"seats_least": 1, "seats_most": 2, "currency": "USD", "budget": "66667"}
    return {**plain, "share_part": 2, "share_whole": 3, "share_of": "spend", **given}


def test_seats_and_money_are_set_in_units_and_kept_in_cents(officer, meeting):
    state("a")
    officer.post(f"{ROOM}rules/", money_form(cost_AFRICAN="2910.50", share_wished="on"))
    row = RoomRules.objects.get()
    assert (row.budget, row.costs) == (6_666_700, {"AFRICAN": 291_050})
    page = officer.get(f"{ROOM}rules/").content.decode()
    assert 'value="66667"' in page and 'value="2910.5' in page


@pytest.mark.parametrize(
    "given, said",
    [
        ({"seats_least": 3}, "the least is not above the most"),
        ({"budget": "-1"}, "greater than or equal to 0"),
        ({"share_part": 4}, "A share is a part of a whole"),
        ({"currency": "dollars"}, "valid value"),
        ({"cost_": "-5"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_with_seats_and_money_is_said_and_nothing_lost(officer, given, said):
    answer = officer.post(f"{ROOM}rules/", money_form(**given))
    assert answer.status_code == 422 and said in words(answer)
    assert 'value="66667"' in answer.content.decode() or "budget" in given
    assert not RoomRules.objects.exists()


def test_two_officers_at_the_same_rules_are_told(officer, meeting):
    rules(meeting)
    form = officer.get(f"{ROOM}rules/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', form)
    rules(meeting, seats=5)
    answer = officer.post(f"{ROOM}rules/", money_form(seen=seen[1] if seen else ""))
    assert answer.status_code == 422 and "Somebody changed the rules" in words(answer)
    assert RoomRules.objects.get().seats_most == 5


def test_targets_are_added_changed_moved_and_removed(officer, meeting):
    rules(meeting)
    place = f"{ROOM}targets/add/"
    officer.post(place, {"first": "gender:woman", "least": "1", "wished": "wish"})
    officer.post(place, {"first": "ldc:yes", "second": "capital:yes", "most": 2, "wished": "hard"})
    first, second = Target.objects.order_by("position")
    assert second.values == [["ldc", "yes"], ["capital", "yes"]] and not second.wished
    officer.post(f"{ROOM}targets/{second.uid}/move/", {"to": "up"})
    assert list(Target.objects.order_by("position")) == [second, first]
    changed = {"first": "gender:woman", "least": "2", "wished": "hard"}
    officer.post(f"{ROOM}targets/{first.uid}/change/", changed)
    first.refresh_from_db()
    assert (first.least, first.wished) == (2, False)
    officer.post(f"{ROOM}targets/{second.uid}/remove/")
    assert list(Target.objects.all()) == [first]


@pytest.mark.parametrize(
    "given, said",
    [
        ({}, "Say at least how many"),
        ({"least": 3, "most": 1}, "no room can do that"),
        ({"least": 1, "second": "gender:man"}, "two different ones"),
        ({"least": 1, "first": "height:tall"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_target_is_said(officer, meeting, given, said):
    rules(meeting)
    answer = officer.post(
        f"{ROOM}targets/add/", {"first": "gender:woman", "wished": "wish", **given}
    )
    assert answer.status_code == 422 and said in words(answer)
    assert not Target.objects.exists()


def test_the_same_target_twice_is_refused(officer, meeting):
    rules(meeting)
    target(meeting, ("gender", "woman"), least=1)
    given = {"first": "gender:woman", "least": 2, "wished": "wish"}
    answer = officer.post(f"{ROOM}targets/add/", given)
    assert answer.status_code == 422 and "There is a target for that already" in words(answer)


RULES = {
    "seats_least": 1,
    "seats_most": 3,
    "currency": "USD",
    "share_part": 2,
    "share_whole": 3,
    "cost_": "1000",
    "do": "see",
}


def test_what_a_number_would_do_is_read_before_it_is_kept(officer, meeting):
    rules(meeting, seats=2)
    for slug in ("aland", "bland", "cland"):
        nominee(meeting, state(slug), badge_name=f"From {slug}")
    page = words(officer.post(f"{ROOM}rules/", RULES))
    assert "Seats 2 3 1 more" in page and "USD 1,000 more" in page
    assert "1 would come in : From" in page
    assert RoomRules.objects.get().seats_most == 2
    assert not Entry.objects.filter(verb="room_rules_set", number__gt=2).exists()


def test_what_a_target_would_do_is_read_and_so_is_that_it_cannot_be(officer, meeting):
    rules(meeting, seats=1, costs={"": 100_000, "ASIA": 200_000})
    nominee(meeting, state("aland"), badge_name="A man", gender="man")
    nominee(meeting, state("bland", "ASIA"), badge_name="A woman", gender="woman")
    asked = {"first": "gender:woman", "least": "1", "wished": "hard", "do": "see"}
    page = words(officer.post(f"{ROOM}targets/add/", asked))
    assert "1 would have no seat : A man" in page and "at least 1 asked for" in page
    page = words(officer.post(f"{ROOM}targets/add/", {**asked, "least": "2"}))
    assert "No list would be possible" in page and "What would help" in page
    assert not Target.objects.exists()


def test_what_another_number_of_a_target_would_do_is_read(officer, meeting):
    rules(meeting, seats=1, costs={"": 100_000, "ASIA": 200_000})
    row = target(meeting, ("gender", "woman"), least=1, wished=False)
    nominee(meeting, state("aland"), badge_name="A man", gender="man")
    nominee(meeting, state("bland", "ASIA"), badge_name="A woman", gender="woman")
    asked = {"first": "gender:woman", "least": "0", "wished": "hard", "do": "see"}
    page = words(officer.post(f"{ROOM}targets/{row.uid}/change/", asked))
    assert "1 would come in : A man" in page
    assert Target.objects.get().least == 1


def test_whoever_has_no_seat_reads_why(officer, meeting):
    rules(meeting, seats=1, per_entity=1, costs={"": 100_000, "ASIA": 200_000, "EU": 300_000})
    sent = {"meeting": meeting, "state": "sent", "changed_at": AT}
    own = Delegation.objects.create(entity=state("aland"), **sent)
    other = Delegation.objects.create(entity=state("bland", "EU"), **sent)
    for n in (1, 2):
        nominee(meeting, own.entity, delegation=own, position=n)
        nominee(meeting, other.entity, delegation=other, position=n)
    nominee(meeting, state("cland", "ASIA"))
    assert "Number 1 of the reserves" in words(propose(officer))
    Seat.objects.filter(state="reserve").update(state="no_seat")
    page = words(officer.get(ROOM))
    assert "Its Entity has its 1 seat" in page and "Others meet more of the targets" in page
    assert "Whom its Entity puts forward before has no seat either" in page


def test_two_officers_who_take_the_same_person_out_do_not_put_them_back(officer, meeting):
    rules(meeting, seats=1)
    nominee(meeting, state("aland"))
    propose(officer)
    seat = Seat.objects.get()
    given = {"reason": "Spoke twice already", "seen": "proposed"}
    for status in (302, 422):
        answer = officer.post(f"{ROOM}seats/{seat.uid}/overrule/", given)
        assert answer.status_code == status
    seat.refresh_from_db()
    assert seat.state == "taken_out"


def test_what_cannot_be_is_told_in_units_and_without_a_false_but(officer, meeting):
    rules(meeting, seats=2, seats_least=2, budget=50_000)
    for slug in ("aland", "bland", "cland"):
        nominee(meeting, state(slug))
    page = words(propose(officer))
    assert "at least 2 seats" in page and "USD 500" in page and "50000" not in page
    assert "were put forward and" not in page


def test_of_whom_no_cost_is_known_is_said_where_money_sets_a_limit(officer, meeting):
    rules(meeting, seats=1, costs={"AFRICAN": 100_000}, budget=500_000)
    nominee(meeting, state("aland"), badge_name="From aland")
    nominee(meeting, state("bland", "ASIA"), badge_name="From bland")
    page = words(officer.get(ROOM))
    assert "costing nothing: From bland." in page
