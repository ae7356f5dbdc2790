"""The form of an item: everything it says, two officers at once, what cannot be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from intersession.access.guard import Refusal
from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Room
from intersession.meetings.tests.conftest import ONE, TEN, WHO, item

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "kind": "panel",
    "day": "2011-10-20",
    "hour": "10:00",
    "minutes": "90",
    "title_en": "Panel I",
    "title_fr": "Table ronde I",
    "objectives_en": "See who moves",
    "format_en": "Two statements, open floor",
    "question_1_en": "Who is not counted?",
    "question_3_fr": "Que faut-il ?",
    "languages": ["en", "fr"],
}


@pytest.fixture
def meeting(hold):
    return hold(slug="topics")


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.ADMINISTRATION)


def address(row, page="change"):
    return f"/meetings/topics/agenda/{row.uid}/{page}/"


def test_an_item_says_everything_and_its_form_comes_back_so(meeting, browser, paper):
    hall = Room.objects.create(name={"en": "Hall"})
    team = meeting.teams.create(name="A", languages=["en", "fr", "ar"])
    listed, other = paper("IC/2011/7"), paper("MC/2342")
    actions.attach_document(meeting=meeting, document=listed, **WHO)
    sent = {**GIVEN, "room": hall.uid, "team": team.uid, "papers": [listed.slug]}
    answer = browser.post("/meetings/topics/agenda/add/", {**sent, "symbols": "mc/2342"})
    row = meeting.agenda.get()
    assert answer["Location"] == f"/meetings/topics/agenda/?added#item-{row.uid}"
    assert (row.starts_at, row.minutes, row.room, row.team) == (TEN, 90, hall, team)
    assert row.questions == [{"en": "Who is not counted?"}, {"fr": "Que faut-il ?"}]
    assert (row.kind, row.languages) == ("panel", ["en", "fr"])
    assert set(row.documents.all()) == {listed, other}
    page = browser.get(address(row)).content.decode()
    for words in ("See who moves", 'value="10:00"', "Que faut-il ?", "Arabic", "MC/2342 ·"):
        assert words in page
    assert 'name="question_4_es"' in page and 'name="question_5_es"' not in page


def test_the_form_of_a_new_item_begins_where_the_last_one_ends(meeting, browser):
    page = browser.get("/meetings/topics/agenda/add/").content.decode()
    assert 'value="2011-10-20"' in page and 'value="10:00"' in page
    item(meeting, starts_at=TEN, minutes=45, languages=("fr",))
    page = browser.get("/meetings/topics/agenda/add/").content.decode()
    assert 'value="10:45"' in page and page.count(" checked") == 1
    item(meeting, starts_at=ONE - timedelta(minutes=5), minutes=5)
    assert 'value="13:00"' not in browser.get("/meetings/topics/agenda/add/").content.decode()


def test_a_guiding_question_that_is_emptied_is_gone(meeting, browser):
    row = item(meeting, questions=({"en": "First?"}, {"en": "Second?"}))
    sent = {"title_en": "Panel", "question_1_en": "", "question_2_en": "Second?", "seen": "0"}
    assert browser.post(address(row), sent).status_code == 302
    row.refresh_from_db()
    assert row.questions == [{"en": "Second?"}]


def test_a_language_of_which_the_form_knows_nothing_stays(meeting, browser):
    row = item(meeting, title={"de": "Runde", "en": "Panel", "original": "de"})
    browser.post(address(row), {"title_en": "Panel I", "seen": "0"})
    row.refresh_from_db()
    assert row.title == {"de": "Runde", "en": "Panel I", "original": "de"}


def test_of_two_officers_neither_is_overwritten_and_both_versions_are_shown(meeting, browser):
    row = item(meeting, "Panel", starts_at=TEN, minutes=90)
    theirs = actions.ItemFacts(title={"en": "Theirs"}, starts_at=TEN, minutes=60)
    actions.change_item(item=row, facts=theirs, seen=0, **WHO)
    sent = {**GIVEN, "title_en": "Ours", "title_fr": "", "seen": "0"}
    answer = browser.post(address(row), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed this item at" in page and "Nothing was overwritten" in page
    assert "EN · Theirs" in page and "EN · Ours" in page
    assert ">Keep theirs</a>" in page and 'name="over" value="1"' in page
    row.refresh_from_db()
    assert row.title == {"en": "Theirs"}
    assert browser.post(address(row), {**sent, "over": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.minutes, row.changes) == ({"en": "Ours"}, 90, 2)


def test_a_third_officer_is_not_overwritten_either(meeting, browser):
    row = item(meeting, "Panel")
    for name in ("Second", "Third"):
        facts = actions.ItemFacts(title={"en": name})
        actions.change_item(item=row, facts=facts, **WHO)
    answer = browser.post(address(row), {"title_en": "First", "seen": "0", "over": "1"})
    assert answer.status_code == 422 and 'name="over" value="2"' in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title_en": "x" * 400, "title_fr": ""}, "at most 300 characters"),
        ({"title_en": "", "title_fr": ""}, "Write it in at least one language"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "2000"}, "less than or equal to 1440"),
        ({"hour": "12:00"}, "would not lie within the meeting"),
        ({"day": "2011-10-27"}, "would not lie within the meeting"),
        ({"day": "yesterday"}, "Enter a valid date"),
        ({"kind": "party"}, "not one of the available choices"),
        ({"languages": ["tlh"]}, "not one of the available choices"),
        ({"room": "00000000-0000-0000-0000-000000000001"}, "not one of the available choices"),
        ({"room": "the one upstairs"}, "not one of the available choices"),
        ({"symbols": "IC/2011/99, XX/1"}, "has no document IC/2011/99, XX/1"),
        ({"question_99_en": "Why?", "seen": "x"}, "Enter a whole number"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(meeting, browser, given, words):
    row = item(meeting, "Panel")
    for page in ("/meetings/topics/agenda/add/", address(row)):
        answer = browser.post(page, {**GIVEN, **given})
        assert answer.status_code == 422 and words in answer.content.decode()
        assert "Two statements, open floor" in answer.content.decode()
    assert meeting.agenda.get().changes == 0


def test_a_room_that_is_no_longer_offered_may_stay_but_not_be_chosen(meeting, browser):
    ended = Room.objects.create(name={"en": "Old hall"}, ended=True)
    row = item(meeting, "Panel")
    answer = browser.post(address(row), {**GIVEN, "room": ended.uid})
    assert answer.status_code == 422
    with pytest.raises(Refusal, match="Old hall is no longer offered"):
        item(meeting, "Other", room=ended)
    row.room = ended
    row.save()
    assert "Old hall" in browser.get(address(row)).content.decode()
    assert browser.post(address(row), {**GIVEN, "room": ended.uid}).status_code == 302


def test_a_team_of_another_meeting_is_refused(meeting, hold):
    team = hold(slug="other").teams.create(name="B")
    with pytest.raises(Refusal, match="Team B belongs to another meeting"):
        item(meeting, "Panel", team=team)


def test_an_hour_that_clocks_leave_out_is_refused_and_one_that_comes_twice_is_the_first(
    hold, browser
):
    night = datetime(2012, 3, 24, 12, tzinfo=UTC)
    meeting = hold(slug="topics", starts_at=night, ends_at=night + timedelta(days=1))
    sent = {**GIVEN, "day": "2012-03-25", "hour": "02:30"}
    answer = browser.post("/meetings/topics/agenda/add/", sent)
    assert "This hour does not exist there" in answer.content.decode()
    autumn = datetime(2012, 10, 27, 12, tzinfo=UTC)
    meeting.starts_at, meeting.ends_at = autumn, autumn + timedelta(days=1)
    meeting.save()
    browser.post("/meetings/topics/agenda/add/", {**sent, "day": "2012-10-28"})
    assert meeting.agenda.get().starts_at == datetime(2012, 10, 28, 0, 30, tzinfo=UTC)


def test_an_item_of_another_meeting_is_not_found(hold, meeting, browser):
    row = item(hold(slug="other"))
    for page in ("change", "move", "cancel", "restore", "remove"):
        assert browser.post(address(row, page)).status_code == 404


def test_documents_are_named_in_the_ledger(meeting, browser, paper):
    row = item(meeting, "Panel")
    paper("IC/2011/7")
    browser.post(address(row), {"title_en": "Panel", "symbols": "IC/2011/7", "seen": "0"})
    entry = Entry.objects.filter(verb="meetings:item:changed").get()
    assert entry.values["documents"] == ["IC/2011/7"]


def test_an_item_ends_with_the_meeting_at_the_latest(meeting):
    with pytest.raises(Refusal, match="would not lie within"):
        item(meeting, starts_at=ONE - timedelta(minutes=30), minutes=31)
