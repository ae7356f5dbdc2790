"""A team for whole half-days at once."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.actions.teams import TeamElsewhere
from intersession.meetings.interpreting import HalfDay
from intersession.meetings.tests.conftest import ONE, TEN, WHO, item
from intersession.meetings.tests.test_rooms import room
from intersession.meetings.tests.test_teams import team

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MORNING, AFTERNOON = "2011-10-20 morning", "2011-10-20 afternoon"
ASSIGN = "/meetings/w1/teams/assign/"


@pytest.fixture
def meeting(hold):
    """Two items and a break in the morning, one of them elsewhere; two in the afternoon."""
    made = hold(slug="w1", ends_at=ONE + 6 * HOUR)
    hall, small = room("Hall"), room("Small")
    item(made, "Opening", starts_at=TEN, minutes=60, room=hall, languages=("en", "fr"))
    item(made, "Aside", starts_at=TEN, minutes=60, room=small, languages=("en", "fr"))
    item(made, "Coffee", starts_at=TEN + HOUR, room=hall, kind="break")
    item(made, "Panel", starts_at=TEN + 5 * HOUR, minutes=60, room=hall, languages=("en",))
    item(made, "Bare", starts_at=TEN + 6 * HOUR, minutes=60, room=hall)
    return made


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.ADMINISTRATION)


def teams_of(meeting):
    return {
        row.number: row.team.name if row.team else ""
        for row in meeting.agenda.select_related("team")
    }


def test_a_team_is_given_to_every_interpreted_item_of_the_half_days(browser, meeting):
    made = team(meeting)
    given = {"team": str(made.uid), "half_days": [MORNING, AFTERNOON]}
    assert browser.post(ASSIGN, given)["Location"] == "/meetings/w1/teams/"
    assert teams_of(meeting) == {1: "A", 2: "A", 3: "", 4: "A", 5: ""}
    entry = Entry.objects.get(verb="meetings:team:assigned").data
    assert '"items":[1,2,4]' in entry.replace(" ", "")
    assert meeting.agenda.get(number=1).changes == 1


def test_one_room_alone_and_languages_for_items_without_any(browser, meeting):
    made, hall = team(meeting), meeting.agenda.get(number=1).room
    given = {"team": str(made.uid), "half_days": [MORNING, AFTERNOON], "room": str(hall.uid)}
    browser.post(ASSIGN, {**given, "their_languages": "on"})
    assert teams_of(meeting) == {1: "A", 2: "", 3: "", 4: "A", 5: "A"}
    assert meeting.agenda.get(number=5).languages == ["en", "fr", "es"]
    assert meeting.agenda.get(number=1).languages == ["en", "fr"]


def test_half_days_are_set_free_and_what_stands_already_is_not_touched(browser, meeting):
    made = team(meeting)
    for _twice in range(2):
        browser.post(ASSIGN, {"team": str(made.uid), "half_days": [MORNING]})
    assert meeting.agenda.get(number=1).changes == 1
    browser.post(ASSIGN, {"team": "none", "half_days": [MORNING]})
    assert set(teams_of(meeting).values()) == {""}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"half_days": []}, "This field is required"),
        ({"half_days": ["2011-10-21 morning"]}, "is not one of the available choices"),
        ({"team": "Z"}, "is not one of the available choices"),
        ({"room": "Z"}, "is not a valid UUID"),
    ],
)
def test_what_is_wrong_is_said(browser, meeting, given, words):
    plain = {"team": str(team(meeting).uid), "half_days": [MORNING]}
    answer = browser.post(ASSIGN, {**plain, **given})
    assert answer.status_code == 422 and words in answer.text
    assert set(teams_of(meeting).values()) == {""}


def test_half_days_in_which_nothing_is_interpreted_are_refused(browser, hold):
    made = hold(slug="w1")
    item(made, "Bare", starts_at=TEN)
    answer = browser.post(ASSIGN, {"team": str(team(made).uid), "half_days": [MORNING]})
    assert answer.status_code == 422 and "Give the items their languages" in answer.text


def test_a_team_of_another_meeting_is_refused(meeting, hold):
    stranger, morning = team(hold(slug="w2")), HalfDay(TEN.date(), 0)
    with pytest.raises(TeamElsewhere):
        actions.assign_team(meeting=meeting, team=stranger, half_days=[morning], **WHO)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_item_and_three_ask_the_same(browser, hold, rows, django_assert_num_queries):
    made = hold(slug="w1")
    for n in range(rows):
        item(made, starts_at=TEN + n * HOUR / 2, languages=("en",), room=room(f"R{n}"))
        team(made, f"T{n}")
    browser.get(ASSIGN)
    with django_assert_num_queries(14):
        assert browser.get(ASSIGN).text.count("T1 ·") == (rows > 1)
