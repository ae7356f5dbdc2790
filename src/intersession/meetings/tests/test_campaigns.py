"""The invitation to a meeting: its words, and that none leaves when the meeting is over."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.models import User
from intersession.meetings.campaigns import INVITE
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, MembershipStatus, Representation
from intersession.outbox.queries.campaigns import ready_wording

pytestmark = pytest.mark.django_db


def test_it_says_when_and_where_and_goes_to_who_is_a_member_on_that_day(hold: Any) -> None:
    meeting = hold("october")
    Meeting.objects.update(state=Meeting.State.ANNOUNCED)
    at = meeting.starts_at - timedelta(days=30)
    day = meeting.starts_at.date()
    for slug, since in (("arvoria", day), ("belmark", day + timedelta(days=1))):
        entity = Entity.objects.create(kind="state", slug=slug, name={"en": slug.capitalize()})
        MembershipStatus.objects.create(entity=entity, kind="member", since=since)
        user = User.objects.create_user(f"mission@{slug}.example")
        Representation.objects.create(
            entity=entity, user=user, role="focal_point", since=at.date() - timedelta(days=1)
        )
    subject = INVITE.find("october", at)
    assert subject is not None
    found = INVITE.circles["focal_points"].of(subject, at)
    assert [one.to for one in found.recipients] == ["mission@arvoria.example"]
    words = ready_wording(INVITE, subject, at)
    assert words["body"]["en"].startswith("Please set aside ")
    assert "Delegation: {delegation}" in words["body"]["en"]
    assert words["subject"]["fr"].startswith("Invitation")


def test_it_can_be_written_only_to_what_is_announced_and_to_come(hold: Any) -> None:
    meeting = hold("october")
    before, after = meeting.starts_at - timedelta(days=1), meeting.ends_at
    assert INVITE.find("october", before) is None  # still planned
    Meeting.objects.update(state=Meeting.State.ANNOUNCED)
    assert [key for key, _title in INVITE.offered(before)] == ["october"]
    assert INVITE.superfluous("october", None, before) == ""
    assert INVITE.find("october", after) is None
    assert INVITE.superfluous("october", None, after) == "The meeting is over."
