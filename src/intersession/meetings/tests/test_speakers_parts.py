"""One speaker: parts are given, changed, taken off; files are held back; the link is sent again."""

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
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
    upload,
)
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(hold, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clock()
    return hold("topics-for-2012")


@pytest.fixture
def officer(sign_in):
    return sign_in(Role.ADMINISTRATION)


def page(speaker, last="parts"):
    return f"/meetings/topics-for-2012/speakers/{speaker.uid}/{last}/"


def of(row, last):
    return f"/meetings/topics-for-2012/parts/{row.uid}/{last}/"


def test_a_part_is_given_once_in_each_role(officer, meeting):
    row, ana = panel(meeting), person(meeting)
    sent = {"item": str(row.uid), "role": "speaker", "minutes": "10", "title_en": "Borders"}
    assert officer.post(page(ana), sent).status_code == 302
    again = officer.post(page(ana), sent)
    assert again.status_code == 422
    assert "Ana Ruiz has the role “Speaker” in “Panel one” already." in shown(again)
    assert officer.post(page(ana), {**sent, "role": "discussant"}).status_code == 302
    assert [one.position for one in row.parts.order_by("pk")] == [0, 1]


def test_a_speaker_of_another_meeting_is_refused(meeting, hold):
    with pytest.raises(actions._speakers.OtherMeeting):
        part(panel(meeting), person(hold("other")))


def test_a_part_is_changed_and_not_into_one_that_is_there(officer, meeting):
    row, ana = panel(meeting), person(meeting)
    first = part(row, ana)
    part(row, ana, role="rapporteur")
    sent = {"role": "moderator", "minutes": "15", "position": "3", "remote": "on"}
    assert officer.post(of(first, "change"), sent).status_code == 302
    first.refresh_from_db()
    assert (first.role, first.minutes, first.position, first.remote) == ("moderator", 15, 2, True)
    twice = officer.post(of(first, "change"), {**sent, "role": "rapporteur"})
    assert twice.status_code == 422


def test_who_was_only_thought_of_is_gone_and_who_was_invited_stays_known(officer, meeting):
    row = panel(meeting)
    thought, asked = part(row, person(meeting)), invited(row, person(meeting, "Ben"))
    officer.post(of(thought, "remove"))
    officer.post(of(asked, "remove"))
    assert list(row.parts.values_list("state", flat=True)) == ["withdrawn"]
    assert officer.get(of(asked, "remove")).status_code == 405


def test_who_was_taken_off_may_get_the_part_again(meeting):
    row, ana = panel(meeting), person(meeting)
    before = invited(row, ana)
    actions.remove_part(part=before, **WHO)
    again = part(row, ana, minutes=5)
    assert again.pk == before.pk
    assert (again.state, again.minutes, again.invited_at) == ("proposed", 5, None)


def test_an_answer_by_telephone_is_recorded_with_its_channel(officer, meeting):
    given = part(panel(meeting), person(meeting, email=""))
    sent = {"confirm": "yes", "channel": "phone"}
    assert officer.post(of(given, "answer"), sent).status_code == 302
    given.refresh_from_db()
    assert given.state == "confirmed"
    wrong = officer.post(of(given, "answer"), {"confirm": "yes", "channel": "link"})
    assert wrong.status_code == 422


def test_the_ledger_says_how_an_answer_came(meeting):
    confirmed(panel(meeting), person(meeting))
    entry = Entry.objects.filter(verb="meetings:part:answered").get()
    assert entry.data == '{"channel":"phone","state":"confirmed"}'


def test_the_link_is_sent_again_and_a_new_one_shuts_the_old(officer, client, meeting):
    ana = person(meeting)
    old = speaking.address_of(ana)
    assert officer.post(page(ana, "link")).status_code == 302
    assert Mail.objects.get().link == old
    officer.post(page(ana, "link"), {"renew": "on"})
    ana.refresh_from_db()
    assert client.get(old).status_code == 410
    assert client.get(speaking.address_of(ana)).status_code == 200
    assert old not in officer.get(page(ana)).content.decode()  # it goes by mail only


def test_without_an_address_no_link_can_be_sent(officer, meeting):
    ana = person(meeting, email="")
    answer = officer.post(page(ana, "link"))
    assert answer.status_code == 422
    assert "No e-mail address of Ana Ruiz is known." in shown(answer)


def test_a_file_is_held_back_and_released(officer, meeting):
    given = invited(panel(meeting), person(meeting))
    row = actions.add_file(part=given, kind="presentation", language="en", upload=upload(), **WHO)
    for verb, held in (("hold", True), ("release", False)):
        assert officer.post(f"/meetings/topics-for-2012/files/{row.uid}/{verb}/").status_code == 302
        row.refresh_from_db()
        assert row.held is held


def test_others_may_neither_see_nor_do_any_of_this(client, meeting):
    ana = person(meeting)
    given = part(panel(meeting), ana)
    for address in (page(ana), page(ana, "change"), of(given, "answer"), of(given, "replace")):
        assert client.get(address).url.startswith("/access/sign-in/")
    client.post(of(given, "remove"))
    assert Part.objects.filter(pk=given.pk).exists()
