"""The draft of an agenda by day: rooms side by side, who speaks, what does not go together."""

from datetime import UTC, datetime, timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import Part, Room, Speaker
from intersession.meetings.tests.conftest import AT, ONE, TEN, item, publish

pytestmark = pytest.mark.django_db
PAGE = "/meetings/topics/agenda/"
HALF = timedelta(minutes=30)


@pytest.fixture
def meeting(hold):
    return hold(slug="topics")


@pytest.fixture
def rooms():
    return [
        Room.objects.create(name={"en": name}, position=n)
        for n, name in enumerate(("Hall", "Room 3"))
    ]


def speak(row, name="Ms Okwuo", role="speaker", state="confirmed", **given):
    speaker = Speaker.objects.create(meeting=row.meeting, name=name, added_at=AT, **given)
    return Part.objects.create(item=row, speaker=speaker, role=role, state=state)


@pytest.fixture
def shown(sign_in):
    """The words of the page."""
    browser = sign_in(Role.ADMINISTRATION)
    return lambda: browser.get(PAGE).content.decode()


def test_items_that_are_parallel_stand_in_columns_of_their_rooms(meeting, rooms, shown):
    item(meeting, "Opening", starts_at=TEN, minutes=30, room=rooms[0])
    item(meeting, "Panel B", starts_at=TEN + HALF, minutes=60, room=rooms[1])
    item(meeting, "Panel A", starts_at=TEN + HALF, minutes=90, room=rooms[0])
    page = shown()
    assert page.index(">Hall</th>") < page.index(">Room 3</th>")
    assert page.index("Panel A") < page.index("Panel B")
    assert ">10:30–12:00</th>" in page and "10:30–11:30" in page
    assert 'colspan="2"' in page


def test_one_after_the_other_there_is_one_column_and_the_time_between(meeting, rooms, shown):
    item(meeting, "Opening", starts_at=TEN, minutes=30, room=rooms[0])
    item(meeting, "Closing", starts_at=TEN + 2 * HALF, minutes=30, room=rooms[1])
    page = shown()
    assert "data-room" not in page.split("<tbody>")[0] and "30 minutes without an item" in page


def test_who_speaks_is_named_with_the_state_of_their_part(meeting, shown):
    row = item(meeting, starts_at=TEN, minutes=30)
    for state in ("proposed", "invited", "confirmed", "declined"):
        speak(row, f"Who {state}", state=state, affiliation={"en": "Academy"})
    page = shown()
    for state in ("proposed", "invited", "confirmed", "declined"):
        assert f"Who {state} (Academy)" in page and f">{state}</span>" in page


def test_a_conflict_stands_beside_both_items_in_words(meeting, rooms, shown):
    for name, room in zip(("Panel A", "Panel B"), rooms, strict=True):
        speak(item(meeting, name, starts_at=TEN, minutes=60, room=room), email="o@example.org")
    page = shown()
    said = "Ms Okwuo would be in two items at the same time: “Panel A” and “Panel B”."
    assert page.count(said) == 2 and ">1 conflict</span>" in page


def test_what_changed_since_it_was_published_is_marked(meeting, rooms, shown):
    row = item(meeting, starts_at=TEN, minutes=30)
    gone = item(meeting, "Coffee")
    assert "Since it was published" not in shown()
    publish(meeting)
    row.room, row.minutes = rooms[0], 40
    row.save()
    gone.delete()
    item(meeting, "Closing")
    page = shown()
    assert "Since it was published: moved, another room" in page
    assert "Since it was published: new" in page
    assert "4 changes." in page and "Coffee" in page


def test_an_item_in_the_night_in_which_clocks_change_ends_after_its_real_minutes(hold, shown):
    begins, ends = datetime(2012, 3, 24, 21, tzinfo=UTC), datetime(2012, 3, 25, 8, tzinfo=UTC)
    meeting = hold(slug="topics", starts_at=begins, ends_at=ends)
    item(meeting, "Vigil", starts_at=begins, minutes=300)
    assert "22:00–04:00" in shown()


def test_a_title_is_shown_as_it_was_written(meeting, shown):
    item(meeting, "<script>alert(1)</script>")
    assert "<script>alert" not in shown()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_item_or_three(
    meeting, rooms, sign_in, rows, django_assert_num_queries
):
    for n in range(rows):
        row = item(meeting, f"Item {n}", starts_at=TEN, minutes=30, room=rooms[0], kind="panel")
        speak(row, f"Speaker {n}")
    publish(meeting)
    browser = sign_in(Role.ADMINISTRATION)
    browser.get(PAGE)
    # Who acts, the meeting, the year line: 7; items, parts, documents, the version, rooms.
    with django_assert_num_queries(12):
        browser.get(PAGE)


def test_an_agenda_without_items_says_so_day_by_day(hold, shown):
    hold(slug="topics", ends_at=ONE + timedelta(days=1))
    assert shown().count("Nothing stands on this day yet.") == 2


def test_a_meeting_that_is_not_there_has_no_draft(sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    assert browser.get(PAGE).status_code == 404


def test_only_the_administration_sees_the_draft(client, meeting, sign_in):
    assert client.get(PAGE).status_code == 302
    assert sign_in(Role.CHAIR).get(PAGE).status_code == 403
