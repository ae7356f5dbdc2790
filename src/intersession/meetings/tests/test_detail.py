"""The page of a meeting, and the forms behind it."""

from datetime import timedelta
from uuid import UUID

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions, panels
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import ONE, TEN, WHO, item, publish
from intersession.meetings.tests.test_index import NEW
from intersession.ui.panels import Panel

pytestmark = pytest.mark.django_db
FORMS = ["change/", "state/", "agenda/add/", "agenda/copy/", "documents/"]
POSTS = [*FORMS, "agenda/publish/", f"agenda/{UUID(int=1)}/remove/", "documents/remove/"]


@pytest.fixture
def meeting(hold):
    return hold(slug="topics", figures={"participants": 230, "field_trips": "none"})


def test_the_page_shows_symbol_date_agenda_documents_and_facts(client, meeting, paper):
    actions.attach_document(meeting=meeting, document=paper(), **WHO)
    item(meeting, starts_at=TEN)
    publish(meeting)
    page = client.get("/meetings/topics/").content.decode()
    for words in (
        "<b><bdi>IC/2011/7</bdi></b><span>Original: English</span><span>Geneva, 20\xa0October",
        "20\xa0October 2011, 10:00\xa0Geneva",
        ">10:00</time>",
        "Opening",
        "EN –",
        "Participants</dt><dd>230</dd>",
        "Field trips</dt><dd>none</dd>",
        "In person",
        'href="/meetings/topics/calendar/"',
        "<b>Programme 2012</b>",
    ):
        assert words in page


def test_a_meeting_elsewhere_shows_the_hour_of_its_place(client, hold):
    hold(slug="far", place={"en": "Lima"}, time_zone="America/Lima")
    assert "20\xa0October 2011, 03:00\xa0Lima" in client.get("/meetings/far/").content.decode()


def test_an_agenda_of_two_days_says_which_day(client, hold):
    meeting = hold(slug="two", ends_at=ONE + timedelta(days=1))
    for day in (0, 1):
        begins = TEN + timedelta(days=day)
        item(meeting, "Debate", starts_at=begins)
    publish(meeting)
    page = client.get("/meetings/two/").content.decode()
    assert "Thursday, 20\xa0October 2011" in page and "Friday, 21\xa0October 2011" in page


def test_items_of_one_of_two_days_say_which_day(client, hold):
    meeting = hold(slug="two", ends_at=ONE + timedelta(days=1))
    item(meeting, "Debate", starts_at=TEN)
    publish(meeting)
    assert ">Thursday, 20\xa0October 2011</h3>" in client.get("/meetings/two/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_item_and_document_or_three(
    client, meeting, paper, rows, django_assert_num_queries
):
    for n in range(rows):
        actions.attach_document(meeting=meeting, document=paper(f"IC/2011/{n}"), **WHO)
        item(meeting, f"Item {n}")
    publish(meeting)
    # The example and the year line; the meeting, its documents, their languages, its agenda, what
    # speakers sent.
    with django_assert_num_queries(7):
        client.get("/meetings/topics/")


def test_a_restricted_document_is_not_listed_for_everyone(client, meeting, paper, sign_in):
    actions.attach_document(meeting=meeting, document=paper(distribution="restricted"), **WHO)
    assert "IC/2011/7" not in client.get("/meetings/topics/").content.decode()
    assert "IC/2011/7" in sign_in(Role.CHAIR).get("/meetings/topics/").content.decode()


def test_a_panel_hung_in_from_above_is_shown(client, meeting):
    def from_above(meeting, actor, now):
        return Panel(heading="Questions", template="meetings/_lines.html", content=[])

    assert "Questions" not in client.get("/meetings/topics/").content.decode()
    panels.hang(from_above)
    assert "<h2>Questions</h2>" in client.get("/meetings/topics/").content.decode()


def test_a_meeting_that_is_not_there_is_not_found(client):
    for page in ("", "calendar/"):
        assert client.get(f"/meetings/nowhere/{page}").status_code == 404


