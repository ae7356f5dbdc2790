"""Who is told of a new version of an agenda: those whom it touches, and only they, once."""

from datetime import timedelta

import pytest

from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Part, Speaker, Team
from intersession.meetings.tests.cast import HOUR, mails, plain, workshop
from intersession.meetings.tests.conftest import AT, TEN, WHO, item, publish
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db
LATER = {**WHO, "at": AT + timedelta(hours=1)}


@pytest.fixture
def made(hold):
    """The workshop with its first version."""
    made = workshop(hold(slug="w", ends_at=TEN + 8 * HOUR))
    publish(made.meeting)
    return made


def move(made):
    made.change(made.one, starts_at=TEN + 2 * HOUR)


def move_and_back(made):
    move(made)
    made.change(made.one, starts_at=TEN)
    made.change(made.two, detail={"en": "Two statements"})


def another_room(made):
    made.change(made.one, room=made.xx)


def cancel(made):
    made.change(made.one, cancelled_at=AT)


def replace(made):
    made.answer("ana", Part.State.WITHDRAWN)
    made.part("eve")


def decline(made):
    made.answer("ana", Part.State.DECLINED)


def confirm(made):
    made.answer("bo", Part.State.CONFIRMED)


def invite(made):
    made.part("eve", state="invited")


def another_team(made):
    b = Team.objects.create(meeting=made.meeting, name="B", email="b@example.org")
    made.change(made.one, team=b)


def without_address(made):
    made.change(made.two, starts_at=TEN + 3 * HOUR)


def add(made):
    extra = item(made.meeting, "Panel III", starts_at=TEN + 4 * HOUR, minutes=30, team=made.a)
    made.part("eve", extra)
    made.part("bo", extra, state="invited")


def remove(made):
    Part.objects.filter(item=made.two).delete()
    made.two.delete()


def from_afar(made):
    Part.objects.filter(speaker=made.people["ana"]).update(remote=True)


def another_role(made):
    Part.objects.filter(speaker=made.people["ana"]).update(role="discussant")


def rename(made):
    made.change(made.one, title={"en": "First panel"})


def correct_a_name(made):
    Speaker.objects.filter(name="Ana").update(name="Ana Ruiz")


def other_languages(made):
    made.change(made.one, languages=["en", "fr"])


MOVED = {
    "ana": "Your part as speaker in “Panel I” now begins on 20 October 2011, 12:00 Geneva; "
    "before, it was 20 October 2011, 10:00.",
    "mo": "20 octobre 2011",
    "bo": "20 de octubre de 2011",
    "team": "Panel I",
    "far": "“Panel I” moved from 20 October 2011, 10:00 to 12:00 Geneva.",
    "fan": "Panel I",
}
CASES = {
    move: MOVED,
    move_and_back: {},
    another_room: {
        "ana": "Your part as speaker in “Panel I” now takes place in XX; before, it was XIX.",
        "mo": "XX",
        "bo": "XX",
        "team": "XX",
        "fan": "XX",
    },
    cancel: {
        "ana": "Your part as speaker in “Panel I” will not take place: the item is cancelled.",
        "mo": "Panel I",
        "bo": "Panel I",
        "team": "Panel I",
        "far": "“Panel I” is cancelled.",
        "fan": "Panel I",
    },
    replace: {
        "ana": "You are no longer down as speaker of “Panel I”.",
        "eve": "You speak in “Panel I”. When and where: 20 October 2011, 10:00 Geneva, XIX.",
        "mo": "Eve",
    },
    decline: {"mo": "Ana"},  # Ana said so herself
    confirm: {"bo": "Panel I", "mo": "Bo"},
    invite: {},  # the invitation itself asked her
    another_team: {
        "team": "Panel I",
        "b": "Your team interprets “Panel I”. When and where: 20 October 2011, 10:00 Geneva, XIX.",
    },
    without_address: {
        "far": "“Panel II” moved from 20 October 2011, 11:00 to 13:00 Geneva.",
        "fan": "Panel II",
    },
    add: {"eve": "You speak in “Panel III”.", "team": "Panel III", "fan": "Panel III"},
    remove: {"far": "“Panel II” was taken off the agenda.", "fan": "Panel II"},
    from_afar: {"ana": "You take part in “Panel I” from afar."},
    another_role: {"ana": "You are a discussant in “Panel I”."},
    rename: {},
    correct_a_name: {},
    other_languages: {"team": "Panel I"},
}


@pytest.mark.parametrize("act", CASES, ids=lambda act: act.__name__)
def test_the_touched_are_told_what_concerns_them_and_nobody_else(made, act):
    act(made)
    version = publish(made.meeting)
    found = {who: plain(words) for who, words in mails(2).items()}
    assert set(found) == set(CASES[act])
    for who, words in CASES[act].items():
        assert words in found[who]
    assert version.told == len(found)


def test_publishing_again_is_refused_and_tells_nobody(made):
    move(made)
    publish(made.meeting)
    with pytest.raises(actions.AgendaUnchanged):
        publish(made.meeting)
    assert len(mails(2)) == len(MOVED) and mails(3) == {}


