"""A meeting is cancelled with a reason, stays to be seen, and may be held after all."""

import re

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.actions import meetings
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import WHO

pytestmark = pytest.mark.django_db
PAGE = "/meetings/topics/"


def page(client, address):
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_cancelled_and_held_after_all_with_their_reasons(client, hold, sign_in):
    hold(slug="topics")
    sign_in(Role.ADMINISTRATION)
    assert "Cancel the meeting" in page(client, f"{PAGE}state/")
    assert client.post(f"{PAGE}cancel/", {"reason": "Room lost"}).status_code == 302
    assert Meeting.objects.get().cancelled_at is not None
    for address in (PAGE, "/meetings/"):
        assert '<span class="st no">Cancelled</span>' in page(client, address)
    state = page(client, f"{PAGE}state/")
    assert "Hold it after all" in state and "One state forward" not in state
    assert client.post(f"{PAGE}restore/", {"reason": "Another room"}).status_code == 302
    assert Meeting.objects.get().cancelled_at is None
    said = [entry.values.get("reason") for entry in Entry.objects.order_by("number")]
    assert said[-2:] == ["Room lost", "Another room"]


def test_without_a_reason_nothing_happens_and_the_page_says_so(client, hold, sign_in):
    hold(slug="topics")
    sign_in(Role.ADMINISTRATION)
    answer = client.post(f"{PAGE}cancel/", {"reason": " "})
    assert answer.status_code == 422
    assert "Say why the meeting is cancelled" in answer.content.decode()
    assert Meeting.objects.get().cancelled_at is None


@pytest.mark.parametrize("verb", ["cancel", "restore"])
def test_a_form_without_a_field_is_answered_in_words(client, hold, sign_in, verb):
    meeting = hold(slug="topics")
    if verb == "restore":
        actions.cancel_meeting(meeting=meeting, reason="x", **WHO)
    sign_in(Role.ADMINISTRATION)
    answer = client.post(f"{PAGE}{verb}/")
    assert answer.status_code == 422 and "Say why" in answer.content.decode()


def test_only_the_administration_cancels(client, hold, sign_in):
    hold(slug="topics")
    assert client.post(f"{PAGE}cancel/", {"reason": "x"}).status_code == 302  # to sign in
    sign_in(Role.CHAIR)
    for verb in ("cancel", "restore"):
        assert client.post(f"{PAGE}{verb}/", {"reason": "x"}).status_code == 403
    assert Meeting.objects.get().cancelled_at is None


def test_what_has_no_sense_is_refused(hold):
    meeting = hold(slug="topics")
    with pytest.raises(meetings.NotCancelled):
        actions.restore_meeting(meeting=meeting, reason="x", **WHO)
    actions.cancel_meeting(meeting=meeting, reason="x", **WHO)
    with pytest.raises(meetings.CancelledAlready):
        actions.cancel_meeting(meeting=meeting, reason="x", **WHO)
    with pytest.raises(meetings.CancelledAlready):
        actions.move(meeting=meeting, to="announced", **WHO)
    with pytest.raises(meetings.NoReason):
        actions.restore_meeting(meeting=meeting, reason=" ", **WHO)
    Meeting.objects.update(cancelled_at=None, state="final")
    with pytest.raises(meetings.HeldAlready):
        actions.cancel_meeting(meeting=meeting, reason="x", **WHO)
