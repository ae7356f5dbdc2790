"""Forms of imports; what they mean is decided in the actions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.consultations.labels import KEYED
from intersession.consultations.models import Question
from intersession.imports.columns import KINDS, OPTION, Kind
from intersession.imports.matching import Asked
from intersession.imports.plans.people import ROLES
from intersession.imports.plans.proposals import KINDS as PROPOSAL_KINDS
from intersession.imports.queries import meetings_to_come_to, name_of, questions_to_key_in
from intersession.imports.reading import Table
from intersession.meetings.models import Meeting
from intersession.membership.labels import GROUP_KIND_NAMES, KIND_NAMES, STATUS_NAMES
from intersession.membership.models import Group
from intersession.participation.deciding import STATE_NAMES
from intersession.ui.text import text

NOT_USED = ("", _("Not used"))
CHOICES: dict[tuple[str, str], Any] = {
    ("entities", "kind"): list(KIND_NAMES.items()),
    ("proposals", "kind"): list(PROPOSAL_KINDS.items()),
    ("people", "role"): list(ROLES.items()),
    ("statuses", "status"): list(STATUS_NAMES.items()),
    ("groups", "group_kind"): list(GROUP_KIND_NAMES.items()),
    ("preferences", "channel"): KEYED,
    ("participants", "state"): list(STATE_NAMES.items()),
}
DATED = _("A day such as 2011-10-20, or a year. Empty: not recorded.")
HELP: dict[tuple[str, str], Any] = {
    ("people", "since"): _("A day such as 2011-10-20. Empty: from today."),
    ("people", "function"): _("Empty: the name of the role."),
    ("statuses", "since"): DATED,
    ("groups", "since"): DATED,
    ("groups", "group"): _("A code or a name. A group that is not there yet is made."),
    ("preferences", "received_at"): _("Such as 2011-10-20 16:30. Empty: this moment."),
    ("proposals", "year"): _("Such as 2012."),
}


class Add(forms.Form):
    kind = forms.ChoiceField(
        label=_("What the list holds"),
        choices=[
            (kind.code, format_lazy("{}{}{}", kind.name, _(": "), kind.about))
            for kind in KINDS.values()
        ],
        widget=forms.RadioSelect,
    )
    question = forms.ModelChoiceField(
        label=_("Question"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=_("No question"),
        help_text=_("For preferences only: the question they answer."),
    )
    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("No meeting"),
        help_text=_("For participants only: to which meeting they come."),
    )
    upload = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, XLS or ODS; 10 MB, 50,000 rows and 200 columns at most."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["question"]
        field.queryset = questions_to_key_in()
        field.label_from_instance = lambda question: text(question.title)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = meetings_to_come_to()
        meeting.label_from_instance = name_of


class Columns(forms.Form):
    """One choice a column (`c3`), and one field for each value that may hold for all rows."""

    def __init__(
        self, *args: Any, kind: Kind, table: Table, question: Question | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.table = kind, table
        columns = (field for field in kind.fields if field.column)
        means = [NOT_USED, *((field.code, field.label) for field in columns)]
        means += _options(question)
        for column in table.columns:
            self.fields[f"c{column.place}"] = forms.ChoiceField(
                label=column.name, choices=means, required=False
            )
        for field in kind.fields:
            if field.for_all:
                self.fields[f"all_{field.code}"] = _for_all(kind.code, field.code, field.label)

    def columns(self) -> dict[str, str]:
        given = self.cleaned_data
        found = {str(c.place): given[f"c{c.place}"] for c in self.table.columns}
        return {place: code for place, code in found.items() if code}

    def for_all(self) -> dict[str, str]:
        given = self.cleaned_data
        return {
            field.code: given[f"all_{field.code}"] for field in self.kind.fields if field.for_all
        }

    def rows(self) -> list[tuple[Any, Any]]:
        return [(column, self[f"c{column.place}"]) for column in self.table.columns]

    def others(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("all_")]


def kept(columns: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """What a form of columns begins with."""
    found = {f"c{place}": code for place, code in columns.items()}
    return found | {f"all_{code}": value for code, value in given.items()}


def _options(question: Question | None) -> list[tuple[str, Any]]:
    if question is None:
        return []
    return [
        (f"{OPTION}{option.code}", f"{option.code} · {text(option.title)[:60]}")
        for option in question.options.all()
    ]


def _for_all(kind: str, code: str, label: Any) -> forms.Field:
    choices = CHOICES.get((kind, code))
    if code in ("language", "in_language"):
        choices = settings.LANGUAGES
    if code == "meeting":
        choices = [(one.slug, name_of(one)) for one in meetings_to_come_to()]
    if choices:
        return forms.ChoiceField(label=label, choices=[NOT_USED, *choices], required=False)
    field = forms.CharField(
        label=label, required=False, max_length=200, help_text=HELP.get((kind, code), "")
    )
    if code == "group":
        field.widget = forms.TextInput(attrs={"list": "groups", "autocomplete": "off"})
    return field


class Names(forms.Form):
    """Which Entity each name means that was not known, or known more than once."""

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for place, one in enumerate(asked):
            near = [(entity.slug, entity.words) for entity in one.near]
            self.fields[f"n{place}"] = forms.ChoiceField(
                label=one.name,
                choices=[("", _("Not said yet") if one.person else _("None of these")), *near],
                required=False,
            )

    def answers(self) -> dict[str, str]:
        given = self.cleaned_data
        return {one.key: given[f"n{place}"] for place, one in enumerate(self.asked)}

    def rows(self, *, people: bool) -> list[tuple[Asked, Any]]:
        """Names of people, or of Entities, each with its field."""
        asked = enumerate(self.asked)
        return [(one, self[f"n{place}"]) for place, one in asked if one.person is people]


def group_codes() -> list[tuple[str, str]]:
    """For the field that takes a group: those there are."""
    rows = Group.objects.order_by("position", "code").values_list("code", "name")
    return [(code, text(name)) for code, name in rows]
