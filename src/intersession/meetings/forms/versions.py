"""The form that publishes an agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.ui.text import as_typed
from intersession.ui.wording import WordedForm, Wording

TELL, SILENT = "tell", "silent"


class _Tell(forms.ChoiceField):
    def clean(self, value: Any) -> Any:
        return super().clean(value or TELL)


class Publish(WordedForm):
    """`asked()` is what `publish_agenda` takes. Without a choice those touched are told."""

    worded = {
        "note": Wording(label=_("Note of the Administration"), limit=1000, required=False, rows=2),
    }
    tell = _Tell(
        label=_("Who is told"),
        choices=[(TELL, _("Tell those touched")), (SILENT, _("Publish without telling anybody"))],
        widget=forms.RadioSelect,
        initial=TELL,
    )
    reason = forms.CharField(
        label=_("Why nobody is told"),
        max_length=500,
        required=False,
        help_text=_("Only without telling. It is kept in the ledger."),
    )
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    order = ["note", "tell", "reason", "seen"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "reason" in given:
            given["reason"] = as_typed(given["reason"])
        silent = given.get("tell") == SILENT
        if silent and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why nobody is told: the reason is kept in the ledger."))
        return given

    def asked(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("note", "reason", "seen")}
        return {**given, "tell": self.cleaned_data["tell"] != SILENT}
