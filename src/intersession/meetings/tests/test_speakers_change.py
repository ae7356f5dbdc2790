"""What is known of a speaker is changed by one at a time."""

import pytest

from intersession.access.policy import Role
from intersession.meetings.tests.speaking import person

pytestmark = pytest.mark.django_db


def test_what_stands_there_is_shown_and_changed(sign_in, hold):
    speaker = person(hold("topics-for-2012"), gender="woman", from_capital=True)
    page = f"/meetings/topics-for-2012/speakers/{speaker.uid}/change/"
    browser = sign_in(Role.ADMINISTRATION)
    shown = browser.get(page)
    assert 'value="Ana Ruiz"' in shown.content.decode()
    sent = {"name": "Ana Ruiz Díaz", "language": "es", "from_capital": "no", "gender": "woman"}
    assert browser.post(page, sent).status_code == 302
    speaker.refresh_from_db()
    assert (speaker.name, speaker.language, speaker.from_capital) == ("Ana Ruiz Díaz", "es", False)


def test_of_two_officers_at_once_the_second_is_told(sign_in, hold):
    speaker = person(hold("topics-for-2012"))
    page = f"/meetings/topics-for-2012/speakers/{speaker.uid}/change/"
    browser = sign_in(Role.ADMINISTRATION)
    seen = browser.get(page).content.decode().partition('name="seen" value="')[2][:16]
    sent = {"name": "First", "language": "en", "seen": seen}
    assert browser.post(page, sent).status_code == 302
    late = browser.post(page, {**sent, "name": "Second"})
    assert late.status_code == 422
    assert "Somebody else changed this" in late.content.decode()
    assert 'value="Second"' in late.content.decode()
    speaker.refresh_from_db()
    assert speaker.name == "First"
