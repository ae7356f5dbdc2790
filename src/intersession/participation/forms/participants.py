"""Forms of the list of participants: until when it may be corrected, and corrections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.documents.models import Document
from intersession.participation import correcting, wording
from intersession.participation.models import Registration
from intersession.ui.wording import moment_field


class Term(forms.Form):
    closes_at = moment_field(_("Corrections may be asked for until"))


class Correct(forms.Form):
    """A line as it should be; what stays as it is asks for nothing."""

    title = forms.ChoiceField(
        label=wording.FIELDS["title"], choices=list(wording.TITLES.items()), required=False
    )
    given_name = forms.CharField(label=wording.FIELDS["given_name"], max_length=100, required=False)
    family_name = forms.CharField(
        label=wording.FIELDS["family_name"],
        max_length=100,
        required=False,
        help_text=_("With its particles; the list sets it in capitals."),
    )
    badge_name = forms.CharField(label=wording.FIELDS["badge_name"], max_length=200, required=False)
    function = forms.CharField(label=wording.FIELDS["function"], max_length=200, required=False)
    note = forms.CharField(
        label=_("What else is not right"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as how your Entity is called. The Administration reads it."),
    )

    def asked(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in correcting.CORRECTED}


def kept_line(row: Registration) -> dict[str, Any]:
    return {name: getattr(row, name) for name in correcting.CORRECTED}


class Refusing(forms.Form):
    why = forms.CharField(
        label=_("Why it is not made, for the person to read"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AsDocument(forms.Form):
    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=60,
        help_text=_("As IC/2012/9. A revision: the same with /Rev.1."),
    )


DISTRIBUTION = Document.Distribution.MEMBERS  # who reads the whole list
