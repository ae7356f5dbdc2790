"""The schedule that goes out: public, of what was published last, never of the draft."""

import json

import pytest

from intersession.meetings.tests import schedule_files as files

pytestmark = pytest.mark.django_db
ADDRESS = "/meetings/one/agenda/schedule/"


@pytest.fixture
def meeting(hold):
    return hold("one", **files.DAYS)


def test_everybody_reads_what_was_published_last(client, meeting):
    files.whole_item(meeting)
    assert client.get(ADDRESS).json()["schedule"]["version"] == "0"
    files.publish(meeting)
    files.item(meeting, "Of the draft", starts_at=files.TEN)
    answer = client.get(ADDRESS)
    schedule = answer.json()["schedule"]
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert "Of the draft" not in answer.content.decode()
    assert schedule["base_url"] == "http://testserver/meetings/one/"
    conference = schedule["conference"]
    assert (conference["start"], conference["end"], conference["daysCount"]) == (
        *("2012-04-24", "2012-04-25"),
        2,
    )
    (event,) = conference["days"][0]["rooms"]["Hall"]
    assert (event["start"], event["duration"], event["type"]) == ("10:00", "01:30", "panel")
    assert [one["public_name"] for one in event["persons"]] == ["Ines Marrow", "Kofi Tarn"]


def test_the_language_is_asked_for_in_the_address(client, meeting):
    files.whole_item(meeting)
    files.publish(meeting)
    rooms = client.get(f"{ADDRESS}?language=fr").json()["schedule"]["conference"]["days"][0][
        "rooms"
    ]
    assert [event["title"] for event in rooms["Salle"]] == ["Ports"]
    assert client.get(f"{ADDRESS}?language=../x").status_code == 200


def test_who_has_it_already_is_told_so(client, meeting):
    tag = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_long_it_is(
    client, meeting, rows, django_assert_num_queries
):
    for n in range(rows):
        files.item(meeting, f"Item {n}", starts_at=files.TEN, minutes=30)
    files.publish(meeting)
    client.get(ADDRESS)
    with django_assert_num_queries(3):
        answer = client.get(ADDRESS)
    assert json.dumps(answer.json()).count('"Item ') >= rows
