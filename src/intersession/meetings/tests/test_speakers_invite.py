"""Speakers are invited and reminded through the outbox, each in their language."""

from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions, invitations
from intersession.meetings.actions.speakers import NobodyToInvite, NobodyToRemind
from intersession.meetings.tests.conftest import AT, OFFICER, TEN, WHO
from intersession.meetings.tests.speaking import address, clock, invited, panel, part, person, shown
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db
PAGE = "/meetings/topics-for-2012/speakers/invite/"


@pytest.fixture
def meeting(hold):
    clock()
    return hold("topics-for-2012")


def test_each_mail_is_seen_before_it_is_written(sign_in, meeting):
    row = panel(meeting)
    part(row, person(meeting))
    part(row, person(meeting, "Luc", language="fr"))
    part(row, person(meeting, "Expert, Marenia", email=""))
    browser = sign_in(Role.ADMINISTRATION)
    text = shown(browser.get(PAGE))
    assert "2 mails, as they would leave" in text
    assert "Speaker in “Panel one”; Thursday, 20 October 2011, 10:00" in text
    assert "10 h 00" in text
    assert "Expert, Marenia" in text.partition("No mail reaches them")[2]
    ana = meeting.speakers.get(name="Ana Ruiz")
    sent = {"speakers": [str(ana.uid)], "note_en": "Mind the hour.", "see": "yes"}
    assert "Mind the hour." in shown(browser.post(PAGE, sent))
    assert Mail.objects.count() == 0
    del sent["see"]
    assert browser.post(PAGE, sent).status_code == 302
    mail = Mail.objects.get()
    assert "Mind the hour." in mail.body
    assert (mail.purpose, mail.link) == ("please_confirm", address(ana))


def test_nobody_chosen_is_told(sign_in, meeting):
    part(panel(meeting), person(meeting))
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, {"note_en": "Kept."})
    assert answer.status_code == 422
    assert "Choose at least one speaker." in shown(answer)
    assert "Kept." in shown(answer)


def test_whom_another_officer_invited_meanwhile_is_told_in_words(sign_in, meeting):
    ana = person(meeting)
    part(panel(meeting), ana)
    actions.invite_speakers(meeting=meeting, speakers=[ana], **WHO)
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, {"speakers": [str(ana.uid)]})
    assert answer.status_code == 422
    assert "was written to, or answered, meanwhile" in shown(answer)
    assert str(ana.uid) not in shown(answer)


def test_one_mail_lists_all_parts_that_wait_and_nobody_is_invited_twice(meeting):
    ana = person(meeting, time_zone="Asia/Manila")
    first = invited(panel(meeting), ana)
    with pytest.raises(NobodyToInvite):
        actions.invite_speakers(meeting=meeting, speakers=[ana], **WHO)
    part(panel(meeting, "Panel two"), ana, role="moderator", minutes=10)
    later = {"by": OFFICER, "at": AT + timedelta(hours=1)}
    assert actions.invite_speakers(meeting=meeting, speakers=[ana], **later) == 1
    mail = Mail.objects.order_by("pk").last()
    assert "Your parts:" in mail.body
    assert "Panel one" in mail.body and "Moderator in “Panel two”" in mail.body
    assert "16:00 in your time zone (Asia/Manila); 10 minutes" in mail.body
    first.refresh_from_db()
    assert first.invited_at == AT


def test_those_who_have_not_answered_are_reminded_once_a_day(sign_in, meeting):
    row = panel(meeting)
    invited(row, person(meeting))
    answered = invited(row, person(meeting, "Ben"))
    actions.answer_part(part=answered, confirm=True, channel="email", **WHO)
    everybody = list(meeting.speakers.all())

    def remind(at):
        return actions.remind_speakers(meeting=meeting, speakers=everybody, by=OFFICER, at=at)

    with pytest.raises(NobodyToRemind):
        remind(AT + timedelta(hours=1))
    assert remind(AT + timedelta(days=1)) == 1
    assert Mail.objects.order_by("pk").last().subject.startswith("[Please confirm] Reminder")
    with pytest.raises(NobodyToRemind):
        remind(AT + timedelta(days=1, hours=2))


def test_a_cancelled_item_and_a_meeting_that_is_over_invite_nobody(meeting):
    row, ana = panel(meeting), person(meeting)
    part(row, ana)
    with pytest.raises(actions._speakers.MeetingOver):
        late = TEN + timedelta(days=1)
        actions.invite_speakers(meeting=meeting, speakers=[ana], by=OFFICER, at=late)
    row.cancelled_at = AT
    row.save()
    assert invitations.to_invite(meeting) == []


def test_a_letter_per_cent_and_a_title_with_one_are_no_placeholder(meeting):
    ana = person(meeting, "100 % Ana")
    part(panel(meeting, "Half of 100 %(all)s"), ana)
    actions.invite_speakers(meeting=meeting, speakers=[ana], note={"en": "50 %"}, **WHO)
    assert "Half of 100 %(all)s" in Mail.objects.get().body


def test_many_are_invited_with_a_query_a_mail(meeting, django_assert_max_num_queries):
    row = panel(meeting)
    people = [person(meeting, f"P{n}") for n in range(6)]
    for one in people:
        part(row, one)
    with django_assert_max_num_queries(25):
        actions.invite_speakers(meeting=meeting, speakers=people, **WHO)