@pytest.mark.parametrize("page", POSTS)
def test_only_the_administration_changes_a_meeting(client, meeting, sign_in, page):
    assert client.post(f"/meetings/topics/{page}").status_code == 302
    assert sign_in(Role.CHAIR).post(f"/meetings/topics/{page}").status_code == 403


@pytest.mark.parametrize("page", FORMS)
def test_the_administration_opens_each_form(meeting, sign_in, page):
    assert sign_in(Role.ADMINISTRATION).get(f"/meetings/topics/{page}").status_code == 200


def test_a_form_comes_back_as_it_was_filled(meeting, sign_in):
    page = sign_in(Role.ADMINISTRATION).get("/meetings/topics/change/").content.decode()
    for words in ('value="10:00"', 'value="13:00"', 'value="2011-10-20"', "participants: 230"):
        assert words in page


def test_a_change_is_kept_and_an_older_form_refused(meeting, sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    assert browser.post("/meetings/topics/change/", {**NEW, "seen": 0}).status_code == 302
    assert Meeting.objects.get().sequence == 1
    answer = browser.post("/meetings/topics/change/", {**NEW, "seen": 0, "title_en": "Other"})
    assert answer.status_code == 422
    assert "Somebody changed this meeting" in answer.content.decode()
    assert Meeting.objects.get().title == {"en": "Moving to safety"}


def test_a_state_is_moved_and_a_skipped_one_refused(meeting, sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    assert browser.post("/meetings/topics/state/", {"to": "announced"}).status_code == 302
    answer = browser.post("/meetings/topics/state/", {"to": "published"})
    assert answer.status_code == 422 and "one state at a time" in answer.content.decode()


def test_an_item_is_added_and_removed(meeting, sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    given = {"day": "2011-10-20", "hour": "10:30", "minutes": "45", "title_en": "Topics"}
    assert browser.post("/meetings/topics/agenda/add/", given).status_code == 302
    row = meeting.agenda.get()
    assert (row.starts_at, row.minutes) == (TEN + timedelta(minutes=30), 45)
    assert browser.post(f"/meetings/topics/agenda/{row.uid}/remove/").status_code == 302
    assert not meeting.agenda.exists()
    assert browser.post(f"/meetings/topics/agenda/{row.uid}/remove/").status_code == 404


def test_others_see_the_agenda_once_it_is_published(client, meeting, sign_in):
    item(meeting, "Topics")
    assert "not been published yet" in client.get("/meetings/topics/").content.decode()
    browser = sign_in(Role.ADMINISTRATION)
    assert "Others do not see" in browser.get("/meetings/topics/agenda/").content.decode()
    assert browser.post("/meetings/topics/agenda/publish/").status_code == 302
    assert ">Topics</a></h3>" in client.get("/meetings/topics/").content.decode()
    again = browser.post("/meetings/topics/agenda/publish/")
    assert again.status_code == 422 and "Nothing has changed" in again.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"hour": "18:30"}, "would not lie within the meeting"),
        ({"hour": "25:00"}, "Enter a valid time"),
        ({"day": "", "hour": "10:00"}, "An hour needs its day"),
        ({"title_en": "x" * 400}, "at most 300 characters"),
    ],
)
def test_what_is_wrong_with_an_item_is_said(meeting, sign_in, given, words):
    sent = {"day": "2011-10-20", "title_en": "Topics", **given}
    answer = sign_in(Role.ADMINISTRATION).post("/meetings/topics/agenda/add/", sent)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_document_is_listed_and_taken_off(meeting, paper, sign_in):
    note, browser = paper(), sign_in(Role.ADMINISTRATION)
    for page, listed in (("", True), ("remove/", False)):
        answer = browser.post(f"/meetings/topics/documents/{page}", {"document": note.slug})
        assert answer["Location"] == "/meetings/topics/documents/"
        assert meeting.papers.exists() is listed
