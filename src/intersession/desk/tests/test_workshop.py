"""The example on the Friday before its first workshop: what is over is held, and little waits."""

from collections.abc import Iterator
from typing import Any

import pytest

from intersession.access.models import User
from intersession.desk.models import Example
from intersession.desk.tests.loading import loaded
from intersession.meetings.models import Meeting
from intersession.outbox.models import Campaign
from intersession.participation.models import Registration
from intersession.participation.queries.room import room_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def at_workshop(django_db_setup: None, django_db_blocker: Any) -> Iterator[Example]:
    with loaded("workshop", django_db_blocker) as example:
        yield example


@pytest.fixture
def workshop(at_workshop: Example, db: None) -> Example:
    return at_workshop


def test_what_is_over_is_held(workshop: Example) -> None:
    over = Meeting.objects.filter(ends_at__lt=workshop.now)
    assert over.count() == 5
    assert {meeting.state for meeting in over} == {Meeting.State.FINAL}


def test_those_invited_know_of_the_title_and_the_building(workshop: Example) -> None:
    notices = Campaign.objects.filter(about="workshop-1-2012", kind="meeting-changed")
    assert [notice.state for notice in notices] == [Campaign.State.QUEUED]


def test_the_officer_finds_late_translations_and_a_speaker_who_has_not_answered(
    workshop: Example, client: Any
) -> None:
    client.force_login(User.objects.get(email="programme.officer@dialogue.example"))
    page = client.get("/").content.decode()
    assert "2 things wait for you" in page
    assert "1 answer of a speaker is missing" in page


def test_its_participants_are_registered_and_those_paid_for_have_accepted(
    workshop: Example, client: Any
) -> None:
    comes = Registration.objects.filter(meeting__slug="workshop-1-2012", state="confirmed")
    assert (comes.count(), comes.filter(support=True).count()) == (230, 100)
    page = room_page(Meeting.objects.get(slug="workshop-1-2012"))
    assert (page.seated, {one.state for one in page.seats}) == (23, {"accepted"})
    assert all(one.met for one in page.targets if not one.wished)
    assert page.money is not None and page.money.met and (page.money.left or 0) >= 0
    client.force_login(User.objects.get(email="programme.officer@dialogue.example"))
    listed = client.get("/participation/workshop-1-2012/registrations/?state=confirmed")
    assert "230" in listed.content.decode()
