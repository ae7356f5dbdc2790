"""Two people of one Member who disagree: the second is held, and somebody settles it."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.consultations.actions import preferences
from intersession.consultations.models import Preference, Question
from intersession.consultations.tests.conftest import (
    LATER,
    NOW,
    SIX,
    Cast,
    conclude,
    geneva,
    read,
    states,
)
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.outbox.models import Mail

PAGE, SETTLE = "/consultations/topics/waiting/", "/consultations/topics/settle/"


@pytest.fixture
def held(ask: Any, say: Any) -> Preference:
    """Marenia's first focal point named A, the second one B."""
    ask()
    say("first", "A")
    return say("second", "B")


def marenia() -> list[tuple[int, str, bool]]:
    rows = Preference.objects.filter(entity__slug="marenia").order_by("version")
    return list(rows.values_list("version", "state", "standing"))


def test_what_the_second_says_is_held_and_the_first_stands(held: Preference) -> None:
    assert marenia() == [(1, "accepted", True), (2, "held", False)]


def test_the_chair_is_told_of_it_before_concluding(
    held: Preference, close: Any, browse: Any
) -> None:
    close(held.question)
    for name in ("brief", "conclude"):
        page = browse("chair").get(f"/consultations/topics/{name}/")
        assert "1 answer is held or was received late, and is not counted." in read(page)
        assert f'href="{PAGE}"' in page.content.decode()


def test_both_are_told(held: Preference, browse: Any) -> None:
    told = Mail.objects.filter(subject__contains="differ")
    assert set(told.values_list("to", flat=True)) == {
        "first@marenia.example",
        "second@marenia.example",
        "ambassador@marenia.example",
    }
    assert told.first().subject.startswith("[Action required]")
    for name in ("first", "second"):
        page = read(browse(name).get("/consultations/topics/"))
        assert "Somebody else of your delegation said otherwise." in page
        assert "Until then what First, The first, Marenia sent stands: A." in page
        assert held.receipt in page


def test_nobody_else_is_told(held: Preference, browse: Any) -> None:
    assert not Mail.objects.filter(subject__contains="differ", to__contains="arvoria").exists()
    for name in ("other", "watcher", "public"):
        assert held.receipt not in read(browse(name).get("/consultations/topics/"))


def test_the_same_answer_of_two_people_is_no_disagreement(ask: Any, say: Any) -> None:
    ask()
    say("first", "AB")
    say("second", "BA")
    assert marenia() == [(1, "accepted", False), (2, "accepted", True)]


def test_one_person_may_change_their_mind(ask: Any, say: Any) -> None:
    ask()
    say("first", "A")
    say("first", "B")
    assert marenia() == [(1, "accepted", False), (2, "accepted", True)]


