"""An item is put elsewhere by a form or by a script, which get the same answer."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Room
from intersession.meetings.tests.conftest import TEN, WHO, item

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def meeting(hold):
    return hold(slug="topics")


@pytest.fixture
def row(meeting):
    return item(meeting, "Panel", starts_at=TEN, minutes=60)


@pytest.fixture
def put(row, sign_in):
    """Send what the form of the item says."""
    browser = sign_in(Role.ADMINISTRATION)

    def put(script=False, **given):
        page = f"/meetings/topics/agenda/{row.uid}/move/"
        return browser.post(page, given, headers=SCRIPT if script else {})

    return put


def test_without_a_script_it_goes_to_day_hour_and_room(row, put):
    hall = Room.objects.create(name={"en": "Hall"})
    answer = put(day="2011-10-20", hour="11:30", minutes="45", room=hall.uid, seen="0")
    assert answer["Location"] == f"/meetings/topics/agenda/#item-{row.uid}"
    row.refresh_from_db()
    assert (row.starts_at, row.minutes, row.room) == (TEN + timedelta(minutes=90), 45, hall)
    entry = Entry.objects.get(verb="meetings:item:moved").values
    assert entry["from"]["minutes"] == 60 and entry["to"]["room"] == str(hall.uid)


def test_a_button_moves_it_ten_minutes(row, put):
    put(day="2011-10-20", hour="10:00", minutes="60", by="10", seen="0")
    row.refresh_from_db()
    assert row.starts_at == TEN + timedelta(minutes=10)


def test_a_script_gets_the_days_with_conflicts_and_the_new_hour_in_words(row, put):
    at = int((TEN + timedelta(minutes=25)).timestamp()) // 60
    answer = put(script=True, at=at, minutes="50", seen="0")
    page = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in page
    assert "“Panel” now begins on 20\xa0October 2011, 10:25 and lasts 50 minutes." in page
    assert f'id="grip-{row.uid}"' in page and 'name="seen" value="1"' in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"by": "-10"}, "would not lie within the meeting"),
        ({"at": "0"}, "would not lie within the meeting"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "2000"}, "less than or equal to 1440"),
        ({"hour": "noon"}, "Enter a valid time"),
        ({"day": "", "hour": "11:00"}, "An hour needs its day"),
        ({"day": "0001-01-01", "hour": "00:00"}, "after the year 1900"),
        ({"day": "9999-12-31", "hour": "23:59"}, "before the year 2200"),
        ({"room": "upstairs"}, "not one of the available choices"),
        ({"at": "9" * 30}, "less than or equal to"),
    ],
)
@pytest.mark.parametrize("script", [False, True])
def test_what_cannot_be_is_said_and_nothing_moves(row, put, given, words, script):
    answer = put(script=script, **{"minutes": "60", "seen": "0", **given})
    assert answer.status_code == 422 and words in answer.content.decode()
    row.refresh_from_db()
    assert (row.starts_at, row.changes) == (TEN, 0)


def test_a_form_without_a_field_takes_no_hour_away(row, put):
    answer = put()
    assert answer.status_code == 422 and "Say to which hour." in answer.content.decode()
    row.refresh_from_db()
    assert (row.starts_at, row.minutes) == (TEN, 60)


def test_whoever_saw_an_older_place_is_told(row, put):
    actions.place_item(item=row, starts_at=TEN, minutes=30, room=None, **WHO)
    answer = put(script=True, by="5", minutes="60", seen="0")
    assert answer.status_code == 422 and "Nothing was overwritten" in answer.content.decode()
    row.refresh_from_db()
    assert row.minutes == 30


def test_an_item_without_an_hour_is_not_moved_by_minutes(meeting, row, put):
    row.starts_at = None
    row.save()
    assert "has no hour yet" in put(by="5", seen="0").content.decode()


def test_nobody_moves_to_a_room_that_is_no_longer_offered(row, put):
    ended = Room.objects.create(name={"en": "Old hall"}, ended=True)
    answer = put(day="2011-10-20", hour="10:00", room=ended.uid, seen="0")
    assert answer.status_code == 422 and "no longer offered" in answer.content.decode()
