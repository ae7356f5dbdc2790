"""What happens to a meeting, and what is refused in words."""

from datetime import timedelta

import pytest

from intersession.access.guard import Refusal
from intersession.meetings import actions
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import ONE, TEN, WHO, facts, item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ends_at": TEN}, "ends before it begins"),
        ({"ends_at": TEN - timedelta(hours=1)}, "ends before it begins"),
        ({"time_zone": "Europe/Atlantis"}, "“Europe/Atlantis” is not a time zone"),
        ({"time_zone": "../../etc/passwd"}, "is not a time zone"),
        ({"time_zone": ""}, "is not a time zone"),
        ({"title": {"en": " "}}, "needs a title and a place"),
        ({"place": {}}, "needs a title and a place"),
    ],
)
def test_a_meeting_that_cannot_be_is_neither_added_nor_changed_to(hold, year, given, words):
    meeting = hold()
    with pytest.raises(Refusal, match=words):
        actions.add_meeting(programme=year, facts=facts(**given), **WHO)
    with pytest.raises(Refusal, match=words):
        actions.change_meeting(meeting=meeting, facts=facts(**given), **WHO)
    assert Meeting.objects.get().sequence == 0


def test_the_address_comes_from_the_title_up_to_its_colon(hold):
    title = {"en": "Moving to safety: Migration consequences of complex crises"}
    assert hold(title=title).slug == "moving-to-safety"
    assert hold(title=title).slug == "moving-to-safety-2012"


@pytest.mark.parametrize("word", ["Add", "Calendar", "سلامة"])
def test_a_title_never_hides_a_page_of_ours(hold, word):
    assert hold(title={"en": word}).slug.endswith("-2012")


def test_an_address_is_used_once(hold):
    hold(slug="topics")
    for slug in ("topics", "calendar"):
        with pytest.raises(Refusal, match=f"/meetings/{slug}/ already"):
            hold(slug=slug)


def test_each_change_raises_the_sequence(hold):
    meeting = actions.change_meeting(
        meeting=hold(), facts=facts(ends_at=ONE + timedelta(hours=1)), **WHO
    )
    assert meeting.sequence == 1
    assert actions.move(meeting=meeting, to="announced", **WHO).sequence == 2


def test_who_read_an_older_state_is_told_so(hold):
    meeting = hold()
    actions.change_meeting(meeting=meeting, facts=facts(venue={"en": "Room A"}), seen=0, **WHO)
    with pytest.raises(Refusal, match="Somebody changed this meeting"):
        actions.change_meeting(meeting=meeting, facts=facts(), seen=0, **WHO)


def test_a_meeting_walks_through_its_states_one_by_one(hold):
    meeting = hold()
    with pytest.raises(Refusal, match="one state at a time"):
        actions.move(meeting=meeting, to="final", **WHO)
    for state in ("announced", "confirmed", "in_session", "final", "published"):
        meeting = actions.move(meeting=meeting, to=state, **WHO)
    with pytest.raises(Refusal, match="Say why"):
        actions.move(meeting=meeting, to="final", **WHO)
    assert actions.move(meeting=meeting, to="final", reason="Wrong file", **WHO).state == "final"


def test_items_keep_their_order_when_one_is_taken_away(hold):
    meeting = hold()
    for title in ("Opening", "Topics", "Closing"):
        item(meeting, title)
    second = meeting.agenda.get(number=2)
    actions.remove_item(item=second, **WHO)
    items = meeting.agenda.order_by("number").values_list("number", "title__en")
    assert list(items) == [(1, "Opening"), (2, "Closing")]
    with pytest.raises(Refusal, match="no item 2"):
        actions.remove_item(item=second, **WHO)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": {"en": " "}}, "needs a title"),
        (
            {"title": {"en": "Late"}, "starts_at": ONE + timedelta(minutes=1)},
            "would not lie within",
        ),
        (
            {"title": {"en": "Early"}, "starts_at": TEN - timedelta(minutes=1)},
            "would not lie within",
        ),
    ],
)
def test_an_item_that_does_not_belong_is_refused(hold, given, words):
    with pytest.raises(Refusal, match=words):
        item(hold(), **given)


def test_a_document_is_listed_once_and_may_be_taken_off(hold, paper):
    meeting, note = hold(), paper()
    actions.attach_document(meeting=meeting, document=note, **WHO)
    with pytest.raises(Refusal, match="listed for this meeting already"):
        actions.attach_document(meeting=meeting, document=note, **WHO)
    actions.detach_document(meeting=meeting, document=note, **WHO)
    with pytest.raises(Refusal, match="is not listed"):
        actions.detach_document(meeting=meeting, document=note, **WHO)
