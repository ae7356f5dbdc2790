"""A schedule is taken in all or nothing; what people changed here is kept unless they say so."""

import json
import time

import pytest

from intersession.access.guard import Refusal
from intersession.ledger.models import Entry
from intersession.meetings import actions, queries
from intersession.meetings.models import AgendaItem, Part, Room, ScheduleTaken, Speaker
from intersession.meetings.tests import schedule_files as files
from intersession.meetings.tests.conftest import WHO

pytestmark = pytest.mark.django_db
HARBOUR = files.content_of("harbour.json").decode()


@pytest.fixture
def meeting(hold):
    return hold("one", **files.DAYS)


def titles(meeting):
    return [row.title for row in meeting.agenda.order_by("number")]


def test_the_page_takes_it_in_once(meeting, sign_in):
    client = sign_in("administration")
    row = files.receive(meeting, HARBOUR)
    address = f"/meetings/one/agenda/import/{row.uid}/"
    seen = queries.plan_of_file(row).digest
    given = {"seen": seen, "confirmed": "on", "room_0": "new", "room_1": "new"}
    assert client.post(f"{address}take/", given).status_code == 302
    assert meeting.agenda.count() == 5
    done = client.get(f"{address}preview/").content.decode()
    assert "The schedule was taken into the draft" in done
    again = client.post(f"{address}take/", given)
    assert again.status_code == 422
    assert "taken in already" in again.content.decode()
    (entry,) = Entry.objects.filter(verb="meetings:schedule:taken-in")
    told = entry.values
    assert (told["added"], told["persons"]) == (5, 3)


def test_only_the_administration_takes_one_in(client, meeting, sign_in):
    row = files.receive(meeting, HARBOUR)
    address = f"/meetings/one/agenda/import/{row.uid}/take/"
    assert client.post(address).status_code == 302
    assert sign_in("focal_point").post(address).status_code == 403
    assert meeting.agenda.count() == 0


def test_an_old_preview_is_refused_and_shown_anew(meeting, sign_in):
    row = files.receive(meeting, HARBOUR)
    answer = sign_in("administration").post(
        f"/meetings/one/agenda/import/{row.uid}/take/",
        {"seen": "0" * 32, "room_0": "new", "room_1": "new"},
    )
    assert answer.status_code == 422
    assert "Something changed since you looked" in answer.content.decode()
    assert not AgendaItem.objects.exists()


