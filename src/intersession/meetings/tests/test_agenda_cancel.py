"""An item is cancelled and held after all, with a reason; or it is removed while nobody knows."""

import pytest

from intersession.access.guard import Refusal
from intersession.access.policy import Role
from intersession.documents.actions.files import store_file
from intersession.ledger.models import Entry
from intersession.meetings import actions, published
from intersession.meetings.models import Part, SpeakerFile
from intersession.meetings.tests.conftest import TEN, WHO, item, publish
from intersession.meetings.tests.speaking import upload
from intersession.meetings.tests.test_agenda import speak

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(hold):
    return item(hold(slug="topics"), "Panel", starts_at=TEN, minutes=60)


@pytest.fixture
def act(row, sign_in):
    browser = sign_in(Role.ADMINISTRATION)

    def act(verb, **given):
        return browser.post(f"/meetings/topics/agenda/{row.uid}/{verb}/", given)

    return act


def test_a_cancelled_item_stays_and_says_so_until_it_is_restored(row, act):
    publish(row.meeting)
    assert act("cancel", reason="No quorum").status_code == 302
    publish(row.meeting)
    assert published.latest(row.meeting).items[0].cancelled
    assert Entry.objects.get(verb="meetings:item:cancelled").values["reason"] == "No quorum"
    assert act("restore", reason="Found one").status_code == 302
    row.refresh_from_db()
    assert row.cancelled_at is None and row.changes == 2


@pytest.mark.parametrize("verb", ["cancel", "restore"])
def test_a_reason_is_asked_for_and_what_is_so_already_is_said(row, act, client, verb):
    if verb == "restore":
        actions.cancel_item(item=row, reason="No quorum", **WHO)
    page = client.get(f"/meetings/topics/agenda/{row.uid}/change/")
    assert "Why <span" not in page.content.decode()  # nor "(optional)"
    answer = act(verb, reason=" ")
    assert answer.status_code == 422 and "Say why" in answer.content.decode()
    assert act(verb, reason="x" * 501).status_code == 422
    act(verb, reason="Yes")
    again = act(verb, reason="Yes").content.decode()
    assert "is cancelled already" in again or "is not cancelled" in again


def test_an_item_whose_speakers_know_of_it_is_not_removed(row, act):
    speak(row, state="invited")
    answer = act("remove")
    assert (
        answer.status_code == 422 and "Speakers of “Panel” were invited" in answer.content.decode()
    )
    assert row.meeting.agenda.exists()


def test_an_item_for_which_a_speaker_sent_a_file_is_not_removed(row, act):
    part = speak(row, state="proposed")
    kept = store_file(upload=upload(), **WHO)
    given = {"kind": "statement", "language": "en", "file": kept, "at": WHO["at"], "by": "Ms Okwuo"}
    SpeakerFile.objects.create(part=part, withdrawn_at=WHO["at"], **given)
    answer = act("remove")
    assert answer.status_code == 422 and "sent files for “Panel”" in answer.content.decode()
    assert row.meeting.agenda.exists() and part.files.exists()


@pytest.mark.parametrize("before", ["proposed", "withdrawn"])
def test_an_item_with_a_part_that_somebody_else_took_over_is_not_removed(row, act, before):
    first = speak(row, state=before)
    second = speak(row, "Mr Bah", state="proposed")
    Part.objects.filter(pk=second.pk).update(replaces=first)
    assert act("remove").status_code == 422
    assert row.meeting.agenda.exists() and row.parts.count() == 2


def test_an_item_that_was_removed_meanwhile_is_neither_moved_nor_cancelled(row):
    actions.remove_item(item=row, **WHO)
    with pytest.raises(Refusal, match="no item 1"):
        actions.cancel_item(item=row, reason="No quorum", **WHO)
    with pytest.raises(Refusal, match="no item 1"):
        actions.place_item(item=row, starts_at=TEN, minutes=5, room=None, **WHO)
    with pytest.raises(Refusal, match="no item 1"):
        actions.change_item(item=row, facts=actions.ItemFacts(title={"en": "Panel"}), **WHO)
