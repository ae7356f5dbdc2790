"""The first page: what needs each one, with its hour, the next one first."""

import re
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import SYSTEM
from intersession.access.models import User
from intersession.access.policy import Role
from intersession.consultations.actions import conclusions
from intersession.consultations.models import Question, Suggestion
from intersession.consultations.tests.conftest import (
    LATER,
    NOW,
    OPENS,
    SIX,
    Cast,
    conclude,
    geneva,
    read,
    represent,
    state,
)
from intersession.desk.needs import _of_mails, needs_of
from intersession.desk.needs_of_people import _of_registrations
from intersession.documents.actions import add_document, set_deadlines
from intersession.documents.models import DocumentVersion
from intersession.outbox.models import Mail
from intersession.participation.models import Registration
from intersession.participation.tests import registering


def needs(cast: Cast, name: str, at: Any = NOW) -> list[str]:
    """What needs somebody of the cast, as "what to do: of what"."""
    return [f"{need.label}: {need.title}" for need in needs_of(cast.by(name), at).items]


def test_nobody_needs_anything_where_nothing_was_asked(cast: Cast, browse: Any) -> None:
    text = read(browse("officer").get("/"))
    assert "Nothing waits for you today." in text
    assert "Nothing needs you today. The next date is 20 October 2011, 10:00 Geneva." in text


def test_the_public_reads_and_is_asked_nothing(ask: Any, cast: Cast, browse: Any) -> None:
    ask()
    text = read(browse("public").get("/"))
    assert "The dialogue in the open" in text
    assert needs(cast, "stranger") == []
    assert needs(cast, "auditor") == []
    assert needs(cast, "donor") == []


def test_a_delegation_is_asked_until_it_has_answered(ask: Any, cast: Cast, say: Any) -> None:
    ask()
    for name in ("first", "second", "ambassador", "other", "watcher"):
        assert needs(cast, name) == ["Choose topics: Question topics"]
    say("first", "A")
    for name in ("first", "second", "ambassador"):
        assert needs(cast, name) == []
    assert needs(cast, "other") == ["Choose topics: Question topics"]


def test_the_page_says_until_when_and_leads_there(ask: Any, browse: Any) -> None:
    ask()
    page = browse("first").get("/")
    text = read(page)
    assert "Permanent Mission of Marenia" in text
    assert "1 thing waits for you. The next closes 20 October 2011, 18:00 Geneva." in text
    assert "not answered yet by your delegation" in text
    assert 'href="/consultations/topics/"' in page.content.decode()


def test_an_open_question_needs_words_until_some_were_said(ask: Any, cast: Cast) -> None:
    question = ask(kind="open", slug="planning", sets="nothing")
    assert needs(cast, "first") == ["Answer: Question planning"]
    Suggestion.objects.create(
        question=question, entity=cast.marenia, by="x", words="y", language="en", at=NOW
    )
    assert needs(cast, "first") == []
    assert needs(cast, "officer") == []  # nobody is called for words


def test_who_is_not_on_the_register_is_asked_nothing(ask: Any, cast: Cast) -> None:
    late = state("newland", since=date(2011, 10, 21))
    cast.users["newcomer"] = represent(late, "newcomer", Role.FOCAL_POINT)
    ask()
    assert needs(cast, "newcomer") == []


def test_a_draft_needs_those_who_manage_questions(draft: Any, cast: Cast) -> None:
    draft()
    assert needs(cast, "officer") == needs(cast, "chair") == ["Open the question: Question topics"]
    assert needs(cast, "first") == []


def test_the_administration_calls_those_who_are_missing(
    ask: Any, cast: Cast, say: Any, browse: Any
) -> None:
    ask()
    say("watcher", "A")  # an observer is not missing and not counted
    say("first", "A")
    assert needs(cast, "officer") == ["Call those who are missing: Question topics"]
    assert "1 of 2 Members has not answered." in read(browse("officer").get("/"))
    say("other", "A")
    assert needs(cast, "officer") == []


def test_a_held_answer_needs_the_head_of_mission_and_the_administration(
    ask: Any, cast: Cast, say: Any, key: Any, browse: Any
) -> None:
    ask()
    say("first", "A")
    say("second", "B")
    settle = "Settle which answer stands: Question topics"
    assert needs(cast, "ambassador") == [settle]
    assert settle in needs(cast, "officer")
    assert "/consultations/topics/waiting/" in browse("ambassador").get("/").content.decode()
    for name in ("first", "second", "other", "chair"):
        assert settle not in needs(cast, name)


def test_a_head_of_mission_hears_nothing_of_other_missions(
    ask: Any, cast: Cast, say: Any, key: Any
) -> None:
    ask()
    say("first", "A")
    say("other", "A")
    key(cast.arvoria, "B")
    assert needs(cast, "ambassador") == []


def test_once_closed_the_brief_waits_for_the_chair(ask: Any, cast: Cast, say: Any) -> None:
    ask()
    say("first", "A")
    assert needs(cast, "chair", SIX) == ["Read the brief: Question topics"]
    assert needs(cast, "first", SIX) == []
    say("other", "A", at=LATER)
    assert needs(cast, "chair", LATER) == [
        "Read the brief: Question topics",
        "Decide on late answers: Question topics",
    ]
    assert needs(cast, "officer", LATER) == ["Read the brief: Question topics"]


def test_a_silence_needs_the_members_until_it_ends(ask: Any, close: Any, cast: Cast) -> None:
    question = ask()
    conclude(close(question), cast, silence=conclusions.SILENCE)
    wanted = ["Read the conclusion: Question topics"]
    assert needs(cast, "first", LATER) == needs(cast, "other", LATER) == wanted
    for name in ("watcher", "chair", "officer", "stranger"):
        assert needs(cast, name, LATER) == []
    assert needs(cast, "first", LATER + conclusions.SILENCE) == []


