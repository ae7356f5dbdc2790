"""A question of the Administration, in several languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.meetings.rules import version_of
from intersession.membership.labels import KIND_NAMES
from intersession.participation import asking
from intersession.participation.actions.registration_questions import NAMES, QuestionFacts
from intersession.participation.models import RegistrationQuestion
from intersession.ui.text import text
from intersession.ui.wording import WordedForm, Wording

NOT_THERE = "–"  # stands for a choice that has no words in that language
LONGEST_LIST = asking.MOST_CHOICES * 200


class Question(WordedForm):
    worded = {
        "wording": Wording(label=_("Question"), limit=300),
        "help": Wording(label=_("What helps to answer it"), limit=300, required=False),
        "lines": Wording(
            label=_("Choices, one a line"), limit=LONGEST_LIST, required=False, rows=4
        ),
    }
    kind = forms.ChoiceField(label=_("Answered by"), choices=list(asking.KIND_NAMES.items()))
    required_for = forms.MultipleChoiceField(
        label=_("An answer is needed from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(asking.ALL, _("everybody")), *KIND_NAMES.items()],
        help_text=_("Nobody must answer where nothing is chosen."),
    )
    condition = forms.ChoiceField(
        label=_("Asked only of whom has answered"),
        required=False,
        help_text=_("Only questions that stand before this one are offered."),
    )
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    order = ["wording", "kind", "lines", "help", "required_for", "condition", "seen"]

    def __init__(
        self,
        *args: Any,
        before: list[RegistrationQuestion],
        question: RegistrationQuestion | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = question.choices if question else []
        field: Any = self.fields["condition"]
        field.choices = [("", _("asked of everybody")), *_conditions(before)]

    def facts(self) -> QuestionFacts:
        """Once it is valid."""
        given = self.cleaned_data
        needed = [asking.ALL] if asking.ALL in given["required_for"] else given["required_for"]
        uid, _slash, code = given["condition"].partition("/")
        chooses = given["kind"] in asking.CHOOSES
        return QuestionFacts(
            kind=given["kind"],
            wording=given["wording"],
            help=given["help"],
            choices=self._choices(given["lines"]) if chooses else [],
            required_for=needed,
            condition={"question": uid, "is": code} if uid else {},
        )

    def _choices(self, lines: dict[str, str]) -> list[dict[str, Any]]:
        """Line n of each language is choice n; one whose words were there keeps its code."""
        columns = {
            code: [line.strip()[:200] for line in words.splitlines() if line.strip()]
            for code, words in lines.items()
        }
        found: list[dict[str, Any]] = []
        for n in range(max(map(len, columns.values()), default=0)):
            words = {code: rows[n] for code, rows in columns.items() if n < len(rows)}
            words = {code: line for code, line in words.items() if line != NOT_THERE}
            found += [{"code": "", "wording": words}] if words else []
        return coded(found, self.known)


def coded(found: list[dict[str, Any]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Choices with their codes; one of whose words were there before keeps its own."""
    free = {one["code"]: one["wording"] for one in known}
    taken = set(free)
    for one in found:
        same = [c for c, words in free.items() if set(words.items()) & set(one["wording"].items())]
        one["code"] = same[0] if same else ""
        free.pop(one["code"], None)
    for one in found:
        if not one["code"]:
            one["code"] = next(c for n in range(1, 1000) if (c := f"c{n}") not in taken)
            taken.add(one["code"])
    return found


def _conditions(before: list[RegistrationQuestion]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (text(one.wording), [(f"{one.uid}/{code}", words) for code, words in _offered(one)])
        for one in before
        if one.kind in asking.DECIDES and not one.ended
    ]


def _offered(question: RegistrationQuestion) -> list[tuple[str, str]]:
    return asking.choices_of(question)


def kept(question: RegistrationQuestion) -> dict[str, Any]:
    condition = question.condition
    lines = {
        code: "\n".join(one["wording"].get(code, NOT_THERE) for one in question.choices)
        for code, _own in settings.LANGUAGES
        if any(code in one["wording"] for one in question.choices)
    }
    return {
        "wording": question.wording,
        "help": question.help,
        "lines": lines,
        "kind": question.kind,
        "required_for": question.required_for,
        "condition": f"{condition['question']}/{condition['is']}" if condition else "",
        "seen": version_of(question, NAMES),
    }
