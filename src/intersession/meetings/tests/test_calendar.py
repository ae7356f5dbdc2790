"""Meetings as calendars read them."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from intersession.meetings import actions
from intersession.meetings.tests.conftest import ONE, TEN, WHO, facts

pytestmark = pytest.mark.django_db


def events(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return calendar, calendar.walk("VEVENT")


def test_an_event_has_its_hour_zone_page_and_name(client, hold):
    meeting = hold(slug="topics", about={"en": "Which two topics?"}, venue={"en": "Room A"})
    calendar, (event,) = events(client, "/meetings/topics/calendar/")
    assert event["UID"] == f"{meeting.uid}@intersession"
    assert event["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert event["DTSTART"].to_ical() == b"20111020T100000"
    assert event["URL"] == "http://testserver/meetings/topics/"
    assert event["DESCRIPTION"] == "Which two topics?\nhttp://testserver/meetings/topics/"
    assert (event["SUMMARY"], event["LOCATION"]) == ("Topics for 2012", "Room A, Geneva")
    assert event["STATUS"] == "TENTATIVE"
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Zurich"]


@pytest.mark.parametrize(
    ("month", "hour", "offset"), [(7, b"T100000", 2), (12, b"T090000", 1)], ids=["summer", "winter"]
)
def test_summer_and_winter_time_are_right_by_the_rules_within_the_file(
    client, hold, month, hour, offset
):
    """Without any table of the reader's own: only what the file says of its zone."""
    begins = datetime(2012, month, 2, 8, 0, tzinfo=UTC)
    hold(slug="m", starts_at=begins, ends_at=begins + timedelta(hours=2))
    calendar, (event,) = events(client, "/meetings/m/calendar/")
    assert event["DTSTART"].to_ical().endswith(hour)
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    written = event.decoded("DTSTART").replace(tzinfo=None)
    assert zone.utcoffset(written) == timedelta(hours=offset)


def test_the_identifier_stays_and_the_sequence_grows(client, hold):
    meeting = hold(slug="topics")
    _calendar, (before,) = events(client, "/meetings/topics/calendar/")
    later = facts(ends_at=ONE + timedelta(hours=1))
    actions.change_meeting(meeting=meeting, facts=later, **WHO)
    _calendar, (after,) = events(client, "/meetings/topics/calendar/")
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_feed_holds_all_meetings_in_one_query(client, hold, rows, django_assert_num_queries):
    for n in range(rows):
        hold(slug=f"m-{n}", time_zone=["Europe/Zurich", "America/Lima", "Asia/Manila"][n])
    with django_assert_num_queries(2):  # the example; the meetings
        calendar, found = events(client, "/meetings/calendar/")
    assert len(found) == rows == len(calendar.walk("VTIMEZONE"))


def test_a_feed_without_meetings_is_a_calendar_all_the_same(client):
    assert events(client, "/meetings/calendar/")[1] == []


def test_a_title_cannot_write_lines_of_the_file(client, hold):
    words = {"en": "A\r\nATTENDEE:mailto:x@example.org"}
    hold(slug="m", title=words, place=words, about=words, starts_at=TEN)
    _calendar, (event,) = events(client, "/meetings/m/calendar/")
    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "A ATTENDEE:mailto:x@example.org"
