"""Dates as the membership writes them: "20 October 2011, 18:00 Geneva", in three languages.

A moment is shown at the hour of its place; without one, at the duty station's. Naive datetimes are
refused. Day and month are joined by a no-break space.
"""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils.translation import gettext, gettext_noop, ngettext, override

from intersession.ui.calendar_words import Words, words_of
from intersession.ui.languages import base, get_language
from intersession.ui.numbers import NO_BREAK, count_of, money, number, percent, size

__all__ = [
    "count_of",
    "day",
    "day_short",
    "distance",
    "hour",
    "hours",
    "moment",
    "money",
    "number",
    "percent",
    "size",
    "span",
    "weekday",
    "zones",
]
gettext_noop("Geneva")  # the place itself comes from the settings
DASH = "\u2013"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def day(value: date, language: str | None = None) -> str:
    """ "20 October 2011"; "1er octobre 2011"; "20 de octubre de 2011"."""
    local, words = _local_day(value), words_of(base(language))
    return _day_month(local, words, language) + _year(local, words)


def day_short(value: date, language: str | None = None) -> str:
    """ "11 Oct", where the year is plain from the page."""
    local = _local_day(value)
    month = words_of(base(language)).short[local.month - 1]
    return f"{_ordinal(local, language)}{NO_BREAK}{month}"


def weekday(value: date, language: str | None = None) -> str:
    """ "Friday, 14 October 2011"; "vendredi 14 octobre 2011"."""
    local, words = _local_day(value), words_of(base(language))
    return words.weekdays[local.weekday()] + words.weekday_joint + day(local, language)


def hour(
    value: datetime,
    place: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> str:
    """ "18:00 Geneva"; place "" gives the hour alone.

    In the hour that comes twice when summer time ends, the distance from UTC is added.
    """
    local = _local(value, zone)
    figures = _clock(local, language)
    if _comes_twice(local):
        figures += f"{NO_BREAK}({_offset(local)})"
    return _at_place(figures, settings.DUTY_STATION["place"] if place is None else place, language)


def moment(
    value: datetime,
    place: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> str:
    """ "20 October 2011, 18:00 Geneva"; "20 octobre 2011, 18 h 00 (Genève)"."""
    local = _local(value, zone)
    return f"{day(local.date(), language)}, {hour(value, place, zone, language)}"


def hours(
    start: datetime,
    end: datetime,
    place: str | None = None,
    zone: str | None = None,
    language: str | None = None,
) -> str:
    """ "10:00–13:00 Geneva", for a sitting within one day."""
    last = hour(end, place, zone, language)
    return f"{_clock(_local(start, zone), language)}{DASH}{last}"


def span(start: date, end: date | None = None, language: str | None = None) -> str:
    """ "12–13 September 2011", "28 September – 2 October 2011"; one day when both are the same."""
    first, last = _local_day(start), _local_day(end or start)
    words = words_of(base(language))
    if first == last:
        return day(first, language)
    if first.year != last.year:
        return f"{day(first, language)} {DASH} {day(last, language)}"
    if first.month != last.month:
        return f"{_day_month(first, words, language)} {DASH} {day(last, language)}"
    return f"{_ordinal(first, language)}{DASH}{day(last, language)}"


def distance(now: datetime, to: date) -> str:
    """How far a deadline is: "6 days left", "4 hours left", "closes today", "3 days late".

    Under 24 hours it counts hours, under one hour minutes, rounded down; beyond, the days of the
    calendar at the duty station. A date without an hour ends with its day.
    """
    days = (_local_day(to) - _local_day(now)).days
    if isinstance(to, datetime) and abs(to - now) < DAY:
        return _hours_apart(to - now)
    if days == 0:
        return gettext("closes today")
    return _days_left(days) if days > 0 else _days_late(-days)


def _hours_apart(left: timedelta) -> str:
    apart = abs(left)
    if apart >= HOUR:
        return _hours_left(apart // HOUR) if left > timedelta() else _hours_late(apart // HOUR)
    minutes = max(1, apart // MINUTE)
    return _minutes_left(minutes) if left > timedelta() else _minutes_late(minutes)


def _days_left(n: int) -> str:
    return _joined(ngettext("%(n)s day left", "%(n)s days left", n), n)


def _days_late(n: int) -> str:
    return _joined(ngettext("%(n)s day late", "%(n)s days late", n), n)


def _hours_left(n: int) -> str:
    return _joined(ngettext("%(n)s hour left", "%(n)s hours left", n), n)


def _hours_late(n: int) -> str:
    return _joined(ngettext("%(n)s hour late", "%(n)s hours late", n), n)


def _minutes_left(n: int) -> str:
    return _joined(ngettext("%(n)s minute left", "%(n)s minutes left", n), n)


def _minutes_late(n: int) -> str:
    return _joined(ngettext("%(n)s minute late", "%(n)s minutes late", n), n)


def _joined(message: str, n: int) -> str:
    return message.replace("%(n)s ", number(n) + NO_BREAK)


def _ordinal(value: date, language: str | None) -> str:
    return "1er" if value.day == 1 and base(language) == "fr" else str(value.day)


def _day_month(value: date, words: Words, language: str | None) -> str:
    joint = words.joint.replace(" ", NO_BREAK)
    return _ordinal(value, language) + joint + words.months[value.month - 1]


def _year(value: date, words: Words) -> str:
    # The line may break before the year, but not between "de" and the year.
    return " " + f"{words.year_joint}{value.year}".lstrip().replace(" ", NO_BREAK)


def _clock(local: datetime, language: str | None) -> str:
    mark = f"{NO_BREAK}h{NO_BREAK}" if base(language) == "fr" else ":"
    return f"{local:%H}{mark}{local:%M}"


def _at_place(figures: str, place: str, language: str | None) -> str:
    if not place:
        return figures
    with override(language or get_language()):
        named = gettext(place)
    said = named if base(language) == "en" else f"({named})"
    return f"{figures}{NO_BREAK}{said}"


def _comes_twice(local: datetime) -> bool:
    """Whether the clock shows this hour a second time when summer time ends."""
    return local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()


def _offset(local: datetime) -> str:
    minutes = (local.utcoffset() or timedelta()) // MINUTE
    sign = "+" if minutes >= 0 else "\u2212"
    whole, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{whole}" + (f":{rest:02}" if rest else "")


def _local(value: datetime, zone: str | None) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value!r} names no time zone: its hour cannot be shown.")
    return value.astimezone(_zone(zone or settings.DUTY_STATION["time_zone"]))


def duty_day(at: datetime) -> date:
    """The day of the calendar at the duty station: from its midnight on it is the next one."""
    return _local(at, None).date()


def _local_day(value: date) -> date:
    return duty_day(value) if isinstance(value, datetime) else value


@cache
def zones() -> frozenset[str]:
    """The names of all time zones, such as Europe/Zurich; to look for them takes 10 ms."""
    return frozenset(available_timezones())


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
