"""The register of rooms."""

import re

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.actions.rooms import RoomInUse, RoomNameTaken, SeatsWrong
from intersession.meetings.models import Room
from intersession.meetings.tests.conftest import TEN, WHO, item

pytestmark = pytest.mark.django_db
NEW = {
    "name_en": "Room I",
    "name_fr": "Salle I",
    "venue_en": "Conference Centre",
    "seats": "320",
    "booths": "3",
    "setup_minutes": "15",
    "equipment": ["projector", "receivers"],
    "position": "1",
}


def seen_in(page: str) -> str:
    """What the form says of the row as it was read."""
    return re.search(r'name="seen" value="(\w+)"', page).group(1)


def room(named: str = "Room I", **given):
    facts = actions.RoomFacts(**{"name": {"en": named}, "seats": 200, "booths": 3, **given})
    return actions.add_room(facts=facts, **WHO)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_room_and_three_ask_the_same(sign_in, hold, rows, django_assert_num_queries):
    browser, meeting = sign_in(Role.ADMINISTRATION), hold(slug="topics")
    for n in range(rows):
        item(meeting, starts_at=TEN, room=room(f"Room {n}"))
    browser.get("/meetings/rooms/")
    with django_assert_num_queries(8):
        page = browser.get("/meetings/rooms/").content.decode()
    assert page.count("/change/") == rows


def test_a_register_without_rooms_says_so(sign_in):
    assert "No room is offered yet." in sign_in(Role.ADMINISTRATION).get("/meetings/rooms/").text


def test_a_room_is_added_with_what_it_has(sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    assert browser.post("/meetings/rooms/add/", NEW)["Location"] == "/meetings/rooms/"
    made = Room.objects.get()
    assert made.name == {"en": "Room I", "fr": "Salle I"} and made.seats == 320
    assert (made.booths, made.setup_minutes, made.equipment) == (3, 15, ["projector", "receivers"])
    page = browser.get("/meetings/rooms/").text
    assert "projector and screen, receivers for interpretation" in page
    assert Entry.objects.filter(verb="meetings:room:added").count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name_en": "", "name_fr": ""}, "at least one language"),
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"seats": "100000"}, "less than or equal to 20000"),
        ({"booths": "31"}, "less than or equal to 30"),
        ({"setup_minutes": "-1"}, "greater than or equal to 0"),
        ({"equipment": ["jacuzzi"]}, "is not one of the available choices"),
        ({"name_en": "x" * 101}, "at most 100 characters"),
        ({"position": "70000"}, "less than or equal to 9999"),
    ],
)
def test_what_is_wrong_with_a_room_is_said_and_nothing_lost(sign_in, given, words):
    answer = sign_in(Role.ADMINISTRATION).post("/meetings/rooms/add/", {**NEW, **given})
    assert answer.status_code == 422 and words in answer.text
    assert "Conference Centre" in answer.text and not Room.objects.exists()


def test_an_action_refuses_what_a_form_would():
    with pytest.raises(SeatsWrong, match="from 1 to 20000 seats"):
        room(seats=0)
    room("Room I", venue={"en": "Centre"})
    with pytest.raises(RoomNameTaken):
        room(" room  i", venue={"en": "centre"})
    room("Room I", venue={"en": "Palace"})


def test_two_officers_at_one_room_do_not_overwrite_each_other(sign_in):
    made, browser = room(), sign_in(Role.ADMINISTRATION)
    address = f"/meetings/rooms/{made.uid}/change/"
    seen = seen_in(browser.get(address).text)
    assert browser.post(address, {**NEW, "seen": seen, "seats": "90"}).status_code == 302
    answer = browser.post(address, {**NEW, "seen": seen, "seats": "10"})
    assert answer.status_code == 422 and "Somebody changed this room" in answer.text
    made.refresh_from_db()
    assert made.seats == 90


def test_a_room_in_use_is_ended_and_offered_again_but_not_removed(sign_in, hold):
    made, browser = room(), sign_in(Role.ADMINISTRATION)
    item(hold(slug="topics"), starts_at=TEN, room=made)
    answer = browser.post(f"/meetings/rooms/{made.uid}/remove/")
    assert answer.status_code == 422 and "is ended, not removed" in answer.text
    browser.post(f"/meetings/rooms/{made.uid}/end/")
    assert "No longer offered" in browser.get("/meetings/rooms/").text
    assert browser.post(f"/meetings/rooms/{made.uid}/end/").status_code == 422
    browser.post(f"/meetings/rooms/{made.uid}/offer/")
    assert not Room.objects.get().ended
    with pytest.raises(RoomInUse, match="Topics for 2012"):
        actions.remove_room(room=made, **WHO)


def test_a_room_that_no_agenda_names_is_removed(sign_in):
    made, browser = room(), sign_in(Role.ADMINISTRATION)
    assert browser.post(f"/meetings/rooms/{made.uid}/remove/").status_code == 302
    assert not Room.objects.exists()
    assert browser.get(f"/meetings/rooms/{made.uid}/change/").status_code == 404


def test_the_register_goes_out_as_a_sheet(sign_in):
    room("=Room", equipment=("projector",))
    answer = sign_in(Role.ADMINISTRATION).get("/meetings/rooms/?sheet=csv")
    assert "'=Room,,200,3,projector and screen,0,,0,yes" in answer.content.decode()


def test_only_the_administration_sees_and_changes_rooms(client, sign_in):
    made = room()
    assert client.get("/meetings/rooms/").status_code == 302
    browser = sign_in(Role.CHAIR)
    for address in ("", "add/", f"{made.uid}/change/"):
        assert browser.get(f"/meetings/rooms/{address}").status_code == 403
    for verb in ("end", "offer", "remove"):
        assert browser.post(f"/meetings/rooms/{made.uid}/{verb}/").status_code == 403
