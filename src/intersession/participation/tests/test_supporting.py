"""The table of what a request for support may become."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersession.access.guard import Actor
from intersession.participation import supporting
from intersession.participation.actions import _support
from intersession.participation.models import Registration, SupportRequest

State = SupportRequest.State
WHO = {"by": Actor(roles=frozenset(), name="Dialogue team"), "at": datetime(2012, 3, 1, tzinfo=UTC)}
ACTS = st.lists(st.sampled_from(sorted(supporting.ACTS)), max_size=12)


def request() -> SupportRequest:
    return SupportRequest(registration=Registration(badge_name="Ana RUIZ"), state="requested")


@given(acts=ACTS)
def test_whatever_is_tried_a_request_goes_only_where_the_table_says(acts):
    row = request()
    for act in acts:
        before = row.state
        if supporting.may(act, before):
            _support.moved(row, act, "Because", **WHO)
            assert row.state == supporting.ACTS[act].to
            assert row.history[-1]["was"] == before
        else:
            with pytest.raises(_support.ActNotPossible):
                _support.moved(row, act, "Because", **WHO)
            assert row.state == before
    assert row.state in set(State) and len(row.history) <= _support.MOST_REMEMBERED


@given(acts=ACTS)
def test_what_is_taken_back_stands_as_before_and_never_what_a_seat_decided(acts):
    row = request()
    for act in acts:
        if supporting.may(act, row.state):
            seat = {"seat": True} if supporting.ACTS[act].seat else {}
            _support.moved(row, act, "Because", **seat, **WHO)
    while step := supporting.last_step(row):
        assert not supporting.ACTS[step["act"]].seat
        row.state = step["was"]
        _support.remember(row, supporting.TAKE_BACK, "A mistake", **WHO)
    assert row.state == State.REQUESTED or any(one.get("seat") for one in row.history)


def test_every_state_but_the_last_can_be_left_and_every_one_has_its_words():
    left = {state for act in supporting.ACTS.values() for state in act.of}
    assert set(State) - left == {State.SETTLED}
    assert set(supporting.STATE_NAMES) == set(supporting.SHAPES) == set(State)
    assert all(name in supporting.DONE for name in supporting.ACTS)


def test_a_settled_journey_is_not_cancelled_and_everything_before_is():
    assert not supporting.may("cancel", State.SETTLED)
    assert all(
        supporting.may("cancel", state) for state in set(State) - {State.SETTLED, State.CANCELLED}
    )
