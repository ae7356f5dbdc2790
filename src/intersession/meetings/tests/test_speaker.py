"""The page of one speaker, by the link in a mail, without an account."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access import limits
from intersession.access.models import Appointment, User
from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings import actions
from intersession.meetings.tests.conftest import AT, ONE, WHO, publish
from intersession.meetings.tests.speaking import (
    address,
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
    cache.clear()
    clock()
    return hold("topics-for-2012")


def answer(browser, row, said="confirm", why=""):
    fields = {"answer": said, f"p{str(row.uid)[:8]}-why": why}
    return browser.post(f"{address(row.speaker)}answer/{row.uid}/", fields)


def test_it_shows_each_part_with_the_hour_there_and_at_home(client, meeting):
    ana = person(meeting, time_zone="Asia/Manila", function={"en": "Head of unit"})
    invited(panel(meeting), ana, minutes=10)
    part(panel(meeting, "Only thought of"), ana)
    page = client.get(address(ana))
    text = shown(page)
    assert "1 answer is missing" in text
    assert "Thursday, 20 October 2011, 10:00" in text
    assert "20 October 2011, 16:00 in your time zone (Asia/Manila)" in text
    assert "Only thought of" not in text
    assert "Head of unit" in text


def test_it_is_found_by_nobody_else_and_kept_nowhere(client, meeting):
    page = client.get(address(person(meeting)))
    assert "noindex" in page["X-Robots-Tag"] and 'content="noindex' in shown(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "private, no-store"


def test_it_speaks_the_language_of_the_speaker_until_another_is_chosen(client, meeting):
    ana = person(meeting, language="es")
    assert 'lang="es"' in shown(client.get(address(ana)))
    assert client.get(address(ana))["Content-Language"] == "es"
    assert 'lang="fr"' in shown(client.get(f"{address(ana)}?lang=fr"))


def test_looking_at_it_changes_nothing(client, meeting):
    row = invited(panel(meeting), person(meeting))
    entries = Entry.objects.count()
    client.get(address(row.speaker))
    client.get(f"{address(row.speaker)}parts/{row.uid}/")
    assert client.get(f"{address(row.speaker)}answer/{row.uid}/").status_code == 405
    row.refresh_from_db()
    assert (row.state, Entry.objects.count()) == ("invited", entries)


@pytest.mark.parametrize("token", ["x", "a:b", "0.1:zzz", "%C3%A9", "a" * 3000])
def test_an_address_that_we_did_not_sign_is_not_there(client, meeting, token):
    assert client.get(f"/meetings/speaker/{token}/").status_code == 404
    assert client.post(f"/meetings/speaker/{token}/", {"recording": "yes"}).status_code == 404


def test_thirty_days_after_the_meeting_it_says_that_it_is_closed(client, meeting):
    ana = person(meeting)
    clock(ONE + timedelta(days=30, minutes=-1))
    assert client.get(address(ana)).status_code == 200
    clock(ONE + timedelta(days=30))
    closed = client.get(address(ana))
    assert closed.status_code == 410
    assert "This page is closed" in shown(closed)
    assert client.post(address(ana), {"recording": "yes"}).status_code == 410


def test_a_part_is_confirmed_and_declined_again_and_the_administration_is_told(client, meeting):
    officer = User.objects.create_user("dialogue@example.org", language="fr")
    Appointment.objects.create(user=officer, role=Role.ADMINISTRATION, since="2000-01-01")
    row = invited(panel(meeting), person(meeting))
    mails = Mail.objects.count()
    assert answer(client, row).url == address(row.speaker)
    row.refresh_from_db()
    assert (row.state, Mail.objects.count()) == ("confirmed", mails)
    assert "you take part" in shown(client.get(address(row.speaker)))
    answer(client, row, "decline", "I am ill.")
    row.refresh_from_db()
    assert (row.state, row.answer) == ("declined", "I am ill.")
    mail = Mail.objects.order_by("pk").last()
    assert (mail.to, mail.purpose, mail.language) == (officer.email, "for_information", "fr")
    assert "I am ill." in mail.body
    by = Entry.objects.filter(verb="meetings:part:answered").last().by
    assert "Ana Ruiz" in by and "link" in by


def test_to_decline_needs_a_few_words_and_what_was_written_stays(client, meeting):
    row = invited(panel(meeting), person(meeting))
    page = shown(client.get(address(row.speaker)))
    assert "(optional)" not in page.partition("Why, in a few words")[2].partition("</form>")[0]
    empty = answer(client, row, "decline")
    assert empty.status_code == 422
    assert "Say in a few words why" in shown(empty)
    long = answer(client, row, "decline", "x" * 501)
    assert long.status_code == 422 and "x" * 501 in shown(long)
    row.refresh_from_db()
    assert row.state == "invited"


def test_nobody_answers_for_another_or_once_it_is_over(client, meeting):
    first = panel(meeting)
    row, other = invited(first, person(meeting)), invited(first, person(meeting, "Ben"))
    assert client.post(f"{address(row.speaker)}answer/{other.uid}/").status_code == 404
    only = part(panel(meeting, "Panel two"), row.speaker)
    assert client.post(f"{address(row.speaker)}answer/{only.uid}/").status_code == 404
    clock(ONE)
    late = answer(client, row)
    assert late.status_code == 422 and "ended on" in shown(late)
    assert "Confirm that I take part" not in shown(late)


def test_biography_and_consent_are_written_and_dated(client, meeting):
    ana = person(meeting)
    sent = {"biography_en": "Works on borders.", "recording": "no"}
    assert client.post(address(ana), sent).url == address(ana)
    ana.refresh_from_db()
    assert (ana.biography, ana.recording) == ({"en": "Works on borders."}, "no")
    assert ana.recording_at == AT
    client.post(address(ana), {**sent, "recording": ""})
    ana.refresh_from_db()
    assert ana.recording == ""
    long = client.post(address(ana), {"biography_en": "x" * 1001})
    assert long.status_code == 422 and "x" * 1001 in shown(long)


def test_what_the_administration_changed_meanwhile_is_not_overwritten(client, meeting):
    ana = person(meeting)
    seen = shown(client.get(address(ana))).partition('name="seen" value="')[2][:16]
    facts = actions.SpeakerFacts(name="Ana Ruiz", biography={"en": "By the office."})
    actions.change_speaker(speaker=ana, facts=facts, **WHO)
    late = client.post(address(ana), {"biography_en": "Mine.", "seen": seen})
    assert late.status_code == 422 and "Mine." in shown(late)
    ana.refresh_from_db()
    assert ana.biography == {"en": "By the office."}


def test_it_shows_what_is_published_of_the_speaker(client, meeting):
    row = confirmed(panel(meeting), person(meeting, function={"en": "Head of unit"}))
    assert "Nothing yet." in shown(client.get(address(row.speaker)))
    publish(meeting)
    text = shown(client.get(address(row.speaker))).partition("What is published of you")[2]
    assert "Speaker, Panel one: Ana Ruiz, Head of unit" in text


def test_more_than_ninety_acts_in_ten_minutes_are_too_many(client, meeting, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "speaker_page", "3/10m/key")
    ana = person(meeting)
    codes = [client.post(address(ana), {"recording": "yes"}).status_code for _n in range(4)]
    assert codes == [302, 302, 302, 429]
    assert client.get(address(ana)).status_code == 200


def test_three_parts_cost_the_queries_of_one(client, meeting):
    ana = person(meeting)

    def one_more(name: str) -> int:
        row = invited(panel(meeting, name), ana)
        actions.add_file(part=row, kind="statement", language="en", upload=upload(), **WHO)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(ana))
        return len(queries)

    costs = [one_more(name) for name in ("One", "Two", "Three")]
    assert costs[0] == costs[2]
