"""Forms for what people write in several languages: one field per language, one value in JSON.

A form that declares `worded = {"title": Wording(label=…)}` shows `title_en`, `title_fr` … and gives
`cleaned_data["title"] == {"en": …}` with the languages that were filled in.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.ui.office_hours import duty_zone
from intersession.ui.text import as_typed

NO_ADDRESS = {"invalid": _("An address has letters without accents, figures and hyphens only.")}


@dataclass(frozen=True, kw_only=True)
class Wording:
    label: Any
    limit: int = 200  # characters in each language
    required: bool = True  # in at least one language
    rows: int = 0  # of a text area; 0 is a line


class OneLanguage(forms.CharField):
    """One language of several: never asked for alone, but not called optional where one is."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(as_typed(value) if value else value)

    def validate(self, value: Any) -> None:
        """Whether at least one language was filled in is asked by the form."""

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        widget.use_required_attribute = lambda _initial: False
        return super().widget_attrs(widget)


class WordedForm(forms.Form):
    worded: ClassVar[dict[str, Wording]] = {}
    order: ClassVar[list[str]] = []  # names of fields; a worded name stands for its languages

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_by_language(initial or {}, self.wordings()), **kwargs)
        for name, wording in self.wordings().items():
            for n, (code, own_name) in enumerate(settings.LANGUAGES):
                self.fields[f"{name}_{code}"] = _field(wording, own_name, first=n == 0)
        self.order_fields([one for name in self.order for one in self._spread(name)])

    def wordings(self) -> dict[str, Wording]:
        return self.worded

    def _spread(self, name: str) -> list[str]:
        if name not in self.wordings():
            return [name]
        return [f"{name}_{code}" for code, _own in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, wording in self.wordings().items():
            self.cleaned_data[name] = self._words(name)
            wrong = any(one in self.errors for one in self._spread(name))
            if wording.required and not self.cleaned_data[name] and not wrong:
                self.add_error(self._spread(name)[0], _("Write it in at least one language."))
        return self.cleaned_data

    def _words(self, name: str) -> dict[str, str]:
        found = {code: self.cleaned_data.get(f"{name}_{code}") for code, _o in settings.LANGUAGES}
        return {code: words for code, words in found.items() if words}


def date_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, as the browser's own picker writes it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return _Day(label=label, required=required, widget=widget, help_text=help_text)


class _Day(forms.DateField):
    """Of a year with which hours can be counted in any time zone."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if found and found.year <= 1900:
            raise forms.ValidationError(_("Give a day after the year 1900."))
        if found and found.year >= 2200:
            raise forms.ValidationError(_("Give a day before the year 2200."))
        return found


def moment_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """A day and hour at the duty station, as the browser's own picker writes it."""
    return _DutyMoment(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )


class _DutyMoment(forms.DateTimeField):
    def to_python(self, value: Any) -> Any:
        too_early = forms.ValidationError(_("Give a day after the year 1900."))
        try:
            found = super().to_python(value)
        except OverflowError as no_zone_knows_it:
            raise too_early from no_zone_knows_it
        if found and found.year <= 1900:
            raise too_early
        if found and found.year >= 2200:
            raise forms.ValidationError(_("Give a day before the year 2200."))
        return found.replace(tzinfo=duty_zone()) if found else None

    def prepare_value(self, value: Any) -> Any:
        return (
            value.astimezone(duty_zone()).replace(tzinfo=None)
            if hasattr(value, "astimezone")
            else value
        )


def _field(wording: Wording, own_name: str, first: bool) -> OneLanguage:
    area = forms.Textarea(attrs={"rows": wording.rows}) if wording.rows else forms.TextInput()
    return OneLanguage(
        label=format_lazy("{} ({})", wording.label, own_name),
        max_length=wording.limit,
        required=wording.required,
        widget=area,
        help_text=_("In at least one language.") if wording.required and first else "",
    )


def _by_language(initial: dict[str, Any], wordings: dict[str, Wording]) -> dict[str, Any]:
    spread = {name: value for name, value in initial.items() if name not in wordings}
    for name in wordings:
        for code, words in (initial.get(name) or {}).items():
            spread[f"{name}_{code}"] = words
    return spread
