"""A meeting that is moved, cancelled or held after all: those invited are told, each once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from intersession.access.models import User
from intersession.access.policy import Role
from intersession.desk.models import Example
from intersession.desk.needs import needs_of
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import AT, OFFICER, ONE, TEN, WHO, facts
from intersession.membership.models import Entity, MembershipStatus, Representation
from intersession.outbox import actions as outbox
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.sending import send_due

pytestmark = pytest.mark.django_db
LONG_AGO = date(2011, 1, 1)
DAY = timedelta(days=1)


def acting(slug: str, role: str, language: str = "en", since: date = LONG_AGO) -> User:
    """Somebody of a Member since that day; of an observer State where the role is an observer's."""
    entity, new = Entity.objects.get_or_create(
        slug=slug, defaults={"kind": "state", "name": {"en": slug.capitalize()}}
    )
    if new:
        kind = "observer_state" if role == "observer" else "member"
        MembershipStatus.objects.create(entity=entity, kind=kind, since=since)
    user = User.objects.create_user(f"{role}@{slug}.example", language=language)
    Representation.objects.create(entity=entity, user=user, role=role, since=LONG_AGO)
    return user


@pytest.fixture
def invited(hold: Any) -> Meeting:
    """An announced meeting; a focal point, a French head of mission, an observer."""
    meeting: Meeting = hold(slug="october", venue={"en": "Room A"})
    Meeting.objects.update(state=Meeting.State.ANNOUNCED)
    acting("arvoria", "focal_point")
    acting("arvoria", "head_of_mission", "fr")
    acting("watchland", "observer", "es")
    acting("belmark", "donor")
    return Meeting.objects.get(pk=meeting.pk)


def moved(hours: int, **given: Any) -> Meeting:
    later = timedelta(hours=hours)
    new = facts(
        **{"starts_at": TEN + later, "ends_at": ONE + later, "venue": {"en": "Room A"}} | given
    )
    return actions.change_meeting(meeting=Meeting.objects.get(), facts=new, **WHO)


def queue() -> int:
    draft = Campaign.objects.get(state="draft")
    return outbox.queue_campaign(campaign=draft, **WHO)


def bodies() -> dict[str, str]:
    """What waits to leave, by who reads it, with plain spaces."""
    rows = Mail.objects.filter(state="queued").order_by("pk")
    said = {mail.to: f"{mail.subject}\n{mail.body}" for mail in rows}
    return {to: words.replace("\u00a0", " ").replace("\u202f", " ") for to, words in said.items()}


def test_a_change_of_hour_is_drafted_with_both_hours_and_reaches_who_is_invited(
    invited: Meeting,
) -> None:
    moved(24)
    (draft,) = Campaign.objects.all()
    assert (draft.state, draft.purpose, draft.audience) == ("draft", "action_required", "everyone")
    assert not Mail.objects.exists()  # an officer looks at it first
    assert queue() == 3
    told = bodies()
    assert set(told) == {
        "focal_point@arvoria.example",
        "head_of_mission@arvoria.example",
        "observer@watchland.example",
    }
    english = told["focal_point@arvoria.example"]
    assert english.startswith("[Action required] Moved: Topics for 2012, 21 October 2011")
    assert "New date: 21 October 2011, 10:00" in english
    assert "Before: 20 October 2011, 10:00" in english
    assert "Place: Room A, Geneva" in english and "Delegation: Arvoria" in english
    assert "21 octobre 2011" in told["head_of_mission@arvoria.example"]
    assert "21 de octubre de 2011" in told["observer@watchland.example"]


def test_two_changes_before_the_first_was_told_are_one_notice(invited: Meeting) -> None:
    moved(24)
    queue()  # queued, and not yet gone
    moved(48, place={"en": "Nairobi"})
    assert Mail.objects.filter(state="withdrawn").count() == 3
    queue()
    told = bodies()["focal_point@arvoria.example"]
    assert "New date: 22 October 2011" in told and "Before: 20 October 2011" in told
    assert "New place: Room A, Nairobi" in told and "Before: Room A, Geneva" in told
    assert len(bodies()) == 3


def test_what_has_left_is_what_the_next_notice_begins_from(invited: Meeting) -> None:
    moved(24)
    queue()
    send_due(at=AT, leaves=False)
    moved(48)
    assert queue() == 3
    told = bodies()["focal_point@arvoria.example"]
    assert "Before: 21 October 2011" in told
    assert Mail.objects.filter(to="focal_point@arvoria.example").count() == 2


def test_a_change_taken_back_before_anybody_was_told_needs_no_notice(invited: Meeting) -> None:
    moved(24)
    moved(0)
    assert Meeting.objects.get().untold is None
    assert list(Campaign.objects.values_list("state", flat=True)) == ["withdrawn"]


def test_cancelled_and_held_after_all(invited: Meeting) -> None:
    actions.cancel_meeting(meeting=invited, reason="Room lost", **WHO)
    queue()
    told = bodies()["focal_point@arvoria.example"]
    assert "Cancelled: Topics for 2012, 20 October 2011" in told
    assert "Room lost" not in told  # the reason is the office's; who writes may add it
    send_due(at=AT, leaves=False)
    assert Mail.objects.filter(state="sent").count() == 3
    actions.restore_meeting(meeting=Meeting.objects.get(), reason="Found", **WHO)
    queue()
    told = bodies()["focal_point@arvoria.example"]
    assert "Held after all: Topics for 2012, 20 October 2011" in told
    send_due(at=ONE, leaves=False)
    assert {mail.state for mail in Mail.objects.order_by("-pk")[:3]} == {"not_needed"}


