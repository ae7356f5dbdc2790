"""Answering: one voice per Member, each version kept, a receipt each time."""

import re
from datetime import timedelta
from typing import Any

import pytest

from intersession.access.models import Person
from intersession.conftest import Browser
from intersession.consultations.actions import questions
from intersession.consultations.models import Option, Preference, Question
from intersession.consultations.tests.conftest import LATER, NOW, SIX, Cast, read, states
from intersession.ledger.models import Entry

PAGE, PREFER = "/consultations/topics/", "/consultations/topics/prefer/"


def kept() -> list[tuple[str, list[str], bool]]:
    rows = Preference.objects.order_by("entity__slug", "version")
    return list(rows.values_list("entity__slug", "approved", "standing"))


def test_an_answer_is_kept_and_its_receipt_stands_on_the_page(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    form = {"approved": ["B", "A"], "reason": "Both matter.", "version": "0"}
    answer = browser.post(PREFER, form)
    assert (answer.status_code, answer["Location"]) == (302, "/consultations/topics/#receipt")
    row = Preference.objects.get()
    assert (row.approved, row.reason, row.channel) == (["A", "B"], "Both matter.", "online")
    assert (row.received_at, row.by) == (NOW, "First, The first, Marenia")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", row.receipt)
    page = read(browser.get(PAGE))
    assert row.receipt in page
    assert "Named: A and B." in page
    assert "You can change it until 20 October 2011, 18:00" in page


def test_the_form_comes_back_as_it_was_answered(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "AC", reason="Why we <b>named</b> them")
    page = browse("first").get(PAGE).content.decode()
    ticked = re.findall(r'name="approved" value="(\w)" checked', page)
    assert ticked == ["A", "C"]
    assert "Why we &lt;b&gt;named&lt;/b&gt; them" in page
    assert 'name="version" value="1"' in page


def test_every_version_is_kept_and_each_has_a_receipt_of_its_own(
    ask: Any, say: Any, browse: Any
) -> None:
    question = ask()
    receipts = [say("first", named).receipt for named in ("A", "AB", "C")]
    assert len(set(receipts)) == 3
    assert states(question) == [
        ("marenia", 1, "accepted", False),
        ("marenia", 2, "accepted", False),
        ("marenia", 3, "accepted", True),
    ]
    page = read(browse("first").get(PAGE))
    assert "All 3 versions" in page
    assert all(receipt in page for receipt in receipts)
    assert page.count("Replaced") == 2


def test_the_ledger_binds_the_answer_without_telling_it(ask: Any, say: Any) -> None:
    ask()
    row = say("first", "A", reason="A secret reason")
    entry = Entry.objects.get(verb="consultations:preference:expressed")
    assert entry.chain.key == "question:topics"
    assert entry.values["commitment"] == row.commitment
    assert (entry.values["entity"], entry.values["version"]) == ("marenia", 1)
    for told in ("secret", row.receipt, row.salt, '"A"'):
        assert told not in entry.data


def test_no_preference_is_an_answer_when_it_is_said(ask: Any, browse: Any) -> None:
    ask()
    browser = browse("first")
    refused = browser.post(PREFER, {"reason": "I forgot to tick", "version": "0"})
    assert refused.status_code == 422
    assert "Name at least one option, or say “No preference”." in read(refused)
    assert "I forgot to tick" in read(refused)
    assert browser.post(PREFER, {"none": "1"}).status_code == 302
    assert kept() == [("marenia", [], True)]
    assert "No preference." in read(browser.get(PAGE))


def test_more_than_the_cap_is_refused_and_stays_ticked(ask: Any, browse: Any) -> None:
    ask(cap=2)
    answer = browse("first").post(PREFER, {"approved": ["A", "B", "C"], "reason": "All three"})
    assert answer.status_code == 422
    assert "At most 2 may be named; 3 were." in read(answer)
    page = answer.content.decode()
    assert re.findall(r'name="approved" value="(\w)" checked', page) == ["A", "B", "C"]
    assert "All three" in page
    assert kept() == []


def test_without_a_cap_all_may_be_named(ask: Any, browse: Any) -> None:
    ask(cap=None)
    assert browse("first").post(PREFER, {"approved": ["A", "B", "C"]}).status_code == 302


def test_the_same_option_twice_is_named_once(ask: Any, browse: Any) -> None:
    ask(cap=1)
    assert browse("first").post(PREFER, {"approved": ["A", "A"]}).status_code == 302
    assert kept() == [("marenia", ["A"], True)]


@pytest.mark.parametrize("code", ["X", "a", "A;B", "<b>", "\U0001f600"])
def test_an_unknown_option_is_refused_with_the_known_ones(ask: Any, browse: Any, code: str) -> None:
    ask()
    answer = browse("first").post(PREFER, {"approved": [code, "A"]})
    assert answer.status_code == 422
    assert f"no option {code}. Its options are A, B, C." in answer.content.decode().replace(
        "&lt;", "<"
    ).replace("&gt;", ">")
    assert kept() == []


def test_an_option_withdrawn_meanwhile_is_refused(
    ask: Any, browse: Any, cast: Cast, tell: Any
) -> None:
    question = ask()
    questions.withdraw_option(
        question=question,
        option=question.options.get(code="C"),
        because="Merged with A",
        by=cast.by("officer"),
        at=NOW,
    )
    answer = browse("first").post(PREFER, {"approved": ["A", "C"], "reason": "Both"})
    assert answer.status_code == 422
    assert "Option C was withdrawn meanwhile. Your answer was not sent" in read(answer)
    page = answer.content.decode()
    assert re.findall(r'name="approved" value="(\w)" checked', page) == ["A"]
    assert 'name="approved" value="C"' not in page


def test_a_reason_over_600_characters_is_refused_and_not_lost(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("first").post(PREFER, {"approved": "A", "reason": "x" * 601})
    assert answer.status_code == 422
    assert "The reason may have 600 characters" in read(answer)
    assert "x" * 601 in answer.content.decode()
    assert browse("first").post(PREFER, {"approved": "A", "reason": "x" * 600}).status_code == 302


def test_six_hundred_characters_on_several_lines_are_six_hundred(ask: Any, browse: Any) -> None:
    """A browser sends each end of a line as two characters, and counts it as one."""
    ask()
    reason = "\r\n".join("x" * 19 for _line in range(30))
    assert browse("first").post(PREFER, {"approved": "A", "reason": reason}).status_code == 302
    assert Preference.objects.get().reason == reason.replace("\r\n", "\n")


# Who may answer, and for whom


def test_an_answer_for_another_entity_is_refused(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("first").post(PREFER, {"approved": "A", "entity": "arvoria"})
    assert answer.status_code == 422
    assert "You do not act for “arvoria”" in read(answer)
    assert kept() == []
    assert browse("first").post(PREFER, {"approved": "A", "entity": "marenia"}).status_code == 302


@pytest.mark.parametrize("name", ["stranger", "officer", "chair", "auditor", "donor"])
def test_who_speaks_for_no_member_does_not_answer(ask: Any, browse: Any, name: str) -> None:
    ask()
    assert browse(name).post(PREFER, {"approved": "A"}).status_code == 403
    assert 'name="approved"' not in browse(name).get(PAGE).content.decode()
    assert kept() == []


def test_the_public_is_led_to_the_sign_in(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("public").post(PREFER, {"approved": "A"})
    assert (answer.status_code, answer["Location"]) == (302, "/access/sign-in/?next=%2F")


@pytest.mark.parametrize(
    ("stood", "back"),
    [
        ("http://testserver/consultations/topics/?a=b", "%2Fconsultations%2Ftopics%2F%3Fa%3Db"),
        ("https://evil.example/consultations/topics/", "%2F"),
    ],
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    ask: Any, browse: Any, stood: str, back: str
) -> None:
    ask()
    answer = browse("public").post(PREFER, {"approved": "A"}, headers={"referer": stood})
    assert answer["Location"] == f"/access/sign-in/?next={back}"
    strict = Browser(enforce_csrf_checks=True)
    refused = strict.post(PREFER, {"approved": "A"}, headers={"referer": stood})
    assert refused.status_code == 403
    assert "You are not signed in" in read(refused)
    assert f'href="/access/sign-in/?next={back}"' in refused.content.decode()


def test_an_observer_answers_apart_and_is_never_counted(
    ask: Any, browse: Any, say: Any, close: Any
) -> None:
    question = ask()
    browser = browse("watcher")
    assert "As an observer or partner you answer apart" in read(browser.get(PAGE))
    assert browser.post(PREFER, {"approved": "C"}).status_code == 302
    say("first", "A")
    assert "1 of 2 Members" in read(browse("public").get(PAGE))
    assert "1 of 2" in read(browse("public").get("/consultations/"))
    close(question)
    brief = read(browse("chair").get("/consultations/topics/brief/"))
    assert "Observers and partners, apart and not counted: C 1." in brief
    assert "1 of 2 Members answered" in brief


# When


def test_before_opening_there_is_nothing_to_answer(draft: Any, browse: Any) -> None:
    draft()
    assert browse("first").post(PREFER, {"approved": "A"}).status_code == 404


def test_an_answer_after_the_hour_is_received_late_and_not_counted(
    ask: Any, browse: Any, tell: Any, close: Any
) -> None:
    question = ask()
    tell(SIX)
    browser = browse("first")
    assert "what you send now is received late" in read(browser.get(PAGE))
    assert browser.post(PREFER, {"approved": "A"}).status_code == 302
    assert states(question) == [("marenia", 1, "late", False)]
    page = read(browser.get(PAGE))
    assert "Received late" in page
    assert "It counts only if the Chair accepts it before concluding." in page
    assert "0 of 2 Members" in page


def test_a_late_answer_leaves_the_one_in_time_standing(ask: Any, say: Any) -> None:
    question = ask()
    say("first", "A")
    say("first", "B", at=LATER)
    assert states(question) == [
        ("marenia", 1, "accepted", True),
        ("marenia", 2, "late", False),
    ]


def test_the_last_second_is_in_time(ask: Any, say: Any) -> None:
    question = ask()
    say("first", "A", at=SIX - timedelta(microseconds=1))
    assert states(question) == [("marenia", 1, "accepted", True)]


def test_once_the_chair_has_concluded_no_answer_is_taken(concluded: Question, browse: Any) -> None:
    answer = browse("first").post(PREFER, {"approved": "A"})
    assert answer.status_code == 422
    assert "The Chair has concluded on this question" in read(answer)


# Two at once


def test_a_stale_form_shows_both_versions_and_two_repairs(ask: Any, browse: Any, say: Any) -> None:
    ask()
    browser = browse("first")
    browser.get(PAGE)
    say("first", "A")
    answer = browser.post(PREFER, {"approved": ["B", "C"], "reason": "Ours", "version": "0"})
    assert answer.status_code == 409
    page = read(answer)
    assert "Your delegation’s answer changed meanwhile" in page
    assert "First, The first, Marenia sent an answer on 20 October 2011, 10:30 Geneva: A." in page
    assert "You were about to send: B and C. Ours Nothing has been changed." in page
    assert "Keep theirs" in page
    assert "Send ours" in page
    assert kept() == [("marenia", ["A"], True)]


def test_the_second_repair_sends_ours(ask: Any, browse: Any, say: Any) -> None:
    ask()
    browser = browse("first")
    say("first", "A")
    page = browser.post(PREFER, {"approved": ["B", "C"], "reason": "O", "version": "0"})
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', page.content.decode())
    form: dict[str, list[str]] = {}
    for name, value in fields:
        form.setdefault(name, []).append(value)
    assert browser.post(PREFER, form).status_code == 302
    assert kept() == [("marenia", ["A"], False), ("marenia", ["B", "C"], True)]
    assert Preference.objects.get(version=2).reason == "O"


def test_no_preference_survives_the_repair(ask: Any, browse: Any, say: Any) -> None:
    ask()
    say("first", "A")
    page = browse("first").post(PREFER, {"none": "1", "version": "0"})
    assert page.status_code == 409
    assert 'name="none" value="1"' in page.content.decode()


def test_a_caller_without_a_version_wins_as_last(ask: Any, browse: Any, say: Any) -> None:
    ask()
    say("first", "A")
    assert browse("first").post(PREFER, {"approved": "C"}).status_code == 302
    assert kept() == [("marenia", ["A"], False), ("marenia", ["C"], True)]


def test_a_version_that_never_was_is_refused_in_words(ask: Any, browse: Any) -> None:
    ask()
    answer = browse("first").post(PREFER, {"approved": "A", "version": "7"})
    assert answer.status_code == 409
    assert "The answer of your delegation changed while you were writing." in read(answer)


@pytest.mark.parametrize("version", ["x", "-1", "1.5"])
def test_a_version_that_is_no_number_is_refused_in_words(
    ask: Any, browse: Any, version: str
) -> None:
    ask()
    answer = browse("first").post(PREFER, {"approved": "A", "version": version})
    assert answer.status_code == 422
    assert "What was sent cannot be read." in read(answer)
    assert kept() == []


# Yes or no


def test_yes_or_no_is_answered_with_one_of_them(ask: Any, browse: Any) -> None:
    ask(kind="yes_no", slug="more")
    browser = browse("first")
    assert "The question" in read(browser.get("/consultations/more/"))
    both = browser.post("/consultations/more/prefer/", {"approved": ["yes", "no"]})
    assert both.status_code == 422
    assert "At most 1 may be named; 2 were." in read(both)
    assert browser.post("/consultations/more/prefer/", {"approved": "yes"}).status_code == 302
    assert kept() == [("marenia", ["yes"], True)]


def test_a_shared_mailbox_answers_under_the_name_of_who_acts(
    ask: Any, browse: Any, cast: Cast
) -> None:
    """After the sign-in somebody says who they are; until then no page is open to them."""
    ask()
    user = cast.first
    user.shared = True
    user.save()
    person = Person.objects.create(user=user, name="Z. Clerk", function="Attaché")
    browser = browse("first")
    assert browser.post(PREFER, {"approved": "A"})["Location"].startswith("/access/who/")
    session = browser.session
    session["acting_person"] = person.pk
    session.save()
    assert browser.post(PREFER, {"approved": "A"}).status_code == 302
    row = Preference.objects.get()
    assert (row.by, row.person) == ("Z. Clerk, Attaché, Marenia", person)


def test_withdrawing_leaves_two_to_choose(ask: Any, cast: Cast, browse: Any) -> None:
    question = ask("AB")
    answer = browse("officer").post("/consultations/topics/withdraw/", {"code": "A"})
    assert answer.status_code == 422
    assert "fewer would be left than are to be chosen" in read(answer)
    assert not Option.objects.filter(question=question).exclude(withdrawn_at=None).exists()


def test_an_option_beside_no_preference_is_asked_about(ask: Any, browse: Any) -> None:
    """Who answered A and then ticks “No preference” would else still be counted for A."""
    ask()
    answer = browse("first").post(PREFER, {"approved": ["A", "B"], "none": "1"})
    assert answer.status_code == 422
    assert "“No preference” is ticked beside A and B." in read(answer)
    assert kept() == []
