"""Forms of the Administration on registrations, and of who registers somebody."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.participation import deciding
from intersession.ui.languages import endonym


def _why(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Decision(forms.Form):
    """One act; the button says which."""

    act = forms.ChoiceField(
        choices=[(act, deciding.ACTS[act].label) for act in deciding.OF_THE_OFFICE],
        error_messages={
            "required": _("Choose what is to be done."),
            "invalid_choice": _("Choose what is to be done."),
        },
    )
    why = _why(_("Reason, for the person to read"))
    why.help_text = _("Needed to return and to cancel.")
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class FieldAnswer(forms.Form):
    field = forms.CharField(max_length=60)
    say = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    why = _why(_("Why it goes back, for the person to read"))
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class DeletionAnswer(forms.Form):
    say = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    why = _why(_("Where it cannot be deleted yet: why, for the person to read"))


class Link(forms.Form):
    renew = forms.BooleanField(
        label=_("Make a new link; the old one leads nowhere any more"), required=False
    )


class Several(forms.Form):
    """What is to be done to whom. `people`: uids and, once they were shown, what was seen."""

    act = forms.ChoiceField(
        label=_("What is to be done"),
        choices=[(act, deciding.ACTS[act].label) for act in deciding.SEVERAL],
        error_messages={
            "required": _("Choose what is to be done."),
            "invalid_choice": _("Choose what is to be done."),
        },
    )
    why = _why(_("Reason, for each of them to read"))


class SomebodyNew(forms.Form):
    badge_name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("The person writes the rest on their own page."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The link to the registration is sent there. For yourself, write your own."),
    )
    language = forms.ChoiceField(
        label=_("Language of mail"),
        choices=[(code, endonym(code)) for code, _own in settings.LANGUAGES],
    )
