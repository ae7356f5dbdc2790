"""A speaker is named, by name or by role."""

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.models import Speaker
from intersession.meetings.tests.conftest import WHO
from intersession.meetings.tests.speaking import person

pytestmark = pytest.mark.django_db
PAGE = "/meetings/topics-for-2012/speakers/add/"


def test_a_role_is_a_name_and_the_parts_come_next(sign_in, hold):
    meeting = hold("topics-for-2012")
    sent = {"name": "Expert from capital, Marenia", "language": "fr", "function_fr": "Directrice"}
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, sent)
    speaker = meeting.speakers.get()
    assert answer.url == f"/meetings/topics-for-2012/speakers/{speaker.uid}/parts/"
    assert (speaker.name, speaker.language) == ("Expert from capital, Marenia", "fr")
    assert speaker.function == {"fr": "Directrice"}
    assert speaker.from_capital is None


def test_bad_input_is_told_and_nothing_is_lost(sign_in, hold):
    hold("topics-for-2012")
    sent = {"name": "", "email": "nowhere", "time_zone": "Mars/Base", "function_en": "Head"}
    browser = sign_in(Role.ADMINISTRATION)
    answer = browser.post(PAGE, {**sent, "language": "xx"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "“Mars/Base” is not a time zone" in text
    assert 'value="nowhere"' in text and 'value="Head"' in text
    long = {"name": "x" * 201, "language": "en", "biography_en": "y" * 1001}
    assert browser.post(PAGE, long).status_code == 422
    assert Speaker.objects.count() == 0


def test_the_ledger_names_neither_address_nor_gender(hold):
    meeting = hold("topics-for-2012")
    speaker = person(meeting, gender="woman")
    facts = actions.SpeakerFacts(name="Ana Ruiz", email="new@example.org", gender="other")
    actions.change_speaker(speaker=speaker, facts=facts, **WHO)
    told = str(list(Entry.objects.values_list("data", flat=True)))
    assert "example.org" not in told
    assert "woman" not in told and "other" not in told
    assert '"changed":["email","gender"]' in told  # that they were changed is


def test_a_name_that_is_too_long_is_refused_from_anywhere(hold):
    with pytest.raises(actions._speakers.NameTooLong):
        person(hold("topics-for-2012"), "x" * 201, email="")