def test_the_head_of_mission_lets_the_held_answer_stand(held: Preference, browse: Any) -> None:
    browser = browse("ambassador")
    page = read(browser.get(PAGE))
    assert "Stands A" in page
    assert "Held B" in page
    answer = browser.post(SETTLE, {"receipt": held.receipt, "stands": "1"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert marenia() == [(1, "accepted", False), (2, "accepted", True)]
    assert Preference.objects.get(version=2).replaces.version == 1
    assert "No answer is held." in read(browser.get(PAGE))


def test_or_keeps_the_one_that_stands(held: Preference, browse: Any) -> None:
    browse("ambassador").post(SETTLE, {"receipt": held.receipt, "stands": "0"})
    assert marenia() == [(1, "accepted", True), (2, "set_aside", False)]


def test_what_the_head_of_mission_says_stands_and_settles(held: Preference, say: Any) -> None:
    say("ambassador", "C")
    assert marenia() == [(1, "accepted", False), (2, "set_aside", False), (3, "accepted", True)]
    say("first", "A")
    assert marenia()[3:] == [(4, "held", False)]
    assert verify() == []


def test_a_note_verbale_stands_and_settles(held: Preference, key: Any, cast: Cast) -> None:
    key(cast.marenia, "BC", "note_verbale")
    assert marenia() == [(1, "accepted", False), (2, "set_aside", False), (3, "accepted", True)]
    assert verify() == []


def test_a_focal_point_does_not_overturn_a_note_verbale(
    held: Preference, key: Any, say: Any, cast: Cast
) -> None:
    key(cast.marenia, "BC", "note_verbale")
    say("first", "A")
    say("second", "BC")
    assert marenia()[3:] == [(4, "held", False), (5, "accepted", True)]


def test_by_telephone_it_is_held_like_any_other(ask: Any, say: Any, key: Any, cast: Cast) -> None:
    ask()
    say("first", "A")
    key(cast.marenia, "B", "phone")
    assert marenia() == [(1, "accepted", True), (2, "held", False)]


def test_what_was_keyed_in_gives_way_to_a_person(ask: Any, say: Any, key: Any, cast: Cast) -> None:
    ask()
    key(cast.marenia, "B", "phone")
    say("first", "A")
    assert marenia() == [(1, "accepted", False), (2, "accepted", True)]


def test_an_older_answer_keyed_in_later_is_held(ask: Any, key: Any, cast: Cast) -> None:
    """The e-mail of Wednesday must not undo the telephone call of Thursday."""
    ask()
    key(cast.marenia, "A", "phone", received_at=geneva(10, 20, 9))
    key(cast.marenia, "B", "e-mail", received_at=geneva(10, 19, 9))
    key(cast.marenia, "C", "note_verbale", received_at=geneva(10, 18, 9))
    assert marenia() == [(1, "accepted", True), (2, "held", False), (3, "held", False)]
    key(cast.marenia, "AB", "e-mail", received_at=geneva(10, 20, 10))
    assert marenia()[3:] == [(4, "accepted", True)]


def test_who_speaks_again_takes_back_what_was_held(held: Preference, say: Any) -> None:
    say("second", "C")
    assert marenia() == [(1, "accepted", True), (2, "set_aside", False), (3, "held", False)]
    say("second", "A")
    assert marenia()[2:] == [(3, "set_aside", False), (4, "accepted", True)]


def test_of_three_answers_the_head_of_mission_names_one(
    held: Preference, key: Any, browse: Any, cast: Cast
) -> None:
    key(cast.marenia, "C", "e-mail")
    browse("ambassador").post(SETTLE, {"receipt": held.receipt, "stands": "1"})
    assert marenia() == [(1, "accepted", False), (2, "accepted", True), (3, "set_aside", False)]


# The Administration settles upon a note verbale only


def test_the_administration_needs_a_note_verbale(held: Preference, browse: Any) -> None:
    browser = browse("officer")
    assert "Held B" in read(browser.get(PAGE))
    refused = browser.post(SETTLE, {"receipt": held.receipt, "stands": "1", "note_verbale": " "})
    assert refused.status_code == 422
    assert "settles only upon a note verbale: give its number" in read(refused)
    assert marenia() == [(1, "accepted", True), (2, "held", False)]
    form = {"receipt": held.receipt, "stands": "1", "note_verbale": "NV 31/2011"}
    assert browser.post(SETTLE, form).status_code == 302
    told = Entry.objects.get(verb="consultations:preference:settled").values
    assert (told["note_verbale"], told["state"]) == ("NV 31/2011", "accepted")


def test_a_focal_point_does_not_settle(held: Preference, browse: Any) -> None:
    for name in ("first", "second", "other", "watcher", "chair"):
        answer = browse(name).post(SETTLE, {"receipt": held.receipt, "stands": "1"})
        assert answer.status_code == 403
    assert browse("first").get(PAGE).status_code == 403


def test_a_head_of_mission_settles_for_no_other_mission(
    ask: Any, say: Any, key: Any, browse: Any, cast: Cast
) -> None:
    ask()
    say("other", "A")
    row = key(cast.arvoria, "B")
    browser = browse("ambassador")
    assert "No answer is held." in read(browser.get(PAGE))
    assert row.receipt not in browser.get(PAGE).content.decode()
    assert browser.post(SETTLE, {"receipt": row.receipt, "stands": "1"}).status_code == 403


def test_what_is_not_held_cannot_be_settled(held: Preference, browse: Any) -> None:
    first = Preference.objects.get(version=1)
    browser = browse("ambassador")
    answer = browser.post(SETTLE, {"receipt": first.receipt, "stands": "1"})
    assert answer.status_code == 422
    assert "This answer is not held; there is nothing to settle." in read(answer)
    unreadable = browser.post(SETTLE, {"receipt": held.receipt, "stands": "perhaps"})
    assert unreadable.status_code == 422
    assert "Say which of the two answers stands." in read(unreadable)
    assert browser.post(SETTLE, {"receipt": "NONE", "stands": "1"}).status_code == 404


def test_settled_after_closing_the_count_is_another(
    held: Preference, close: Any, cast: Cast
) -> None:
    question = close(Question.objects.get())
    before = question.digest
    preferences.settle(preference=held, stands=True, by=cast.by("ambassador"), at=LATER)
    question.refresh_from_db()
    assert question.digest not in ("", before)


def test_nothing_is_settled_once_the_chair_has_concluded(
    held: Preference, close: Any, cast: Cast, browse: Any
) -> None:
    conclude(close(Question.objects.get()), cast)
    answer = browse("ambassador").post(SETTLE, {"receipt": held.receipt, "stands": "1"})
    assert answer.status_code == 422
    page = read(answer)
    assert "The Chair has concluded: these answers were not counted." in page
    assert "Let the held answer stand" not in page


# Received late


def test_the_chair_lets_a_late_answer_count(
    ask: Any, say: Any, close: Any, browse: Any, tell: Any
) -> None:
    question = ask()
    say("other", "C")
    question = close(question)
    before = question.digest
    row = say("first", "AB", at=LATER)
    question.refresh_from_db()
    assert question.digest != before  # the file holds it, as received late
    late, tells = question.digest, read(browse("chair").get(PAGE))
    assert "Held: 0. Received late: 1." in tells
    tell(LATER)
    answer = browse("chair").post("/consultations/topics/accept/", {"receipt": row.receipt})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    question.refresh_from_db()
    assert question.digest not in (before, late)
    assert states(question)[1:] == [("marenia", 1, "late_accepted", True)]
    assert "Received late: 0." in read(browse("chair").get(PAGE))
    assert verify() == []


def test_nobody_but_the_chair_does(ask: Any, say: Any, browse: Any) -> None:
    ask()
    row = say("first", "A", at=LATER)
    for name in ("officer", "first", "ambassador", "other", "watcher", "auditor"):
        where = "/consultations/topics/accept/"
        assert browse(name).post(where, {"receipt": row.receipt}).status_code == 403
    assert marenia() == [(1, "late", False)]


def test_a_late_answer_is_accepted_once_and_before_concluding(
    ask: Any, say: Any, close: Any, cast: Cast, browse: Any, tell: Any
) -> None:
    question = close(ask())
    rows = [say("first", "A", at=LATER), say("other", "B", at=LATER)]
    browser, where = browse("chair"), "/consultations/topics/accept/"
    tell(LATER)
    assert browser.post(where, {"receipt": rows[0].receipt}).status_code == 302
    again = browser.post(where, {"receipt": rows[0].receipt})
    assert again.status_code == 422
    assert "was accepted before" in read(again)
    conclude(question, cast)
    gone = browser.post(where, {"receipt": rows[1].receipt})
    assert gone.status_code == 422
    assert "The Chair has concluded" in read(gone)


def test_the_newer_of_two_late_answers_stands_whatever_the_order_of_accepting(
    ask: Any, say: Any, close: Any, cast: Cast
) -> None:
    question = close(ask())
    older = say("first", "A", at=LATER)
    newer = say("first", "B", at=LATER + timedelta(minutes=1))
    chair = {"by": cast.by("chair"), "at": LATER + timedelta(hours=1)}
    preferences.accept_late(preference=newer, **chair)
    with pytest.raises(preferences.Overtaken):
        preferences.accept_late(preference=older, **chair)
    assert marenia() == [(1, "late", False), (2, "late_accepted", True)]
    assert states(question)


def test_an_answer_keyed_in_after_the_hour_is_late_even_if_received_before(
    ask: Any, key: Any, close: Any, cast: Cast
) -> None:
    """Otherwise the count could change after closing without the Chair."""
    close(ask())
    key(cast.marenia, "A", "note_verbale", at=LATER, received_at=SIX - timedelta(hours=1))
    assert marenia() == [(1, "late", False)]
    assert NOW < LATER


def test_who_repeated_the_answer_of_another_does_not_overturn_it_alone(ask: Any, say: Any) -> None:
    question = ask()
    say("first", "A")
    say("second", "A")
    assert say("second", "C").state == "held"
    assert states(question)[1] == ("marenia", 2, "accepted", True)


def test_what_somebody_said_by_telephone_in_between_leaves_the_others_behind_it(
    ask: Any, say: Any, key: Any, cast: Cast
) -> None:
    ask()
    say("first", "A")
    key(cast.marenia, "A")
    assert say("second", "C").state == "held"


def test_once_both_say_the_same_nothing_is_held_any_more(ask: Any, say: Any) -> None:
    question = ask()
    say("first", "A")
    say("second", "A")
    say("first", "B")  # held: the second person is behind A
    say("second", "B")
    assert states(question) == [
        ("marenia", 1, "accepted", False),
        ("marenia", 2, "accepted", False),
        ("marenia", 3, "set_aside", False),
        ("marenia", 4, "accepted", True),
    ]


def test_an_answer_of_an_observer_is_not_offered_to_be_counted(
    ask: Any, say: Any, close: Any, browse: Any
) -> None:
    question = ask()
    close(question)
    say("watcher", "A", at=LATER)
    browser = browse("chair")
    page = read(browser.get("/consultations/topics/waiting/"))
    assert "Not a Member: shown apart, never counted." in page
    assert "Let this answer count" not in page
    assert "held or were received late" not in read(browser.get("/consultations/topics/brief/"))


def test_what_came_in_time_and_was_keyed_in_late_is_told_so(
    ask: Any, key: Any, close: Any, browse: Any, cast: Cast, tell: Any
) -> None:
    question = ask()
    close(question)
    row = key(cast.marenia, "A", at=LATER, received_at=SIX - timedelta(minutes=5))
    assert row.state == "late"
    tell(LATER)
    browser = browse("officer")
    told = read(browser.get(f"/consultations/topics/keyed/?kept={row.receipt}"))
    assert "The answer was keyed in after the closing hour" in told
    assert "It came before the closing hour" in read(browser.get("/consultations/topics/waiting/"))


def test_after_the_conclusion_the_member_reads_that_it_was_not_counted(
    ask: Any, say: Any, close: Any, browse: Any, cast: Cast, tell: Any
) -> None:
    question = ask()
    say("other", "AB")
    close(question)
    say("first", "A", at=LATER)
    question.refresh_from_db()
    conclude(question, cast)
    tell(LATER + timedelta(hours=1))
    page = read(browse("first").get("/consultations/topics/"))
    assert "The Chair concluded without it: it was not counted." in page
    assert "only if the Chair accepts it" not in page
