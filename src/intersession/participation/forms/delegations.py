"""Forms of a delegation: a person, who sits when, the credential, rights handed over."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.documents import rules as documents
from intersession.meetings import rules as meetings
from intersession.membership.models import Representation
from intersession.participation import delegating
from intersession.participation.actions.delegations import LONGEST
from intersession.participation.actions.nominees import NomineeFacts
from intersession.participation.calling import MOST_NAMES
from intersession.participation.models import Delegation, Registration
from intersession.ui.languages import endonym
from intersession.ui.text import as_typed
from intersession.ui.wording import date_field

LANGUAGES = [(code, endonym(code)) for code, _own in settings.LANGUAGES]
YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


class OfNominee(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=list(delegating.ROLE_NAMES.items()), initial="expert"
    )
    title = forms.ChoiceField(
        label=_("Title"), choices=list(delegating.TITLE_NAMES.items()), required=False
    )
    given_name = forms.CharField(
        label=_("Given name"),
        max_length=100,
        required=False,
        help_text=_("Names as they stand in the passport."),
    )
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    function = forms.CharField(
        label=_("Function"),
        max_length=200,
        required=False,
        help_text=_("Such as Head of Unit, Ministry of the Interior."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("The link to the person’s own file goes there once the delegation is sent."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
    from_capital = forms.TypedChoiceField(
        label=_("Comes from the capital"),
        choices=YES_NO,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    support = forms.BooleanField(
        label=_("Asks for support: the journey is to be paid by the dialogue"), required=False
    )
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def facts(self) -> NomineeFacts:
        return NomineeFacts(**{name: self.cleaned_data[name] for name in delegating.NAMES})


def kept_nominee(row: Registration) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    said = {True: "yes", False: "no", None: ""}[row.from_capital]
    kept = {name: getattr(row, name) for name in delegating.NAMES}
    seen = meetings.version_of(row, delegating.NAMES)
    return {**kept, "from_capital": said, "seen": seen}


class Rotation(forms.Form):
    words = forms.CharField(
        label=_("In a few words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where more people come than there are seats at one time."),
    )
    seen = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def clean_words(self) -> str:
        return as_typed(self.cleaned_data["words"])

    def clean_seen(self) -> str:
        return as_typed(self.cleaned_data["seen"])


class Credential(forms.Form):
    upload = forms.FileField(
        label=_("Note verbale or letter, one for all"),
        max_length=500,
        help_text=format_lazy(
            _("PDF, DOCX, ODT, PNG or JPEG, at most {} MB."),
            documents.MOST_OCTETS // 1_000_000,
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg"}),
    )


class Allow(forms.Form):
    """Of the Administration, for one delegation."""

    names = forms.IntegerField(label=_("Names"), required=False, min_value=1, max_value=MOST_NAMES)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=MOST_NAMES)
    late_leave = forms.BooleanField(
        label=_("May be written and sent after nominations have closed"), required=False
    )


def kept_allowed(row: Delegation | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Allow.base_fields} if row else {}


class HandOver(forms.Form):
    held = forms.ChoiceField(label=_("Whose rights"))
    email = forms.EmailField(label=_("Mail address of who takes over"), max_length=254)
    function = forms.CharField(
        label=_("Their function"), max_length=150, help_text=_("Such as Third Secretary.")
    )
    name = forms.CharField(label=_("Their name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language of their mail"), choices=LANGUAGES)
    on = date_field(_("From"), required=True, help_text=_("Today: at once."))
    keep = forms.TypedChoiceField(
        label=_("The one who hands over"),
        choices=[("no", _("loses the rights on that day")), ("yes", _("keeps them, too"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )

    def __init__(self, *args: Any, rights: list[Representation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["held"]
        field.choices = [(str(row.pk), row.user.email) for row in rights]
        if len(rights) == 1:
            field.widget = forms.HiddenInput()
            field.initial = str(rights[0].pk)
