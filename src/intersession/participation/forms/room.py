"""Forms of the room: seats and money, one target, a decision of a person."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intersession.meetings.rules import version_of
from intersession.meetings.speaking import CHANNEL_NAMES
from intersession.participation import features
from intersession.participation.models import RoomRules, Target
from intersession.participation.room_facts import (
    FACTS,
    MOST_MONEY,
    MOST_SEATS,
    TARGET_FACTS,
    RoomFacts,
    TargetFacts,
)
from intersession.ui.text import text

CENTS = 100


def _money(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=Decimal(MOST_MONEY) / CENTS,
        decimal_places=2,
    )


def _cents(value: Decimal | None) -> int | None:
    return None if value is None else int(value * CENTS)


def _units(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / CENTS


class RoomRulesForm(forms.Form):
    """`regions`: names of the regional groups by code; each has a cost of its own."""

    seats_least = forms.IntegerField(
        label=_("Least number of funded seats"), min_value=0, max_value=MOST_SEATS
    )
    seats_most = forms.IntegerField(
        label=_("Greatest number of funded seats"), min_value=1, max_value=MOST_SEATS
    )
    per_entity = forms.IntegerField(
        label=_("At most, of one Entity"), required=False, min_value=1, max_value=MOST_SEATS
    )
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), initial="USD", max_length=3, strip=True
    )
    budget = _money(_("Money there is"), _("Left empty, money sets no limit."))
    share_of = forms.ChoiceField(
        label=_("Two thirds for officials of developing countries"),
        required=False,
        choices=[
            ("", _("not asked for")),
            (RoomRules.ShareOf.SPEND, _("of what is spent")),
            (RoomRules.ShareOf.BUDGET, _("of the money there is")),
        ],
    )
    share_part = forms.IntegerField(label=_("The share: so many"), min_value=1, max_value=1000)
    share_whole = forms.IntegerField(label=_("… of so many"), min_value=1, max_value=1000)
    share_wished = forms.BooleanField(
        label=_("About so much will do: a wish, not a condition"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, regions: Mapping[str, Mapping[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.regions = {**regions, "": {}}
        for code, name in self.regions.items():
            label = text(name) if name else _("All others")
            self.fields[f"cost_{code}"] = _money(label)

    def costs(self) -> list[Any]:
        """The fields of what a traveller costs, for the page."""
        return [self[f"cost_{code}"] for code in self.regions]

    def facts(self) -> RoomFacts:
        given = self.cleaned_data
        costs = {code: _cents(given[f"cost_{code}"]) for code in self.regions}
        plain = {name: given[name] for name in FACTS if name not in {"costs", "budget"}}
        known = {code: cost for code, cost in costs.items() if cost is not None}
        return RoomFacts(**plain, budget=_cents(given["budget"]), costs=known)


def rules_kept(row: RoomRules | None) -> dict[str, Any]:
    """What the form shows of the rules that stand."""
    if row is None:
        return {"share_part": 2, "share_whole": 3, "share_wished": True, "currency": "USD"}
    plain = {name: getattr(row, name) for name in FACTS if name not in {"costs", "budget"}}
    costs = {f"cost_{code}": _units(cost) for code, cost in row.costs.items()}
    return {**plain, **costs, "budget": _units(row.budget), "seen": version_of(row, FACTS)}


class TargetForm(forms.Form):
    """For one feature, or for a pair."""

    first = forms.ChoiceField(label=_("Seats for"))
    second = forms.ChoiceField(
        label=_("… who are also"), required=False, help_text=_("Only where a pair is meant.")
    )
    least = forms.IntegerField(label=_("At least"), required=False, min_value=0, max_value=5000)
    most = forms.IntegerField(label=_("At most"), required=False, min_value=0, max_value=5000)
    wished = forms.ChoiceField(
        label=_("How firm it is"),
        initial="wish",
        choices=[
            ("wish", _("a wish: as nearly as the other rules allow")),
            ("hard", _("a condition: without it there is no list")),
        ],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, named: features.Named, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["first"].choices = named.choices()
        fields["second"].choices = [("", "–"), *named.choices()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("least") is None and given.get("most") is None and not self.errors:
            raise ValidationError(_("Say at least how many, or at most how many."))
        return given

    def facts(self) -> TargetFacts:
        given = self.cleaned_data
        chosen = [given["first"], given["second"]]
        pairs = tuple((one.partition(":")[0], one.partition(":")[2]) for one in chosen if one)
        return TargetFacts(
            values=pairs,
            least=given["least"],
            most=given["most"],
            wished=given["wished"] == "wish",
        )


def target_kept(row: Target) -> dict[str, Any]:
    chosen = [f"{feature}:{value}" for feature, value in row.values]
    return {
        "first": chosen[0],
        "second": chosen[1] if len(chosen) > 1 else "",
        "least": row.least,
        "most": row.most,
        "wished": "wish" if row.wished else "hard",
        "seen": version_of(row, TARGET_FACTS),
    }


class OfferForm(forms.Form):
    """The hour is that of the place of the meeting."""

    day = forms.DateField(
        label=_("Answer by, day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    consulted = forms.CharField(
        label=_("Who was consulted"),
        required=False,
        max_length=300,
        help_text=_("Such as the Chair and the Vice-Chairs, and on which day."),
    )

    def answer_by(self, zone: ZoneInfo) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["day"], given["hour"], tzinfo=zone)


class SeatAnswerForm(forms.Form):
    accept = forms.ChoiceField(
        label=_("The answer"),
        widget=forms.RadioSelect,
        choices=[("yes", _("takes the seat")), ("no", _("declines"))],
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=list(CHANNEL_NAMES.items()))
    why = forms.CharField(
        label=_("In a few words, where the seat is declined"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OverruleForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside the name on the list, for the Administration and the Chair."),
    )
    always = forms.BooleanField(
        label=_("In every later list, too: a seat in any case"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
