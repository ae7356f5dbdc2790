"""Meetings as calendars read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from intersession.meetings import actions
from intersession.meetings.tests.conftest import AT, ONE, TEN, WHO, facts
from intersession.programme.actions import start_programme

pytestmark = pytest.mark.django_db
SOON = datetime(2999, 10, 21, 8, 0, tzinfo=UTC)


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


ZONES = (
    "Europe/Zurich",
    "America/Lima",
    "America/New_York",
    "Australia/Lord_Howe",
    "Europe/Dublin",
)


@pytest.mark.parametrize("zone", ZONES)
def test_the_clock_changes_at_the_very_second_at_which_it_does(client, hold, zone):
    """DTSTART and RDATE are read in the offset before the change (RFC 5545, 3.6.5)."""
    hold(slug="m", time_zone=zone)
    calendar, _events = events(client, "/meetings/m/calendar/")
    changes, second = 0, timedelta(seconds=1)
    for part in calendar.walk("VTIMEZONE")[0].subcomponents:
        if part.TZOFFSETFROM == part.TZOFFSETTO:
            continue  # where the file begins
        written = part.get("RDATE")
        for local in [part.DTSTART, *(one.dt for one in (written.dts if written else ()))]:
            at = (local - part.TZOFFSETFROM).replace(tzinfo=UTC)
            there = [moment.astimezone(ZoneInfo(zone)) for moment in (at - second, at)]
            assert [t.utcoffset() for t in there] == [part.TZOFFSETFROM, part.TZOFFSETTO]
            changes += 1
    assert changes >= (0 if zone == "America/Lima" else 6)


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


def shown(client, address="/meetings/calendar/"):
    return events(client, address)[1][0]


def test_a_feed_of_a_year_holds_the_meetings_of_its_programme(client, hold, year):
    hold(slug="topics")
    other = start_programme(year=2013, **WHO)
    actions.add_meeting(programme=other, facts=facts(), slug="later", **WHO)
    assert len(events(client, "/meetings/calendar/")[1]) == 2
    calendar, (event,) = events(client, "/meetings/calendar/2013/")
    assert event["URL"].endswith("/meetings/later/")
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Meetings of the programme 2013"
    assert client.get("/meetings/calendar/2014/").status_code == 404


def test_a_feed_says_how_often_to_ask(client, hold):
    hold(slug="topics")
    answer = client.get("/meetings/calendar/")
    calendar = Calendar.from_ical(answer.content)
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["X-PUBLISHED-TTL"] == "PT1H"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers and not answer.cookies


def test_what_has_not_changed_is_not_sent_again(client, hold):
    meeting = hold(slug="topics")
    tag = client.get("/meetings/calendar/")["ETag"]
    assert client.get("/meetings/calendar/", headers={"If-None-Match": tag}).status_code == 304
    weak = f"W/{tag}"  # as it comes back from a page that was compressed
    assert client.get("/meetings/calendar/", headers={"If-None-Match": weak}).status_code == 304
    actions.change_meeting(meeting=meeting, facts=facts(venue={"en": "Room B"}), **WHO)
    answer = client.get("/meetings/calendar/", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and answer["ETag"] != tag


LATER = {**WHO, "at": AT + timedelta(days=1)}


def test_a_change_raises_each_stamp_that_a_program_may_compare(client, hold):
    meeting = hold(slug="topics")
    before = shown(client)
    assert before.decoded("LAST-MODIFIED") == before.decoded("DTSTAMP") == AT
    actions.change_meeting(meeting=meeting, facts=facts(venue={"en": "Room B"}), **LATER)
    after = shown(client)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("LAST-MODIFIED") == after.decoded("DTSTAMP") == LATER["at"]
    assert after["SUMMARY"] == "Topics for 2012"


def test_an_hour_that_moved_is_also_told_in_words(client, hold):
    """For a program that keeps the hour it read first, or shows the new one without a word."""
    meeting = hold(slug="topics")
    soon = {"starts_at": SOON, "ends_at": SOON + timedelta(hours=3)}
    actions.change_meeting(meeting=meeting, facts=facts(**soon), **LATER)
    event = shown(client)
    assert event["SUMMARY"] == "Topics for 2012 (new hour)"
    assert "before, it was 20 October 2011, 10:00 Geneva." in event["DESCRIPTION"].replace(
        "\u00a0", " "
    )
    assert event["DESCRIPTION"].endswith("http://testserver/meetings/topics/")
    assert event.decoded("DTSTART") == SOON


def test_once_a_meeting_is_over_its_title_is_plain_again(client, hold):
    meeting = hold(slug="topics")
    past = facts(starts_at=TEN - timedelta(days=1), ends_at=ONE)
    actions.change_meeting(meeting=meeting, facts=past, **LATER)
    assert shown(client)["SUMMARY"] == "Topics for 2012"


def test_a_cancelled_meeting_stays_and_says_so_twice(client, hold):
    """As STATUS, and in the title for a program that does not look at it."""
    meeting = hold(slug="topics")
    before = shown(client)
    actions.cancel_meeting(meeting=meeting, reason="Room lost", **LATER)
    event = shown(client)
    assert event["UID"] == before["UID"] and event["SEQUENCE"] == before["SEQUENCE"] + 1
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert event["SUMMARY"] == "Cancelled: Topics for 2012"
    assert "This meeting was cancelled on 29" in event["DESCRIPTION"]
    assert "Room lost" not in event["DESCRIPTION"]
    actions.restore_meeting(meeting=meeting, reason="Found", **LATER)
    again = shown(client)
    assert (again["STATUS"], again["SUMMARY"]) == ("TENTATIVE", "Topics for 2012")
    assert again["SEQUENCE"] == event["SEQUENCE"] + 1


def test_a_feed_speaks_the_language_that_its_address_names(client, hold):
    meeting = hold(slug="topics", title={"en": "Topics", "fr": "Thèmes"})
    actions.cancel_meeting(meeting=meeting, reason="x", **LATER)
    assert shown(client, "/meetings/calendar/?lang=fr")["SUMMARY"] == "Annulée\u00a0: Thèmes"