def test_nothing_is_left_of_what_is_concluded(concluded: Question, cast: Cast) -> None:
    assert [needs(cast, name, LATER) for name in cast.users] == [[]] * len(cast.users)


def test_the_next_hour_comes_first_and_five_are_shown(
    ask: Any, draft: Any, cast: Cast, browse: Any
) -> None:
    for number in range(7):
        closes = SIX + timedelta(days=7 * (7 - number))
        ask(slug=f"q-{number}", closes_at=closes)
    found = needs_of(cast.by("first"), NOW)
    assert [need.title for need in found.items] == [f"Question q-{n}" for n in (6, 5, 4, 3, 2)]
    assert [need.main for need in found.items] == [True] + [False] * 4
    text = read(browse("first").get("/"))
    assert "7 things wait for you." in text
    assert "and 2 more" in text


def test_one_question_and_five_cost_the_same_queries(
    ask: Any, say: Any, cast: Cast, browse: Any
) -> None:
    say("first", "A", question=ask(slug="q-0"))
    names = ("public", "first", "ambassador", "officer", "chair", "watcher")
    one = [asked(browse(name)) for name in names]
    for number in range(1, 5):
        say("other", "A", question=ask(slug=f"q-{number}"))
    five = [asked(browse(name)) for name in names]
    # Where something waits the next meeting is not asked for.
    assert all(before - 1 <= now <= before for before, now in zip(one, five, strict=True))
    assert max(one) <= 17


def asked(browser: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/").status_code == 200
    return len(queries)


def test_it_speaks_the_language_of_its_reader(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    page = browser.get("/?lang=fr", follow=True)
    assert re.search(r'<html[^>]* lang="fr"', page.content.decode())
    assert OPENS < NOW


def test_mail_that_waits_for_a_person_needs_the_administration(
    cast: Cast, browse: Any, django_assert_num_queries: Any
) -> None:
    for code, number in (("held", 2), ("failed", 1), ("queued", 1)):
        for n in range(number):
            Mail.objects.create(
                to="m@example.org",
                purpose="action_required",
                subject="x",
                body="y",
                dedup=f"{code}{n}",
                state=code,
                send_after=NOW,
                created_at=NOW,
            )
    assert needs(cast, "officer") == ["Look at the mail: Outbox"]
    assert needs(cast, "chair") == needs(cast, "first") == []
    page = browse("officer").get("/")
    assert "2 mails are held. 1 was not delivered." in read(page)
    assert 'href="/outbox/?state=held"' in page.content.decode()
    with django_assert_num_queries(1):
        assert len(list(_of_mails(cast.by("officer")))) == 1


def test_registrations_need_the_administration_and_ones_own_its_person(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    call = registering.calls()
    assert needs(cast, "officer") == needs(cast, "first") == []
    for name in ("Ana RUIZ", "Bo LI"):
        registering.sent(call, name)
    changed = [{"field": "function", "now": "x", "at": "", "returned": ""}]
    registering.sent(call, "Cy OBI", state="approved", opened=changed)
    user = User.objects.get(pk=cast.by("first").user)
    registering.person(call, "Dee DIA", user=user)
    (need,) = needs_of(cast.by("officer"), NOW).items
    assert need.sentence == ("2 registrations are to be checked. 1 was changed after the approval.")
    assert need.url == "/participation/workshop-2012-1/registrations/"
    (own,) = needs_of(cast.by("first"), NOW).items
    assert (own.url, own.due) == ("/participation/workshop-2012-1/register/", registering.CLOSES)
    with django_assert_num_queries(2):
        assert len(list(_of_registrations(cast.by("officer"), NOW))) == 1
    Registration.objects.update(state="confirmed", opened=[], deletion_asked_at=NOW)
    (need,) = needs_of(cast.by("officer"), NOW).items
    assert need.url == "/participation/workshop-2012-1/deletions/"
    assert "4 people ask for deletion" in need.sentence


def test_late_translations_need_the_administration_as_one_thing(cast: Cast, browse: Any) -> None:
    add_late(3)
    (need,) = needs_of(cast.by("officer"), NOW).items
    assert (need.title, need.url) == ("Translations of documents", "/documents/parity/")
    assert need.sentence.replace("\xa0", " ") == (
        "2 are late and 1 is due within a week; the first is IC/2011/0 in French."
    )
    assert "The next closes" not in read(browse("officer").get("/"))
    assert needs_of(cast.by("chair"), NOW).items == needs_of(cast.by("first"), NOW).items == []


def test_one_translation_is_named_and_one_that_is_due_later_is_not(cast: Cast) -> None:
    add_late(1)
    (need,) = needs_of(cast.by("officer"), NOW).items
    assert need.sentence == "IC/2011/0 in French was promised by 1\xa0October 2011."
    version = DocumentVersion.objects.get(language="fr")
    version.due_on = NOW.date() + timedelta(days=8)
    version.save()
    assert needs_of(cast.by("officer"), NOW).items == []


def add_late(documents: int) -> None:
    """Due on 1, 11 and 21 October 2011; NOW is the 20th."""
    at = geneva(9, 1)
    for number in range(documents):
        document = add_document(
            symbol=f"IC/2011/{number}",
            kind="report",
            title={"en": "Report"},
            dated=at.date(),
            by=SYSTEM,
            at=at,
        )
        due = date(2011, 10, 1 + 10 * number)
        set_deadlines(wanted=[(document, "fr")], due_on=due, by=SYSTEM, at=at)
