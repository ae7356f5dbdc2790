"""Attendance: by half-day, by hand, taken back; what a person reads of it and what stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.participation.actions.attendance import record_by_hand
from intersession.participation.actions.forgetting import forget_registrations
from intersession.participation.at_the_door import half_days
from intersession.participation.models import Attendance, RoomRules
from intersession.participation.queries.candidates import pool_of
from intersession.participation.queries.dossier import dossier
from intersession.participation.queries.held import held
from intersession.participation.tests import registering, room_cast
from intersession.participation.tests.door_cast import (
    MORNING,
    confirmed,
    opened,
    present,
    read,
    said,
    send,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop-2012-1/attendance/"


@pytest.fixture
def call():
    made = registering.calls()
    opened()
    return made


@pytest.fixture
def desk(client, call):
    return registering.signed_in(client)


def sheet(desk, query=""):
    return registering.shown(desk.get(f"{PAGE}?sheet=csv{query}")).splitlines()


def test_attendance_is_seen_by_the_administration_alone(client, call):
    assert client.get(PAGE).status_code == 302
    registering.signed_in(client, Role.CHAIR)
    assert client.get(PAGE).status_code == 403


def test_the_matrix_asks_as_often_for_three_people_as_for_one(desk, call):
    assert "nobody has come yet" in registering.shown(desk.get(PAGE))
    rows = confirmed(call, "Ana RUIZ")
    send(desk, read(rows[0]))
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    rows = confirmed(call, "Li WEI", "Bo ROSS")
    send(desk, *(read(row) for row in rows))
    with CaptureQueriesContext(connection) as three:
        page = registering.shown(desk.get(PAGE))
    assert len(one) == len(three)
    assert "3 people came; 3 were expected." in page
    assert "3 of 3" in page


def test_the_list_is_narrowed_and_taken_along_as_it_is_seen(desk, call):
    (ana,) = confirmed(call, "Ana RUIZ")
    confirmed(call, "Li WEI", entity=registering.entity(), affiliation="", stakeholder="state")
    send(desk, read(ana), read(ana, half="afternoon"))
    heads, *rows = sheet(desk)
    assert '"24 Apr, morning"' in heads
    assert rows[0].startswith("Ana RUIZ,") and rows[0].endswith("09:20,09:20,,,2")
    assert [row.split(",")[0] for row in sheet(desk, "&state=never")[1:]] == ["Li WEI"]
    assert [row.split(",")[0] for row in sheet(desk, "&kind=ngo")[1:]] == ["Ana RUIZ"]
    assert [row.split(",")[0] for row in sheet(desk, "&name=marenia")[1:]] == ["Li WEI"]
    assert "Nobody is so" in registering.shown(desk.get(f"{PAGE}?name=zzz"))


def test_a_presence_is_added_by_hand_once(desk, call):
    (ana,) = confirmed(call, "Ana RUIZ")
    sent = {"half_day": "2012-04-24-morning"}
    assert desk.post(f"{PAGE}{ana.uid}/add/", sent).status_code == 302
    again = desk.post(f"{PAGE}{ana.uid}/add/", sent)
    assert again.status_code == 422 and "recorded for this half-day already" in registering.shown(
        again
    )
    assert desk.post(f"{PAGE}{ana.uid}/add/", {"half_day": "never"}).status_code == 422
    assert said(send(desk, read(ana))) == ["again"]
    assert present(call) == 1
    assert "in the room" in registering.shown(desk.get(f"{PAGE}{ana.uid}/"))


def test_a_mistaken_presence_is_taken_back_with_a_reason_and_may_be_recorded_anew(desk, call):
    (ana,) = confirmed(call, "Ana RUIZ")
    first = read(ana)
    send(desk, first)
    address = f"{PAGE}{Attendance.objects.get().uid}/take-back/"
    assert desk.post(address, {"why": " "}).status_code == 422
    assert desk.post(address, {"why": "Somebody else’s badge"}).status_code == 302
    assert desk.post(address, {"why": "Twice"}).status_code == 422
    assert present(call) == 0
    page = registering.shown(desk.get(f"{PAGE}{ana.uid}/"))
    assert "“Somebody else’s badge”" in page
    told = Entry.objects.get(verb="participation:attendance:taken-back")
    assert "badge" not in told.data.lower()
    assert said(send(desk, first, read(ana))) == ["taken_back", "in"]
    assert present(call) == 1


def test_half_days_are_those_in_which_the_meeting_is_held(call):
    meeting = call.meeting
    keys = [one.key for one in half_days(meeting)]
    assert keys[0] == "2012-04-24-morning" and keys[-1] == "2012-04-25-afternoon" and len(keys) == 4
    meeting.starts_at += timedelta(hours=5)
    meeting.ends_at -= timedelta(hours=5)
    assert [one.key for one in half_days(meeting)] == ["2012-04-24-afternoon", "2012-04-25-morning"]
    meeting.ends_at = meeting.starts_at + timedelta(minutes=30)
    assert len(half_days(meeting)) == 1


def test_a_person_reads_when_they_were_there_and_takes_it_along(desk, call, client):
    (ana,) = confirmed(call, "Ana RUIZ")
    send(desk, read(ana))
    assert held(ana)["attendance"] == [
        {"day": "2012-04-24", "half": "morning", "at": MORNING, "door": "A", "taken_back": None}
    ]
    page = registering.shown(client.get(registering.address(ana)))
    assert "24 Apr, morning" in page


def test_after_the_meeting_the_presence_stays_without_door_and_officer(desk, call):
    (ana,) = confirmed(call, "Ana RUIZ")
    send(desk, read(ana), read(ana, door="B"))
    forget_registrations(by=registering.OFFICER, at=registering.ENDS + timedelta(days=40))
    there = Attendance.objects.get()
    assert (there.door, there.by, there.again) == ("", "—", [])
    assert said(send(desk, read(ana, half="afternoon"))) == ["refused"]
    assert present(call) == 1


def test_who_was_confirmed_and_did_not_come_has_not_taken_part(desk, call):
    rows = confirmed(call, "Ana RUIZ", "Li WEI")
    send(desk, read(rows[0]))
    later = registering.calls(
        registering.workshop(
            "later",
            starts_at=registering.ENDS + timedelta(days=90),
            ends_at=registering.ENDS + timedelta(days=91),
        )
    )
    for row, came in zip(rows, (True, False), strict=True):
        again = registering.sent(later, row.badge_name)
        page = dossier(again, later, registering.ENDS + timedelta(days=60))
        assert [one.attended for one in page.proposed] == [came]


def test_a_seat_goes_to_somebody_for_the_first_time_who_was_confirmed_before_and_did_not_come():
    """Of a meeting that kept no attendance, who was confirmed counts as having come."""
    earlier = registering.calls(registering.workshop("earlier"))
    unrecorded = registering.calls(registering.workshop("unrecorded"))
    ana, _li = confirmed(earlier, "Ana RUIZ", "Li WEI")
    confirmed(unrecorded, "Bo ROSS")
    half_day = half_days(earlier.meeting)[0]
    by = {"by": registering.OFFICER, "at": MORNING}
    record_by_hand(registration=ana, half_day=half_day, **by)
    days = (registering.ENDS + timedelta(days=n) for n in (60, 61))
    later = registering.workshop("later", **dict(zip(("starts_at", "ends_at"), days, strict=True)))
    marenia = room_cast.state("marenia")
    mails = ["ana@example.org", "li@example.org", "bo@example.org", "new@example.org"]
    rows = [room_cast.nominee(later, marenia, email=mail) for mail in mails]
    rows.append(room_cast.nominee(later, marenia, email="other@example.org", same_as=ana))
    room_cast.rules(later)
    pool = pool_of(later, RoomRules.objects.get())
    first = [pool.by_id[str(row.uid)].attributes["first_time"] for row in rows]
    assert first == ["no", "yes", "no", "yes", "no"]
