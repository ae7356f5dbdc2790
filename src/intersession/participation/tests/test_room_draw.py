"""The draw of a room: what everybody reads, who reads more, what can be begun again."""

import json
import re
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from intersession.access.models import User
from intersession.access.policy import Role
from intersession.desk.needs_of_people import all_of
from intersession.documents.tests.conftest import signed_in
from intersession.jobs.models import Job
from intersession.ledger.models import Entry
from intersession.meetings.models import Meeting
from intersession.membership.models import MembershipStatus, Representation
from intersession.methods import sortition
from intersession.participation import drawing
from intersession.participation.actions import draws, offers, room_lists
from intersession.participation.models import Draw, ProposedList, Registration
from intersession.participation.tests import drawn
from intersession.participation.tests.cast import clock
from intersession.participation.tests.room_cast import AT, OFFICER, WHO, nominee, rules, state

pytestmark = pytest.mark.django_db
DRAW = "/participation/w/room/draw/"


@pytest.fixture
def meeting() -> Meeting:
    clock(AT)
    return drawn.pool()


@pytest.fixture
def sign_in(client: Any) -> Any:
    return partial(signed_in, client)


def words(answer: Any) -> str:
    plain = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().replace("<wbr>", "")).split())
    return plain.replace("\u00a0", " ")


def test_before_a_draw_only_who_sees_the_room_finds_its_page(client, sign_in, meeting):
    assert client.get(DRAW).status_code == 404
    page = words(sign_in(Role.ADMINISTRATION).get(DRAW))
    assert "No draw stands" in page and "Prepare a draw" in page
    assert "Prepare a draw" not in words(sign_in(Role.CHAIR).get(DRAW))


def test_everybody_reads_digests_seed_and_certificate_and_nobody_chances(client, meeting):
    draw = drawn.held(meeting)
    page = words(client.get(DRAW))
    for said in (draw.inputs_digest, draw.digest, drawn.DICE, "19 dice of 6 sides", "The Chair"):
        assert said in page
    assert draw.certificate["rooms_sha256"] in page
    assert "none has a chance below 33.3 %" in page and "the fairest there is" in page
    assert (
        "Expert" not in page and "Dialogue team" not in page and "Chances of Entities" not in page
    )
    assert "See the draw" in words(client.get("/meetings/w/"))
    for name in ("file", "inputs"):
        assert client.get(f"{DRAW}{name}/{draw.uid}/").status_code == 302


@pytest.mark.parametrize("people", [1, 3])
def test_one_person_and_three_ask_the_same_of_the_database(
    sign_in, people, django_assert_num_queries
):
    clock(AT)
    drawn.held(drawn.pool(seats=1, people=people))
    officer = sign_in(Role.ADMINISTRATION)
    officer.get(DRAW)
    with django_assert_num_queries(13):
        assert "Draw 1" in words(officer.get(DRAW))


def test_the_job_finds_the_lottery_tells_how_far_it_is_and_leads_back(sign_in, meeting):
    officer = sign_in(Role.ADMINISTRATION)
    form = officer.get(f"{DRAW}prepare/").content.decode()
    seen = re.search(r'name="seen" value="(\w{64})"', form)
    sent = {"reason": "Wished", "seed_from": "dice", "origin": "There", "sides": 6, "dice": 19}
    page = officer.post(f"{DRAW}prepare/", {**sent, "seen": seen[1] if seen else ""}, follow=True)
    assert "waiting to begin" in words(page), words(page)
    drawn.work()
    job = Job.objects.get()
    assert (job.state, job.then) == ("done", DRAW), job.error
    assert "Worst chance so far: 33.3 %" in job.step["en"] or "There is a room" in job.step["en"]
    assert "ready: it waits for the seed" in words(officer.get(DRAW))
    entry = Entry.objects.get(verb="participation:draw:found")
    assert json.loads(entry.data)["achieved"] == pytest.approx(1 / 3)


def test_a_job_that_was_cancelled_can_be_begun_again_and_one_under_way_not(sign_in, meeting):
    officer = sign_in(Role.ADMINISTRATION)
    draw = drawn.prepare(meeting)
    refused = officer.post(f"{DRAW}find/")
    assert refused.status_code == 422 and "looked for already" in words(refused)
    assert not [one for one in all_of(OFFICER, AT) if one.url == DRAW]
    Job.objects.update(state="cancelled")
    assert "was not found" in [one.sentence for one in all_of(OFFICER, AT) if one.url == DRAW][0]
    assert "Find the lottery again" in words(officer.get(DRAW))
    officer.post(f"{DRAW}find/")
    drawn.work()
    draw.refresh_from_db()
    assert draw.state == "ready"
    again = officer.post(f"{DRAW}find/")
    assert again.status_code == 422 and "waits for no lottery" in words(again)


