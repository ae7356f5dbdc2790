"""Forms of a draw: prepare it, enter the seed, set it aside."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.participation.actions.draws import DrawFacts
from intersession.participation.drawing import MOST_DICE, fewest
from intersession.participation.models import Draw

DICE, PUBLISHED = Draw.SeedFrom.DICE, Draw.SeedFrom.PUBLISHED
SIX, TEN, TWENTY = 6, 10, 20


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PrepareForm(forms.Form):
    """The hour is that of the place of the meeting."""

    reason = forms.CharField(
        label=_("Why a draw, and who wished it"),
        max_length=500,
        widget=_lines(3),
        help_text=_("Everybody can read it on the page of the draw, also later."),
    )
    seed_from = forms.ChoiceField(
        label=_("Where the seed comes from"),
        widget=forms.RadioSelect,
        choices=[
            (DICE, _("dice, rolled before witnesses")),
            (PUBLISHED, _("a figure that others publish, named here in advance")),
        ],
    )
    origin = forms.CharField(
        label=_("The occasion of the roll, or the source, word for word"),
        max_length=500,
        widget=_lines(3),
        help_text=_(
            "Dice: “rolled at the informal consultation of 8 March, by the Chair”. A source: “the "
            "six numbers of the State lottery drawn on 7 March 2012, the smallest first, a space "
            "between”: so that everybody arrives at the same text."
        ),
    )
    sides = forms.TypedChoiceField(
        label=_("Kind of dice"),
        coerce=int,
        choices=[
            (SIX, _("six sides, 1 to 6: at least 19 of them")),
            (TEN, _("ten sides, 0 to 9: at least 15 of them")),
            (TWENTY, _("twenty sides, 1 to 20: at least 12 of them")),
        ],
    )
    dice = forms.IntegerField(
        label=_("How many dice, or rolls of one"),
        min_value=1,
        max_value=MOST_DICE,
        initial=fewest(SIX),
    )
    day = forms.DateField(
        label=_("Nobody knows the figure before, day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("seed_from") == PUBLISHED:
            for name in ("day", "hour"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Name the day and the hour."))
        return given

    def facts(self, zone: ZoneInfo) -> DrawFacts:
        given = self.cleaned_data
        named = given["seed_from"] == PUBLISHED
        hour = datetime.combine(given["day"], given["hour"], tzinfo=zone) if named else None
        return DrawFacts(
            reason=given["reason"],
            seed_from=given["seed_from"],
            origin=given["origin"],
            seed_at=hour,
            dice=given["dice"] or 0,
            sides=given["sides"] or 0,
        )


class SeedForm(forms.Form):
    """Written twice, for what is drawn stays drawn. `dice` are rolled before witnesses."""

    seed = forms.CharField(label=_("The seed"), max_length=400, widget=_lines(2))
    again = forms.CharField(
        label=_("Once more, as a witness reads it out"), max_length=400, widget=_lines(2)
    )
    witnesses = forms.CharField(
        label=_("Witnesses"),
        required=False,
        max_length=500,
        widget=_lines(2),
        help_text=_("Names and functions. Everybody can read them on the page of the draw."),
    )

    def __init__(self, *args: Any, dice: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["witnesses"].required = dice

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, second = given.get("seed"), given.get("again")
        if first and second and first.split() != second.split():
            self.add_error("again", _("The two are not the same. Compare them figure by figure."))
        return given


class SetAsideForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=_lines(3),
        help_text=_("Everybody can read it on the page of the draw, also later."),
    )
