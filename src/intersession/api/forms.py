"""The form that makes a token; what it means is decided in the actions."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import MAY_NAMES
from intersession.api import rules
from intersession.ui.wording import date_field

USUAL = timedelta(days=90)


class NewToken(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("By which you know it again: what it is for.")
    )
    until = date_field(
        _("Until"),
        required=True,
        help_text=_("The first day on which it no longer holds; in a year at the latest."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        mays = rules.holdable(actor)
        reading = [may.value for may in mays if may in rules.READING]
        initial = {"until": today + USUAL, "scopes": reading}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["scopes"].choices = [(may.value, MAY_NAMES[may]) for may in mays]  # type: ignore[attr-defined]

    def ticked(self) -> set[str]:
        """What is ticked as the form is shown: as it was sent, else what only reads."""
        if self.is_bound:
            return set(self.data.getlist("scopes"))
        return set(self.initial["scopes"])
