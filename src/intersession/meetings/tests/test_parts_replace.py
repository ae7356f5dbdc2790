"""A speaker is replaced on one page, in a minute."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intersession.access.guard import Refusal
from intersession.access.policy import Role
from intersession.meetings import actions, speaking
from intersession.meetings.models import Part
from intersession.meetings.tests.conftest import WHO
from intersession.meetings.tests.speaking import (
    clock,
    confirmed,
    invited,
    panel,
    part,
    person,
    shown,
)
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(hold):
    clock()
    return hold("topics-for-2012")


def page(row):
    return f"/meetings/topics-for-2012/parts/{row.uid}/replace/"


def test_it_is_seen_first_and_then_done(sign_in, meeting):
    old = confirmed(panel(meeting), person(meeting), role="moderator", minutes=20)
    browser = sign_in(Role.ADMINISTRATION)
    sent = {"how": "invite", "name": "Ben", "email": "ben@example.org", "language": "es"}
    seen = browser.post(page(old), sent)
    assert seen.status_code == 200
    assert "Ana Ruiz is taken off; Ben has the same role" in shown(seen)
    assert meeting.speakers.count() == 1 and Mail.objects.count() == 0
    assert browser.post(page(old), {**sent, "sure": "yes"}).status_code == 302
    old.refresh_from_db()
    new = Part.objects.get(speaker__name="Ben")
    assert (old.state, new.state, new.replaces) == ("withdrawn", "invited", old)
    assert (new.role, new.minutes, new.position) == (old.role, old.minutes, old.position)
    assert Mail.objects.get().to == "ben@example.org"


def test_somebody_of_the_meeting_who_confirmed_by_telephone_needs_no_mail(sign_in, meeting):
    row = panel(meeting)
    old, ben = invited(row, person(meeting)), person(meeting, "Ben", email="")
    sent = {"how": "phone", "speaker": str(ben.uid), "sure": "yes"}
    mails = Mail.objects.count()
    assert sign_in(Role.ADMINISTRATION).post(page(old), sent).status_code == 302
    assert ben.parts.get().state == "confirmed"
    assert Mail.objects.count() == mails


def test_bad_input_is_told(sign_in, meeting):
    old = confirmed(panel(meeting), person(meeting))
    browser = sign_in(Role.ADMINISTRATION)
    nobody = browser.post(page(old), {"how": "invite", "sure": "yes"})
    assert "Choose somebody, or name a new person." in shown(nobody)
    without = {"how": "invite", "name": "Ben", "language": "en", "sure": "yes"}
    assert "No e-mail address is known" in browser.post(page(old), without).content.decode()
    actions.replace_speaker(part=old, speaker=person(meeting, "Cal"), channel="phone", **WHO)
    again = browser.post(page(old), {**without, "how": "phone"})
    assert again.status_code == 422
    assert "This part was given to somebody else meanwhile." in shown(again)


def test_who_was_replaced_cannot_confirm_any_more(meeting):
    old = invited(panel(meeting), person(meeting))
    actions.answer_part(part=old, confirm=False, channel="phone", **WHO)
    actions.replace_speaker(part=old, speaker=person(meeting, "Ben"), **WHO)
    with pytest.raises(Refusal):
        actions.answer_part(part=old, confirm=True, channel="phone", **WHO)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "invite", "confirm", "decline", "own", "remove", "replace"]),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=14,
)


def step(what, row, one, other):
    """One act upon the part of `one`, refused or not."""
    mine = row.parts.filter(speaker=one).first()
    if what == "add":
        part(row, one)
    elif what == "invite":
        actions.invite_speakers(meeting=row.meeting, speakers=[one], **WHO)
    elif mine is None:
        return
    elif what == "replace":
        actions.replace_speaker(part=mine, speaker=other, **WHO)
    elif what == "remove":
        actions.remove_part(part=mine, **WHO)
    else:
        own = {"channel": "link"} if what == "own" else {"channel": "phone"}
        actions.answer_part(part=mine, confirm=what != "decline", why="Ill", **own, **WHO)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_no_two_live_parts_ever_stand_for_the_same_one(meeting, steps):
    """Whatever is asked for, in whatever order: each part goes only where it may go."""
    row = panel(meeting, f"Panel {meeting.agenda.count()}")
    people = [person(meeting, f"P{n} of {row.number}") for n in range(3)]
    for what, one, other in steps:
        before = dict(row.parts.values_list("pk", "state"))
        try:
            step(what, row, people[one], people[other])
        except Refusal:
            assert dict(row.parts.values_list("pk", "state")) == before
        for made in row.parts.all():
            was = before.get(made.pk, made.state)
            reached = {was} | speaking.FOLLOWS[was] | {"invited", "confirmed", "proposed"}
            assert made.state in reached
        live = row.parts.filter(state__in=speaking.LIVE)
        replaced = [made.replaces_id for made in live if made.replaces_id]
        assert len(replaced) == len(set(replaced))
        assert not live.filter(pk__in=replaced).exists()
