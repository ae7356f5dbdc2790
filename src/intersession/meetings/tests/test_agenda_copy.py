"""The agenda of an earlier meeting is copied into a draft: days by number, hours of the place."""

from datetime import UTC, datetime, timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import Room
from intersession.meetings.tests.conftest import ONE, TEN, item
from intersession.meetings.tests.test_agenda import speak

pytestmark = pytest.mark.django_db
PAGE = "/meetings/new/agenda/copy/"
DAY = timedelta(days=1)


@pytest.fixture
def old(hold):
    """Of two days, in October 2011."""
    return hold(slug="old", ends_at=ONE + DAY)


@pytest.fixture
def new(hold):
    """Of two days, too: in April 2012, where the same clocks are one hour further from UTC."""
    begins = datetime(2012, 1, 24, 9, 0, tzinfo=UTC)
    return hold(slug="new", starts_at=begins, ends_at=begins + DAY + timedelta(hours=3))


@pytest.fixture
def browser(sign_in):
    return sign_in(Role.ADMINISTRATION)


def test_what_would_be_added_is_shown_and_then_added(old, new, browser):
    hall, ended = (Room.objects.create(name={"en": name}) for name in ("Hall", "Old hall"))
    more = {"objectives": {"en": "See"}, "questions": ({"en": "Who?"},), "languages": ("en",)}
    speak(item(old, "Panel", starts_at=TEN, minutes=60, room=hall, kind="panel", **more))
    item(old, "Closing", starts_at=TEN + DAY, minutes=30, room=ended)
    ended.ended = True
    ended.save()
    page = browser.get(PAGE, {"source": "old"}).content.decode()
    assert "2 items of “Topics for 2012” would be added" in page
    assert "Tuesday, 24\xa0January 2012, 10:00–11:00" in page
    assert "Without a room: Old hall is no longer offered." in page
    assert not new.agenda.exists()
    assert browser.post(PAGE, {"source": "old"})["Location"] == "/meetings/new/agenda/"
    panel, closing = new.agenda.order_by("number")
    assert (panel.starts_at, panel.room) == (new.starts_at, hall)
    assert (panel.objectives, panel.questions) == ({"en": "See"}, [{"en": "Who?"}])
    assert (panel.languages, panel.parts.count(), panel.kind) == (["en"], 0, "panel")
    assert (closing.starts_at, closing.room) == (new.starts_at + DAY, None)


def test_what_would_not_lie_within_the_meeting_comes_without_its_hour(old, hold, browser):
    item(old, "Second day", starts_at=TEN + DAY, minutes=60)
    item(old, "Long", starts_at=TEN, minutes=180)
    begins = datetime(2012, 4, 24, 8, 0, tzinfo=UTC)
    new = hold(slug="new", starts_at=begins, ends_at=begins + timedelta(hours=2))
    page = browser.get(PAGE, {"source": "old"}).content.decode()
    assert "this meeting has no day 2" in page and "it would lie outside the meeting" in page
    browser.post(PAGE, {"source": "old"})
    assert [row.starts_at for row in new.agenda.all()] == [None, None]


def test_a_draft_that_has_items_takes_more_only_when_that_is_said(old, new, browser):
    item(old)
    item(new)
    assert "has 1 item already" in browser.get(PAGE, {"source": "old"}).content.decode()
    answer = browser.post(PAGE, {"source": "old"})
    assert answer.status_code == 422 and "has items already" in answer.content.decode()
    assert browser.post(PAGE, {"source": "old", "beside": "on"}).status_code == 302
    assert list(new.agenda.values_list("number", flat=True).order_by("number")) == [1, 2]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere", "Choose one of the meetings below"),
        ("", "Choose one of the meetings below"),
        ("new", "not copied into itself"),
        ("old", "has no item to copy"),
    ],
)
def test_a_meeting_that_cannot_be_copied_is_refused(old, new, browser, source, words):
    answer = browser.post(PAGE, {"source": source})
    assert answer.status_code == 422 and words in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_item_or_three(
    old, new, browser, rows, django_assert_num_queries
):
    for n in range(rows):
        item(old, f"Item {n}", starts_at=TEN, minutes=30)
    browser.get(PAGE, {"source": "old"})
    # Who acts, the meeting, the year line: 7; the source twice, the list, what is in it: 3, ours.
    with django_assert_num_queries(14):
        browser.get(PAGE, {"source": "old"})
