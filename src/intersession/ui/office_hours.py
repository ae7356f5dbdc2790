"""When the duty station works: its zone, its hours, its holidays."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings


def duty_zone() -> ZoneInfo:
    return ZoneInfo(settings.DUTY_STATION["time_zone"])


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Of the duty station; of a country that is not known none (`doctor` says so)."""
    station = settings.DUTY_STATION
    try:
        days = holidays.country_holidays(
            station["country"], subdiv=station["subdivision"] or None, years=year
        )
    except NotImplementedError:
        return frozenset()
    return frozenset(days)


def office_hours() -> tuple[time, time]:
    begin, end = settings.DUTY_STATION["office_hours"]
    return begin, end


def in_office_hours(at: datetime) -> bool:
    """Whether the duty station works at that moment (its closing minute included)."""
    local = at.astimezone(duty_zone())
    begin, end = office_hours()
    day = local.date()
    works = local.weekday() < 5 and day not in holidays_of(day.year)
    return works and begin <= local.time().replace(second=0, microsecond=0) <= end


def next_office_hour(at: datetime) -> datetime:
    """That moment, or the beginning of the next hours of work after it."""
    if in_office_hours(at):
        return at
    zone = duty_zone()
    day, begin = at.astimezone(zone).date(), office_hours()[0]
    while True:
        hour = datetime.combine(day, begin, tzinfo=zone)
        if hour >= at and in_office_hours(hour):
            return hour
        day += timedelta(days=1)