def test_cancelled_and_restored_before_anybody_knew_is_nothing(invited: Meeting) -> None:
    actions.cancel_meeting(meeting=invited, reason="x", **WHO)
    actions.restore_meeting(meeting=Meeting.objects.get(), reason="y", **WHO)
    assert not Campaign.objects.filter(state="draft").exists()


def test_a_mail_on_its_way_does_not_keep_the_meeting_from_being_moved(invited: Meeting) -> None:
    moved(24)
    queue()
    Mail.objects.update(state="sending")
    moved(48)
    assert "Before: 20 October 2011" in Campaign.objects.get(state="draft").body["en"].replace(
        "\u00a0", " "
    )
    assert queue() == 3


@pytest.mark.parametrize("state", ["planned", "final"])
def test_nobody_is_told_of_what_was_not_announced_or_is_over(invited: Meeting, state: str) -> None:
    Meeting.objects.update(state=state)
    moved(24)
    assert not Campaign.objects.exists()


def test_other_words_of_a_meeting_are_no_news(invited: Meeting) -> None:
    moved(0, title={"en": "Another title"}, about={"en": "More"})
    assert not Campaign.objects.exists()


def test_it_goes_as_far_as_the_invitation_went(invited: Meeting) -> None:
    plan = outbox.Plan(
        audience="focal_points",
        purpose="action_required",
        subject={"en": "I", "fr": "I", "es": "I"},
        body={"en": "I", "fr": "I", "es": "I"},
    )
    row = outbox.write_campaign(kind="invite", about="october", plan=plan, **WHO)
    outbox.queue_campaign(campaign=row, **WHO)
    Mail.objects.update(state="sent")
    moved(24)
    assert Campaign.objects.get(state="draft").audience == "missions"
    queue()
    assert "observer@watchland.example" not in bodies()


def test_who_is_a_member_on_the_old_day_only_is_told_too(invited: Meeting) -> None:
    """A State that joins that day was invited, and is no longer when the meeting comes before."""
    acting("carvia", "focal_point", since=date(2011, 10, 20))
    moved(-48)
    queue()
    assert "focal_point@carvia.example" in bodies()


def test_the_sequence_of_the_calendar_rises_with_each(invited: Meeting, client: Any) -> None:
    before = invited.sequence
    moved(24)
    actions.cancel_meeting(meeting=Meeting.objects.get(), reason="x", **WHO)
    actions.restore_meeting(meeting=Meeting.objects.get(), reason="x", **WHO)
    assert Meeting.objects.get().sequence == before + 3
    feed = client.get("/meetings/october/calendar/").content.decode()
    assert f"SEQUENCE:{before + 3}" in feed and "20111021T100000" in feed


def test_the_page_and_the_first_page_offer_the_notice_to_the_administration(
    invited: Meeting, client: Any, sign_in: Any
) -> None:
    Example.objects.create(pk=1, stage="topics", now=AT, loaded_at=AT, link_key="x")
    moved(24)
    link = f"/outbox/campaign/{Campaign.objects.get().uid}/"
    assert link not in client.get("/meetings/october/").content.decode()
    sign_in(Role.ADMINISTRATION)
    assert link in client.get("/meetings/october/").content.decode()
    assert "Queue 3 mails" in client.get(link).content.decode()
    assert link in [need.url for need in needs_of(OFFICER, AT).items]
    queue()
    assert link not in client.get("/meetings/october/").content.decode()
    verbs = Entry.objects.filter(verb__startswith="outbox:campaign").values_list("verb", flat=True)
    assert len(verbs) == 2


def test_the_hours_are_those_of_the_place(invited: Meeting) -> None:
    new = datetime(2011, 10, 25, 6, tzinfo=UTC)
    moved(
        0, place={"en": "Nairobi"}, time_zone="Africa/Nairobi", starts_at=new, ends_at=new + DAY / 8
    )
    queue()
    told = bodies()["focal_point@arvoria.example"]
    assert "25 October 2011, 9:00" in told or "25 October 2011, 09:00" in told


@pytest.mark.parametrize(
    ("given", "head", "shown", "hidden"),
    [
        ({"place": {"en": "Nairobi"}}, "New place: ", "Date: 20 October 2011", "New date"),
        ({"ends_at": ONE + timedelta(hours=1)}, "New hour: ", "It ends: 20 October", "New date"),
        ({"ends_at": ONE + DAY}, "New hour: ", "Before: 20 October 2011, 13:00", "New place"),
        ({"starts_at": TEN - timedelta(hours=1)}, "Moved: ", "New date: 20 October", "New place"),
    ],
)
def test_what_stayed_is_not_told_as_new(
    invited: Meeting, given: dict[str, Any], head: str, shown: str, hidden: str
) -> None:
    moved(0, **given)
    draft = Campaign.objects.get(state="draft")
    assert draft.subject["en"].startswith(head)
    said = draft.body["en"].replace("\u00a0", " ")
    assert shown in said and hidden not in said
