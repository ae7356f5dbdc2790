"""Teams of interpreters of a meeting."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Team
from intersession.meetings.tests.conftest import TEN, WHO, item
from intersession.meetings.tests.test_rooms import seen_in

pytestmark = pytest.mark.django_db
NEW = {
    "name": "A",
    "languages": ["en", "fr", "es"],
    "email": "lead@example.org",
    "language": "fr",
}


def team(meeting, name="A", *languages):
    facts = actions.TeamFacts(name=name, languages=languages or ("en", "fr", "es"))
    return actions.add_team(meeting=meeting, facts=facts, **WHO)


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.ADMINISTRATION)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_team_and_three_ask_the_same(browser, hold, rows, django_assert_num_queries):
    meeting = hold(slug="w1")
    for n in range(rows):
        item(meeting, starts_at=TEN, minutes=60, team=team(meeting, f"T{n}"), languages=("en",))
    browser.get("/meetings/w1/teams/")
    with django_assert_num_queries(11):
        page = browser.get("/meetings/w1/teams/").text
    assert page.count("/remove/") == rows


def test_a_team_is_added_with_its_languages(browser, hold):
    hold(slug="w1")
    assert browser.post("/meetings/w1/teams/add/", NEW)["Location"] == "/meetings/w1/teams/"
    made = Team.objects.get()
    assert (made.name, made.languages, made.language) == ("A", ["en", "fr", "es"], "fr")
    assert "lead@example.org" not in Entry.objects.get(verb="meetings:team:added").data
    assert "EN FR ES" in browser.get("/meetings/w1/teams/").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "This field is required"),
        ({"name": "B"}, "has a team B already"),
        ({"languages": []}, "This field is required"),
        ({"languages": ["tlh"]}, "is not one of the available choices"),
        ({"email": "nobody"}, "valid email address"),
        ({"name": "x" * 101}, "at most 100 characters"),
    ],
)
def test_what_is_wrong_with_a_team_is_said(browser, hold, given, words):
    team(hold(slug="w1"), "b")
    answer = browser.post("/meetings/w1/teams/add/", {**NEW, **given})
    assert answer.status_code == 422 and words in answer.text
    assert Team.objects.count() == 1


def test_two_officers_at_one_team_do_not_overwrite_each_other(browser, hold):
    made = team(hold(slug="w1"))
    address = f"/meetings/w1/teams/{made.uid}/change/"
    seen = seen_in(browser.get(address).text)
    assert browser.post(address, {**NEW, "seen": seen}).status_code == 302
    answer = browser.post(address, {**NEW, "languages": ["en"], "seen": seen})
    assert answer.status_code == 422 and "Somebody changed this team" in answer.text


def test_a_team_is_removed_after_a_look_at_what_it_leaves(browser, hold):
    meeting = hold(slug="w1")
    made = team(meeting)
    row = item(meeting, "Opening", starts_at=TEN, languages=("en",), team=made)
    address = f"/meetings/w1/teams/{made.uid}/remove/"
    page = browser.get(address).text
    assert "1 item would be without interpreters" in page and "Opening" in page
    assert Team.objects.exists()
    assert browser.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.team, row.changes) == (None, 1) and not Team.objects.exists()


def test_hours_stand_against_what_is_allowed(browser, hold):
    meeting = hold(slug="w1")
    made = team(meeting)
    for n in range(3):
        item(meeting, starts_at=TEN + n * timedelta(hours=1), minutes=60, team=made)
    page = browser.get("/meetings/w1/teams/").text
    assert "3:00" in page and "180\xa0of\xa0360" in page.replace(" of ", "\xa0of\xa0")
    assert "Team A: 1, 2 and\xa03" in page
    sheet = browser.get("/meetings/w1/teams/?sheet=csv").content.decode()
    assert 'A,"EN, FR, ES",2011-10-20,1,180,360,180,"1, 2, 3"' in sheet


def test_a_meeting_without_teams_says_so(browser, hold):
    hold(slug="w1")
    page = browser.get("/meetings/w1/teams/").text
    assert "No team of interpreters has been added yet." in page
    assert "/teams/assign/" not in page


def test_only_the_administration_sees_teams(client, sign_in, hold):
    made = team(hold(slug="w1"))
    assert client.get("/meetings/w1/teams/").status_code == 302
    browser = sign_in(Role.CHAIR)
    for address in ("", "add/", "assign/", f"{made.uid}/change/", f"{made.uid}/remove/"):
        assert browser.get(f"/meetings/w1/teams/{address}").status_code == 403


def test_a_team_of_another_meeting_is_not_found(browser, hold):
    made = team(hold(slug="w1"))
    hold(slug="w2")
    assert browser.get(f"/meetings/w2/teams/{made.uid}/change/").status_code == 404
    assert browser.post(f"/meetings/w2/teams/{made.uid}/remove/").status_code == 404
