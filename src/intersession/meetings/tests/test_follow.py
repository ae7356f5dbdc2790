"""To be told of changes, and not any more."""

import pytest

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Follower
from intersession.meetings.tests.conftest import AT, ONE, TEN

pytestmark = pytest.mark.django_db
LONG = TEN.replace(year=2998), ONE.replace(year=2998)


@pytest.fixture
def meeting(hold):
    return hold(slug="w", starts_at=LONG[0], ends_at=LONG[1])


def verbs():
    return [entry.verb for entry in Entry.objects.filter(verb__contains="follow").order_by("pk")]


def test_one_follows_and_stops(sign_in, meeting):
    browser = sign_in(Role.FOCAL_POINT)
    for _twice in range(2):
        assert browser.post("/meetings/w/follow/").status_code == 302
    assert Follower.objects.get().user.email == "focal_point@example.org"
    assert "Stop following" in browser.get("/meetings/w/agenda/versions/").content.decode()
    for _twice in range(2):
        assert browser.post("/meetings/w/unfollow/").status_code == 302
    assert Follower.objects.count() == 0
    assert verbs() == ["meetings:meeting:followed", "meetings:meeting:unfollowed"]


def test_who_has_not_signed_in_is_asked_to(client, meeting):
    for address in ("/meetings/w/follow/", "/meetings/w/unfollow/"):
        answer = client.post(address, headers={"Referer": "http://testserver/meetings/w/"})
        assert answer["Location"].startswith("/access/sign-in/?next=%2Fmeetings%2Fw%2F")
    assert "Sign in to follow" in client.get("/meetings/w/agenda/versions/").content.decode()
    with pytest.raises(actions.NobodyFollows):
        actions.follow_meeting(meeting=meeting, by=Actor(), at=AT)


def test_a_meeting_that_is_over_is_not_followed_any_more(sign_in, hold):
    hold(slug="w")
    answer = sign_in(Role.FOCAL_POINT).post("/meetings/w/follow/")
    assert answer.status_code == 422 and "The meeting is over" in answer.content.decode()
    assert Follower.objects.count() == 0


def test_nobody_stops_anybody_else(meeting):
    ana, bo = (User.objects.create_user(f"{name}@example.org") for name in ("ana", "bo"))
    for user in (ana, bo):
        actions.follow_meeting(meeting=meeting, by=Actor(user=user.pk), at=AT)
    actions.unfollow_meeting(meeting=meeting, by=Actor(user=ana.pk), at=AT)
    assert Follower.objects.get().user == bo


def test_an_address_takes_forms_only(client, meeting, sign_in):
    assert sign_in(Role.FOCAL_POINT).get("/meetings/w/follow/").status_code == 405