def test_a_lottery_that_is_found_after_the_hour_of_its_seed_is_not_taken(meeting):
    draw = drawn.prepare(meeting, drawn.of_a_source())
    people, of = drawing.thawed(draw.inputs)
    lottery = sortition.lottery(candidates=people, rules=of)
    late = drawn.HOUR + timedelta(seconds=1)
    with pytest.raises(draws.SeedKnownFirst):
        draws.keep_lottery(draw=draw, found=lottery, by=OFFICER, at=late)
    with pytest.raises(draws.LotteryUnderWay):
        draws.find_lottery(draw=draw, by=OFFICER, at=late)
    Job.objects.update(state="failed")
    with pytest.raises(draws.SeedKnownFirst):
        draws.find_lottery(draw=draw, by=OFFICER, at=late)


def test_a_search_that_was_ended_by_its_time_says_so_with_its_gap(client, meeting):
    draw = drawn.prepare(meeting)
    drawn.found(draw)
    draw.certificate |= {"gap": 0.0123, "remarks": [["stopped-by-time", {}]]}
    draw.save()
    page = words(client.get(DRAW))
    assert "1.23 %" in page and "ended after 120 seconds" in page
    assert "the fairest there is" not in page


def test_what_changes_after_the_freezing_changes_nothing_and_is_told(sign_in, meeting):
    draw = drawn.ready(meeting)
    officer = sign_in(Role.ADMINISTRATION)
    assert "have changed since" not in words(officer.get(DRAW))
    rules(meeting, seats=5)
    nominee(meeting, state("late"))
    page = words(officer.get(DRAW))
    assert "People or rules have changed since" in page and "1 to 2 seats" in page
    drawn.hold(draw)
    assert Draw.objects.get().list.seats.count() == 6
    assert Draw.objects.get().list.seats.filter(state="proposed").count() == 2


def test_chances_are_the_administrations_until_the_chair_opens_them_before_the_seed(
    sign_in, meeting
):
    draw = drawn.ready(meeting)
    page = f"{DRAW}chances/"
    mission = sign_in(Role.FOCAL_POINT)
    assert mission.get(page).status_code == 403
    assert mission.post(f"{DRAW}readers/", {"to": "membership"}).status_code == 403
    chair = sign_in(Role.CHAIR)
    assert chair.get(page).status_code == 403
    chair.post(f"{DRAW}readers/", {"to": "membership"})
    mission = sign_in(Role.HEAD_OF_MISSION)
    entity = state("home")
    head = User.objects.get(email="head_of_mission@example.org")
    given = {"role": Role.HEAD_OF_MISSION, "since": date(2000, 1, 1)}
    Representation.objects.create(entity=entity, user=head, **given)
    assert mission.get(page).status_code == 403, "not a Member"
    MembershipStatus.objects.create(entity=entity, kind="member", since=date(2000, 1, 1))
    read = words(mission.get(page))
    assert "33.3 %" in read and "Expert 1" not in read and "S1" in read
    assert mission.get(f"{DRAW}inputs/{draw.uid}/").status_code == 403
    told = words(mission.get(DRAW))
    assert "Chances of Entities and people" in told and "and nobody else" in told
    for role in (Role.OBSERVER, Role.AUDITOR):
        assert sign_in(role).get(page).status_code == 403
    drawn.hold(Draw.objects.get())
    chair.force_login(User.objects.get(email="chair@example.org"))
    late = chair.post(f"{DRAW}readers/", {"to": "administration"})
    assert late.status_code == 422 and "now it is too late" in words(late)


def test_chances_stand_as_a_table_and_a_sheet_with_why_there_is_none(sign_in):
    clock(AT)
    meeting = drawn.pool(seats=1, people=3, budget=100_000, costs={"": 100_000, "ASIA": 200_000})
    nominee(meeting, state("dear", "ASIA"), badge_name="Dear Expert")
    drawn.ready(meeting)
    officer = sign_in(Role.ADMINISTRATION)
    page = words(officer.get(f"{DRAW}chances/"))
    assert "Expert 1" in page and "33.3 %" in page
    assert "Dear Expert" in page and "No room with this person keeps within the money" in page
    sheet = officer.get(f"{DRAW}chances/?sheet=csv").content.decode()
    assert "Dear Expert,Dear,,0.0,0.0,No room with this person" in sheet
    assert "1 person can be in no room" in words(officer.get(DRAW))


