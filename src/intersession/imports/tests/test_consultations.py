"""Proposals, and preferences received on paper."""

from typing import Any

import pytest
from django.db import transaction

from intersession.consultations.models import Preference, Proposal, Question
from intersession.consultations.tests.conftest import (  # noqa: F401
    NOW,
    Cast,
    ask,
    cast,
    clock,
    draft,
    say,
)
from intersession.imports import actions
from intersession.imports.actions._undoing import CannotBeTakenBack
from intersession.imports.tests.conftest import OFFICER, take, told
from intersession.ledger.record import verify

HEADS = "Membre;Options;Voie;Reçu le\n"


@pytest.fixture
def question(ask: Any) -> Question:  # noqa: F811
    found: Question = ask()
    return found


def test_proposals_go_in_and_are_known_again(bring: Any, cast: Cast) -> None:  # noqa: F811
    rows = "2012;thème;Familles;Arvoria\n2012;sujet;La mer;l’Administration\n2031;sujet;X;\n"
    source, plan = bring("proposals", f"Année;Type;Titre;Auteur\n{rows}")
    assert [what for _row, what, _why in told(plan)] == ["add", "add", "bad"]
    assert "no programme of the year 2031" in plan.lines[2].reason
    take(source, without_bad=True)
    found = Proposal.objects.order_by("pk").values_list("kind", "title", "proposer__slug")
    assert list(found) == [
        ("theme", {"fr": "Familles"}, "arvoria"),
        ("topic", {"fr": "La mer"}, None),
    ]
    again = (
        "Year,Kind,Title in French,Text\n2012,theme,familles,Other words\n2012,theme,Familles,\n"
    )
    _source, plan = bring("proposals", again)
    assert [what for _row, what, _why in told(plan)] == ["bad", "same"]
    actions.undo(source=source, by=OFFICER, at=NOW)
    assert not Proposal.objects.exists()


def test_answers_on_paper_go_in_by_code_by_title_and_by_column(
    bring: Any, question: Question
) -> None:
    rows = (
        "Marenia;A, B;note verbale;2011-10-18\nArvoria;Moving to safety;e-mail;2011-10-18 16:30\n"
    )
    source, plan = bring("preferences", HEADS + rows, question=question, at=NOW)
    assert told(plan) == [(2, "add", ""), (3, "add", "")]
    take(source, at=NOW)
    found = Preference.objects.order_by("entity__slug").values_list("approved", "channel")
    assert list(found) == [(["A"], "e-mail"), (["A", "B"], "note_verbale")]
    wide = "Member,A,Protecting migrants,C\nWatchland,x,,\nMarenia,x,x,\n"
    _source, plan = bring("preferences", wide, question=question, at=NOW)
    assert [what for _row, what, _why in told(plan)] == ["add", "same"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Marenia;Z;phone;2011-10-18", "“Z” is no option of this question."),
        ("Marenia;;phone;2011-10-18", "Name at least one option"),
        ("Marenia;A;pigeon;2011-10-18", "“pigeon” is none of"),
        ("Marenia;A;phone;2031-10-18", "after this moment"),
        ("Marenia;A;phone;1999-10-18", "cannot have come before"),
        ("Marenia;A,B,C;phone;2011-10-18", ""),
    ],
)
def test_an_answer_that_cannot_be_is_told(
    row: str, reason: str, bring: Any, question: Question
) -> None:
    _source, plan = bring("preferences", HEADS + row + "\n", question=question, at=NOW)
    assert reason in plan.lines[0].reason


def test_no_preference_is_an_answer(bring: Any, question: Question) -> None:
    rows = "Marenia;Sans préférence;téléphone;2011-10-18\n"
    source, plan = bring("preferences", HEADS + rows, question=question, at=NOW)
    assert told(plan) == [(2, "add", "")]
    take(source, at=NOW)
    assert Preference.objects.get().approved == []


def test_an_answer_given_meanwhile_is_not_overwritten(
    bring: Any,
    question: Question,
    say: Any,  # noqa: F811
) -> None:
    rows = "Marenia;A;phone;2011-10-18\n"
    source, plan = bring("preferences", HEADS + rows, question=question, at=NOW)
    say("first", "BC")
    with pytest.raises(actions.ChangedSince):
        actions.take_in(source=source, seen=plan.digest, by=OFFICER, at=NOW)
    assert Preference.objects.count() == 1


def test_answers_that_came_in_by_a_list_are_taken_back_as_a_whole(
    bring: Any,
    question: Question,
    say: Any,  # noqa: F811
) -> None:
    say("first", "A")
    say("second", "B")
    rows = "Marenia;C;note verbale;2011-10-20\nArvoria;A;phone;2011-10-18\n"
    source, _plan = bring("preferences", HEADS + rows, question=question, at=NOW)

    def stands() -> list[Any]:
        rows = Preference.objects.order_by("pk").values_list("approved", "state", "standing")
        return [*rows]

    before = stands()
    take(source, at=NOW)
    assert stands()[1] == (["B"], "set_aside", False)
    with transaction.atomic():
        say("other", "B")
        with pytest.raises(CannotBeTakenBack, match="Row 3 cannot be taken back: Arvoria has"):
            actions.undo(source=source, by=OFFICER, at=NOW)
        transaction.set_rollback(True)
    actions.undo(source=source, by=OFFICER, at=NOW)
    assert stands()[:2] == before
    assert [row[1:] for row in stands()[2:]] == [("set_aside", False)] * 2
    assert verify() == []
