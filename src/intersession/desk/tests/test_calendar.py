"""One's own calendar: a secret address that can be renewed and switched off, and what it shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from intersession.access.models import User
from intersession.consultations.tests.conftest import (
    LATER,
    NOW,
    OPENS,
    SIX,
    Cast,
    conclude,
    members,
    read,
)
from intersession.desk import feed
from intersession.desk.models import CalendarAddress
from intersession.ledger.models import Entry
from intersession.meetings import actions as meetings
from intersession.meetings.models import Meeting


def address(browser: Any) -> str:
    """Take a new address as a person does: the path that the page shows once."""
    answer = browser.post("/desk/calendar/open/")
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    return str(answer.content.decode().split('value="http://testserver')[1].split('"')[0])


def titles(path: str, **headers: str) -> list[str]:
    answer = Client().get(path, headers=headers)
    assert answer.status_code == 200, answer.status_code
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in found]


def events(path: str) -> dict[str, Any]:
    found = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    return {str(event["UID"]).split("-")[0]: event for event in found}


def test_only_who_signed_in_gets_an_address(cast: Cast, browse: Any) -> None:
    for path in ("/desk/calendar/", "/desk/calendar/open/"):
        answer = browse("public").post(path) if "open" in path else browse("public").get(path)
        assert answer.status_code == 302 and "/access/sign-in/" in answer["Location"]
    assert not CalendarAddress.objects.exists()


def test_the_address_is_shown_once_and_kept_as_a_digest(cast: Cast, browse: Any) -> None:
    browser = browse("first")
    assert "Get an address" in read(browser.get("/desk/calendar/"))
    path = address(browser)
    token = path.split("/")[-2]
    assert len(token) >= 43
    kept = CalendarAddress.objects.get()
    assert kept.digest == feed.digest_of(token) and token not in str(vars(kept))
    again = browser.get("/desk/calendar/")
    assert token not in again.content.decode()
    assert "not read yet" in read(again)
    assert not [entry for entry in Entry.objects.all() if token in entry.data]
    assert titles(path)
    assert "last read on 20 October 2011" in read(browser.get("/desk/calendar/"))


def test_asked_for_without_a_form_nothing_is_made(cast: Cast, browse: Any) -> None:
    answer = browse("first").get("/desk/calendar/open/?lang=fr")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/calendar/")
    assert not CalendarAddress.objects.exists()


def test_a_new_address_kills_the_old_one_at_once(cast: Cast, browse: Any) -> None:
    browser = browse("first")
    old, new = address(browser), address(browser)
    assert old != new
    assert Client().get(old).status_code == 404
    assert titles(new) == ["Informal consultations"]
    assert CalendarAddress.objects.count() == 1


def test_switched_off_it_is_dead_too(cast: Cast, browse: Any) -> None:
    browser = browse("first")
    path = address(browser)
    assert browser.post("/desk/calendar/close/").status_code == 302
    assert Client().get(path).status_code == 404
    refused = browser.post("/desk/calendar/close/")
    assert refused.status_code == 422
    assert "there is nothing to switch off" in read(refused)


def test_the_address_of_an_account_that_ended_is_dead(cast: Cast, browse: Any) -> None:
    path = address(browse("first"))
    User.objects.filter(pk=cast.first.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_no_cookie_is_asked_for_or_given_and_nobody_else_keeps_it(cast: Cast, browse: Any) -> None:
    path = address(browse("first"))
    answer = Client().get(path)
    assert not answer.cookies and "Set-Cookie" not in answer.headers
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    same = Client().get(path, headers={"If-None-Match": answer["ETag"]})
    assert (same.status_code, same["Cache-Control"]) == (304, "private, no-cache")
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_it_holds_the_meetings_and_the_hours_until_when_one_is_asked(
    ask: Any, cast: Cast, browse: Any
) -> None:
    ask()
    found = events(address(browse("first")))
    closes = found["question"]
    assert closes["SUMMARY"] == "Closes: Question topics"
    assert closes.decoded("DTEND") == SIX
    assert closes.decoded("DTSTART") == SIX - timedelta(minutes=30)
    assert closes["TRANSP"] == "TRANSPARENT"
    assert closes["URL"] == "http://testserver/consultations/topics/"
    assert closes.decoded("LAST-MODIFIED") == OPENS
    assert len(found) == 2


def test_nothing_in_it_tells_what_was_answered_or_whether(ask: Any, say: Any, browse: Any) -> None:
    ask()
    path = address(browse("first"))
    before = Client().get(path).content
    say("first", "AB", reason="Our quiet reason")
    assert Client().get(path).content == before


def test_a_question_put_to_others_is_not_in_it(ask: Any, cast: Cast, browse: Any) -> None:
    ask()
    assert titles(address(browse("stranger"))) == ["Informal consultations"]
    for name in ("first", "watcher", "officer", "chair"):
        assert "Closes: Question topics" in titles(address(browse(name)))


def test_a_draft_and_what_is_concluded_are_not_in_it(
    draft: Any, concluded: Any, browse: Any
) -> None:
    draft(slug="draft")
    assert titles(address(browse("officer"))) == ["Informal consultations"]


def test_a_question_that_closes_before_its_hour_moves_for_programs_that_compare(
    ask: Any, close: Any, browse: Any
) -> None:
    question = ask()
    path = address(browse("first"))
    before = events(path)["question"]
    close(question, at=NOW)
    after = events(path)["question"]
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTEND") == NOW == after.decoded("LAST-MODIFIED")


def test_a_silence_is_in_it_while_it_runs_for_members_and_offices(
    ask: Any, say: Any, close: Any, cast: Cast, browse: Any
) -> None:
    question = ask()
    say("first", "AB")
    close(question)
    conclude(question, cast, silence=timedelta(days=3))
    for name in ("other", "chair"):
        ends = events(address(browse(name)))["silence"]
        assert ends["SUMMARY"] == "Silence ends: Question topics"
        assert ends.decoded("DTEND") == LATER + timedelta(days=3)
    assert "silence" not in events(address(browse("watcher")))


def test_it_speaks_the_language_of_the_account(ask: Any, cast: Cast, browse: Any) -> None:
    ask()
    User.objects.filter(pk=cast.first.pk).update(language="fr")
    assert "Clôture\u00a0: Question topics" in titles(address(browse("first")))


def test_a_cancelled_meeting_is_told(cast: Cast, browse: Any) -> None:
    path = address(browse("first"))
    who = {"by": cast.by("officer"), "at": NOW}
    meetings.cancel_meeting(meeting=cast.meeting, reason="x", **who)
    assert titles(path) == ["Cancelled: Informal consultations"]


def test_it_asks_the_database_as_often_for_three_questions_as_for_one(
    ask: Any, cast: Cast, browse: Any
) -> None:
    account = cast.first
    counts = []
    for slug in ("one", "two", "three"):
        ask(slug=slug)
        members([f"state-of-{slug}"])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = feed.entries(account, NOW, lambda path: path)
        counts.append(len(asked))
    assert len(found) == 4
    assert counts == [5, 5, 5]


@pytest.mark.parametrize(("action", "path"), [("own", ""), ("unknown", "/desk/feed/guess/")])
def test_who_asks_too_often_is_told_to_wait(
    cast: Cast, browse: Any, monkeypatch: Any, action: str, path: str
) -> None:
    monkeypatch.setitem(feed.LIMITS, action, f"2/h/{'key' if action == 'own' else 'ip'}")
    path = path or address(browse("first"))
    said = [Client().get(path).status_code for _n in range(3)]
    assert said == [200 if action == "own" else 404] * 2 + [429]
    assert Client().get(path)["Retry-After"] == "3600"


def test_the_page_of_meetings_leads_to_calendars(cast: Cast, browse: Any) -> None:
    page = browse("public").get("/meetings/").content.decode()
    for path in ("/meetings/calendar/", "/meetings/calendar/2012/", "/desk/calendar/"):
        assert f'href="{path}"' in page
    assert 'href="/desk/calendar/"' in browse("first").get("/access/account/").content.decode()
    assert Meeting.objects.count() == 1
