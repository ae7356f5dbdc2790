"""Plain forms; what they mean is decided in the actions."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.documents import queries, rules
from intersession.ui.wording import WordedForm, Wording, date_field


class Search(forms.Form):
    """What is asked of the list; a kind that does not exist is none."""

    symbol = forms.CharField(label=_("Symbol"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *queries.KIND_NAMES.items()],
        required=False,
    )


class Add(WordedForm):
    worded = {"title": Wording(label=_("Title"), limit=300)}
    symbol = forms.CharField(
        label=_("Symbol"), max_length=60, help_text=_("Such as IC/2011/7 or MC/2398/Rev.1.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(queries.KIND_NAMES.items()))
    distribution = forms.ChoiceField(
        label=_("Distribution"), choices=list(queries.DISTRIBUTION_NAMES.items())
    )
    original_language = forms.ChoiceField(label=_("Original language"), choices=settings.LANGUAGES)
    dated = date_field(_("Date of the document"), required=True)
    order = ["symbol", "kind", "title", "original_language", "dated", "distribution"]


class Version(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    to = forms.ChoiceField(label=_("State"), choices=list(rules.STATE_NAMES.items()))
    due_on = date_field(_("Due on"), help_text=_("Needed while it is in translation."))
    issued_on = date_field(_("Issued on"), help_text=_("Today when left empty."))
    url = forms.URLField(
        label=_("Where it is published elsewhere"), required=False, assume_scheme="https"
    )
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, PNG or JPEG, at most 10 MB.")
    )
