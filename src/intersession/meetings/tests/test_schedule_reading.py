"""What a schedule file may be; each bad one is told in a sentence, and nothing of it is cut."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from intersession.access.guard import Refusal
from intersession.meetings import schedules
from intersession.meetings.tests import schedule_files as files

GENEVA = ZoneInfo("Europe/Zurich")


def read(content, name="schedule.json"):
    octets = content if isinstance(content, bytes) else json.dumps(content).encode()
    return schedules.read(octets, name, zone=GENEVA, language="en")


def one(**given):
    """A schedule of one event that says this."""
    event = {
        "id": 1,
        "title": "Talk",
        "date": "2012-04-24T10:00:00+02:00",
        "start": "10:00",
        "duration": "01:00",
        "persons": [],
    }
    event = {name: value for name, value in {**event, **given}.items() if value is not ...}
    day = {"date": "2012-04-24", "rooms": {"Hall": [event]}}
    return {"schedule": {"conference": {"title": "Days", "days": [day]}}}


def item(**given):
    (found,) = read(one(**given)).items
    return found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"PK\x03\x04 zipped", "neither a schedule"),
        (b"%PDF-1.4", "neither a schedule"),
        (b"Title,Hour\nTalk,10:00\n", "neither a schedule"),
        (b"{", "wrong in line 1, place 2"),
        (b'{"schedule": {"a": 1,}}', "wrong in line 1"),
        (b'{"schedule": NaN}', "\u201cNaN\u201d where a number"),
        (b'{"schedule": -Infinity}', "\u201c-Infinity\u201d where a number"),
        (b'{"schedule": 1e999}', "where a number"),
        (b'{"schedule": ' + b"9" * 5000 + b"}", "where a number"),
        (b"[" * 10_000 + b"]" * 10_000, "more than 40 deep"),
        (b"[" * 200 + b"]" * 200, "more than 40 deep"),
        (b'{"caf\xe9": 1}', "Save it as UTF-8"),
        (b'\xff\xfe{\x00"', "Save it as UTF-8"),
        (b"{}", "no schedule"),
        (b"[]", "no schedule"),
        (b'{"count": 3, "results": []}', "no schedule"),
        (b'{"schedule": {"conference": {"days": {}}}}', "no schedule"),
        (b'{"schedule": {"conference": {"days": [3]}}}', "no schedule"),
        (b'{"schedule": {"conference": {"days": []}}}', "holds no item"),
        (b"BEGIN:VCALENDAR\nfoo\nEND:VCALENDAR", "does not follow iCalendar"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR", "holds no item"),
    ],
)
def test_a_file_that_is_no_schedule_is_told_in_words(content, told):
    with pytest.raises(Refusal) as why:
        read(content)
    assert told in str(why.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_letters_are_read_in_any_unicode(encoding):
    written = json.dumps(one(title="Häfen – ports"), ensure_ascii=False)
    (found,) = read(written.encode(encoding)).items
    assert found.title == "Häfen – ports"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"title": ...}, "It has no title."),
        ({"title": "  "}, "It has no title."),
        ({"title": 7}, "“title” is no text."),
        ({"title": "x" * 400}, "“title” has 400 characters; 300 is the most."),
        ({"title": "a\0b"}, "“title” holds a sign that is no text."),
        ({"title": "\ud800"}, "“title” holds a sign that is no text."),
        ({"abstract": ["x"]}, "“abstract” is no text."),
        ({"description": "x" * 20_001}, "“description” has 20,001 characters"),
        ({"duration": "25:61"}, "“25:61” is no length"),
        ({"duration": "25:00"}, "It would last 25:00"),
        ({"duration": "-01:00"}, "“-01:00” is no length"),
        ({"duration": -60}, "“-60” is no length"),
        ({"duration": "2:00:00:00"}, "is no length"),
        ({"date": "1789-07-14T10:00:00+00:00"}, "The year 1789 lies too far away."),
        ({"date": "9999-12-31T23:59:59-12:00"}, "The year 9999 lies too far away."),
        ({"date": "24 April, 10 o'clock"}, "is no day and hour"),
        ({"date": ..., "start": "ten"}, "“ten” is no hour."),
        ({"date": "2012-03-25T02:30:00"}, "The hour 02:30 does not exist there"),
        ({"persons": {"a": 1}}, "“persons” is no list."),
        ({"persons": ["Ama"]}, "“persons” holds something without names."),
        ({"persons": [{"public_name": "x" * 5000}]}, "“public_name” has 5,000 characters"),
        ({"persons": [{"public_name": "A", "biography": "x" * 10_001}]}, "“biography” has 10,001"),
        ({"persons": [{"public_name": str(n)} for n in range(101)]}, "“persons” has 101 entries"),
        ({"id": -1}, "“id” is no number from 0"),
        ({"intersession": {"title": "Talk"}}, "“intersession.title” is no text by language."),
        ({"intersession": {"title": {"en": "T"}, "kind": "party"}}, "“kind” is none that is known"),
        (
            {"intersession": {"title": {"en": "T"}, "parts": [{"person": "nobody"}]}},
            "A part belongs to nobody in the list of persons.",
        ),
    ],
)
def test_an_item_that_cannot_be_taken_says_why(given, told):
    problems = item(**given).problems
    assert any(told in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"duration": ...}, "It has no length."),
        ({"duration": "00:00"}, "It has no length."),
        ({"date": "2012-05-01T10:00:00+02:00"}, "Its date is not that of the day"),
        ({"start": "11:00"}, "“start” says 11:00"),
        ({"links": [{"url": "javascript:alert(1)", "title": "x"}]}, "none of the web"),
        ({"persons": [{"id": 3}]}, "A person without a name was left out."),
    ],
)
def test_what_is_odd_is_told_and_taken_in(given, told):
    found = item(**given)
    assert found.problems == ()
    assert any(told in note for note in found.notes), found.notes


def test_an_hour_without_a_date_is_one_of_its_day_at_the_place():
    assert item(date=...).starts_at == datetime(2012, 4, 24, 8, tzinfo=UTC)
    assert item(date="2012-04-24").starts_at == datetime(2012, 4, 24, 8, tzinfo=UTC)


def test_in_the_night_when_clocks_go_back_the_offset_says_which_hour():
    first, second = (
        item(date=f"2012-10-28T02:30:00+0{n}:00", start="02:30").starts_at for n in (2, 1)
    )
    assert (second - first).total_seconds() == 3600
    assert item(date="2012-10-28T02:30:00", start="02:30").starts_at == first


def test_texts_stand_under_the_language_they_name():
    for said, code in (
        ("de", "de"),
        ("de-formal", "de"),
        ("pt_BR", "pt"),
        ("", "en"),
        (None, "en"),
    ):
        assert item(language=said).facts["title"] == {code: "Talk"}


def test_markup_is_kept_as_it_was_written():
    assert item(title="<b>Talk</b>").facts["title"] == {"en": "<b>Talk</b>"}


def test_what_belongs_to_no_programme_is_left_out_and_counted():
    person = {"id": 1, "public_name": "Ama", "email": "ama@example.org"}
    found = read(one(persons=[person], answers=[{"answer": "Mobile 000"}], notes="tall"))
    assert "Mobile" not in repr(found.items) and "ama@example.org" not in repr(found.persons)
    (note,) = found.notes
    assert all(name in note for name in ("answers (1)", "persons.email (1)", "notes (1)"))


def test_the_second_item_of_a_name_has_a_problem():
    schedule = one(guid="same")
    rooms = schedule["schedule"]["conference"]["days"][0]["rooms"]
    rooms["Other"] = [dict(rooms["Hall"][0], title="Another")]
    first, second = read(schedule).items
    assert first.problems == ()
    assert second.problems == ("It has the same name in the file (guid) as “Talk”.",)


def test_more_items_than_an_agenda_has_are_refused():
    schedule = one()
    rooms = schedule["schedule"]["conference"]["days"][0]["rooms"]
    rooms["Hall"] *= 2001
    with pytest.raises(Refusal, match="more than 2,000 items"):
        read(schedule)


def test_more_rooms_than_a_building_has_are_refused():
    schedule = one()
    rooms = schedule["schedule"]["conference"]["days"][0]["rooms"]
    rooms.update({f"Room {n}": [dict(rooms["Hall"][0], id=n)] for n in range(2, 303)})
    with pytest.raises(Refusal, match="more than 300 rooms"):
        read(schedule)


def test_rooms_that_share_a_guid_are_told_apart_by_name():
    found = read(files.content_of("hills.json"))
    assert {room.name: (room.guid, room.seats) for room in found.rooms.values()} == {
        "North Room": ("", 80),
        "South Room": ("", None),
    }
    assert "Several rooms bear the same guid; they are told apart by their names." in found.notes


def test_addresses_without_a_host_are_completed():
    opening = read(files.content_of("harbour.json")).items[0]
    assert opening.facts["source"]["logo"] == "https://harbour.example/logos/1.png"
    assert [one["url"] for one in opening.facts["source"]["links"]] == ["https://harbour.example/"]


def test_a_calendar_of_google_is_read():
    found = read(files.content_of("google.ics"), "x.ics")
    said = {one.title: one for one in found.items}
    assert (found.kind, found.title) == ("ics", "Harbour Days")
    opening = said["Opening"]
    assert (opening.room, opening.starts_at, opening.minutes) == ("Harbour Hall", files.TEN, 90)
    assert opening.facts["detail"] == {"en": "Welcome, and how the days run."}
    assert "lasts all day" in said["Both days"].problems[0]
    assert "It is repeated" in said["Lunch"].problems[0]
    assert "Nowhere/Atall" in said["In no zone"].problems[0]
    floating = said["Floating talk"]
    assert (floating.minutes, floating.cancelled, floating.problems) == (45, True, ())
    assert floating.starts_at == datetime(2012, 4, 24, 13, tzinfo=UTC)
    assert "1 entries name no time zone" not in found.notes
    assert any("ATTENDEE" in note for note in found.notes)
    assert "somebody@example.org" not in repr(found.items)


def test_a_calendar_of_indico_is_read():
    (found,) = read(files.content_of("indico.ics"), "x.ics").items
    assert (found.guid, found.room, found.minutes) == (
        "indico-contribution-7@events.example",
        "Quay",
        90,
    )
    assert found.facts["source"] == {
        "url": "https://events.example/event/1/contributions/7/",
        "track": "CONTRIBUTION",
    }


def test_a_calendar_with_wrong_hours_says_so():
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "SUMMARY:A"]
    for hours, told in (
        (["DTSTART:garbage"], "is no day and hour"),
        ([], "It has no hour."),
        (["DTSTART:20120424T100000Z", "DTEND:20120424T090000Z"], "It would last"),
        (["DTSTART;TZID=Europe/Zurich:20120325T023000"], "does not exist there"),
        (["DTSTART:18990424T100000Z"], "is no day and hour"),
    ):
        text = "\r\n".join([*lines, *hours, "END:VEVENT", "END:VCALENDAR"])
        (found,) = read(text.encode()).items
        assert told in "".join(found.problems), hours
