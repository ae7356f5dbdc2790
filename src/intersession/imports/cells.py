"""What a cell says: a day, a code, one of several words. What it cannot say is told in words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.access.guard import Refusal
from intersession.imports.reading import Cell
from intersession.imports.words import plain
from intersession.membership.models import ALWAYS, Precision
from intersession.ui.calendar_words import words_of
from intersession.ui.languages import NAMES

Order = Literal["", "day", "month"]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_WORDS = re.compile(
    r"(\d{1,2})(?:er|º|°|st|nd|rd|th)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})"
)
_YEAR = re.compile(r"\d{4}")
_TIME = re.compile(r"(\d{1,2})\s?[:h.]\s?(\d{2})")
YES = frozenset("1 x yes y oui o si s true vrai verdadero ✓ ✔ ●".split())
NO = frozenset("0 no n non false faux falso - – —".split())


class NoDate(Refusal):
    message = _("“%(said)s” is no date. Write it as 2011-10-20.")


class TwoDates(Refusal):
    message = _("“%(said)s” may be read as two dates. Write it as 2011-10-20.")


class NoSuchWord(Refusal):
    message = _("“%(said)s” is none of: %(known)s.")


class NoNumber(Refusal):
    message = _("“%(said)s” is no whole number from %(least)s to %(most)s.")


class NoMark(Refusal):
    message = _("“%(said)s” is neither yes nor no. Write x, or leave the cell empty.")


@dataclass(frozen=True, kw_only=True)
class Beginning:
    since: date
    precision: str


def order_of(values: Iterable[Cell], otherwise: Order = "") -> Order:
    """Whether the dates of a column have the day or the month first; `otherwise` when none of them
    tells, "" when they contradict each other."""
    found: set[Order] = set()
    for value in values:
        parts = _PARTS.fullmatch(value) if isinstance(value, str) else None
        if parts and parts[2] == "/":
            if int(parts[1]) > 12:
                found.add("day")
            elif int(parts[3]) > 12:
                found.add("month")
    if not found:
        return otherwise
    return found.pop() if len(found) == 1 else ""


def day(value: Cell, order: Order = "") -> date | None:
    """None for an empty cell."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not value:
        return None
    try:
        return _day(value, order)
    except ValueError as why:
        raise NoDate(said=value) from why


def _day(said: str, order: Order) -> date:
    if found := _ISO.fullmatch(said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _PARTS.fullmatch(said):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "/" and not order and first <= 12 and second <= 12 and first != second:
            raise TwoDates(said=said)
        if order == "month" or (not order and second > 12):
            first, second = second, first
        return date(year, second, first)
    if found := _WORDS.fullmatch(said):
        month = _months().get(plain(found[2]))
        if month:
            return date(int(found[3]), month, int(found[1]))
    raise ValueError(said)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    found = {}
    for language, _own in settings.LANGUAGES:
        words = words_of(language)
        for number in range(12):
            found[plain(words.months[number])] = found[plain(words.short[number])] = number + 1
    return found


def beginning(value: Cell, order: Order = "") -> Beginning:
    """A day, a year alone, or no beginning recorded."""
    if value == "":
        return Beginning(since=ALWAYS, precision=Precision.UNKNOWN)
    if isinstance(value, str) and _YEAR.fullmatch(value) and 1800 <= int(value) <= 2200:
        return Beginning(since=date(int(value), 1, 1), precision=Precision.YEAR)
    found = day(value, order)
    assert found is not None  # only an empty cell gives none
    return Beginning(since=found, precision=Precision.DAY)


def ending(value: Cell, order: Order = "") -> date | None:
    """The first day on which it no longer holds; of a year alone, its first day."""
    return beginning(value, order).since if value != "" else None


def moment(value: Cell, order: Order = "") -> tuple[date, int, int] | None:
    """Day, hour and minute; the hour is -1 where only the day is said."""
    if isinstance(value, datetime):
        return value.date(), value.hour, value.minute
    if isinstance(value, str):
        said, _space, hours = value.partition("T" if "T" in value else " ")
        time = _TIME.fullmatch(hours.strip(" ,")[:5]) if _ISO.fullmatch(said) else None
        if time and int(time[1]) < 24 and int(time[2]) < 60:
            found = day(said, order)
            return (found, int(time[1]), int(time[2])) if found else None
    found = day(value, order)
    return (found, -1, 0) if found else None


def marked(value: Cell) -> bool:
    said = plain(str(value)) or str(value).strip()
    if said in YES:
        return True
    if said == "" or said in NO:
        return False
    raise NoMark(said=value)


def number(value: Cell, least: int, most: int) -> int | None:
    if value == "":
        return None
    said = str(value)
    if not (said.isdecimal() and len(said) < 9 and least <= int(said) <= most):
        raise NoNumber(said=said, least=least, most=most)
    return int(said)


class Choice:
    """Words that mean one of several codes: the code itself, its name in any language of the
    dialogue, or an other word people use."""

    def __init__(self, names: Mapping[str, Any], **others: str) -> None:
        self.names = names
        self.others = others
        self.known: dict[str, str] = {}

    def __call__(self, value: Cell) -> str:
        said = plain(str(value))
        if said not in (self.known or self._learn()):
            raise NoSuchWord(said=value, known=", ".join(map(str, self.names.values())))
        return self.known[said]

    def _learn(self) -> dict[str, str]:
        for code, words in self.others.items():
            self.known |= dict.fromkeys(map(plain, words.split("|")), code)
        for language, _own in settings.LANGUAGES:
            with override(language):
                self.known |= {plain(str(words)): code for code, words in self.names.items()}
        self.known |= {plain(code): code for code in self.names}
        return self.known


_language = Choice(
    {code: NAMES[code] for code, _own in settings.LANGUAGES},
    en="eng|anglais|english|ingles|english language",
    fr="fra|fre|french|frances|francais",
    es="spa|esp|spanish|espagnol|espanol|castellano",
)


def language(value: Cell) -> str:
    """The code of one of the languages of the dialogue; "" for an empty cell."""
    if value == "":
        return ""
    return _language(value)
