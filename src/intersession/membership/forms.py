"""Plain forms; what they mean is decided in the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import ROLE_NAMES, Role
from intersession.membership.labels import KIND_NAMES, LABEL_NAMES, STATUS_NAMES
from intersession.membership.models import Group
from intersession.membership.queries.listing import PROTOCOL, Asked, Listing
from intersession.ui.dates import zones
from intersession.ui.text import text
from intersession.ui.wording import NO_ADDRESS, WordedForm, Wording, date_field

LAST_DAY = _("The first day on which it no longer holds. Empty: it has no end yet.")
STATUSES = ["", "any", "none", *STATUS_NAMES]


def _letters(pattern: str, words: Any) -> RegexValidator:
    return RegexValidator(pattern, words)


class Filter(forms.Form):
    """What the list is asked for. Read only: the page draws its own fields."""

    on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    status = forms.ChoiceField(choices=[(s, s) for s in STATUSES], required=False)
    kind = forms.ChoiceField(choices=list(KIND_NAMES.items()), required=False)
    group = forms.SlugField(required=False)
    q = forms.CharField(required=False, max_length=100)
    order = forms.ChoiceField(
        choices=[*settings.LANGUAGES, (PROTOCOL, _("Protocol"))], required=False
    )

    PROBLEMS = {
        "on": _("The date is not one. Write it as 2011-10-20."),
        "status": _("There is no such status."),
        "kind": _("There is no such kind of Entity."),
        "group": _("There is no such group."),
        "q": _("The name looked for is too long: 100 characters at most."),
        "order": _("There is no such order."),
    }

    def asked(self, today: date) -> Asked:
        """What can be read counts, the rest is as if it had not been asked (see `problems`)."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            day=given.get("on") or today,
            status=given.get("status", "") if "status" in self.data else None,
            kind=given.get("kind", ""),
            group=given.get("group", ""),
            q=given.get("q", ""),
            order=given.get("order", ""),
        )

    def problems(self, listing: Listing) -> list[Any]:
        """What could not be read, and a group that is not among those of the list."""
        wrong = list(self.errors)
        known = {code for _heading, choices in listing.group_choices for code, _name in choices}
        if self.cleaned_data.get("group", "") not in known | {""}:
            wrong.append("group")
        return [self.PROBLEMS[name] for name in wrong]


class EntityFacts(WordedForm):
    worded = {
        "name": Wording(label=_("Name"), limit=150),
        "formal_name": Wording(label=_("Formal name"), required=False),
    }
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KIND_NAMES.items()))
    local_name = forms.CharField(label=_("Name in its own script"), max_length=150, required=False)
    iso2 = forms.CharField(
        label=_("Code of two letters (ISO 3166-1)"),
        required=False,
        validators=[_letters(r"^[A-Z]{2}$", _("Two capital letters, such as CH."))],
    )
    iso3 = forms.CharField(
        label=_("Code of three letters (ISO 3166-1)"),
        required=False,
        validators=[_letters(r"^[A-Z]{3}$", _("Three capital letters, such as CHE."))],
    )
    m49 = forms.CharField(
        label=_("Number (M49)"),
        required=False,
        validators=[_letters(r"^[0-9]{3}$", _("Three figures, such as 756."))],
    )
    capital = forms.CharField(label=_("Capital"), max_length=100, required=False)
    latitude = forms.FloatField(
        label=_("Latitude of the capital"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("In degrees north, such as 46.2; south with a minus."),
    )
    longitude = forms.FloatField(
        label=_("Longitude of the capital"),
        required=False,
        min_value=-180,
        max_value=180,
        help_text=_(
            "In degrees east, such as 6.15; west with a minus. Fares are estimated from it."
        ),
    )
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, help_text=_("Such as Europe/Zurich.")
    )
    language = forms.ChoiceField(label=_("Language of correspondence"), choices=settings.LANGUAGES)
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]{3,40}$",
        label=_("Telephone"),
        required=False,
        help_text=_("Read by the Administration and by the mission itself."),
    )
    address = forms.CharField(
        label=_("Postal address of the mission"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In lines, as on an envelope, without the name."),
    )
    protocol_rank = forms.IntegerField(
        label=_("Place in the order of protocol"), required=False, min_value=1, max_value=9999
    )
    order = ["kind", "name", "formal_name", "local_name"]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if zone and zone not in zones():
            raise forms.ValidationError(_("No such time zone. Write it as Europe/Zurich."))
        return zone


class Add(EntityFacts):
    slug = forms.SlugField(
        label=_("Address of its page"),
        required=False,
        max_length=80,
        error_messages=NO_ADDRESS,
        help_text=_("Small letters and hyphens. Empty: made from the name."),
    )


class Status(forms.Form):
    kind = forms.ChoiceField(label=_("Status"), choices=list(STATUS_NAMES.items()))
    since = date_field(_("From"), required=True)
    until = date_field(_("Until before"), help_text=LAST_DAY)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("The decision it rests on, such as a resolution of the Council."),
    )


class End(forms.Form):
    on = date_field(_("Until before"), help_text=LAST_DAY)


class JoinGroup(forms.Form):
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none())
    since = date_field(_("From"), required=True)
    until = date_field(_("Until before"), help_text=LAST_DAY)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        field.queryset = Group.objects.order_by("position", "code")
        field.label_from_instance = lambda group: text(group.name)


class Represent(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    email = forms.EmailField(label=_("Mail address"))
    function = forms.CharField(
        label=_("Function"), max_length=150, help_text=_("Such as Third Secretary.")
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    shared = forms.BooleanField(
        label=_("Several people read this mailbox"),
        required=False,
        help_text=_("Whoever signs in through it is asked who is acting."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    since = date_field(_("From"), required=True)
    in_place_of = forms.TypedChoiceField(
        label=_("In place of"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The rights of this account end on the same day."),
    )

    def __init__(
        self, *args: Any, roles: Iterable[Role], acting: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, ROLE_NAMES[role]) for role in roles]
        self.fields["in_place_of"].choices = [("", _("Nobody")), *acting]


class EndRepresentation(forms.Form):
    on = date_field(_("From which day"), required=True)


class Declare(forms.Form):
    labels = forms.MultipleChoiceField(
        label=_("On this topic we are"),
        choices=list(LABEL_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several at once, or none."),
    )
    since = date_field(_("From"), required=True)


class Load(forms.Form):
    with_statuses = forms.BooleanField(
        label=_("Also load who was a Member of IOM"),
        required=False,
        initial=True,
        help_text=_("Recorded up to 2014, mostly by year; later Members are added by hand."),
    )
