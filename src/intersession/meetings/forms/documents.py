"""Which document is listed for a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.documents.models import Document
from intersession.ui.text import text


class Symbols(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.symbol} · {text(obj.title)}"


class Paper(forms.Form):
    document = Symbols(
        label=_("Document"),
        queryset=Document.objects.order_by("-dated", "symbol"),
        to_field_name="slug",
    )
