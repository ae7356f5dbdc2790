"""Plain forms; what they mean is decided in the actions."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intersession.programme.actions import Mandate
from intersession.programme.models import Issue, Slot
from intersession.ui.text import text
from intersession.ui.wording import WordedForm, Wording, date_field

BETWEEN = "|"


class Add(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=1951, max_value=2100)
    slots = forms.TypedChoiceField(
        label=_("Workshops"), coerce=int, choices=[(1, "1"), (2, "2")], initial=2
    )


class Theme(WordedForm):
    worded = {"theme": Wording(label=_("Theme"))}


class Topics(WordedForm):
    """Title and sub-title of each slot."""

    def __init__(self, *args: Any, slots: list[Slot], **kwargs: Any) -> None:
        self.slots = slots
        initial = {f"topic_{s.number}": s.topic for s in slots}
        initial |= {f"sub_title_{s.number}": s.sub_title for s in slots}
        super().__init__(*args, initial=initial, **kwargs)

    def wordings(self) -> dict[str, Wording]:
        both = {}
        for slot in self.slots:
            number = {"number": slot.number}
            title = _("Topic of workshop %(number)s")
            sub_title = _("Sub-title of workshop %(number)s")
            both[f"topic_{slot.number}"] = Wording(label=title % number, required=False)
            both[f"sub_title_{slot.number}"] = Wording(label=sub_title % number, required=False)
        return both


class Dates(WordedForm):
    worded = {"note": Wording(label=_("Note, such as what is exceptional"), required=False)}
    starts_on = date_field(_("First day"))
    ends_on = date_field(_("Last day"))
    done_on = date_field(_("Done on"), help_text=_("Empty while it is still to come."))
    path = forms.CharField(
        label=_("Page of the step"),
        max_length=200,
        required=False,
        help_text=_("The address on this site, such as /meetings/council-100/."),
    )
    order = ["starts_on", "ends_on", "done_on", "note", "path"]


class Issues(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return text(obj.name)


class Change(WordedForm):
    worded = {"note": Wording(label=_("Note on the year"), limit=2000, required=False, rows=3)}
    mandates = forms.CharField(
        label=_("Mandates"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line: symbol | title in English | in French | in Spanish."),
    )
    issues = Issues(label=_("Issues covered"), queryset=None, required=False)
    order = ["note", "mandates", "issues"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issues"].queryset = Issue.objects.order_by("position", "pk")  # type: ignore[attr-defined]

    def clean_mandates(self) -> list[Mandate]:
        lines = self.cleaned_data["mandates"].splitlines()
        return [_mandate(number, line) for number, line in enumerate(lines, 1) if line.strip()]


class State(forms.Form):
    to = forms.CharField(max_length=20)
    reason = forms.CharField(
        label=_("Why it goes one step back"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def mandate_lines(mandates: list[dict[str, Any]]) -> str:
    """The stored mandates as the form writes them."""
    codes = [code for code, _own in settings.LANGUAGES]
    lines = []
    for mandate in mandates:
        cells = [mandate["symbol"], *(mandate["title"].get(code, "") for code in codes)]
        lines.append(f" {BETWEEN} ".join(cells).rstrip(f" {BETWEEN}"))
    return "\n".join(lines)


def _mandate(number: int, line: str) -> Mandate:
    symbol, *titles = [cell.strip() for cell in line.split(BETWEEN)]
    codes = [code for code, _own in settings.LANGUAGES]
    if not symbol or not any(titles) or len(titles) > len(codes):
        raise ValidationError(
            _("Line %(number)s is not a symbol and up to %(most)s titles between “|”."),
            params={"number": number, "most": len(codes)},
        )
    return Mandate(symbol=symbol, title={c: t for c, t in zip(codes, titles, strict=False) if t})
