"""Verbs of the Administration's own questions: added, changed, put in order, ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.rules import version_of
from intersession.participation import asking
from intersession.participation.models import Call, PersonalPaper, RegistrationQuestion
from intersession.participation.models import Registration as Row
from intersession.ui.text import text

Kind = RegistrationQuestion.Kind
NAMES = ("kind", "wording", "help", "choices", "required_for", "condition")


class TooManyQuestions(Refusal):
    message = _("At most %(most)s questions are asked at one time. End one first.")


class ChoicesMissing(Refusal):
    message = _("Write at least two choices, one a line.")


class TooManyChoices(Refusal):
    message = _("A question has at most %(most)s choices.")


class ConditionNotThere(Refusal):
    message = _(
        "A question can depend only on one that stands before it, is still asked, and has that "
        "answer among its choices."
    )


class KindIsFixed(Refusal):
    message = _(
        "Somebody has answered this question, so its kind stays. End it and add another one."
    )


class OthersDepend(Refusal):
    message = _("“%(question)s” depends on this question. Change that one first.")


class QuestionChangedMeanwhile(Refusal):
    message = _("Somebody else changed this question after you opened it.")


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    kind: str
    wording: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)
    required_for: list[str] = field(default_factory=list)
    condition: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add_registration_question(
    *, call: Call, facts: QuestionFacts, by: Actor, at: datetime
) -> RegistrationQuestion:
    rows = _questions(call)
    if sum(not row.ended for row in rows) >= asking.MOST_QUESTIONS:
        raise TooManyQuestions(most=asking.MOST_QUESTIONS)
    place = max((row.position for row in rows), default=0) + 1
    _sound(facts, [row for row in rows if row.position < place])
    row: RegistrationQuestion = call.questions.create(position=place, **vars(facts))
    record(Verb.REGISTRATION_ASKED, by=by, at=at, subject=row, kind=row.kind)
    return row


@transaction.atomic
def change_registration_question(
    *,
    question: RegistrationQuestion,
    facts: QuestionFacts,
    seen: str = "",
    by: Actor,
    at: datetime,
) -> RegistrationQuestion:
    rows = _questions(question.call)
    row = next(one for one in rows if one.pk == question.pk)
    if seen and seen != version_of(row, NAMES):
        raise QuestionChangedMeanwhile
    if facts.kind != row.kind and _answered(row):
        raise KindIsFixed
    _sound(facts, [one for one in rows if one.position < row.position])
    codes = {one["code"] for one in facts.choices} if facts.kind != Kind.YES_NO else {"yes", "no"}
    for other in _dependent(row, rows):
        if facts.kind not in asking.DECIDES or other.condition["is"] not in codes:
            raise OthersDepend(question=text(other.wording))
    changed = [name for name in NAMES if getattr(row, name) != getattr(facts, name)]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    row.save()
    record(Verb.REGISTRATION_QUESTION_CHANGED, by=by, at=at, subject=row, changed=changed)
    return row


@transaction.atomic
def move_registration_question(
    *, question: RegistrationQuestion, up: bool, by: Actor, at: datetime
) -> RegistrationQuestion:
    """One place; the first stays first and the last one last."""
    rows = [one for one in _questions(question.call) if not one.ended]
    places = [one.pk for one in rows]
    here = places.index(question.pk) if question.pk in places else -1
    there = here - 1 if up else here + 1
    if here < 0 or not 0 <= there < len(rows):
        return question
    row, other = rows[here], rows[there]
    earlier, later = (other, row) if up else (row, other)
    if str(later.condition.get("question", "")) == str(earlier.uid):
        raise OthersDepend(question=text(later.wording))
    row.position, other.position = other.position, row.position
    row.save(update_fields=["position"])
    other.save(update_fields=["position"])
    record(Verb.REGISTRATION_QUESTION_MOVED, by=by, at=at, subject=row, up=up)
    return row


@transaction.atomic
def end_registration_question(
    *, question: RegistrationQuestion, ended: bool, by: Actor, at: datetime
) -> RegistrationQuestion:
    """Not asked any more, the answers stay; or asked again, as the last one."""
    rows = _questions(question.call)
    row = next(one for one in rows if one.pk == question.pk)
    if row.ended == ended:
        return row
    if ended:
        for other in _dependent(row, rows):
            raise OthersDepend(question=text(other.wording))
    else:
        if sum(not one.ended for one in rows) >= asking.MOST_QUESTIONS:
            raise TooManyQuestions(most=asking.MOST_QUESTIONS)
        row.position = max(one.position for one in rows) + 1
        _condition(row.condition, [one for one in rows if one.pk != row.pk])
    row.ended = ended
    row.save(update_fields=["ended", "position"])
    record(Verb.REGISTRATION_QUESTION_ENDED, by=by, at=at, subject=row, ended=ended)
    return row


def _questions(call: Call) -> list[RegistrationQuestion]:
    """In their order; the call is locked, so that two officers put them in order in turn."""
    Call.objects.select_for_update().get(pk=call.pk)
    return list(call.questions.order_by("position", "pk"))


def _sound(facts: QuestionFacts, before: list[RegistrationQuestion]) -> None:
    if facts.kind in asking.CHOOSES:
        if len(facts.choices) < 2:
            raise ChoicesMissing
        if len(facts.choices) > asking.MOST_CHOICES:
            raise TooManyChoices(most=asking.MOST_CHOICES)
    _condition(facts.condition, before)


def _condition(condition: Mapping[str, Any], before: list[RegistrationQuestion]) -> None:
    if not condition:
        return
    other = next((one for one in before if str(one.uid) == condition.get("question")), None)
    if other is None or other.ended or other.kind not in asking.DECIDES:
        raise ConditionNotThere
    if condition.get("is") not in dict(asking.choices_of(other)):
        raise ConditionNotThere


def _dependent(
    row: RegistrationQuestion, rows: list[RegistrationQuestion]
) -> list[RegistrationQuestion]:
    return [one for one in rows if not one.ended and one.condition.get("question") == str(row.uid)]


def _answered(row: RegistrationQuestion) -> bool:
    if PersonalPaper.objects.filter(question=row).exists():
        return True
    answers = Row.objects.filter(meeting=row.call.meeting_id).values_list("answers", flat=True)
    return any(given.get(str(row.uid)) for given in answers.iterator())
