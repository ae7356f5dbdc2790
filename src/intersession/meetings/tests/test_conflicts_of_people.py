"""Conflicts of people, of panels and of days; told in words, never forbidden."""

from datetime import UTC, datetime, timedelta

import pytest

from intersession.meetings.conflicts import conflicts_of
from intersession.meetings.models import Room
from intersession.meetings.published import in_order
from intersession.meetings.tests.conftest import TEN, item
from intersession.meetings.tests.test_agenda import speak

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
CODES = {"person", "walk", "moderator", "speakers", "holiday", "outside"}


@pytest.fixture
def meeting(hold):
    return hold(slug="topics")


@pytest.fixture
def rooms():
    return [Room.objects.create(name={"en": name}) for name in ("Hall", "Room 3")]


def found(meeting):
    return [(c.code, c.hint) for c in conflicts_of(meeting, in_order(meeting)) if c.code in CODES]


def pair(meeting, rooms, after, **given):
    first = item(meeting, "A", starts_at=TEN, minutes=30, room=rooms[0])
    second = item(meeting, "B", starts_at=TEN + after * MINUTE, minutes=30, room=rooms[1])
    return speak(first, **given), speak(second, **given)


def test_one_person_who_stands_twice_is_known_by_the_address_of_mail(meeting, rooms):
    one, other = pair(meeting, rooms, 20, email="o@example.org")
    other.speaker.email = "O@Example.org"
    other.speaker.save()
    assert found(meeting) == [("person", False)]


def test_two_of_the_same_name_are_two(meeting, rooms):
    pair(meeting, rooms, 20)
    assert found(meeting) == []


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_who_said_no_is_in_no_conflict(meeting, rooms, state):
    pair(meeting, rooms, 20, email="o@example.org", state=state)
    assert found(meeting) == []


def test_what_was_cancelled_is_in_no_conflict(meeting, rooms):
    one, _other = pair(meeting, rooms, 20, email="o@example.org")
    one.item.cancelled_at = TEN
    one.item.save()
    assert found(meeting) == []


@pytest.mark.parametrize(("after", "told"), [(30, [("walk", True)]), (40, []), (29, None)])
def test_too_little_time_from_room_to_room_is_a_hint(meeting, rooms, after, told):
    pair(meeting, rooms, after, email="o@example.org")
    assert found(meeting) == ([("person", False)] if told is None else told)


def test_no_time_is_needed_within_one_room(meeting, rooms):
    pair(meeting, [rooms[0], rooms[0]], 30, email="o@example.org")
    assert found(meeting) == []


def test_a_panel_without_moderator_or_speakers_is_a_hint(meeting):
    panel = item(meeting, "Panel", kind="panel")
    item(meeting, "Break", kind="break")
    assert found(meeting) == [("moderator", True), ("speakers", True)]
    speak(panel, "M", role="moderator", state="proposed")
    speak(panel, "R", role="rapporteur")
    assert found(meeting) == [("speakers", True)]
    speak(panel, "D", role="discussant")
    assert found(meeting) == []


def test_an_item_stays_where_it_was_when_the_meeting_moves_and_that_is_told(meeting):
    item(meeting, starts_at=TEN, minutes=30)
    meeting.starts_at, meeting.ends_at = (
        hour + timedelta(days=7) for hour in (meeting.starts_at, meeting.ends_at)
    )
    meeting.save()
    assert found(meeting) == [("outside", False)]


def test_a_public_holiday_of_the_duty_station_is_told_once_a_day(hold):
    friday = datetime(2012, 4, 6, 8, 0, tzinfo=UTC)  # Good Friday
    given = {"starts_at": friday, "ends_at": friday + timedelta(hours=9)}
    for slug, zone, told in (("here", "Europe/Zurich", 1), ("far", "Africa/Dakar", 0)):
        meeting = hold(slug=slug, time_zone=zone, **given)
        for n in range(2):
            item(meeting, f"Item {n}", starts_at=friday + n * timedelta(hours=1), minutes=30)
        said = [c.sentence for c in conflicts_of(meeting, in_order(meeting)) if c.code == "holiday"]
        assert len(said) == told
        assert all("6\xa0April 2012 is a public holiday" in sentence for sentence in said)
