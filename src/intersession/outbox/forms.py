"""Forms of the outbox."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.outbox import rules
from intersession.outbox.actions import Plan
from intersession.ui.wording import WordedForm, Wording, moment_field

_OFFICE_HOURS = _("Only within office hours of the duty station")


class Edit(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class Hold(forms.Form):
    reason = forms.CharField(label=_("Why it is held"), required=False, max_length=300)


class Schedule(forms.Form):
    send_after = moment_field(_("Leaves not before"))
    office_hours = forms.BooleanField(label=_OFFICE_HOURS, required=False)


class Narrow(forms.Form):
    """What is asked of the list; what does not exist is left out."""

    state = forms.ChoiceField(choices=[(code, "") for code in rules.STATE_NAMES], required=False)
    campaign = forms.UUIDField(required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("All languages")), *settings.LANGUAGES],
        required=False,
    )
    q = forms.CharField(label=_("Recipient or subject"), max_length=100, required=False)


class Several(forms.Form):
    """How many were seen, and why they are held."""

    expected = forms.IntegerField(min_value=0, max_value=10_000_000)
    reason = forms.CharField(label=_("Why they are held"), required=False, max_length=300)


class Campaign(WordedForm):
    worded = {
        "subject": Wording(label=_("Subject")),
        "body": Wording(label=_("Text"), limit=8000, rows=9),
    }
    order = [
        "audience",
        "purpose",
        *(f"{name}_{code}" for code, _own in settings.LANGUAGES for name in ("subject", "body")),
        "send_after",
        "office_hours",
    ]
    audience = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("What it asks for"),
        choices=list(rules.PURPOSE_NAMES.items()),
        help_text=_("What is for information only may be refused or gathered by its reader."),
    )
    send_after = moment_field(
        _("Leaves not before"),
        required=False,
        help_text=_("Day and hour at the duty station. Empty: as soon as it is queued."),
    )
    office_hours = forms.BooleanField(label=_OFFICE_HOURS, required=False)
    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, circles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = circles
        for code, _own in settings.LANGUAGES:
            self.fields[f"subject_{code}"].help_text = ""
            self.fields[f"body_{code}"].help_text = ""

    def plan(self) -> Plan:
        names = ("audience", "purpose", "subject", "body", "send_after", "office_hours")
        return Plan(**{name: self.cleaned_data[name] for name in names})


class Choices(forms.Form):
    """For each topic, how its notices come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, name in rules.TOPICS.items():
            self.fields[topic] = forms.ChoiceField(
                label=name, choices=list(rules.HOW_NAMES.items())
            )