def test_a_draw_is_set_aside_with_a_reason_and_stays_listed(sign_in, client, meeting):
    officer = sign_in(Role.ADMINISTRATION)
    drawn.held(meeting)
    refused = officer.post(f"{DRAW}set-aside/", {"why": " "})
    assert refused.status_code == 422
    officer.post(f"{DRAW}set-aside/", {"why": "A delegation was left out"})
    client.logout()
    page = words(client.get(DRAW))
    assert "A delegation was left out" in page and "its room had been drawn" in page
    assert drawn.DICE in page
    assert not ProposedList.objects.exclude(state="set_aside").exists()
    told = json.loads(Entry.objects.get(verb="participation:draw:set-aside").data)
    assert told == {"number": 1, "seed_known": True, "why": "A delegation was left out"}
    assert drawn.prepare(meeting).number == 2
    again = drawn.prepare
    with pytest.raises(draws.DrawPreparedAlready):
        again(meeting)


@pytest.mark.parametrize("found", [False, True])
def test_dice_can_be_rolled_once_the_lottery_is_found_and_setting_aside_tells_it(
    client, meeting, found
):
    draw = drawn.ready(meeting) if found else drawn.prepare(meeting)
    draws.set_draw_aside(draw=draw, why="A rule must change", **WHO)
    told = json.loads(Entry.objects.get(verb="participation:draw:set-aside").data)
    assert told["seed_known"] is found
    page = words(client.get(DRAW))
    assert ("before its seed could be known" in page) is not found
    assert ("its seed could be known" in page.replace("before its seed could", "")) is found


def test_a_drawn_room_is_not_put_away_by_a_list_nor_set_aside_once_seats_are_offered(
    sign_in, meeting
):
    officer = sign_in(Role.ADMINISTRATION)
    draw = drawn.held(meeting)
    refused = officer.post("/participation/w/room/propose/")
    assert refused.status_code == 422 and "Draw 1 stands" in words(refused)
    page = words(officer.get("/participation/w/room/"))
    assert "This room was drawn by lot (draw 1)" in page and "Drawn by lot" in page
    offers.offer_seats(meeting=meeting, answer_by=AT + timedelta(days=9), **WHO)
    answer = officer.post(f"{DRAW}set-aside/", {"why": "Not liked"})
    assert answer.status_code == 422 and "were offered" in words(answer)
    draw.refresh_from_db()
    assert draw.state == "drawn"


def test_no_other_list_is_offered_while_a_draw_is_to_come(meeting):
    room_lists.propose_list(meeting=meeting, **WHO)
    drawn.prepare(meeting)
    with pytest.raises(drawing.DrawStands):
        offers.offer_seats(meeting=meeting, answer_by=AT + timedelta(days=9), **WHO)


def test_who_holds_the_draw_is_told_when_the_seed_can_be_entered(meeting):
    def needed(at):
        return [one.sentence for one in all_of(OFFICER, at) if one.url == f"{DRAW}seed/"]

    draw = drawn.prepare(meeting, drawn.of_a_source())
    assert not needed(AT)
    drawn.found(draw)
    assert not needed(AT)
    assert "has published it" in needed(drawn.HOUR)[0]
    draws.set_draw_aside(draw=draw, why="Dice are wished", **WHO)
    drawn.ready(meeting)
    assert "dice can be rolled" in needed(AT)[0]


def test_everybody_reads_how_many_seats_were_decided_otherwise_after_the_draw(client, meeting):
    draw = drawn.held(meeting)
    page = words(client.get(DRAW))
    assert "Nobody who was drawn had been cancelled" in page and "decided otherwise" not in page
    seat = draw.list.seats.get(place=1)
    room_lists.overrule_seat(seat=seat, reason="A secret illness", **WHO)
    page = words(client.get(DRAW))
    assert "1 seat of the room was decided otherwise afterwards, with a reason" in page
    assert "secret illness" not in page


def test_no_entry_of_a_draw_names_a_person(meeting):
    drawn.held(meeting)
    told = Entry.objects.filter(verb__startswith="participation:draw")
    assert told.count() == 3
    names = set(Registration.objects.values_list("badge_name", flat=True))
    assert not any(name in entry.data for entry in told for name in names)
