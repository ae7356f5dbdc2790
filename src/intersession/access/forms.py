"""Forms of sign-in and of one's account; allauth's checks, our words."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.access.models import User

ONE_TIME = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class Address(RequestLoginCodeForm):  # type: ignore[misc]
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_(
            "The address the Administration writes to, for instance your mission’s mailbox."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class Code(ConfirmLoginCodeForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Code from the mail"),
        help_text=_("Eight letters; capitals and the dash do not matter."),
        max_length=30,
        widget=forms.TextInput(attrs=ONE_TIME),
    )


class SecondCode(AuthenticateForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Code from your authenticator, or a recovery code"),
        max_length=30,
        widget=forms.TextInput(attrs={**ONE_TIME, "inputmode": "numeric"}),
    )


class NewTotp(ActivateTOTPForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("The six figures it shows now"),
        max_length=10,
        widget=forms.TextInput(attrs={**ONE_TIME, "inputmode": "numeric"}),
    )


class Who(forms.Form):
    """A person named before, or somebody new."""

    NEW = "new"
    use_required_attribute = False  # what is required depends on what is chosen
    person = forms.ChoiceField(
        label=_("Who is acting?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a person, or give a name and a function.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    function = forms.CharField(
        label=_("Function"),
        help_text=_("For instance “Second Secretary”."),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(p.pk), str(p)) for p in user.persons.filter(active=True).order_by("pk")]
        if known:
            choices = [*known, (self.NEW, _("Somebody else: name and function below"))]
            self.fields["person"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["person"]
            self.fields["function"].required = True

    def clean(self) -> dict[str, Any]:
        """`person` becomes a primary key, or None for somebody new."""
        given = super().clean() or {}
        chosen = given.get("person", self.NEW)
        given["person"] = None if chosen == self.NEW else int(chosen)
        if given["person"] is None and not self.errors and not given.get("function"):
            self.add_error("function", _("Say in which function you act."))
        return given


class Language(forms.Form):
    language = forms.ChoiceField(label=_("Language of pages and mail"), choices=settings.LANGUAGES)


class KeyName(forms.Form):
    name = forms.CharField(label=_("What you call this key"), max_length=60, required=False)
