"""Which of the Administration's questions are put to whom, and what an answer says."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.participation.models import Registration, RegistrationQuestion
from intersession.ui.dates import day
from intersession.ui.text import listing, text

Kind = RegistrationQuestion.Kind
KIND_NAMES: dict[str, Any] = {
    Kind.TEXT: gettext_lazy("text"),
    Kind.CHOICE: gettext_lazy("one of several"),
    Kind.CHOICES: gettext_lazy("any of several"),
    Kind.YES_NO: gettext_lazy("yes or no"),
    Kind.NUMBER: gettext_lazy("number"),
    Kind.DATE: gettext_lazy("day"),
    Kind.FILE: gettext_lazy("file"),
}
YES_NO = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
CHOOSES = (Kind.CHOICE, Kind.CHOICES)
# Another question may depend on these.
DECIDES = (*CHOOSES, Kind.YES_NO)
ALL = "*"
MOST_QUESTIONS, MOST_CHOICES, LONGEST = 40, 30, 1000
LARGEST = 10**12


def put(
    questions: Iterable[RegistrationQuestion], answers: Mapping[str, Any]
) -> list[RegistrationQuestion]:
    """Those that are asked, in their order, of whom has given these answers so far."""
    found: list[RegistrationQuestion] = []
    asked: set[str] = set()
    for question in sorted(questions, key=lambda one: (one.position, one.pk)):
        if not question.ended and _holds(question.condition, answers, asked):
            found.append(question)
            asked.add(str(question.uid))
    return found


def _holds(condition: Mapping[str, Any], answers: Mapping[str, Any], asked: set[str]) -> bool:
    if not condition:
        return True
    other = str(condition.get("question", ""))
    said = answers.get(other)
    given = said if isinstance(said, list) else [said]
    return other in asked and condition.get("is") in given


def needed(question: RegistrationQuestion, kind: str) -> bool:
    """Whether somebody of that kind of Entity must answer."""
    return ALL in question.required_for or kind in question.required_for


def kind_of(registration: Registration) -> str:
    """The kind of stakeholder: as its Entity, or as said where there is none."""
    return registration.entity.kind if registration.entity else registration.stakeholder


def lacking(
    questions: Iterable[RegistrationQuestion],
    answers: Mapping[str, Any],
    filed: set[str],
    kind: str,
) -> list[RegistrationQuestion]:
    """Those that need an answer and have none. `filed`: uids of questions that a file answers."""
    return [
        one
        for one in put(questions, answers)
        if needed(one, kind)
        and (str(one.uid) not in filed if one.kind == Kind.FILE else not answers.get(str(one.uid)))
    ]


def choices_of(question: RegistrationQuestion) -> list[tuple[str, str]]:
    if question.kind == Kind.YES_NO:
        return [(code, str(words)) for code, words in YES_NO]
    return [(one["code"], text(one["wording"])) for one in question.choices]


def said(question: RegistrationQuestion, answer: Any) -> str:
    """An answer in words, in the language in use."""
    if answer in (None, "", []):
        return ""
    if question.kind in DECIDES:
        named = dict(choices_of(question))
        codes = answer if isinstance(answer, list) else [answer]
        return listing([named.get(code, _("a choice that was taken away")) for code in codes])
    if question.kind == Kind.DATE:
        return day(date.fromisoformat(answer))
    return str(answer)
