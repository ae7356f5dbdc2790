"""The list of meetings."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import queries
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import AT, ONE, TEN

pytestmark = pytest.mark.django_db
NEW = {
    "kind": "workshop",
    "number": "1",
    "title_en": "Moving to safety",
    "place_en": "Geneva",
    "time_zone": "Europe/Zurich",
    "starts_on": "2012-04-24",
    "starts_hour": "10:00",
    "ends_on": "2012-04-25",
    "ends_hour": "17:30",
    "modality": "in_person",
    "figures": "participants: 230\nplace of birth: none",
}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_meeting_or_three(
    client, hold, rows, django_assert_num_queries
):
    for n in range(rows):
        hold(slug=f"meeting-{n}")
    # The example and the year line of the frame; the meetings.
    with django_assert_num_queries(3):
        page = client.get("/meetings/").content.decode()
    assert page.count("Topics for 2012") == rows


def test_what_is_to_come_stands_apart_from_what_is_over(hold):
    hold(slug="past", starts_at=AT - timedelta(days=400), ends_at=AT - timedelta(days=399))
    hold(slug="later", starts_at=TEN + timedelta(days=9), ends_at=ONE + timedelta(days=9))
    hold(slug="next")
    found = queries.meeting_list(AT)
    assert [line.slug for line in found.upcoming] == ["next", "later"]
    assert [(year.year, [line.slug for line in year.lines]) for year in found.past] == [
        (2010, ["past"])
    ]
    assert [line.slug for line in queries.meeting_list(ONE).upcoming] == ["later"]


def test_a_day_says_its_hour_and_place_and_a_longer_meeting_its_days(client, hold):
    hold()
    hold(slug="w", starts_at=TEN, ends_at=ONE + timedelta(days=1))
    page = client.get("/meetings/").content.decode()
    assert "20\xa0October 2011, 10:00\xa0Geneva" in page
    assert "20–21\xa0October 2011, Geneva" in page


def test_a_site_without_meetings_says_so(client):
    assert "No meeting has been announced." in client.get("/meetings/").content.decode()


def test_the_meetings_of_a_year_hang_in_its_page(client, hold):
    hold()
    assert "Topics for 2012" in client.get("/programme/2012/").content.decode()


def test_a_meeting_is_added_at_the_hour_of_its_place(sign_in, year):
    answer = sign_in(Role.ADMINISTRATION).post("/meetings/add/", {**NEW, "programme": year.pk})
    assert answer["Location"] == "/meetings/moving-to-safety/"
    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2012-04-24T08:00:00+00:00"
    assert meeting.figures == {"participants": 230, "place of birth": "none"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends_on": "2012-04-23"}, "ends before it begins"),
        ({"time_zone": "Europe/Atlantis"}, "is not a time zone"),
        ({"title_en": "x" * 400}, "at most 300 characters"),
        ({"title_en": ""}, "at least one language"),
        ({"starts_on": "2012-03-25", "starts_hour": "02:30"}, "does not exist there"),
        ({"kind": "party"}, "Select a valid choice"),
        ({"figures": "230 participants"}, "Line 1 is not a name and a value"),
        ({"slug": "calendar"}, "There is a page at"),
        ({"programme": "999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said(sign_in, year, given, words):
    browser = sign_in(Role.ADMINISTRATION)
    answer = browser.post("/meetings/add/", {**NEW, "programme": year.pk, **given})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Meeting.objects.exists()


def test_only_the_administration_adds_a_meeting(client, sign_in, year):
    assert client.get("/meetings/add/").status_code == 302
    assert sign_in(Role.CHAIR).post("/meetings/add/", NEW).status_code == 403
    assert not Meeting.objects.exists()
