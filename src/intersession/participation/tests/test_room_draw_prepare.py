"""A draw is prepared: people and rules are fixed, and what is in the way is told first."""

import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from intersession.access.guard import Actor
from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.meetings.models import Meeting
from intersession.participation import drawing
from intersession.participation.actions import draws, offers, room_lists
from intersession.participation.models import Draw, Registration, Target
from intersession.participation.queries import draws as queries
from intersession.participation.tests import drawn
from intersession.participation.tests.cast import clock
from intersession.participation.tests.room_cast import AT, WHO, rules, target, workshop

pytestmark = pytest.mark.django_db
PREPARE = "/participation/w/room/draw/prepare/"


@pytest.fixture
def meeting() -> Meeting:
    clock(AT)
    return drawn.pool()


@pytest.fixture
def officer(client: Any) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().replace("<wbr>", "")).split())


def sent(**given: Any) -> dict[str, Any]:
    plain = {"reason": "Wished by the membership", "seed_from": "dice", "origin": "In the room"}
    seen = queries.preparing(Meeting.objects.get()).digest
    return {**plain, "sides": "6", "dice": "19", "seen": seen, **given}


@pytest.mark.parametrize("role", [Role.CHAIR, Role.FOCAL_POINT, Role.AUDITOR])
def test_only_the_administration_prepares_a_draw(client, meeting, role):
    assert signed_in(client, role).get(PREPARE).status_code == 403


def test_what_is_fixed_is_kept_to_the_letter_and_its_digest_published(officer, client, meeting):
    target(meeting, ("gender", "woman"), least=1)
    officer.post(PREPARE, sent())
    row = Draw.objects.get()
    assert row.inputs_digest == drawing.digest_of(row.inputs)
    people, of = drawing.thawed(row.inputs)
    assert len(people) == 6 and of.seats == (1, 2) and of.quotas[0].wished
    assert all(set(one.attributes) == {"gender"} for one in people), "only what a rule asks for"
    given = officer.get(f"/participation/w/room/draw/inputs/{row.uid}/")
    assert drawing.digest_of(given.content.decode()) == row.inputs_digest
    client.logout()
    assert row.inputs_digest in words(client.get("/participation/w/room/draw/"))


@pytest.mark.parametrize(
    "given, said",
    [
        ({"reason": " "}, "Why a draw"),
        ({"origin": ""}, "The occasion of the roll"),
        ({"dice": "18"}, "at least 19 are needed"),
        ({"dice": "14", "sides": "10"}, "at least 15 are needed"),
        ({"dice": "100"}, "less than or equal to 60"),
        ({"sides": "7"}, "Select a valid choice"),
        ({"seed_from": "published"}, "Name the day and the hour"),
        ({"seed_from": "published", "day": "2011-10-20", "hour": "10:30"}, "Name an hour from"),
        ({"seed_from": "coin"}, "Select a valid choice"),
        ({"seen": ""}, "has changed since you opened this page"),
        ({"seen": "0" * 64}, "has changed since you opened this page"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_lost(officer, meeting, given, said):
    answer = officer.post(PREPARE, sent(**given))
    assert answer.status_code == 422 and said in words(answer), words(answer)
    assert "Wished by the membership" in words(answer) or "reason" in given
    assert not Draw.objects.exists()


def test_quotas_that_nobody_can_meet_are_told_with_a_repair_that_leads_back(officer, meeting):
    target(meeting, ("gender", "woman"), least=1, wished=False)
    page = officer.get(PREPARE)
    assert "at least 1: Women, but 0 were put forward" in words(page)
    assert "Fix people and rules" not in words(page)
    refused = officer.post(PREPARE, sent())
    assert refused.status_code == 422 and "No room meets the conditions" in words(refused)
    repair = re.search(r'name="repair" value="([^"]+)"', page.content.decode())
    assert repair is not None
    given = {"repair": repair[1], "then": "draw"}
    assert officer.post("/participation/w/room/repair/", given).url == PREPARE
    assert Target.objects.get().least == 0 or Target.objects.get().wished
    officer.post(PREPARE, sent())
    assert Draw.objects.exists()


def test_people_of_whom_a_condition_knows_nothing_are_named_and_wishes_are_left_out(
    officer, meeting
):
    Registration.objects.filter(badge_name__in=["Expert 1", "Expert 2"]).update(gender="woman")
    target(meeting, ("gender", "woman"), least=1, wished=False)
    target(meeting, ("capital", "yes"), least=1)
    page = words(officer.get(PREPARE))
    assert "Gender, as declared : Expert 0, Expert 3, Expert 4, Expert 5" in page
    assert "Wishes, which a draw leaves out: at least 1: From capital" in page


def test_without_candidates_or_rules_there_is_nothing_to_fix(officer):
    clock(AT)
    meeting = workshop()
    assert "Nobody could be drawn yet" in words(officer.get(PREPARE))
    for said in ("Say first how many seats", "Nobody who asks for support"):
        answer = officer.post(PREPARE, sent())
        assert answer.status_code == 422 and said in words(answer)
        rules(meeting)


def test_a_share_of_money_that_is_not_set_is_told(officer, meeting):
    rules(meeting, seats=2, share_of="budget", share_wished=False)
    answer = officer.post(PREPARE, sent())
    assert answer.status_code == 422 and "cannot be meant" in words(answer)


def test_seats_that_were_offered_stop_a_draw(officer, meeting):
    room_lists.propose_list(meeting=meeting, **WHO)
    offers.offer_seats(meeting=meeting, answer_by=AT + timedelta(days=9), **WHO)
    answer = officer.post(PREPARE, sent())
    assert answer.status_code == 422 and "Seats of list 1 were offered" in words(answer)


def test_of_two_officers_one_prepares_and_the_other_is_told_by_whom(meeting, monkeypatch):
    """Also where both saw no draw: then the database lets one through."""
    other = Actor(roles=WHO["by"].roles, name="Second officer", user=2)
    drawn.prepare(meeting)
    with pytest.raises(draws.DrawPreparedAlready, match="Dialogue team prepared draw 1"):
        drawn.prepare(meeting, by=other)
    monkeypatch.setattr(draws, "_alone", lambda meeting: None)
    with pytest.raises(draws.DrawPreparedAlready, match="Dialogue team prepared draw 1"):
        drawn.prepare(meeting, by=other)
    assert Draw.objects.count() == 1
