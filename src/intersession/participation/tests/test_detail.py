"""One meeting: the call in words, and for those who see the room what has come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.participation import calling
from intersession.participation.panels import call_of_meeting
from intersession.participation.tests.cast import (
    AT,
    DEADLINE,
    LAST,
    OFFICER,
    browse,
    cast,
    clock,
    entity,
    invite,
    opened,
    sent,
    shown,
)

pytestmark = pytest.mark.django_db
PAGE = "/participation/workshop/"


def test_without_a_call_it_says_so_and_the_administration_may_open_one():
    made = cast(called=False)
    text = shown(browse(made, "public").get(PAGE))
    assert "does not call for people yet" in text and "Open the call" not in text
    assert "Open the call" in shown(browse(made, "officer").get(PAGE))
    assert browse(made, "public").get("/participation/nowhere/").status_code == 404


def test_everybody_reads_the_hours_and_numbers_and_nobody_else_the_counts():
    made = cast(called=False)
    opened(made.meeting, words={"en": "Bring warm clothes."}, limits={"ngo": {"names": 1}})
    sent(made, "Ana Ruiz")
    text = shown(browse(made, "public").get(PAGE))
    assert "Bring warm clothes." in text and "4 people" in text
    assert "Non-governmental organisation: 1 name, 1 seat" in text
    assert "By kind of Entity" not in text and "delegations/" not in text
    text = shown(browse(made, "chair").get(PAGE))
    assert "1 of 2" in text and "/delegations/" not in text
    text = shown(browse(made, "officer").get(PAGE))
    assert f"{PAGE}delegations/" in text and f"{PAGE}invitations/" in text


def test_who_is_called_is_counted_by_kind_with_those_invited_besides():
    made = cast()
    invite(made, "ngo@example.org", entity=entity("helpers", "ngo", status=""))
    csv = shown(browse(made, "officer").get(f"{PAGE}?sheet=csv"))
    assert "State,2,0,0,0,0" in csv
    assert "Non-governmental organisation,1,0,0,1,0" in csv


def test_three_delegations_cost_the_queries_of_one():
    made = cast()
    browser = browse(made, "officer")
    sent(made, "Ana Ruiz")
    one = cost(browser)
    sent(made, "Cal Dee", by="other")
    invite(made, "x@example.org")
    entity("third")
    assert cost(browser) == one


def test_it_says_where_the_call_stands_at_each_hour():
    made = cast()
    states = {}
    for at in (DEADLINE.replace(day=8), DEADLINE, LAST, made.meeting.ends_at):
        states[at] = calling.state_of(made.call, at)
        clock(at)
        assert browse(made, "public").get(PAGE).status_code == 200
    assert list(states.values()) == ["nominations", "registrations", "closed", "closed"]


def test_the_page_of_the_meeting_tells_until_when(django_assert_num_queries):
    made = cast()
    with django_assert_num_queries(1):
        panel = call_of_meeting(made.meeting, OFFICER, AT)
    assert panel.content["call"] == made.call
    text = shown(browse(made, "public").get("/meetings/workshop/"))
    assert "people are put forward until 9 March 2012, 18:00 Geneva" in text


def cost(browser) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(PAGE).status_code == 200
    return len(queries)
