"""Sums and cost lines in words, in the language in use."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intersession.participation.models import CostLine
from intersession.ui.numbers import money

Kind = CostLine.Kind
KINDS: dict[str, Any] = {
    Kind.FARE: gettext_lazy("Fare"),
    Kind.DSA: gettext_lazy("Daily subsistence allowance"),
    Kind.TERMINAL: gettext_lazy("Terminal expenses"),
    Kind.OTHER: gettext_lazy("Other costs"),
}
# Within a sentence.
PLAIN_KINDS: dict[str, Any] = {
    Kind.FARE: gettext_lazy("fare"),
    Kind.DSA: gettext_lazy("daily subsistence allowance"),
    Kind.TERMINAL: gettext_lazy("terminal expenses"),
    Kind.OTHER: gettext_lazy("other costs"),
}


def sum_words(cents: int, currency: str) -> str:
    """“USD 2,900”; cents only where there are any."""
    whole, rest = divmod(cents, 100)
    return money(cents / 100 if rest else whole, currency)


def line_words(line: CostLine, currency: str) -> str:
    """“daily allowance for 5 nights USD 1,900”, within a sentence."""
    given = {"sum": sum_words(line.quantity * line.rate, currency), "n": line.quantity}
    if line.kind == Kind.DSA:
        words = ngettext(
            "daily allowance for %(n)s night %(sum)s",
            "daily allowance for %(n)s nights %(sum)s",
            line.quantity,
        )
        return words % given
    if line.kind == Kind.OTHER:
        return _("%(words)s %(sum)s") % {**given, "words": line.words}
    named = {Kind.FARE: _("fare %(sum)s"), Kind.TERMINAL: _("terminal expenses %(sum)s")}
    return named[Kind(line.kind)] % given
