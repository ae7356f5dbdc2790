"""The dossier as a form: short sections, files last (see `documents.uploads`).

A wrong field keeps nothing else from being kept: `right()` gives all the fields that are right.
"""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity
from intersession.participation import asking, deciding, paper_contents, wording
from intersession.participation.completeness import NEEDED
from intersession.participation.fields import AT_ONCE, REOPENED, opened_field, version
from intersession.participation.models import (
    Call,
    PersonalPaper,
    Registration,
    RegistrationQuestion,
)
from intersession.ui.languages import endonym
from intersession.ui.text import text
from intersession.ui.wording import date_field

Kind = RegistrationQuestion.Kind
PICTURE = _("JPEG or PNG, at most {} MB. Only the Administration sees it.")
PAGE = _("PDF, JPEG or PNG, at most {} MB. Only the Administration sees it; each look is recorded.")
ANSWER = _("PDF, DOCX, ODT, JPEG or PNG, at most {} MB.")
MB = paper_contents.MOST_OCTETS // 1_000_000
ONE_WORD = _("Leave it empty where you have one name only.")
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Your name"), ("title", "given_name", "family_name", "badge_name", "gender")),
    (_("For whom you come"), ("function", "affiliation", "stakeholder", "from_capital")),
    (_("How we reach you"), ("email", "phone", "language", "languages")),
    (_("How you take part"), ("modality", "support", "diet", "accessibility", "needs")),
)


def _line(name: str, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=wording.FIELDS[name], max_length=most, required=False, help_text=help_text
    )


def _lines(name: str, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=wording.FIELDS[name],
        max_length=1000,
        required=False,
        widget=area,
        help_text=help_text,
    )


def _choice(name: str, named: Any, **given: Any) -> forms.ChoiceField:
    offered = list(named.items()) if isinstance(named, dict) else list(named)
    return forms.ChoiceField(
        label=wording.FIELDS[name], choices=offered, **{"required": False, **given}
    )


