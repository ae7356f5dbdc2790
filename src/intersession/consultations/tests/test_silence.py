"""Silence procedure: adopted unless somebody objects; the Chair alone learns who did."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.consultations.actions import conclusions
from intersession.consultations.models import Conclusion, Question, SilenceProcedure
from intersession.consultations.tests.conftest import LATER, Cast, conclude, package, read
from intersession.desk.clockwork import tick
from intersession.ledger.models import Entry
from intersession.programme.models import Programme

PAGE, OBJECT = "/consultations/topics/", "/consultations/topics/objection/"
ENDS = LATER + timedelta(hours=72)
REASON = "Our capital has not spoken."


@pytest.fixture
def running(ask: Any, say: Any, close: Any, cast: Cast, tell: Any) -> Question:
    question = ask()
    say("first", "AB")
    conclude(close(question), cast, silence=conclusions.SILENCE)
    tell(LATER)
    question.refresh_from_db()
    return question


def topics() -> list[str]:
    rows = Programme.objects.get().slots.order_by("number")
    return [(row.topic or {}).get("en", "") for row in rows]


def test_it_lasts_seventy_two_hours_unless_said_otherwise(
    running: Question, browse: Any, cast: Cast
) -> None:
    assert SilenceProcedure.objects.get().ends_at == ENDS
    page = read(browse("public").get(PAGE))
    assert "under a silence procedure" in page
    assert "adopted on 23 October 2011, 18:30 Geneva unless a Member objects" in page


def test_meanwhile_the_programme_is_not_set(running: Question) -> None:
    assert topics() == ["", ""]
    assert Conclusion.objects.get().adopted_at is None


def test_the_clockwork_adopts_it_at_its_hour(running: Question, tell: Any, browse: Any) -> None:
    tell(ENDS - timedelta(seconds=1))
    tick()
    assert topics() == ["", ""]
    tell(ENDS + timedelta(hours=5))
    tick()
    tick()
    assert topics() == ["Moving to safety", "Protecting migrants"]
    silence = SilenceProcedure.objects.get()
    assert (silence.state, silence.ended_at) == ("adopted", ENDS)
    assert "adopted by silence on 23 October 2011, 18:30" in read(browse("public").get(PAGE))
    assert Entry.objects.filter(verb="consultations:silence:ended").count() == 1


def test_one_objection_breaks_it(running: Question, browse: Any, tell: Any) -> None:
    browser = browse("other")
    assert "Object for our delegation" in read(browser.get(PAGE))
    answer = browser.post(OBJECT, {"reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert SilenceProcedure.objects.get().state == "broken"
    tell(ENDS)
    tick()
    assert topics() == ["", ""]


@pytest.mark.parametrize("name", ["public", "first", "watcher", "stranger", "auditor", "other"])
def test_others_learn_that_it_was_broken_and_not_by_whom(
    running: Question, browse: Any, name: str
) -> None:
    browse("other").post(OBJECT, {"reason": REASON})
    page = read(browse(name).get(PAGE))
    assert "The silence was broken" in page
    assert "A Member objected to the Chair’s conclusion on 20 October 2011, 18:30" in page
    assert REASON not in page
    assert "Objected" not in page
    assert "I conclude." not in page


@pytest.mark.parametrize("name", ["chair", "officer"])
def test_the_chair_learns_by_whom_and_why(running: Question, browse: Any, name: str) -> None:
    browse("other").post(OBJECT, {"reason": REASON})
    page = read(browse(name).get(PAGE))
    assert f"Objected Arvoria: {REASON}" in page.replace("Arvoria :", "Arvoria:")


def test_the_chair_concludes_again(running: Question, browse: Any, cast: Cast) -> None:
    browse("other").post(OBJECT)
    conclude(running, cast, chosen="AC", at=LATER + timedelta(days=1), follows=False)
    assert topics() == ["Moving to safety", "Beyond the emergency"]
    page = read(browse("public").get(PAGE))
    assert "The silence was broken" not in page
    assert Conclusion.objects.count() == 2


def test_a_broken_silence_may_be_followed_by_another(
    running: Question, browse: Any, cast: Cast, tell: Any
) -> None:
    browse("other").post(OBJECT)
    tomorrow = LATER + timedelta(days=1)
    conclude(running, cast, at=tomorrow, silence=timedelta(hours=2))
    tell(tomorrow + timedelta(hours=2))
    tick()
    assert topics() == ["Moving to safety", "Protecting migrants"]


def test_nobody_objects_twice_or_after_another(running: Question, browse: Any) -> None:
    browse("other").post(OBJECT)
    for name in ("other", "first"):
        again = browse(name).post(OBJECT)
        assert again.status_code == 422
        assert "No silence procedure is running" in read(again)


def test_an_objection_to_a_conclusion_of_yesterday_touches_no_later_one(
    running: Question, browse: Any, cast: Cast
) -> None:
    old = Conclusion.objects.get()
    browse("other").post(OBJECT)
    conclude(running, cast, at=LATER + timedelta(hours=1))
    who: dict[str, Any] = {"by": cast.by("first"), "at": LATER + timedelta(hours=2)}
    with pytest.raises(conclusions.NoSilence):
        conclusions.object_to(conclusion=old, entity=cast.marenia, reason="", **who)
    running.refresh_from_db()
    assert running.concluded_at == LATER + timedelta(hours=1)


def test_an_objection_that_is_too_long_is_refused_and_not_cut(
    running: Question, browse: Any
) -> None:
    answer = browse("first").post(OBJECT, {"reason": "x" * 2001})
    assert answer.status_code == 422
    assert "may have 2000 characters; it has 2001" in read(answer)
    assert browse("first").post(OBJECT, {"reason": "x" * 2000}).status_code == 302


def test_at_its_hour_it_is_too_late(running: Question, browse: Any, tell: Any) -> None:
    tell(ENDS)
    answer = browse("other").post(OBJECT)
    assert answer.status_code == 422
    assert "ended on 23 October 2011, 18:30 Geneva; an objection can no longer" in read(answer)


@pytest.mark.parametrize("name", ["watcher", "chair", "officer", "donor", "stranger", "auditor"])
def test_only_members_object(running: Question, browse: Any, name: str) -> None:
    assert "Object for our delegation" not in read(browse(name).get(PAGE))
    assert browse(name).post(OBJECT).status_code == 403
    assert SilenceProcedure.objects.get().state == "running"


def test_a_focal_point_of_an_observer_does_not(running: Question, browse: Any, cast: Cast) -> None:
    cast.watchland.representations.update(role="focal_point")
    answer = browse("watcher").post(OBJECT)
    assert answer.status_code == 422
    assert "Only a Member on the register" in read(answer)


def test_without_a_silence_there_is_nothing_to_object_to(concluded: Question, browse: Any) -> None:
    answer = browse("other").post(OBJECT)
    assert answer.status_code == 422
    assert "No silence procedure is running on this conclusion." in read(answer)


def test_what_could_not_be_adopted_is_refused_before_the_silence_begins(
    ask: Any, close: Any, cast: Cast
) -> None:
    """Otherwise it would be refused three days later, when the Chair is not there."""
    question = close(ask())
    items = [
        conclusions.Item(code=item.code, fate=item.fate, slot=1 if item.fate == "chosen" else None)
        for item in package(question, "AB")
    ]
    with pytest.raises(conclusions.Refusal):
        conclude(question, cast, items=items, silence=conclusions.SILENCE)
    assert not SilenceProcedure.objects.exists()


def test_its_length_is_given_in_hours_on_the_page(
    ask: Any, close: Any, browse: Any, tell: Any
) -> None:
    close(ask())
    tell(LATER)
    form = {"fate_A": "chosen", "fate_B": "chosen", "fate_C": "kept", "words_en": "I conclude."}
    form |= {"figures_seen_by": "administration", "silence": "48"}
    assert browse("chair").post("/consultations/topics/conclude/", form).status_code == 302
    assert SilenceProcedure.objects.get().ends_at == LATER + timedelta(hours=48)
