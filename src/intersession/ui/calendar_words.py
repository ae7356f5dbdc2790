"""Names of months and days. Own tables for three languages: Babel would cost each worker 60 ms
and 10 MB. The tests hold every word against Babel's CLDR data; a fourth language is read there."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, kw_only=True)
class Words:
    months: tuple[str, ...]  # January first
    short: tuple[str, ...]
    weekdays: tuple[str, ...]  # Monday first
    joint: str = " "  # between day and month: Spanish "de"
    year_joint: str = " "
    weekday_joint: str = " "


TABLES = {
    "en": Words(
        months=tuple(
            "January February March April May June July August September October November "
            "December".split()
        ),
        short=tuple("Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()),
        weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
        weekday_joint=", ",
    ),
    "fr": Words(
        months=tuple(
            "janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre".split()
        ),
        short=tuple("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()),
        weekdays=tuple("lundi mardi mercredi jeudi vendredi samedi dimanche".split()),
    ),
    "es": Words(
        months=tuple(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre".split()
        ),
        short=tuple("ene feb mar abr may jun jul ago sept oct nov dic".split()),
        weekdays=tuple("lunes martes miércoles jueves viernes sábado domingo".split()),
        joint=" de ",
        year_joint=" de ",
        weekday_joint=", ",
    ),
}


def words_of(language: str) -> Words:
    return TABLES.get(language) or _from_cldr(language)


@cache
def _from_cldr(language: str) -> Words:
    # Heavy, and needed only where an installation adds a language.
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return TABLES["en"]
    return Words(
        months=tuple(locale.months["format"]["wide"].values()),
        short=tuple(locale.months["format"]["abbreviated"].values()),
        weekdays=tuple(locale.days["format"]["wide"][day] for day in range(7)),
    )