def test_a_second_version_tells_only_the_difference(made):
    move(made)
    publish(made.meeting)
    made.change(made.one, starts_at=TEN + 3 * HOUR)
    publish(made.meeting)
    assert "moved from 20 October 2011, 12:00 to 13:00 Geneva" in plain(mails(3)["far"])
    another_room(made)
    publish(made.meeting)
    assert "far" not in mails(4) and "13:00" not in mails(4)["ana"]


def test_who_speaks_and_follows_gets_one_mail_in_the_language_of_the_speaker(made):
    """An address is the same one in capitals, too."""
    made.follow("mo@example.org", "en")
    Speaker.objects.filter(name="Mo").update(email="MO@Example.org")
    move(made)
    made.change(made.two, starts_at=TEN)
    publish(made.meeting)
    row = Mail.objects.get(dedup__startswith="agenda-2|", to__iexact="mo@example.org")
    assert row.language == "fr" and row.recipient is None
    told = [line for line in row.body.splitlines() if line.startswith("– ")]
    assert len(told) == 2 and "Panel II" in told[0]


def test_what_touches_ones_own_part_leaves_in_any_case_and_news_can_be_refused(made):
    move(made)
    publish(made.meeting)
    rows = Mail.objects.filter(dedup__startswith="agenda-2|")
    purposes = {row.to.partition("@")[0]: row.purpose for row in rows}
    for who in ("ana", "mo", "bo", "team"):
        assert purposes.pop(who) == Mail.Purpose.ACTION_REQUIRED
    assert set(purposes.values()) == {Mail.Purpose.FOR_INFORMATION}
    fan = rows.get(to="fan@example.org")
    assert (fan.recipient.email, fan.link) == ("fan@example.org", "/meetings/w/")
    assert fan.about.startswith("meetings.")  # the topic under which it can be refused


def test_a_first_version_tells_followers_and_the_confirmed_their_place(made):
    found = mails(1)
    assert set(found) == {"ana", "mo", "fan", "team"}
    assert "You speak in “Panel I”. When and where:" in found["ana"]
    assert "Panel" not in found["fan"]


def test_publishing_without_telling_needs_a_reason_and_the_ledger_keeps_it(made):
    move(made)
    with pytest.raises(Exception, match="Say why nobody is told"):
        actions.publish_agenda(meeting=made.meeting, tell=False, reason="  ", **LATER)
    row = actions.publish_agenda(meeting=made.meeting, tell=False, reason="A comma", **LATER)
    assert (row.told, mails(2)) == (0, {})
    last = Entry.objects.order_by("-pk").first()
    assert last.values["untold_because"] == "A comma"


def test_the_note_of_the_administration_stands_in_each_mail_in_its_language(made):
    move(made)
    note = {"en": "The Chair is delayed.", "fr": "Le président est retardé."}
    actions.publish_agenda(meeting=made.meeting, note=note, **LATER)
    assert note["en"] in mails(2)["ana"] and note["fr"] in mails(2)["mo"]


@pytest.mark.parametrize("what", ["over", "cancelled", "in the past"])
def test_what_is_over_touches_nobody(made, what):
    move(made)
    at = AT
    if what == "cancelled":
        actions.cancel_meeting(meeting=made.meeting, reason="Room lost", **WHO)
    else:
        at = TEN + (9 if what == "over" else 4) * HOUR
    actions.publish_agenda(meeting=made.meeting, by=WHO["by"], at=at)
    assert mails(2) == {}


def test_a_cancelled_item_that_moves_is_no_news_until_it_takes_place_after_all(made):
    cancel(made)
    publish(made.meeting)
    move(made)
    publish(made.meeting)
    assert mails(3) == {}
    made.change(made.one, cancelled_at=None)
    publish(made.meeting)
    assert "stands again: the item takes place after all" in mails(4)["ana"]
    assert set(mails(4)) == {"ana", "mo", "bo", "team", "far", "fan"}


def test_a_draft_that_changed_meanwhile_is_not_published(made):
    move(made)
    with pytest.raises(actions.DraftChangedMeanwhile):
        actions.publish_agenda(meeting=made.meeting, seen="0" * 16, **LATER)
    assert made.meeting.versions.count() == 1 and mails(2) == {}


def test_a_long_mail_says_how_many_changes_are_left_out(made):
    for n in range(45):
        item(made.meeting, f"Item {n}", starts_at=TEN, minutes=5)
    publish(made.meeting)
    assert "Et 5 autres" in plain(mails(2)["fan"]) or "And 5 more changes." in mails(2)["fan"]


@pytest.mark.parametrize("rows", [1, 3])
def test_each_reader_costs_no_further_query(made, rows, django_assert_num_queries):
    from intersession.meetings import queries  # noqa: PLC0415

    for n in range(rows):
        made.part(f"speaker{n}")
        made.follow(f"follower{n}@example.org")
    move(made)
    with django_assert_num_queries(9):
        page = queries.preview(made.meeting, AT)
    assert len(page.found.mails) == 6 + 2 * rows
