"""The list of those who take part from afar, as the Administration keeps it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.policy import Role
from intersession.meetings.actions import remote as verbs
from intersession.meetings.actions.remote import PlaceFacts
from intersession.meetings.models import Part, RemotePlace, RemoteVisit, Speaker
from intersession.meetings.tests.conftest import AT, TEN, WHO, item

pytestmark = pytest.mark.django_db
LIST = "/meetings/w/remote/places/"


@pytest.fixture
def meeting(hold: Any) -> Any:
    return hold(slug="w", modality="hybrid")


@pytest.fixture
def officer(sign_in: Any, meeting: Any) -> Any:
    return sign_in(Role.ADMINISTRATION)


def many(officer: Any, lines: str) -> Any:
    return officer.post(f"{LIST}many/", {"lines": lines})


@pytest.mark.parametrize("rows", [1, 3])
def test_one_place_and_three_ask_the_same(officer, meeting, rows, django_assert_num_queries):
    facts = [PlaceFacts(email=f"p{n}@example.org", name=f"Person {n}") for n in range(rows)]
    verbs.give_places(meeting=meeting, places=facts, **WHO)
    officer.get(LIST)
    with django_assert_num_queries(10):
        page = officer.get(LIST).content.decode()
    assert page.count("@example.org</span>") == rows


def test_who_came_is_told_once_somebody_has_a_place(officer, meeting):
    assert "Who came" not in officer.get(LIST).content.decode()
    verbs.give_places(meeting=meeting, places=[PlaceFacts(email="p@example.org")], **WHO)
    assert "Who came" in officer.get(LIST).content.decode()


def test_one_person_is_added_and_told_apart_from_those_with_a_way_in(officer):
    given = {"email": "Ana@Example.org", "name": "Ana", "language": "fr", "address": ""}
    page = officer.post(LIST, given, follow=True).content.decode()
    assert "The place is there." in page and "not given" in page and "Send 1 link" in page
    place = RemotePlace.objects.get()
    assert (place.email, place.language) == ("ana@example.org", "fr")
    assert str(place.delete_after) == "2011-11-19"


@pytest.mark.parametrize(
    "address",
    [
        "http://platform.example/1",
        "javascript:alert(1)",
        "https://",
        "https://ana:secret@platform.example/",
        "https://platform.example/\nx",
        "ftp://platform.example/",
    ],
)
def test_a_way_in_is_encrypted_or_refused(officer, address):
    given = {"email": "ana@example.org", "name": "Ana", "language": "en", "address": address}
    answer = officer.post(LIST, given)
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()
    assert many(officer, f"ana@example.org, Ana, {address}").status_code == 422
    assert not RemotePlace.objects.exists()


def test_a_list_takes_what_spreadsheets_give(officer):
    answer = many(
        officer,
        "E-mail;Name;Link;Language\n"
        "ana@example.org;Ana Díaz;https://platform.example/1;es\n"
        '\nben@example.org;"Ben; Minister";;\n'
        "CEM@example.org\n",
    )
    assert answer["Location"] == LIST
    rows = RemotePlace.objects.order_by("email").values_list("email", "name", "address", "language")
    assert list(rows) == [
        ("ana@example.org", "Ana Díaz", "https://platform.example/1", "es"),
        ("ben@example.org", "Ben; Minister", "", "en"),
        ("cem@example.org", "", "", "en"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_a_program_writes_it(officer, encoding):
    content = "ana@example.org,Ana Díaz,https://platform.example/1\r\n".encode(encoding)
    upload = SimpleUploadedFile("places.csv", content)
    assert officer.post(f"{LIST}many/", {"file": upload, "lines": ""}).status_code == 302
    assert RemotePlace.objects.get().name == "Ana Díaz"


def test_a_second_list_brings_the_ways_in_and_keeps_the_rest(officer):
    many(officer, "ana@example.org, Ana")
    page = officer.post(
        f"{LIST}many/",
        {"lines": "ana@example.org,,https://platform.example/1\nben@example.org"},
        follow=True,
    ).content.decode()
    assert "1 place added, 1 changed." in page
    place = RemotePlace.objects.get(email="ana@example.org")
    assert (place.name, place.address) == ("Ana", "https://platform.example/1")


def test_a_wrong_list_is_told_line_by_line_and_nothing_is_lost(officer):
    said = (
        "ana@example.org\nnobody\nANA@example.org\nben@example.org,Ben,http://x.org\nc@x.org,C,xx"
    )
    answer = many(officer, said)
    page = answer.content.decode()
    assert answer.status_code == 422 and not RemotePlace.objects.exists()
    assert "Line 2: “nobody” is not an e-mail address." in page
    assert "Line 3: ana@example.org stands in the list twice." in page
    assert "Line 4: A way in is an address that begins with https://" in page
    assert "Line 5: “xx” is not a language of this site" in page
    assert "ben@example.org,Ben,http://x.org" in page


def test_five_thousand_lines_are_too_many_and_stay_in_the_form(officer):
    lines = "\n".join(f"p{n}@example.org" for n in range(5000))
    answer = many(officer, lines)
    page = answer.content.decode()
    assert answer.status_code == 422 and "p4999@example.org" in page
    assert "The list has 5000 lines; at most 1000 can be taken in at once." in page
    wrong = many(officer, "\n".join(["nobody"] * 900)).content.decode()
    assert "880 more lines are not right." in wrong
    assert "The list is empty." in many(officer, " \n").content.decode()


def test_a_meeting_has_a_bounded_number_of_places(meeting, monkeypatch):
    monkeypatch.setattr("intersession.meetings.remote.MOST", 2)
    facts = [PlaceFacts(email=f"p{n}@example.org") for n in range(3)]
    with pytest.raises(verbs.TooManyPlaces, match="at most 2 places from afar; there would be 3"):
        verbs.give_places(meeting=meeting, places=facts, **WHO)


def test_another_mailbox_gets_a_link_of_its_own(officer, meeting):
    many(officer, "ana@example.org, Ana, https://platform.example/1\nben@example.org")
    place = RemotePlace.objects.get(email="ana@example.org")
    address = f"{LIST}{place.uid}/change/"
    given = {"email": "ben@example.org", "name": "Ana", "language": "en", "address": ""}
    taken = officer.post(address, given)
    assert "ben@example.org has a place already." in taken.content.decode()
    assert officer.post(address, {**given, "email": "a@example.org"}).status_code == 302
    place.refresh_from_db()
    assert (place.email, place.link_number, place.address != "") == ("a@example.org", 2, True)
    officer.post(address, {**given, "email": "a@example.org", "shut": "on"})
    place.refresh_from_db()
    assert place.address == ""


def test_who_came_is_counted_by_half_day_apart_from_the_room(officer, meeting):
    many(officer, "ana@example.org, Ana\nben@example.org, Ben")
    for place in RemotePlace.objects.all():
        RemoteVisit.objects.create(place=place, day=TEN.date(), half="morning", at=TEN)
    page = officer.get(LIST).content.decode()
    assert "2\xa0of\xa02 came at least once." in page
    assert '20\xa0Oct, morning</span><span class="num nw">2\xa0of\xa02' in page
    assert '20\xa0Oct, afternoon</span><span class="num nw">0\xa0of\xa02' in page
    assert "deleted after 19\xa0November 2011" in page


def test_speakers_from_afar_get_a_place_in_one_act(officer, meeting):
    panel = item(meeting, kind="panel")
    for n, (remote, state, email) in enumerate(
        (
            (True, "confirmed", "ana@example.org"),
            (True, "invited", "Ben@example.org"),
            (True, "declined", "cem@example.org"),
            (False, "confirmed", "dov@example.org"),
            (True, "confirmed", ""),
        )
    ):
        who = {"meeting": meeting, "name": f"S{n}", "email": email, "added_at": AT}
        speaker = Speaker.objects.create(**who, time_zone="Asia/Tokyo", language="fr")
        Part.objects.create(item=panel, speaker=speaker, remote=remote, state=state)
    many(officer, "ben@example.org")
    assert "Give 2 speakers a place" in officer.get(LIST).content.decode()
    page = officer.post(f"{LIST}speakers/", follow=True).content.decode()
    assert "2 speakers have a place." in page
    place = RemotePlace.objects.get(email="ana@example.org")
    assert (place.speaker.name, place.time_zone, place.language) == ("S0", "Asia/Tokyo", "fr")
    assert RemotePlace.objects.get(email="ben@example.org").speaker.name == "S1"
    assert officer.post(f"{LIST}speakers/").status_code == 422


def test_nobody_but_the_administration_keeps_the_list(client, sign_in, meeting):
    assert client.get(LIST).status_code == 302
    chair = sign_in(Role.CHAIR)
    for where in ("", "many/", "?sheet=csv"):
        assert chair.get(f"{LIST}{where}").status_code == 403
    for where in ("send/", "speakers/"):
        assert chair.post(f"{LIST}{where}").status_code == 403


def test_a_place_of_another_meeting_is_not_found_here(officer, hold):
    other = hold(slug="other")
    verbs.give_places(meeting=other, places=[PlaceFacts(email="a@example.org")], **WHO)
    uid = RemotePlace.objects.get().uid
    assert officer.get(f"{LIST}{uid}/change/").status_code == 404
