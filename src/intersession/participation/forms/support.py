"""Forms of support: decisions, lines, rates, criteria, ticket, settlement."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.meetings.rules import version_of
from intersession.participation import supporting
from intersession.participation.actions import support_costs as costs
from intersession.participation.actions import support_criteria as criteria
from intersession.participation.actions.support import MOST_RANK, Decision
from intersession.participation.actions.support_journeys import TicketFacts
from intersession.participation.cost_words import KINDS
from intersession.participation.models import CostLine, SupportCriterion, TravelRates
from intersession.participation.support_words import CRITERIA
from intersession.ui.wording import date_field

CENTS = 100
CHOOSE = {
    "required": _("Choose what is to be done."),
    "invalid_choice": _("Choose what is to be done."),
}


def _money(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=0,
        max_value=Decimal(costs.MOST_MONEY) / CENTS,
        decimal_places=2,
    )


def _cents(value: Decimal | None) -> int:
    return int((value or 0) * CENTS)


def _units(cents: int) -> Decimal | None:
    return Decimal(cents) / CENTS if cents else None


def _words(label: Any, most: int = 300, *, rows: int = 2, **given: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else None,
        **given,
    )


def _seen() -> forms.CharField:
    return forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class RequestDecision(forms.Form):
    """One act; the button says which."""

    act = forms.ChoiceField(
        choices=[
            *((act, supporting.ACTS[act].label) for act in supporting.OF_THE_OFFICE),
            (supporting.TAKE_BACK, supporting.TAKE_BACK_LABEL),
        ],
        error_messages=CHOOSE,
    )
    why = _words(
        _("Reason"),
        500,
        help_text=_(
            "Needed to find not eligible, to find otherwise than by the criteria, to cancel and to "
            "take back. The person reads why support cannot be given or was cancelled."
        ),
    )
    consulted = _words(_("Who was consulted"), rows=0)
    funds = _words(
        _("Where the money comes from"),
        200,
        rows=0,
        help_text=_("Stands in the letter for the visa as who pays."),
    )
    seen = _seen()

    def given(self) -> Decision:
        said = self.cleaned_data
        return Decision(**{name: said[name] for name in ("why", "consulted", "funds", "seen")})


class RankForm(forms.Form):
    rank = forms.IntegerField(label=_("Rank"), min_value=1, max_value=MOST_RANK)
    seen = _seen()


class SeveralRequests(forms.Form):
    act = forms.ChoiceField(
        label=_("What is to be done"),
        choices=[(act, supporting.ACTS[act].label) for act in supporting.SEVERAL],
        error_messages=CHOOSE,
    )
    why = _words(
        _("Reason"),
        500,
        help_text=_("Needed to find not eligible, and where criteria are not met."),
    )
    consulted = _words(_("Who was consulted"), rows=0)

    def given(self) -> Decision:
        said = self.cleaned_data
        return Decision(why=said["why"], consulted=said["consulted"])


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("What for"), choices=list(KINDS.items()))
    rate = _money(_("Amount of one"), required=True)
    quantity = forms.IntegerField(
        label=_("How many"),
        min_value=1,
        max_value=costs.MOST_NIGHTS,
        initial=1,
        help_text=_("Nights, for the daily subsistence allowance."),
    )
    source = _words(_("Source"), rows=0)
    words = _words(_("In words, for other costs"), 200, rows=0)
    seen = _seen()

    def facts(self) -> costs.LineFacts:
        given = self.cleaned_data
        plain = {name: given[name] for name in ("kind", "quantity", "source", "words")}
        return costs.LineFacts(**plain, rate=_cents(given["rate"]))


class RatesForm(forms.Form):
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"), initial="USD", max_length=3, strip=True
    )
    latitude = forms.FloatField(
        label=_("Latitude of the place"), required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(
        label=_("Longitude of the place"), required=False, min_value=-180, max_value=180
    )
    fare_base = _money(_("Fare, whatever the distance"))
    fare_per_km = _money(
        _("Fare per km of the great circle"),
        _("There and back together, by the distance of one way."),
    )
    fare_source = _words(_("Source of the fare"), rows=0)
    dsa = _money(_("Daily subsistence allowance, a night"))
    nights = forms.IntegerField(
        label=_("Nights"), required=False, min_value=1, max_value=costs.MOST_NIGHTS
    )
    dsa_source = _words(_("Source of the allowance"), rows=0)
    terminal = _money(_("Terminal expenses of the whole journey"))
    terminal_source = _words(_("Source of the terminal expenses"), rows=0)
    seen = _seen()
    parts = (
        (_("The place of the meeting"), ("latitude", "longitude", "currency")),
        (_("Fare"), ("fare_base", "fare_per_km", "fare_source")),
        (_("Daily subsistence allowance"), ("dsa", "nights", "dsa_source")),
        (_("Terminal expenses"), ("terminal", "terminal_source")),
    )
    money = ("fare_base", "fare_per_km", "dsa", "terminal")

    def sections(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in self.parts]

    def facts(self) -> costs.RatesFacts:
        given = self.cleaned_data
        plain = {name: given[name] for name in costs.FACTS if name not in self.money}
        sums = {name: _cents(given[name]) for name in self.money}
        return costs.RatesFacts(**{**plain, **sums, "nights": given["nights"] or 0})


def rates_kept(row: TravelRates | None) -> dict[str, Any]:
    if row is None:
        return {"currency": "USD"}
    plain = {name: getattr(row, name) for name in costs.FACTS}
    sums = {name: _units(getattr(row, name)) for name in RatesForm.money}
    return {**plain, **sums, "nights": row.nights or None, "seen": version_of(row, costs.FACTS)}


class CriterionForm(forms.Form):
    code = forms.ChoiceField(label=_("What must be fulfilled"), choices=list(CRITERIA.items()))
    months = forms.IntegerField(
        label=_("Within so many months"),
        required=False,
        min_value=1,
        max_value=criteria.MOST_MONTHS,
        help_text=_("Only for those supported lately."),
    )
    since = date_field(_("From"), required=True)
    until = date_field(
        _("Until before"), help_text=_("The first day on which it no longer holds. Empty: no end.")
    )
    source = forms.CharField(
        label=_("Where it was decided"),
        max_length=300,
        help_text=_("Such as a decision with its symbol and date."),
    )
    seen = _seen()

    def facts(self) -> criteria.CriterionFacts:
        return criteria.CriterionFacts(**{n: self.cleaned_data[n] for n in criteria.FACTS})


def criterion_kept(row: SupportCriterion) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in criteria.FACTS}
    return {**plain, "seen": version_of(row, criteria.FACTS)}


class TicketForm(forms.Form):
    route = forms.CharField(
        label=_("Route"), max_length=300, help_text=_("Such as Dakar–Paris–Geneva and back.")
    )
    travels_on = date_field(_("Journey there"), required=True)
    returns_on = date_field(_("Journey back"), required=True)
    ticket = forms.CharField(label=_("Reference of the ticket"), max_length=60)
    seen = _seen()

    def facts(self) -> TicketFacts:
        given = self.cleaned_data
        return TicketFacts(**{n: given[n] for n in ("route", "ticket", "travels_on", "returns_on")})


class SettleForm(forms.Form):
    """A field a line: what was spent."""

    why = _words(_("Reason"), 500, help_text=_("Needed where more was spent than was offered."))
    seen = _seen()

    def __init__(self, *args: Any, lines: list[CostLine], **given: Any) -> None:
        super().__init__(*args, **given)
        self.lines = lines
        for line in lines:
            label = line.words or KINDS[line.kind]
            self.fields[f"spent-{line.uid}"] = _money(label, required=True)

    def spending(self) -> list[Any]:
        return [self[f"spent-{line.uid}"] for line in self.lines]

    def spent(self) -> dict[str, int]:
        given = self.cleaned_data
        return {str(line.uid): _cents(given[f"spent-{line.uid}"]) for line in self.lines}
