"""Hours in forms, as the clocks at the place of the meeting show them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LEFT_OUT = _("This hour does not exist there: clocks are put forward over it.")


def hour_field(label: Any, *, required: bool = True) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)
