"""Numbers in words: "9.8 %", "USD 31,667", "88 of 132". Unit and number never part."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from intersession.ui.languages import base

NO_BREAK = "\u00a0"
NARROW = "\u202f"  # French groups thousands by a narrow no-break space (CLDR)
MINUS = "\u2212"
# language: (between thousands, before decimals, fewest digits that are grouped)
MARKS = {"en": (",", ".", 4), "fr": (NARROW, ",", 4), "es": (".", ",", 5)}

Number = int | float | Decimal | Fraction


def number(value: Number, decimals: int | None = None, language: str | None = None) -> str:
    """The number with its marks; None shows the decimals it has, at most two. Halves go up."""
    simple = isinstance(value, int) and not decimals  # most figures of a table: no Decimal needed
    digits = f"{value:d}" if simple else f"{_rounded(_decimal(value), decimals):f}"
    whole, _dot, rest = digits.lstrip("-").partition(".")
    between, point, fewest = MARKS.get(base(language), MARKS["en"])
    if len(whole) >= fewest:
        whole = f"{int(whole):,}".replace(",", between)
    sign = MINUS if digits.startswith("-") and digits.strip("-0.") else ""
    return sign + whole + (point + rest if rest else "")


def _rounded(exact: Decimal, decimals: int | None) -> Decimal:
    if decimals is None:
        decimals = min(2, max(0, -_shortest(exact)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def percent(share: Number, decimals: int = 1, language: str | None = None) -> str:
    """A share between 0 and 1 as per cent: percent(0.098) is "9.8 %"."""
    return f"{number(_decimal(share) * 100, decimals, language)}{NO_BREAK}%"


def money(amount: Number, currency: str = "USD", language: str | None = None) -> str:
    """ "USD 31,667", in French "31 667 USD"; cents only where there are any."""
    exact = _decimal(amount)
    figure = number(exact, 0 if exact == exact.to_integral_value() else 2, language)
    pair = (currency, figure) if base(language) == "en" else (figure, currency)
    return NO_BREAK.join(pair)


def count_of(part: int, whole: int) -> str:
    """ "88 of 132": every count has its base."""
    said = _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    return said.replace(" ", NO_BREAK)


def size(octets: int) -> str:
    """The size of a file before its link is followed: "9 kB", "1.2 MB"; in French "ko", "Mo"."""
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))}{NO_BREAK}{_('kB')}"
    return f"{number(octets / 1_000_000, 1)}{NO_BREAK}{_('MB')}"


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    # The digits a float is written with, not the binary fraction behind them.
    return Decimal(str(value))


def _shortest(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is not a number that can be shown.")
    return exponent
