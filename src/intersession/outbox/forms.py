"""Forms of the outbox."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Edit(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=250)
    body = forms.CharField(
        label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    version = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)


class Hold(forms.Form):
    reason = forms.CharField(label=_("Why it is held"), required=False, max_length=300)