def test_after_a_refusal_what_was_chosen_is_still_there(meeting, sign_in):
    hall = Room.objects.create(name={"en": "Main hall"})
    row = files.receive(meeting, HARBOUR.replace("2012-04", "2019-04"))
    given = {"seen": queries.plan_of_file(row).digest, "widen": "widen"}
    answer = sign_in("administration").post(
        f"/meetings/one/agenda/import/{row.uid}/take/",
        {**given, "room_0": str(hall.uid), "room_1": "new"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Is this the schedule of another meeting?" in page
    assert f'<option value="{hall.uid}" selected>' in page
    assert not AgendaItem.objects.exists()


def test_items_keep_language_hour_room_persons_and_what_has_no_column(meeting):
    files.take(meeting, HARBOUR)
    opening, ports = meeting.agenda.order_by("number")[:2]
    assert ports.title == {"de": "Häfen und ihre Leute"}
    assert ports.detail == {"de": "Über Häfen.\r\nUnd Leute."}
    assert ports.source["description"].startswith("Lang und breit.")
    assert (opening.starts_at, opening.minutes) == (files.TEN, 60)
    assert opening.room.name == {"en": "Harbour Hall"}
    assert [part.speaker.name for part in opening.parts.order_by("position")] == [
        "Ama Ranvel",
        "Tomas Elbing",
    ]
    assert set(opening.parts.values_list("state", "role")) == {("confirmed", "speaker")}


def test_persons_who_were_not_asked_come_in_as_proposed(meeting):
    files.take(meeting, HARBOUR, confirmed=False)
    assert set(Part.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_room_is_the_one_that_was_meant(meeting):
    hall = Room.objects.create(name={"en": "Main hall"})
    files.take(meeting, HARBOUR, rooms={"Harbour Hall": hall})
    assert meeting.agenda.filter(room=hall).count() == 3
    assert sorted(text for room in Room.objects.all() for text in room.name.values()) == [
        "Main hall",
        "Quay",
    ]
    assert files.plan(meeting, HARBOUR).does == 0


def test_what_lies_outside_is_left_out_or_the_meeting_is_widened(meeting):
    later = HARBOUR.replace("2012-04-25T09:30", "2012-04-27T09:30")
    files.take(meeting, later, widen=False)
    assert meeting.agenda.count() == 4
    files.take(meeting, later)
    meeting.refresh_from_db()
    assert meeting.agenda.count() == 5
    assert meeting.ends_at.isoformat() == "2012-04-27T08:00:00+00:00"
    assert Entry.objects.filter(verb="meetings:meeting:changed").count() == 1


def test_a_schedule_of_another_year_does_not_stretch_the_meeting(meeting):
    with pytest.raises(Refusal, match="days. Is this the schedule of another meeting"):
        files.take(meeting, HARBOUR.replace("2012-04", "2019-04"))
    assert not AgendaItem.objects.exists() and not Room.objects.exists()


def test_a_changed_file_changes_only_what_differs(meeting):
    files.take(meeting, HARBOUR)
    before = {row.pk: row.changes for row in meeting.agenda.all()}
    files.take(meeting, HARBOUR.replace("Quiet breakfast", "Loud breakfast"))
    changed = [row for row in meeting.agenda.all() if row.changes != before[row.pk]]
    assert [row.title for row in changed] == [{"en": "Loud breakfast"}]


def test_what_was_changed_here_is_kept_unless_it_is_ticked(meeting):
    files.take(meeting, HARBOUR)
    row = meeting.agenda.get(title__en="Quiet breakfast")
    AgendaItem.objects.filter(pk=row.pk).update(title={"en": "Early breakfast"})
    assert files.plan(meeting, HARBOUR).does == 0  # only here it is another
    loud = HARBOUR.replace("Quiet breakfast", "Loud breakfast").replace("09:30", "09:45")
    taken = files.take(meeting, loud)
    row.refresh_from_db()
    assert row.title == {"en": "Early breakfast"}
    assert row.starts_at.minute == 45  # nobody had changed that here
    assert taken.counts["kept"] == 1
    assert files.plan(meeting, loud).does == 0
    still = loud.replace("Loud breakfast", "Very loud breakfast")
    files.take(meeting, still, overwrite=[row.guid])
    row.refresh_from_db()
    assert row.title == {"en": "Very loud breakfast"}


def test_other_languages_written_here_stay_beside_the_one_of_the_file(meeting):
    files.take(meeting, HARBOUR)
    row = meeting.agenda.get(title__en="Quiet breakfast")
    both = {"en": "Quiet breakfast", "fr": "Petit déjeuner"}
    AgendaItem.objects.filter(pk=row.pk).update(title=both)
    assert files.plan(meeting, HARBOUR).does == 0


def test_what_was_taken_off_here_stays_off(meeting):
    files.take(meeting, HARBOUR)
    row = meeting.agenda.get(title__en="Quiet breakfast")
    actions.remove_item(item=row, **WHO)
    assert files.plan(meeting, HARBOUR).does == 0
    loud = HARBOUR.replace("Quiet breakfast", "Loud breakfast")
    assert files.take(meeting, loud).counts["kept"] == 1
    assert meeting.agenda.count() == 4
    files.take(meeting, loud.replace("Loud", "Very loud"), overwrite=[row.guid])
    assert meeting.agenda.count() == 5


def without(title):
    schedule = json.loads(HARBOUR)
    for day in schedule["schedule"]["conference"]["days"]:
        for room, found in day["rooms"].items():
            day["rooms"][room] = [event for event in found if event["title"] != title]
    return schedule


def test_what_the_file_no_longer_has_is_taken_off_and_what_was_made_here_stays(meeting):
    files.item(meeting, "Made here")
    files.take(meeting, HARBOUR)
    taken = files.take(meeting, without("Häfen und ihre Leute"))
    assert taken.counts["removed"] == 1
    assert {"en": "Made here"} in titles(meeting)
    assert [row.number for row in meeting.agenda.order_by("number")] == [1, 2, 3, 4, 5]


def test_an_item_whose_speakers_were_asked_is_cancelled_and_not_removed(meeting):
    files.take(meeting, HARBOUR)
    Part.objects.filter(item__title__de__isnull=False).update(invited_at=WHO["at"])
    files.take(meeting, without("Häfen und ihre Leute"))
    row = meeting.agenda.get(title__de__isnull=False)
    assert row.cancelled_at == WHO["at"]


def test_another_schedule_takes_nothing_of_the_first_off(meeting):
    files.take(meeting, HARBOUR)
    taken = files.take(meeting, files.content_of("hills.json"))
    assert (taken.counts["added"], taken.counts["removed"]) == (3, 0)
    assert meeting.agenda.count() == 8
    assert files.plan(meeting, HARBOUR).counts["add"] == 0


def test_who_leaves_and_who_joins_an_item(meeting):
    files.take(meeting, HARBOUR)
    schedule = json.loads(HARBOUR)
    opening = schedule["schedule"]["conference"]["days"][0]["rooms"]["Harbour Hall"][0]
    opening["persons"] = [{"id": 11, "public_name": "Lena Voss"}, opening["persons"][1]]
    files.take(meeting, schedule)
    row = meeting.agenda.order_by("number").first()
    assert list(row.parts.order_by("position").values_list("speaker__name", flat=True)) == [
        "Lena Voss",
        "Tomas Elbing",
    ]
    assert files.plan(meeting, schedule).does == 0


def test_who_declined_here_is_not_brought_back_by_a_file(meeting):
    files.take(meeting, HARBOUR)
    declined = Part.objects.filter(speaker__guid="9@harbour.example")
    declined.update(state=Part.State.DECLINED)
    assert files.plan(meeting, HARBOUR).does == 0


def test_a_person_written_otherwise_is_the_same_speaker(meeting):
    files.take(meeting, HARBOUR)
    files.take(meeting, HARBOUR.replace("Tomas Elbing", "Tomas A. Elbing"))
    assert sorted(Speaker.objects.values_list("name", flat=True)) == [
        "Ama Ranvel",
        "Ama Ranvel",
        "Tomas A. Elbing",
    ]


def test_an_item_with_a_problem_is_left_out_and_the_others_come_in(meeting):
    taken = files.take(meeting, HARBOUR.replace('"00:30"', '"25:61"'))
    assert (taken.counts["added"], taken.counts["left_out"]) == (4, 1)


def test_nothing_to_take_in_is_refused_and_leaves_nothing(meeting):
    files.take(meeting, HARBOUR)
    with pytest.raises(Refusal, match="Nothing would change"):
        files.take(meeting, HARBOUR)


def test_a_calendar_adds_and_changes_hours_and_titles(meeting):
    calendar = files.content_of("google.ics").decode()
    taken = files.take(meeting, calendar, "days.ics")
    assert (taken.counts["added"], taken.counts["left_out"]) == (2, 3)
    assert meeting.agenda.get(title__en="Floating talk").cancelled_at
    assert files.plan(meeting, calendar, "days.ics").does == 0
    files.take(meeting, calendar.replace("T080000Z", "T081500Z"), "days.ics")
    assert meeting.agenda.get(title__en="Opening").starts_at.minute == 15


def test_a_calendar_of_ours_moves_hours_and_rewords_nothing(meeting):
    """Its titles and texts say for people what became of an item."""
    row = files.whole_item(meeting)
    gone = "11111111-2222-4333-8444-555555555555"
    calendar = "\r\n".join(
        [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Intersession//Meetings//EN"),
            *("BEGIN:VEVENT", f"UID:{row.uid}@intersession", "SUMMARY:Harbours (new hour)"),
            *("DTSTART;TZID=Europe/Zurich:20120424T100000", "DURATION:PT90M"),
            *("LOCATION:Hall\\, Palace", "DESCRIPTION:Moderator: Ines Marrow", "END:VEVENT"),
            *("BEGIN:VEVENT", f"UID:{gone}@intersession", "SUMMARY:Cancelled: Old"),
            *("DTSTART:20120424T100000Z", "DURATION:PT30M", "STATUS:CANCELLED", "END:VEVENT"),
            "END:VCALENDAR",
        ]
    )
    plan = files.plan(meeting, calendar, "ours.ics")
    assert plan.does == 0
    assert "only hours are followed" in plan.said.notes[-1]
    files.take(
        meeting, calendar.replace("T100000\r", "T104500\r"), "o.ics", overwrite=[str(row.uid)]
    )
    row.refresh_from_db()
    assert (row.title, row.starts_at.minute) == ({"en": "Harbours", "fr": "Ports"}, 45)
    assert meeting.agenda.count() == 1


def test_a_calendar_of_ours_takes_nothing_off_that_came_in_under_a_name_of_its_own(meeting):
    files.take(meeting, HARBOUR)
    entries = [
        line
        for row in meeting.agenda.all()
        for line in (
            *("BEGIN:VEVENT", f"UID:{row.uid}@intersession", "SUMMARY:As it is"),
            *(f"DTSTART:{row.starts_at:%Y%m%dT%H%M%SZ}", f"DURATION:PT{row.minutes}M"),
            "END:VEVENT",
        )
    ]
    calendar = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *entries, "END:VCALENDAR"])
    plan = files.plan(meeting, calendar, "ours.ics")
    assert plan.follows and plan.does == 0 and len(plan.lines) == meeting.agenda.count()


def many(items):
    schedule = json.loads(HARBOUR)
    day = schedule["schedule"]["conference"]["days"][0]
    opening = day["rooms"]["Harbour Hall"][0]
    day["rooms"] = {
        f"Room {room}": [
            dict(
                opening,
                id=n,
                guid=f"g{n}",
                title=f"Talk {n}",
                persons=[{"id": n, "public_name": f"P {n}"}],
            )
            for n in range(room, items, 10)
        ]
        for room in range(10)
    }
    del schedule["schedule"]["conference"]["days"][1]
    return schedule


def test_250_items_come_in_within_two_seconds(meeting):
    schedule = many(250)
    row = files.receive(meeting, schedule)
    seen = queries.plan_of_file(row).digest
    began = time.process_time()
    actions.take_schedule(file=row, choices=actions.Choices(seen=seen), **WHO)
    assert time.process_time() - began < 2
    assert meeting.agenda.count() == 250


def test_it_takes_the_same_queries_for_few_and_for_many(hold, django_assert_max_num_queries):
    for slug, items in (("few", 10), ("many", 100)):
        row = files.receive(hold(slug, **files.DAYS), many(items))
        seen = queries.plan_of_file(row).digest
        with django_assert_max_num_queries(QUERIES):
            actions.take_schedule(file=row, choices=actions.Choices(seen=seen), **WHO)
    assert ScheduleTaken.objects.count() == 2


QUERIES = 45