class Dossier(forms.Form):
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    title = _choice("title", wording.TITLES)
    given_name = _line("given_name", 100, ONE_WORD)
    family_name = _line("family_name", 100, ONE_WORD)
    badge_name = _line("badge_name", 200, _("As you wish to be read, with any capitals."))
    gender = _choice(
        "gender",
        wording.GENDERS,
        help_text=_("For the balance of the room; never shown beside your name."),
    )
    function = _line("function", 200)
    affiliation = _line("affiliation", 200)
    stakeholder = _choice("stakeholder", [("", _("choose")), *KIND_NAMES.items()])
    from_capital = forms.TypedChoiceField(
        label=wording.FIELDS["from_capital"],
        choices=[
            ("yes", _("I come from the capital")),
            ("no", _("I am posted where the meeting is, or elsewhere")),
        ],
        required=False,
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    email = forms.EmailField(label=wording.FIELDS["email"], required=False, max_length=254)
    phone = _line("phone", 40)
    language = _choice(
        "language", [(code, endonym(code)) for code, _own in settings.LANGUAGES], required=False
    )
    languages = forms.MultipleChoiceField(
        label=wording.FIELDS["languages"],
        choices=list(wording.SPOKEN.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    modality = _choice("modality", wording.MODALITIES)
    support = forms.BooleanField(
        label=_("I ask for support with the cost of travel"), required=False
    )
    diet = _line("diet", 200, _("Deleted 30 days after the meeting, as are the two below."))
    accessibility = _lines("accessibility", _("What the room or the papers must have for you."))
    needs = _lines("needs", _("A letter for the visa, a late arrival, anything else."))

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        row: Registration,
        call: Call,
        questions: list[RegistrationQuestion],
    ) -> None:
        super().__init__(data, files, initial=kept(row))
        self.row, self.call = row, call
        self.sending = bool(data) and data.get("do") == "send"
        self._fit(row)
        self.questions = asking.put(questions, self._answers_so_far(data, questions))
        for question in self.questions:
            self._add_question(question)
        for use, label in wording.CONSENTS.items():
            self.fields[f"consent_{use}"] = _yes_no(label, required=False)
        self._add_papers()

    def _fit(self, row: Registration) -> None:
        """Only what is asked of this person at this meeting."""
        if row.entity:
            del self.fields["affiliation"], self.fields["stakeholder"]
        if asking.kind_of(row) not in ("", Entity.Kind.STATE):
            del self.fields["from_capital"]
        held = row.meeting.modality
        if held != Meeting.Modality.HYBRID:
            del self.fields["modality"]
        if held == Meeting.Modality.REMOTE:
            del self.fields["support"], self.fields["diet"]
        for name in (*NEEDED, "language", "modality", "stakeholder"):
            if name in self.fields:
                self.fields[name].required = True
        if "from_capital" in self.fields:
            self.fields["from_capital"].required = asking.kind_of(row) == Entity.Kind.STATE

    def _answers_so_far(self, data: Any, questions: list[RegistrationQuestion]) -> dict[str, Any]:
        """As they stand in what was sent, so that conditions follow it."""
        if data is None:
            return _answers(self.row)
        said: dict[str, Any] = {}
        for one in questions:
            name = question_name(one)
            several = isinstance(data, MultiValueDict) and one.kind == Kind.CHOICES
            said[str(one.uid)] = data.getlist(name) if several else data.get(name)
        return said

    def _add_question(self, question: RegistrationQuestion) -> None:
        field = _field_of(question)
        field.label, field.help_text = text(question.wording), text(question.help)
        if question.kind == Kind.FILE:
            field.help_text = field.help_text or format_lazy(ANSWER, MB)
        need = asking.needed(question, asking.kind_of(self.row))
        field.required = need and question.kind != Kind.FILE
        self.fields[question_name(question)] = field
        self.initial[question_name(question)] = _answers(self.row).get(str(question.uid))

    def _add_papers(self) -> None:
        if self.call.photo:
            self.fields["photo"] = _file(_("Photo for the badge"), PICTURE, ".jpg,.jpeg,.png")
        if self.call.passport:
            accept = ".pdf,.jpg,.jpeg,.png"
            self.fields["passport"] = _file(_("Passport, the page with the photo"), PAGE, accept)

    def full_clean(self) -> None:
        """A draft may lack what must be there before it is sent."""
        if self.is_bound and not self.sending:
            for field in self.fields.values():
                field.required = False
        super().full_clean()

    def sections(self) -> list[tuple[Any, list[Any]]]:
        """Title and fields, in the order of the page; files last."""
        found = [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in SECTIONS
        ]
        asked = [self[question_name(one)] for one in self.questions if one.kind != Kind.FILE]
        uses = [self[f"consent_{use}"] for use in wording.CONSENTS]
        found += [(_("Questions of the Administration"), asked)]
        found += [(_("What may be done with your name and picture"), uses)]
        files = [self[name] for name in self.file_names()]
        return [(title, fields) for title, fields in [*found, (_("Papers"), files)] if fields]

    def file_names(self) -> list[str]:
        own = [question_name(one) for one in self.questions if one.kind == Kind.FILE]
        return [*own, *(name for name in ("photo", "passport") if name in self.fields)]

    def right(self) -> dict[str, Any]:
        """What was asked and is right; once it was looked at."""
        given = self.cleaned_data
        names = (*REOPENED, *AT_ONCE)
        found = {name: given[name] for name in names if name in given and name in self.fields}
        if not found.get("language", True):
            del found["language"]
        if not found.get("modality", True):
            del found["modality"]
        found["consents"] = {
            use: {"yes": True, "no": False}.get(given.get(f"consent_{use}") or "")
            for use in wording.CONSENTS
            if f"consent_{use}" in given
        }
        found["answers"] = {
            str(one.uid): _plain(given[question_name(one)])
            for one in self.questions
            if one.kind != Kind.FILE and question_name(one) in given
        }
        return found

    def uploads(self) -> list[tuple[str, Any, RegistrationQuestion | None, Any]]:
        """Name of the field, kind of paper, question, file."""
        asked = {question_name(one): one for one in self.questions if one.kind == Kind.FILE}
        return [
            (
                name,
                PersonalPaper.Kind.ANSWER if name in asked else name,
                asked.get(name),
                self.cleaned_data[name],
            )
            for name in self.file_names()
            if self.cleaned_data.get(name)
        ]


def question_name(question: RegistrationQuestion) -> str:
    return f"q{question.uid.hex[:12]}"


def _field_of(question: RegistrationQuestion) -> Any:
    match question.kind:
        case Kind.CHOICE:
            offered = [("", _("choose")), *asking.choices_of(question)]
            return forms.ChoiceField(choices=offered, required=False)
        case Kind.CHOICES:
            return forms.MultipleChoiceField(
                choices=asking.choices_of(question), widget=forms.CheckboxSelectMultiple
            )
        case Kind.YES_NO:
            return _yes_no("")
        case Kind.NUMBER:
            most = asking.LARGEST
            return forms.DecimalField(min_value=-most, max_value=most, decimal_places=4)
        case Kind.DATE:
            return date_field("")
        case Kind.FILE:
            return _file("", ANSWER, ".pdf,.docx,.odt,.jpg,.jpeg,.png")
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(max_length=asking.LONGEST, widget=area)


def _yes_no(label: Any, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=asking.YES_NO, required=required, widget=forms.RadioSelect
    )


def _file(label: Any, words: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        max_length=500,
        help_text=format_lazy(words, MB),
        widget=forms.FileInput(attrs={"accept": accept}),
    )


def _plain(answer: Any) -> Any:
    """As JSON holds it."""
    if isinstance(answer, date):
        return answer.isoformat()
    if answer is None or isinstance(answer, str | list):
        return answer or ("" if not isinstance(answer, list) else [])
    return format(answer.normalize(), "f")


def _answers(row: Registration) -> dict[str, Any]:
    """As they stand, with those that wait for a yes in their place."""
    waits = {
        one["field"].partition(":")[2]: one["now"]
        for one in row.opened
        if one["field"].startswith("answer:") and one["now"] != "paper"
    }
    return {**row.answers, **waits}


def kept(row: Registration) -> dict[str, Any]:
    """What stands there, as the form writes it; a change that waits in place of what it changes."""
    said: dict[str, Any] = {name: getattr(row, name) for name in (*REOPENED, *AT_ONCE)}
    if row.state in deciding.KEEPS:
        for name in REOPENED:
            if waits := opened_field(row, name):
                said[name] = waits["now"]
    said["from_capital"] = {True: "yes", False: "no", None: ""}[said["from_capital"]]
    for use in wording.CONSENTS:
        answer = row.consents.get(use, {}).get("said")
        said[f"consent_{use}"] = {True: "yes", False: "no", None: ""}[answer]
    return {**said, "seen": version(row)}
