"""The form of a call: hours, names and seats, papers, words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules as meetings
from intersession.membership.labels import KIND_NAMES
from intersession.participation.actions.calls import CallFacts
from intersession.participation.calling import MOST_NAMES, NAMES
from intersession.participation.models import Call
from intersession.ui.wording import WordedForm, Wording, moment_field

SHOWN = [name for name in NAMES if name != "limits"]


def _number(label: Any, *, least: int, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_NAMES, required=required)


class OfCall(WordedForm):
    """`limits`: one pair of fields a kind of Entity, empty where the numbers of all hold."""

    worded = {
        "words": Wording(
            label=_("What those invited should know"), limit=2000, required=False, rows=4
        ),
    }
    opens_at = moment_field(
        _("The call opens"), help_text=_("Hours are those of the duty station.")
    )
    nominations_close_at = moment_field(
        _("Nominations close"), help_text=_("This hour binds; you may give leave to one Entity.")
    )
    registrations_close_at = moment_field(_("Registrations close"))
    lists_close_at = moment_field(
        _("Corrections to the list of participants close"), required=False
    )
    names = _number(_("People whom an Entity may put forward"), least=1, required=True)
    seats = _number(_("Seats of an Entity at one time"), least=0, required=True)
    credential = forms.BooleanField(
        label=_("A delegation needs a credential (note verbale)"), required=False
    )
    photo = forms.BooleanField(label=_("Everybody sends a photo for the badge"), required=False)
    passport = forms.BooleanField(label=_("Everybody sends the passport page"), required=False)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    order = [
        *("opens_at", "nominations_close_at", "registrations_close_at", "lists_close_at"),
        *("names", "seats", "credential", "photo", "passport", "words"),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KIND_NAMES:
            self.fields[f"names_{kind}"] = _number(_("Names"), least=1)
            self.fields[f"seats_{kind}"] = _number(_("Seats"), least=0)

    def plain(self) -> list[Any]:
        """What stands above the limits by kind, in its order; texts by language stay together."""
        kinds = {f"{what}_{kind}" for what in ("names", "seats") for kind in KIND_NAMES}
        return [self[name] for name in self.fields if name not in kinds]

    def by_kind(self) -> list[tuple[Any, Any, Any]]:
        return [
            (word, self[f"names_{kind}"], self[f"seats_{kind}"])
            for kind, word in KIND_NAMES.items()
        ]

    def says_kinds(self) -> bool:
        return any(one.value() or one.errors for _word, *pair in self.by_kind() for one in pair)

    def facts(self) -> CallFacts:
        """Once it is valid."""
        given = self.cleaned_data
        limits = {kind: self._limits(kind) for kind in KIND_NAMES}
        return CallFacts(
            **{name: given[name] for name in SHOWN},
            limits={kind: pair for kind, pair in limits.items() if pair},
        )

    def _limits(self, kind: str) -> dict[str, int]:
        pair = {what: self.cleaned_data.get(f"{what}_{kind}") for what in ("names", "seats")}
        return {what: number for what, number in pair.items() if number is not None}


def kept_call(call: Call) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    kept = {name: getattr(call, name) for name in SHOWN}
    for kind, pair in call.limits.items():
        kept |= {f"{what}_{kind}": number for what, number in pair.items()}
    return {**kept, "seen": meetings.version_of(call, NAMES)}
