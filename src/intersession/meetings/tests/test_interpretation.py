"""What a team of interpreters may be asked at one meeting."""

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions, rules
from intersession.meetings.actions.teams import ChannelTwice, LimitWrong
from intersession.meetings.models import Meeting
from intersession.meetings.tests.conftest import WHO

pytestmark = pytest.mark.django_db
PAGE = "/meetings/w1/interpretation/"
USUAL = {"half_days": "2", "longest": "180", "lunch": "90", "noon": "14", "evening": "18"}


def test_limits_are_kept_where_they_differ_from_the_usual(sign_in, hold):
    hold(slug="w1")
    browser = sign_in(Role.ADMINISTRATION)
    assert "180" in browser.get(PAGE).text
    given = {**USUAL, "lunch": "60", "channel_fr": "2"}
    assert browser.post(PAGE, given)["Location"] == "/meetings/w1/teams/"
    meeting = Meeting.objects.get()
    assert meeting.interpretation == {"lunch": 60, "channels": {"fr": 2}}
    assert rules.interpretation_of(meeting).longest == 180
    assert Entry.objects.filter(verb="meetings:interpretation:set").exists()
    assert "60 minutes of lunch" in browser.get("/meetings/w1/teams/").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"half_days": "0"}, "greater than or equal to 1"),
        ({"longest": "100000"}, "less than or equal to 720"),
        ({"noon": "3"}, "greater than or equal to 10"),
        ({"lunch": "an hour"}, "Enter a whole number"),
        ({"evening": ""}, "This field is required"),
        ({"channel_en": "1", "channel_fr": "1"}, "cannot be heard on channel 1"),
        ({"channel_en": "33"}, "less than or equal to 32"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(sign_in, hold, given, words):
    hold(slug="w1")
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, {**USUAL, **given})
    assert answer.status_code == 422 and words in answer.text
    assert Meeting.objects.get().interpretation == {}


def test_the_action_refuses_what_the_form_would(hold):
    meeting, usual = hold(slug="w1"), {name: int(value) for name, value in USUAL.items()}
    with pytest.raises(LimitWrong, match="lies between 30 and 720"):
        limits = actions.Limits(**{**usual, "longest": 5})
        actions.set_interpretation(meeting=meeting, limits=limits, **WHO)
    with pytest.raises(ChannelTwice):
        limits = actions.Limits(**usual, channels={"en": 1, "es": 1})
        actions.set_interpretation(meeting=meeting, limits=limits, **WHO)


def test_only_the_administration_sets_them(client, sign_in, hold):
    hold(slug="w1")
    assert client.get(PAGE).status_code == 302
    assert sign_in(Role.CHAIR).post(PAGE, USUAL).status_code == 403
