"""Plain forms; what they mean is decided in the actions. Files stand last: see `uploads`."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents import contents, queries, rules
from intersession.documents.models import Document, Series
from intersession.documents.queries.narrowing import groupings, years
from intersession.ui.languages import endonym, language_name
from intersession.ui.wording import WordedForm, Wording, date_field

FILES = _("PDF, DOCX, ODT, PPTX, PNG or JPEG, at most {} MB. What it is says its content.")
MOST_DEADLINES = 300
Languages = list[tuple[str, str]]


def file_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        max_length=500,
        help_text=format_lazy(FILES, rules.MOST_OCTETS // 1_000_000),
        widget=forms.FileInput(attrs={"accept": contents.ACCEPT}),
    )


class Narrow(forms.Form):
    """By year, kind, language and what hangs in from above; what does not exist narrows nothing."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *queries.KIND_NAMES.items()],
        required=False,
    )
    language = forms.ChoiceField(label=_("Available in"), required=False)
    any_language: Any = _("Any language")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_years = [(year, str(year)) for year in years(actor)]
        languages = [(code, language_name(code)) for code, _own in settings.LANGUAGES]
        self._choose("year", [("", _("All years")), *of_years])
        self._choose("language", [("", self.any_language), *languages])
        for one in groupings():
            self.fields[one.name] = forms.ChoiceField(label=one.label, required=False)
            self._choose(one.name, [("", one.every), *one.choices()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def asked(self) -> dict[str, Any]:
        """What is right of what was asked."""
        self.is_valid()
        return self.cleaned_data


class Search(Narrow):
    symbol = forms.CharField(label=_("Symbol"), max_length=60, required=False)
    distribution = forms.ChoiceField(label=_("Distribution"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        mine = [(one, queries.DISTRIBUTION_NAMES[one]) for one in rules.readable(actor)]
        self._choose("distribution", [("", _("Any distribution")), *mine])
        if len(mine) < 2:
            del self.fields["distribution"]
        self.order_fields(["symbol", "year", "kind", "language"])


class Parity(Narrow):
    any_language: Any = _("All languages")
    all = forms.BooleanField(label=_("also what is complete"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["language"].label = _("Language")
        self.order_fields(["language", "year", "kind", *(one.name for one in groupings()), "all"])


class Deadlines(forms.Form):
    """Cells of the parity table, as "address:language", and the day on which they are due."""

    due_on = date_field(_("Due on"), required=True)

    def __init__(self, *args: Any, chosen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen

    def clean(self) -> dict[str, Any]:
        super().clean()
        pairs = [one.rpartition(":")[::2] for one in dict.fromkeys(self.chosen)]
        slugs = {slug for slug, _language in pairs}
        if len(pairs) > MOST_DEADLINES:
            raise ValidationError(_("That is too much at once. Choose fewer languages."))
        found = {row.slug: row for row in Document.objects.filter(slug__in=slugs)}
        if slugs - set(found):
            raise ValidationError(_("One of these documents does not exist. Open the table again."))
        self.cleaned_data["wanted"] = [(found[slug], language) for slug, language in pairs]
        return self.cleaned_data


class Change(WordedForm):
    worded = {"title": Wording(label=_("Title"), limit=300)}
    kind = forms.ChoiceField(label=_("Kind"), choices=list(queries.KIND_NAMES.items()))
    dated = date_field(_("Date of the document"), required=True)
    distribution = forms.ChoiceField(
        label=_("Distribution"),
        choices=list(queries.DISTRIBUTION_NAMES.items()),
        help_text=_(
            "In force at once, also for addresses of files that somebody already has. General: "
            "everybody. The membership: Members and their focal points. Restricted: the "
            "Administration and the Chair."
        ),
    )
    order = ["title", "kind", "dated", "distribution"]


class Add(Change):
    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=60,
        help_text=_("Such as IC/2011/7, MC/2398/Rev.1 or C/106/INF/10/Corr.1."),
    )
    original_language = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES)
    order = ["symbol", "kind", "title", "original_language", "dated", "distribution"]

    def with_symbol(self, symbol: str) -> "Add":
        """The same form, all that was written in it kept, with another symbol."""
        data = self.data.copy()
        data["symbol"] = symbol
        return Add(data)


class OfLanguages(forms.Form):
    """Some of the languages in which it can be done now."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, languages: Languages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["languages"]
        field.choices = languages


class Translate(OfLanguages):
    due_on = date_field(_("Due on"), required=True)


class Supersede(OfLanguages):
    note = forms.CharField(
        label=_("By what, or why"), max_length=300, required=False, help_text=_("Readers see it.")
    )


class Issue(OfLanguages):
    """A file or an address for each language; a language with either of them is meant, too."""

    issued_on = date_field(_("Issued on"), help_text=_("Today when left empty."))

    def __init__(self, *args: Any, languages: Languages, **kwargs: Any) -> None:
        super().__init__(*args, languages=languages, **kwargs)
        self.languages = [code for code, _own in languages]
        self.fields["languages"].required = False
        self.fields["languages"].help_text = _(
            "Those for which a file or an address is given below are issued, too."
        )
        for code in self.languages:
            self.fields[f"url_{code}"] = _address(code)
        for code in self.languages:
            self.fields[f"upload_{code}"] = file_field(
                format_lazy("{} ({})", _("File"), endonym(code))
            )

    def chosen(self) -> list[str]:
        given = self.cleaned_data
        return [
            code
            for code in self.languages
            if code in given["languages"] or given[f"upload_{code}"] or given[f"url_{code}"]
        ]


class OfOneLanguage(forms.Form):
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: Languages, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = languages


class Draft(OfOneLanguage):
    upload = file_field(_("File"))


class Replace(OfOneLanguage):
    """A corrected or revised version has a file, or an address, of its own."""

    note = forms.CharField(
        label=_("What has changed"), max_length=300, help_text=_("Readers see it.")
    )
    issued_on = date_field(_("Issued on"), help_text=_("Today when left empty."))
    url = forms.URLField(
        label=_("Where it is published elsewhere"), required=False, assume_scheme="https"
    )
    upload = file_field(_("File"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (self.errors or given.get("upload") or given.get("url")):
            self.add_error("upload", _("Choose the new file, or say where it is published."))
        return given


class SeriesForm(WordedForm):
    worded = {"name": Wording(label=_("Name"), limit=120)}
    pattern = forms.CharField(
        label=_("Series"),
        max_length=60,
        help_text=_("{n} is the number, {year} the year: IC/{year}/{n}, C/{session}/INF/{n}."),
    )
    session = forms.CharField(
        label=_("What stands for {session} now"), max_length=10, required=False
    )
    first = forms.IntegerField(
        label=_("Number to begin with"),
        min_value=1,
        max_value=999_999,
        initial=1,
        help_text=_("Where earlier numbers were given outside this register."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(queries.KIND_NAMES.items()))
    distribution = forms.ChoiceField(
        label=_("Distribution"), choices=list(queries.DISTRIBUTION_NAMES.items())
    )
    ended = forms.BooleanField(label=_("Ended: no further number is proposed"), required=False)
    order = ["pattern", "name", "session", "first", "kind", "distribution", "ended"]


def _address(code: str) -> forms.URLField:
    label = format_lazy("{} ({})", _("Where it is published elsewhere"), endonym(code))
    return forms.URLField(label=label, required=False, assume_scheme="https")


def kept(row: Document | Series, names: list[str]) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    return {name: getattr(row, name) for name in names}
