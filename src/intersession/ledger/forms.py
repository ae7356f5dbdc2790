"""What can be asked of the ledger."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.ledger import queries


class Filters(forms.Form):
    area = forms.ChoiceField(label=_("About"), required=False)
    by = forms.CharField(label=_("Who"), required=False, max_length=100)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=120)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=pgettext_lazy("last day", "To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Everything")), *queries.areas()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Days become moments at the duty station; the day of `until` is included. A field that
        cannot be read asks for nothing."""
        self.is_valid()
        given = dict(self.cleaned_data)
        if given.get("since"):
            given["since"] = _midnight(given["since"])
        if given.get("until"):
            given["until"] = _midnight(given["until"] + timedelta(days=1))
        return given


class Published(forms.Form):
    head = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{64}\s*$",
        label=_("Digest that was published elsewhere"),
        help_text=_("64 hexadecimal digits, for instance from a note or a mail."),
        required=False,
        error_messages={"invalid": _("A digest has 64 hexadecimal digits.")},
    )


def _midnight(day: Any) -> datetime:
    zone = ZoneInfo(str(settings.DUTY_STATION["time_zone"]))
    return datetime.combine(day, time(), tzinfo=zone)
