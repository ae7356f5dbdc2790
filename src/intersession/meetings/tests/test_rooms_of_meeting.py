"""The plan of rooms of one meeting."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions, queries
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import ONE, TEN, WHO, item
from intersession.meetings.tests.test_rooms import room

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_plan_tells_by_day_and_room_what_is_when(sign_in, hold):
    meeting = hold(slug="w1", ends_at=ONE + 24 * HOUR, figures={"participants": 230})
    hall = room("Hall", seats=100, booths=2, setup_minutes=15)
    facts = actions.TeamFacts(name="A", languages=["en", "fr"])
    team = actions.add_team(meeting=meeting, facts=facts, **WHO)
    spoken = ("en", "fr", "es")
    item(meeting, "Opening", starts_at=TEN, minutes=50, room=hall, languages=spoken, team=team)
    item(meeting, "Panel", starts_at=TEN + HOUR, minutes=60, room=hall)
    item(meeting, "Later", starts_at=TEN + 24 * HOUR, minutes=60)
    item(meeting, "Some time")
    page = sign_in(Role.ADMINISTRATION).get("/meetings/w1/rooms/").text
    for words in (
        "Thursday, 20\xa0October 2011",
        "10:00</time>–<time",
        "10 minutes",
        "fewer seats than expected",
        "EN FR ES",
        "Item 1 is interpreted in 3 languages; Hall has 2 booths.",
        "No interpretation into Spanish in item 1",
        "1 item has no hour yet",
        "No room yet",
        "230 participants are expected.",
    ):
        assert words in page


def test_bars_stand_where_the_hours_are(hold):
    meeting, hall = hold(), room("Hall")
    item(meeting, "One", starts_at=TEN, minutes=60, room=hall)
    item(meeting, "Two", starts_at=TEN + 2 * HOUR, minutes=60, room=hall)
    day = queries.plan_of_rooms(meeting).days[0]
    bars = [(round(one.at), round(one.wide)) for one in day.rooms[0].items]
    assert bars == [(0, 33), (67, 33)]


@pytest.mark.parametrize("rows", [1, 3])
def test_one_item_and_three_ask_the_same(sign_in, hold, rows, django_assert_num_queries):
    meeting = hold(slug="w1")
    for n in range(rows):
        starts_at = TEN + n * HOUR / 2
        item(meeting, f"Item {n}", starts_at=starts_at, minutes=30, room=room(f"Room {n}"))
    browser = sign_in(Role.ADMINISTRATION)
    browser.get("/meetings/w1/rooms/")
    with django_assert_num_queries(10):
        assert browser.get("/meetings/w1/rooms/").text.count('<h3 class="tail">') == rows


def test_the_plan_goes_out_as_a_sheet_at_the_hours_of_the_place(sign_in, hold):
    meeting = hold(slug="w1")
    item(meeting, "Opening", starts_at=TEN, minutes=30, room=room("Hall"), languages=("en", "fr"))
    answer = sign_in(Role.ADMINISTRATION).get("/meetings/w1/rooms/?sheet=csv")
    assert '2011-10-20,Hall,1,Opening,10:00,10:30,,0,200,,3,"EN, FR",' in answer.content.decode()


def test_a_meeting_without_hours_says_so_and_what_was_cancelled_takes_no_room(sign_in, hold):
    meeting, browser = hold(slug="w1"), sign_in(Role.ADMINISTRATION)
    made = item(meeting, "Opening", starts_at=TEN, minutes=30, room=room("Hall"))
    meeting.agenda.filter(pk=made.pk).update(cancelled_at=TEN)
    page = browser.get("/meetings/w1/rooms/").text
    assert "No item has an hour yet" in page and "Rooms and interpreters: no conflict." in page


def test_only_the_administration_sees_the_plan(client, sign_in, hold):
    hold(slug="w1")
    assert client.get("/meetings/w1/rooms/").status_code == 302
    assert sign_in(Role.CHAIR).get("/meetings/w1/rooms/").status_code == 403
    assert client.get("/meetings/none/rooms/").status_code == 403
    assert Meeting.objects.count() == 1
