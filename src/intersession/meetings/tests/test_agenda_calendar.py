"""The items of a published agenda as calendars read them."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from intersession.meetings import actions
from intersession.meetings.tests.cast import HOUR, plain, workshop
from intersession.meetings.tests.conftest import AT, TEN, WHO, item, publish

pytestmark = pytest.mark.django_db
LATER = {**WHO, "at": AT + timedelta(days=1)}


@pytest.fixture
def made(hold):
    made = workshop(hold(slug="w", ends_at=TEN + 8 * HOUR, venue={"en": "Palais"}))
    publish(made.meeting)
    return made


@pytest.fixture
def read(client):
    def read():
        """By title as first published."""
        answer = client.get("/meetings/w/agenda/calendar/")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(answer.content)
        return {str(event["UID"]): event for event in calendar.walk("VEVENT")}

    return read


def stamps(event):
    return int(event["SEQUENCE"]), event.decoded("DTSTAMP"), event.decoded("LAST-MODIFIED")


def uid(row):
    return f"{row.uid}@intersession"


def test_an_item_has_its_hour_room_speakers_and_page(read, made):
    event = read()[uid(made.one)]
    assert event["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert event["DTSTART"].to_ical() == b"20111020T100000"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == HOUR
    assert (event["SUMMARY"], event["LOCATION"]) == ("Panel I", "XIX")
    assert event["STATUS"] == "CONFIRMED"
    about = event["DESCRIPTION"].splitlines()
    assert about == ["Moderator: Mo", "Speaker: Ana", "http://testserver/meetings/w/"]


def test_who_moderates_stands_first_whoever_was_named_first(read, made):
    made.part("zed", made.two, role="moderator")
    publish(made.meeting)
    about = read()[uid(made.two)]["DESCRIPTION"].splitlines()
    assert about[:2] == ["Moderator: Zed", "Speaker: Cy"]


CHANGES = {
    "hour": {"starts_at": TEN + 2 * HOUR},
    "length": {"minutes": 90},
    "room": {"room": None},
    "title": {"title": {"en": "First panel"}},
    "cancelled": {"cancelled_at": AT},
}


@pytest.mark.parametrize("given", CHANGES.values(), ids=CHANGES)
def test_sequence_and_stamps_grow_for_the_item_that_changed_and_for_no_other(read, made, given):
    before = read()
    made.change(made.one, **given)
    assert read() == before  # a draft is nobody's calendar
    actions.publish_agenda(meeting=made.meeting, **LATER)
    after = read()
    assert stamps(after[uid(made.two)]) == stamps(before[uid(made.two)]) == (0, AT, AT)
    assert stamps(after[uid(made.one)]) == (1, LATER["at"], LATER["at"])


@pytest.mark.parametrize(
    "given", [{"languages": ["en"]}, {"team": None}, {"objectives": {"en": "x"}}]
)
def test_what_no_entry_shows_changes_no_entry(read, made, given):
    before = read()
    made.change(made.one, **given)
    actions.publish_agenda(meeting=made.meeting, **LATER)
    assert read() == before


def test_a_new_hour_is_also_told_in_words(read, made, monkeypatch):
    made.change(made.one, starts_at=TEN + 2 * HOUR)
    publish(made.meeting)
    event = read()[uid(made.one)]
    assert "before, it was 20 October 2011, 10:00 Geneva." in plain(event["DESCRIPTION"])
    assert event["SUMMARY"] == "Panel I"  # it is over: what counts now is that it was held


def test_before_it_is_held_the_title_says_so_too(made):
    from intersession.meetings import published  # noqa: PLC0415
    from intersession.meetings.item_calendar import entries_of_items  # noqa: PLC0415

    made.change(made.one, starts_at=TEN + 2 * HOUR)
    publish(made.meeting)
    entries = entries_of_items(made.meeting, published.latest(made.meeting), AT, "x")
    assert [entry.title for entry in entries] == ["Panel II", "Panel I (new hour)"]


def test_what_is_cancelled_or_gone_stays_and_says_so_twice(read, made):
    """As STATUS, and in the title for a program that does not look at it."""
    made.change(made.one, cancelled_at=AT)
    made.people["cy"].parts.all().delete()
    made.two.delete()
    publish(made.meeting)
    for row in (made.one, made.two):
        event = read()[uid(row)]
        assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
        assert event["SUMMARY"].startswith("Cancelled: Panel") and event["SEQUENCE"] == 1
    item(made.meeting, "Closing", starts_at=TEN)
    publish(made.meeting)
    assert all(read()[uid(row)]["SEQUENCE"] == 1 for row in (made.one, made.two))


def test_an_item_without_its_hour_is_cancelled_at_the_hour_it_had(read, made):
    made.change(made.one, starts_at=None)
    publish(made.meeting)
    event = read()[uid(made.one)]
    assert event["STATUS"] == "CANCELLED" and event.decoded("DTSTART") == TEN
    made.change(made.one, starts_at=TEN + HOUR)
    publish(made.meeting)
    event = read()[uid(made.one)]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)


def test_an_item_whose_end_is_open_and_one_without_an_hour(read, made):
    later = item(made.meeting, "Reception", starts_at=TEN + 3 * HOUR)
    item(made.meeting, "Any other business")
    publish(made.meeting)
    found = read()
    assert "DTEND" not in found[uid(later)] and len(found) == 3


def test_a_cancelled_meeting_cancels_its_items(read, made):
    actions.cancel_meeting(meeting=made.meeting, reason="Room lost", **LATER)
    for event in read().values():
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
        assert event.decoded("DTSTAMP") == LATER["at"]


def test_before_the_first_version_the_calendar_is_empty(client, hold):
    workshop(hold(slug="w"))
    answer = client.get("/meetings/w/agenda/calendar/")
    assert Calendar.from_ical(answer.content).walk("VEVENT") == []


def test_what_has_not_changed_is_not_sent_again(client, made):
    tag = client.get("/meetings/w/agenda/calendar/")["ETag"]
    again = client.get("/meetings/w/agenda/calendar/", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_an_hour_that_comes_twice_is_the_second_one_in_calendars_too(read, hold):
    """02:30 in summer time to 02:30 in winter time is an hour, and not nothing."""
    night = datetime(2012, 10, 28, tzinfo=UTC)
    meeting = hold(slug="w", starts_at=night - 6 * HOUR, ends_at=night + 9 * HOUR)
    row = item(meeting, starts_at=night + timedelta(minutes=30), minutes=60)
    publish(meeting)
    event = read()[uid(row)]
    assert event["DTSTART"].to_ical() == b"20121028T003000Z"
    assert event["DTEND"].to_ical() == b"20121028T013000Z"
