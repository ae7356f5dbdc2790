"""The first page: which meetings call for people, and until when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.meetings.models import Meeting
from intersession.participation.tests.cast import (
    BEGINS,
    DEADLINE,
    browse,
    cast,
    clock,
    invite,
    opened,
    sent,
    shown,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/"


def test_the_public_reads_which_meetings_call_and_until_when_and_no_counts():
    made = cast()
    sent(made, "Ana Ruiz")
    text = shown(browse(made, "public").get(PAGE))
    assert "1 meeting calls for people." in text
    assert "Moving to safety" in text and "9 March 2012, 18:00 Geneva" in text
    assert "delegation sent" not in text and "Put forward your people" not in text
    assert "Open the call" not in text


def test_a_mission_is_led_to_its_delegation():
    made = cast()
    assert "Put forward your people" in shown(browse(made, "first").get(PAGE))
    sent(made, "Ana Ruiz")
    assert "See your delegation" in shown(browse(made, "first").get(PAGE))
    assert "Put forward your people" in shown(browse(made, "other").get(PAGE))


def test_the_administration_counts_and_opens_the_calls_that_are_missing():
    made = cast()
    sent(made, "Ana Ruiz", "Ben Oto")
    invite(made, "guest@example.org")
    second = {"slug": "second", "title": {"en": "Second workshop"}, "kind": "workshop"}
    Meeting.objects.create(
        programme=made.meeting.programme, place={}, starts_at=BEGINS, ends_at=made.meeting.ends_at,
        **second,
    )  # fmt: skip
    text = shown(browse(made, "officer").get(PAGE))
    assert "1 delegation sent" in text and "2 people put forward" in text
    assert "invitations accepted: 0 of 1" in text
    assert "Second workshop" in text and "/participation/second/call/" in text


def test_the_sheet_tells_the_public_no_counts():
    made = cast()
    sent(made, "Ana Ruiz")
    assert ",1,1,0,0" in shown(browse(made, "officer").get(f"{PAGE}?sheet=csv"))
    assert ",,,," in shown(browse(made, "public").get(f"{PAGE}?sheet=csv"))


def test_before_it_opens_only_those_who_see_the_room_know_of_a_call():
    made = cast(called=False)
    opened(made.meeting, opens_at=DEADLINE.replace(day=1))
    for name in ("public", "first"):
        assert "Moving to safety" not in shown(browse(made, name).get(PAGE))
    assert "Opens 1 March 2012" in shown(browse(made, "officer").get(PAGE))


def test_what_is_over_stands_below():
    made = cast()
    clock(made.meeting.ends_at)
    text = shown(browse(made, "public").get(PAGE))
    assert "No meeting calls for people at present." in text and "Closed" in text


def test_three_calls_cost_the_queries_of_one():
    made = cast()
    browsers = [browse(made, name) for name in ("public", "first", "officer")]
    one = [cost(browser) for browser in browsers]
    for n in range(2):
        meeting = Meeting.objects.create(
            programme=made.meeting.programme, kind="workshop", slug=f"w{n}", title={"en": "W"},
            place={}, starts_at=BEGINS, ends_at=made.meeting.ends_at,
        )  # fmt: skip
        opened(meeting)
    assert [cost(browser) for browser in browsers] == one


def cost(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).status_code == 200
    return len(queries)
