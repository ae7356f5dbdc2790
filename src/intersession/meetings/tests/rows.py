"""Rows of an agenda that are in no database, for checks that ask it nothing."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from intersession.meetings.models import AgendaItem, Meeting, Room, Team

GENEVA = ZoneInfo("Europe/Zurich")


def meeting(**interpretation: Any) -> Meeting:
    return Meeting(pk=1, time_zone="Europe/Zurich", interpretation=interpretation)


def room(pk: int = 1, **given: Any) -> Room:
    return Room(pk=pk, **{"name": {"en": f"Room {pk}"}, "booths": 3, **given})


def team(pk: int = 1, *languages: str) -> Team:
    return Team(pk=pk, name="ABCDEF"[pk - 1], languages=list(languages or ("en", "fr", "es")))


def row(number: int, begins: str | datetime, minutes: int | None = 60, **given: Any) -> AgendaItem:
    """`begins` as the clock shows it there: "2012-04-24 10:00"."""
    if isinstance(begins, str):
        begins = datetime.fromisoformat(begins).replace(tzinfo=GENEVA)
    title = {"en": f"Item {number}"}
    plain = {"title": title, "languages": [], "starts_at": begins, "minutes": minutes}
    return AgendaItem(pk=number, number=number, **{**plain, **given})


def minutes_of(one: AgendaItem) -> set[int]:
    """The minutes it lasts, counted from the beginning of 1970."""
    assert one.starts_at
    first = round(one.starts_at.timestamp()) // 60
    return set(range(first, first + (one.minutes or 0)))


def local(minute: int) -> datetime:
    """What clocks in Geneva show at that minute."""
    return datetime.fromtimestamp(minute * 60, tz=GENEVA)


def at(minute: int) -> datetime:
    """A moment, that many minutes after midnight of 24 March 2012, the day before clocks change."""
    return datetime(2012, 3, 24, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minute - 60)
