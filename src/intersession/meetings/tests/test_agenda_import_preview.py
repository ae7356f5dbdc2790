"""Before a schedule is taken in, its page says all that would change, in words."""

import json

import pytest

from intersession.meetings.models import Room
from intersession.meetings.tests import schedule_files as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(hold):
    return hold("one", **files.DAYS)


@pytest.fixture
def page(sign_in, meeting):
    client = sign_in("administration")

    def page(content, name="", query="", lang="en"):
        row = files.receive(meeting, content, name)
        address = f"/meetings/one/agenda/import/{row.uid}/preview/"
        return client.get(f"{address}?lang={lang}{query}", follow=True).content.decode()

    return page


def test_only_the_administration_reads_it(client, meeting, sign_in):
    row = files.receive(meeting, files.content_of("hills.json"))
    address = f"/meetings/one/agenda/import/{row.uid}/preview/"
    assert client.get(address).status_code == 302
    assert sign_in("focal_point").get(address).status_code == 403


def test_the_file_of_another_meeting_is_not_found_here(hold, meeting, sign_in):
    other = hold("two", **files.DAYS)
    row = files.receive(other, files.content_of("hills.json"))
    found = sign_in("administration").get(f"/meetings/one/agenda/import/{row.uid}/preview/")
    assert found.status_code == 404


def test_it_says_what_would_be_new_and_what_is_not_taken(page):
    found = page(files.content_of("hills.json"))
    for told in (
        "3 items would be new",
        "<bdi>Hills 2012</bdi>",
        "2 rooms are not known here",
        "Several rooms bear the same guid",
        "Not taken over, as it belongs to no public programme",
        "German (1)",
        "The persons of the file have confirmed",
    ):
        assert told in found, told
    assert "Mobile" not in found


def test_rooms_are_offered_to_be_mapped(page):
    Room.objects.create(name={"en": "Old hall"})
    Room.objects.create(name={"en": "north room"})
    found = page(files.content_of("hills.json"))
    assert "1 room is not known here" in found
    assert "Old hall</option>" in found


def test_days_outside_the_meeting_can_be_left_out_or_widen_it(page):
    content = files.content_of("hills.json").replace(b"2012-04-25", b"2012-04-27")
    found = page(content)
    assert "1 item lies outside the meeting" in found
    assert "Widened, it would last from" in found
    assert "Leave them out" in found


def test_problems_are_told_by_item_and_markup_is_shown_as_written(page):
    schedule = json.loads(files.content_of("hills.json"))
    (first,) = schedule["schedule"]["conference"]["days"][0]["rooms"]["North Room"]
    first.update(title="<script>alert(1)</script>", duration="25:61")
    found = page(schedule)
    assert "1 item cannot be taken in" in found
    assert "“25:61” is no length" in found
    assert "&lt;script&gt;alert(1)" in found
    assert "Take in the schedule without 1 item" in found


def test_one_room_or_person_twice_at_a_time_is_told(page):
    schedule = json.loads(files.content_of("hills.json"))
    rooms = schedule["schedule"]["conference"]["days"][0]["rooms"]
    rooms["North Room"] += [dict(rooms["South Room"][0], guid="b", title="Third")]
    found = page(schedule)
    assert "“Hills &amp; valleys” and “Third” take place in North Room at the same time." in found
    assert "Kofi Tarn is in “Hills &amp; valleys” and “Täler” at the same time." in found


def test_the_same_file_again_changes_nothing_and_says_so(page, meeting):
    content = files.content_of("harbour.json")
    files.take(meeting, content)
    found = page(content)
    assert "Nothing would change" in found
    assert "Take in the schedule" not in found


def test_a_changed_file_shows_only_the_differences(page, meeting):
    content = files.content_of("harbour.json").decode()
    files.take(meeting, content)
    found = page(content.replace("Quiet breakfast", "Loud breakfast").replace("00:30", "00:40"))
    assert "1 item would change" in found and "4 items stay as they are" in found
    assert "<del>Quiet breakfast</del> → Loud breakfast" in found


def test_what_was_changed_here_and_in_the_file_shows_both(page, meeting):
    content = files.content_of("harbour.json").decode()
    files.take(meeting, content)
    meeting.agenda.filter(title__en="Quiet breakfast").update(title={"en": "Early breakfast"})
    found = page(content.replace("Quiet breakfast", "Loud breakfast"))
    assert "1 was changed in the file and here" in found
    assert "<del>Early breakfast</del> → Loud breakfast" in found
    assert 'name="overwrite"' in found


def test_a_file_that_is_gone_is_told(page, meeting, sign_in, client):
    row = files.receive(meeting, files.content_of("hills.json"))
    row.content.delete()
    found = client.get(f"/meetings/one/agenda/import/{row.uid}/preview/")
    assert found.status_code == 422
    assert "was deleted on schedule" in found.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_long_the_schedule_is(
    meeting, sign_in, rows, django_assert_num_queries
):
    schedule = json.loads(files.content_of("hills.json"))
    days = schedule["schedule"]["conference"]["days"]
    days[0]["rooms"] = (
        {"North Room": days[0]["rooms"]["North Room"]} if rows == 1 else days[0]["rooms"]
    )
    del days[1 if rows == 1 else 2 :]
    files.take(meeting, schedule)
    row = files.receive(meeting, json.dumps(schedule).replace("Hills &", "High hills &"))
    client = sign_in("administration")
    address = f"/meetings/one/agenda/import/{row.uid}/preview/"
    client.get(address)
    with django_assert_num_queries(QUERIES):
        assert "1 item would change" in client.get(address).content.decode()


QUERIES = 16
