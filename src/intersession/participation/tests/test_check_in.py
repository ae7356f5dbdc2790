"""The door: what devices send is counted once and answered, whatever else went wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.conftest import Browser
from intersession.ledger.models import Entry
from intersession.participation import badges
from intersession.participation.actions.badges import renew_badge
from intersession.participation.models import Attendance, Registration
from intersession.participation.tests import registering
from intersession.participation.tests.door_cast import (
    DOOR,
    MORNING,
    code,
    confirmed,
    now_key,
    opened,
    present,
    read,
    said,
    send,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def call():
    made = registering.calls()
    opened()
    return made


@pytest.fixture
def door(client, call):
    return registering.signed_in(client)


def test_the_door_is_open_to_the_administration_alone(client, call):
    assert client.get(DOOR).status_code == 302
    assert send(client).status_code == 302
    registering.signed_in(client, Role.CHAIR)
    for address in ("", "roster/", "worker.js", "walk-in/"):
        assert client.get(f"{DOOR}{address}").status_code == 403
    assert send(client).status_code == 403


def test_the_roster_names_those_who_come_with_as_many_queries_for_three_as_for_one(door, call):
    confirmed(call, "Ana RUIZ")
    with CaptureQueriesContext(
        connection,
    ) as one:
        found = door.get(f"{DOOR}roster/").json()
    assert [(who["name"], who["of"], who["expected"]) for who in found["people"]] == [
        ("Ana RUIZ", "Helpers", True)
    ]
    assert found["half_day"] == "2012-04-24-morning" and found["hour"] == "09:20"
    assert "example.org" not in str(found)
    rows = confirmed(call, "Li WEI", "Bo ROSS")
    send(door, read(rows[0]))
    registering.sent(call, "Not YET")
    with CaptureQueriesContext(connection) as three:
        found = door.get(f"{DOOR}roster/").json()
    assert len(three) == len(one)
    assert [who["word"] for who in found["people"]] == ["", "", "", "to be checked"]
    assert found["people"][2]["there"] == {"2012-04-24-morning": ["09:20", "A"]}


def test_a_batch_is_counted_once_however_often_it_is_sent(door, call):
    several = [read(row) for row in confirmed(call, "Ana RUIZ", "Li WEI", "Bo ROSS")]
    assert said(send(door, *several)) == ["in", "in", "in"]
    entries = Entry.objects.count()
    assert said(send(door, *several, several[0])) == ["in"] * 4
    assert present(call) == 3 and Entry.objects.count() == entries
    told = Entry.objects.get(verb="participation:badges:read")
    assert told.values == {"again": 0, "door": "A", "read": 3}


def test_the_same_badge_at_two_doors_is_one_presence_and_the_second_door_is_told(door, call):
    (row,) = confirmed(call, "Ana RUIZ")
    later = (MORNING + MINUTE).isoformat()
    first, second = read(row), read(row, door="B", at=later)
    assert said(send(door, first)) == ["in"]
    answer = send(door, second).json()["answers"][0]
    assert (answer["said"], answer["more"]) == ("again", "Read at 09:20 at A.")
    assert said(send(door, second)) == ["again"]
    there = Attendance.objects.get()
    assert [one["door"] for one in there.again] == ["B"]


def test_of_two_doors_that_were_cut_off_the_earlier_read_stands(door, call):
    (row,) = confirmed(call, "Ana RUIZ")
    opened(MORNING + 10 * MINUTE)
    late, early = read(row, at=(MORNING + 5 * MINUTE).isoformat()), read(row, door="B")
    send(door, late)
    answer = send(door, early).json()["answers"][0]
    assert (answer["said"], answer["more"]) == ("in", "Also read later: Read at 09:25 at A.")
    there = Attendance.objects.get()
    assert (there.at, there.door, there.again[0]["door"]) == (MORNING, "B", "A")
    assert said(send(door, late, early)) == ["again", "in"]


def test_another_half_day_is_another_presence(door, call):
    (row,) = confirmed(call, "Ana RUIZ")
    assert said(send(door, read(row), read(row, half="afternoon"))) == ["in", "in"]


def test_what_cannot_be_let_in_is_said_and_nothing_recorded(door, call):
    elsewhere = registering.calls(registering.workshop("other"))
    (ana, lost) = confirmed(call, "Ana RUIZ", "Li WEI")
    (guest,) = confirmed(elsewhere, "Bo ROSS")
    waits = registering.sent(call, "Not YET")
    old = read(lost)
    renew_badge(registration=lost, by=registering.OFFICER, at=MORNING)
    forged = code(ana)[:-1] + ("A" if code(ana)[-1] != "A" else "B")
    answer = send(
        door,
        *(old, read(guest), read(waits), read(code=forged), read(code="http://x"), read()),
        *(read(ana, half="night"), read(ana, day="2012-04-30"), read(ana)),
    )
    assert said(answer) == [
        *("replaced", "elsewhere", "not_confirmed", "unknown", "unknown", "unknown"),
        *("refused", "refused", "in"),
    ]
    assert answer.json()["answers"][1]["name"] == ""
    assert present(call) == 1
    assert said(send(door, read(lost))) == ["in"]


@pytest.mark.parametrize("off", [timedelta(hours=3), -timedelta(days=400)])
def test_an_hour_that_cannot_be_is_the_hour_of_arrival_and_the_door_is_told(door, call, off):
    (row,) = confirmed(call, "Ana RUIZ")
    answer = send(door, read(row, at=(MORNING + off).isoformat())).json()["answers"][0]
    assert answer["said"] == "in" and "clock of this device is wrong" in answer["more"]
    there = Attendance.objects.get()
    assert there.at == there.received_at == MORNING


@pytest.mark.parametrize(
    "body",
    [
        *("", "[]", "{}", '{"reads": 3}', '{"reads": [1]}', '{"reads": [{"key": "no"}]}'),
        '{"reads": [{"key": "' + "a" * 40 + '"}]}',
        *("\x00", "[" * 50_000),
    ],
)
def test_a_batch_that_cannot_be_read_is_refused_in_words(door, call, body):
    answer = door.post(f"{DOOR}read/", body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["why"]


def test_a_batch_is_bounded(door, call):
    assert send(door, *(read() for _ in range(201))).status_code == 400
    assert send(door, read(door="x" * 70_000)).status_code == 413
    assert said(send(door, read(at=5, door=["x"], uid=7, code={}, walk_in=3))) == ["refused"]


def test_nul_and_strange_words_are_left_out(door, call):
    given = {"name": "A\x00da\x00", "of": "\x00", "state": "confirmed"}
    assert said(send(door, read(walk_in=given, door="\x00B"))) == ["in"]
    assert Registration.objects.get().badge_name == "Ada"
    assert Attendance.objects.get().door == "B"


def test_a_batch_costs_as_many_queries_for_three_reads_as_for_one(door, call):
    rows = confirmed(call, "Ana RUIZ", "Li WEI", "Bo ROSS", "Jo BELL")
    send(door, read(rows[0]))
    several = [read(row, half="afternoon") for row in rows[:3]]
    alone = read(rows[1])
    with CaptureQueriesContext(connection) as one:
        send(door, alone)
    with CaptureQueriesContext(connection) as three:
        send(door, *several)
    assert len(one) == len(three)


def test_the_token_of_a_page_that_was_opened_long_ago_is_taken(call):
    browser = Browser(enforce_csrf_checks=True)
    registering.signed_in(browser)
    browser.get(DOOR)
    token = browser.cookies["csrftoken"].value
    (row,) = confirmed(call, "Ana RUIZ")
    opened(MORNING + timedelta(hours=9))
    sent = {"content_type": "application/json", "headers": {"x-csrftoken": token}}
    assert browser.post(f"{DOOR}read/", '{"reads": []}', **sent).status_code == 200
    assert browser.post(f"{DOOR}read/", "{}", content_type="application/json").status_code == 403


def test_a_session_that_ended_sends_the_device_to_sign_in_and_takes_nothing(door, call):
    (row,) = confirmed(call, "Ana RUIZ")
    door.logout()
    answer = send(door, read(row))
    assert answer.status_code == 302 and "/access/sign-in/" in answer["Location"]
    assert present(call) == 0


def test_without_scripts_a_code_is_read_on_the_page(door, call):
    (row,) = confirmed(call, "Ana RUIZ")
    sent = {"said": code(row).lower(), "door": "B", "half_day": now_key(call), "once": "k" * 16}
    for _twice in range(2):
        page = registering.shown(door.post(DOOR, sent))
        assert "In the room" in page and "Ana RUIZ" in page
    assert 'value="B"' in page
    assert "Was read already" in registering.shown(door.post(DOOR, {**sent, "once": "l" * 16}))
    assert present(call) == 1


def test_without_scripts_a_name_is_chosen_from_those_that_fit(door, call):
    row, _other = confirmed(call, "Ána RUIZ", "Li WEI")
    page = registering.shown(door.post(DOOR, {"said": "ana helpers", "half_day": now_key(call)}))
    assert str(row.uid) in page and "WEI" not in page.split("<aside")[0]
    assert present(call) == 0
    sent = {"uid": str(row.uid), "said": "ana", "half_day": now_key(call)}
    assert "In the room" in registering.shown(door.post(DOOR, sent))
    assert "Nobody is called so" in registering.shown(
        door.post(DOOR, {"said": "zzz", "half_day": now_key(call)})
    )
    assert door.post(DOOR, {"said": "x", "half_day": "2012-01-01-morning"}).status_code == 422


def test_the_service_worker_keeps_the_page_of_this_door_alone(door, call):
    answer = door.get(f"{DOOR}worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert f'PAGE = "{DOOR}"' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-cache"


def test_somebody_who_walked_in_is_registered_once_under_the_key_of_the_device(door, call):
    registering.entity("marenia")
    facts = {"name": "Ada NOVAK", "function": "Counsellor", "of": "MARENIA"}
    new = read(walk_in={**facts, "listed": True, "state": "confirmed"})
    assert said(send(door, new)) == said(send(door, new)) == ["in"]
    row = Registration.objects.get()
    assert (row.state, row.walked_in_at, row.entity.slug) == ("confirmed", MORNING, "marenia")
    assert row.stakeholder == "state" and row.consents["list"]["said"] is True
    assert present(call) == 1
    told = Entry.objects.get(verb="participation:registration:walked-in")
    assert "NOVAK" not in told.data
    assert "registered at the door" in registering.shown(
        door.get(f"/participation/workshop-2012-1/registrations/{row.uid}/")
    )


def test_who_is_to_be_checked_first_waits_at_the_desk(door, call):
    facts = {"name": "Ada NOVAK", "of": "Lone Institute", "state": "submitted"}
    assert said(send(door, read(walk_in=facts))) == ["waits"]
    row = Registration.objects.get()
    assert (row.state, row.affiliation, present(call)) == ("submitted", "Lone Institute", 0)


def test_a_walk_in_that_is_perhaps_registered_or_over_the_limit_is_told_never_merged(door, call):
    call.limits = {"state": {"names": 1, "seats": 1}}
    call.save()
    marenia = registering.entity("marenia")
    confirmed(call, "Ada NOVAK", entity=marenia, affiliation="")
    facts = {"name": "Novak ADA", "of": "Marenia", "state": "confirmed"}
    answer = send(door, read(walk_in=facts)).json()["answers"][0]
    assert answer["said"] == "in" and answer["noted"]
    assert "Perhaps registered already: Ada NOVAK" in answer["more"]
    assert "Marenia now has 2 people; 1 are its limit." in answer["more"]
    assert Registration.objects.count() == 2


def test_a_walk_in_without_a_name_or_with_a_strange_address_is_refused_alone(door, call):
    bad = read(walk_in={"name": "", "email": "no", "state": "confirmed"})
    good = read(walk_in={"name": "Ada", "state": "confirmed"})
    answer = send(door, bad, good)
    assert said(answer) == ["refused", "in"]
    assert "Name: This field is required." in answer.json()["answers"][0]["more"]
    assert send(door, *(read(walk_in={"name": "x"}) for _ in range(21))).status_code == 400


def test_without_scripts_a_walk_in_is_asked_whether_it_is_somebody_known(door, call):
    confirmed(call, "Ana RUIZ")
    sent = {"name": "Ruiz Ana", "of": "Helpers", "state": "confirmed", "half_day": now_key(call)}
    sent["once"] = "k" * 16
    page = door.post(f"{DOOR}walk-in/", sent)
    assert page.status_code == 422 and "Is it one of these?" in registering.shown(page)
    assert Registration.objects.count() == 1
    for _twice in range(2):
        answer = door.post(f"{DOOR}walk-in/", {**sent, "sure": "1"})
        assert answer.status_code == 302
    assert Registration.objects.count() == 2 and present(call) == 1
    assert "Ruiz Ana: In the room" in registering.shown(door.get(DOOR))


def test_a_code_holds_no_name_and_opens_only_as_it_was_signed(call):
    (row,) = confirmed(call, "Ana RUIZ")
    made = code(row)
    assert len(made) == badges.LENGTH and made.isalnum() and made.isupper()
    assert badges.read_code(made) == (row.uid, 1)
    assert badges.looks_like_code(f" {made.lower()} ")
    for wrong in ("", "É" * 40, made[:-1], made + "A", made[:27] + "Z" + made[28:]):
        assert badges.read_code(wrong) is None


def test_half_of_a_character_spoils_no_batch(door, call):
    one, other = confirmed(call, "Ana RUIZ", "Bo LI")
    rows = [read(one, door="A\ud800"), read(other, door="A")]
    assert said(send(door, *rows)) == ["in", "in"]
    assert {row.door for row in Attendance.objects.all()} == {"A"}
