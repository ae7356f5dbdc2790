"""An answer that was keyed in by mistake: it stays readable, and what stood before stands again."""

import json
from typing import Any

import pytest

from intersession.access.guard import Refusal
from intersession.consultations import rules
from intersession.consultations.actions import preferences
from intersession.consultations.actions.preferences import Keyed, take_back_answer
from intersession.consultations.models import Preference, Question
from intersession.consultations.queries import counting
from intersession.consultations.tests.conftest import LATER, NOW, Cast
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.outbox.models import Mail


@pytest.fixture
def question(ask: Any) -> Question:
    found: Question = ask()
    return found


@pytest.fixture
def keyed(question: Question, cast: Cast) -> Any:
    def keyed(approved: str, channel: str = "note_verbale", at: Any = NOW) -> Preference:
        told = Keyed(channel=channel, received_at=at)
        who = {"by": cast.by("officer"), "at": at}
        entity = cast.marenia
        return preferences.key_in(
            question=question, entity=entity, approved=list(approved), keyed=told, **who
        )

    return keyed


def states(question: Question) -> list[tuple[list[str], str, bool]]:
    rows = question.preferences.order_by("version")
    return [(row.approved, row.state, row.standing) for row in rows]


def sound() -> bool:
    """The chains, and that each answer stands as its entries tell."""
    return verify() == []


def test_what_stood_before_stands_again_and_the_mission_is_told(
    question: Question, say: Any, keyed: Any, cast: Cast
) -> None:
    say("first", "A")
    row = keyed("B")
    assert states(question) == [(["A"], "accepted", False), (["B"], "accepted", True)]
    Mail.objects.all().delete()
    take_back_answer(preference=row, by=cast.by("officer"), at=NOW)
    assert states(question) == [(["A"], "accepted", True), (["B"], "set_aside", False)]
    verbs = Entry.objects.filter(chain__key=question.chain).order_by("-number")
    assert list(verbs.values_list("verb", flat=True)[:2]) == [
        "consultations:preference:restored",
        "consultations:preference:taken-back",
    ]
    assert sound()
    mail = Mail.objects.filter(to=cast.first.email).get()
    assert "Taken back: B" in mail.body and "Stands now: A\n" in mail.body


def test_where_nothing_stood_nothing_stands(question: Question, keyed: Any, cast: Cast) -> None:
    row = keyed("B")
    take_back_answer(preference=row, by=cast.by("officer"), at=NOW)
    assert states(question) == [(["B"], "set_aside", False)]
    assert sound()
    keyed("C")
    assert states(question)[-1] == (["C"], "accepted", True)
    assert sound()


def test_what_it_had_settled_is_held_again(
    question: Question, say: Any, keyed: Any, cast: Cast
) -> None:
    say("first", "A")
    held = say("second", "B")
    row = keyed("C")
    assert [state for _named, state, _stands in states(question)][1] == "set_aside"
    take_back_answer(preference=row, held=[held.pk], by=cast.by("officer"), at=NOW)
    assert states(question) == [
        (["A"], "accepted", True),
        (["B"], "held", False),
        (["C"], "set_aside", False),
    ]
    assert sound()


def test_the_recount_file_of_a_question_with_such_an_answer_holds(
    question: Question, say: Any, keyed: Any, cast: Cast
) -> None:
    say("first", "A")
    take_back_answer(preference=keyed("B"), by=cast.by("officer"), at=NOW)
    states = [answer["state"] for answer in map(json.loads, _answers(question))]
    assert sorted(states) == ["counted", "set_aside"]


def _answers(question: Question) -> list[bytes]:
    lines = counting.export(question).content.splitlines()
    return [line for line in lines if b'"replaces"' in line]


def test_a_late_one_is_taken_back_until_the_chair_concludes(
    question: Question, keyed: Any, cast: Cast
) -> None:
    row = keyed("B", at=LATER)
    assert row.state == Preference.State.LATE
    take_back_answer(preference=row, by=cast.by("officer"), at=LATER)
    assert states(question) == [(["B"], "set_aside", False)]
    assert sound()


@pytest.mark.parametrize("case", ["not keyed", "answered since", "twice", "closed with it"])
def test_what_cannot_be_taken_back_is_told(
    case: str, question: Question, say: Any, keyed: Any, cast: Cast
) -> None:
    row = say("first", "A") if case == "not keyed" else keyed("B", channel="phone")
    if case == "answered since":
        say("first", "A")
    if case == "twice":
        take_back_answer(preference=row, by=cast.by("officer"), at=NOW)
    expected: type[Refusal] = {
        "not keyed": rules.NotKeyedIn,
        "closed with it": rules.CountedAtClosing,
    }.get(case, rules.SpokenSince)
    at = LATER if case == "closed with it" else NOW
    before = states(question)
    with pytest.raises(expected):
        take_back_answer(preference=row, by=cast.by("officer"), at=at)
    assert states(question) == before
