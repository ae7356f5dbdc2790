"""Forms of invitations: one, many, whom to write to; and those of whoever holds a link."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity
from intersession.participation import pasting
from intersession.participation.actions.invitations import ReasonMissing
from intersession.participation.inviting import InvitationFacts
from intersession.ui.languages import endonym
from intersession.ui.text import as_typed, text
from intersession.ui.wording import WordedForm, Wording

LANGUAGES = [(code, endonym(code)) for code, _own in settings.LANGUAGES]
MOST_PASTED = pasting.MOST_LINES * 120  # characters


class Entities(forms.ModelChoiceField):
    """By name, in the language of the reader."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Entity.objects.all(), required=False, **kwargs)

    def offer(self) -> None:
        rows = Entity.objects.values_list("pk", "name")
        named = sorted(((pk, text(name)) for pk, name in rows), key=lambda one: one[1].casefold())
        self.choices = [("", _("none: a person")), *named]


class OfInvitation(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = forms.CharField(
        label=_("Name, or role"),
        max_length=200,
        required=False,
        help_text=_("As the mail should name them."),
    )
    entity = Entities(label=_("Entity"), help_text=_("Where the invitation is addressed to one."))
    stakeholder = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("as its Entity")), *KIND_NAMES.items()],
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer()  # type: ignore[attr-defined]

    def facts(self) -> InvitationFacts:
        return InvitationFacts(**self.cleaned_data)


class Many(forms.Form):
    """Kinds of Entities of the membership, or a list that is pasted; or both."""

    kinds = forms.MultipleChoiceField(
        label=_("All Entities of these kinds"),
        choices=list(KIND_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One mail to each that holds a status on the first day of the meeting."),
    )
    pasted = forms.CharField(
        label=_("People, one a line"),
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Such as: Ana Ruiz <ana@example.org>; or name and address in two columns."),
    )
    stakeholder = forms.ChoiceField(
        label=_("The people of the list are"),
        choices=[("", _("not said")), *KIND_NAMES.items()],
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of their mail"), choices=LANGUAGES)

    def clean_pasted(self) -> str:
        pasted = as_typed(self.cleaned_data["pasted"])
        if len(pasted.splitlines()) > pasting.MOST_LINES:
            raise forms.ValidationError(
                _("Paste at most %(most)s lines at once."), params={"most": pasting.MOST_LINES}
            )
        return pasted

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("kinds") or given.get("pasted")):
            raise forms.ValidationError(_("Choose a kind of Entity, or paste a list."))
        return given


class Chosen(WordedForm):
    """Whom to write to, and a word of one's own in the mail."""

    worded = {
        "note": Wording(label=_("A word of your own"), limit=1000, required=False, rows=3),
    }
    people = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _(
                "Somebody chosen was written to, or answered, meanwhile. Choose again."
            ),
        },
    )
    order = ["note", "people"]

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = people


class Answer(forms.Form):
    """As an officer heard it."""

    accept = forms.TypedChoiceField(
        label=_("The answer"),
        choices=[("yes", _("accepts")), ("no", _("declines"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("In a few words, where the invitation is declined"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Decline(forms.Form):
    why = forms.CharField(
        label=_("Why, in a few words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the Administration reads it."),
        error_messages={"required": ReasonMissing.message},
    )


class PassOn(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)

    def facts(self) -> InvitationFacts:
        return InvitationFacts(**self.cleaned_data)
