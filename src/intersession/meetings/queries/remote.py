"""Places from afar: the list of the Administration, and one's own page."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from intersession.access.guard import Actor
from intersession.meetings import published, remote, rules
from intersession.meetings.models import Meeting, RemotePlace, RemoteVisit
from intersession.meetings.published import ItemSeen
from intersession.meetings.queries.agenda import by_day
from intersession.ui.dates import day_short, hour, zones

A_PAGE = 100
HALF_NAMES: dict[str, Any] = {
    RemoteVisit.Half.MORNING: pgettext_lazy("half of a day", "morning"),
    RemoteVisit.Half.AFTERNOON: pgettext_lazy("half of a day", "afternoon"),
}


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """Whether there is a way in is told; the way in itself is not."""

    uid: UUID
    name: str
    email: str
    language: str
    given: bool
    told_at: datetime | None
    came: int  # half-days
    speaks: bool


@dataclass(frozen=True, kw_only=True)
class HalfDay:
    day: date
    half: Any
    came: int


@dataclass(frozen=True, kw_only=True)
class PlacesPage:
    """`places` counts also those of which only the visits are left: `forgotten`."""

    lines: Page  # type: ignore[type-arg]
    every: list[PlaceLine]
    places: int
    forgotten: int
    given: int
    untold: int
    came: int
    halves: list[HalfDay]
    speakers: int  # who speak from afar and have no place yet
    delete_after: date


@dataclass(frozen=True, kw_only=True)
class OwnItem:
    title: Any
    detail: Any
    room: Any
    here: str
    theirs: str
    cancelled: bool


@dataclass(frozen=True, kw_only=True)
class OwnDay:
    day: date | None
    items: list[OwnItem]


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """One's own way in; the address is not part of it, only that there is one."""

    name: str
    title: Any
    slug: str
    place: Any
    time_zone: str
    zone: str  # theirs; "" until it was chosen
    zones: dict[str, list[str]]
    door: str
    given: bool
    opens_at: datetime
    starts_at: datetime
    ends_at: datetime
    days: list[OwnDay]
    delete_after: date


def places_page(meeting: Meeting, number: str | None = None) -> PlacesPage:
    """Three queries: places, visits, speakers."""
    rows = list(
        meeting.remote_places.annotate(came=Count("visits")).order_by("name", "email", "pk")
    )
    known = [_line(row) for row in rows if row.email]
    return PlacesPage(
        lines=Paginator(known, A_PAGE).get_page(number),
        every=known,
        places=len(rows),
        forgotten=len(rows) - len(known),
        given=sum(line.given for line in known),
        untold=sum(line.told_at is None for line in known),
        came=sum(row.came > 0 for row in rows),
        halves=_halves(meeting),
        speakers=remote.speakers_without_place(meeting).count(),
        delete_after=remote.delete_after(meeting),
    )


def _line(row: Any) -> PlaceLine:
    return PlaceLine(
        uid=row.uid,
        name=row.name,
        email=row.email,
        language=row.language,
        given=bool(row.address),
        told_at=row.told_at,
        came=row.came,
        speaks=row.speaker_id is not None,
    )


def _halves(meeting: Meeting) -> list[HalfDay]:
    visits = RemoteVisit.objects.filter(place__meeting=meeting).values_list("day", "half")
    counted = Counter(visits)
    order = list(RemoteVisit.Half)
    days = {(one, half) for one in rules.days_of(meeting)[:14] for half in order} | set(counted)
    return [
        HalfDay(day=one, half=HALF_NAMES[half], came=counted[one, half])
        for one, half in sorted(days, key=lambda pair: (pair[0], order.index(pair[1])))
    ]


def place_of(token: str) -> tuple[RemotePlace | None, bool]:
    """The place of a link, and whether the link still opens it. One query."""
    found = remote.read_token(token)
    if found is None:
        return None, False
    rows = RemotePlace.objects.select_related("meeting__programme", "speaker")
    place = rows.filter(uid=found[0]).first()
    return place, place is not None and bool(place.email) and place.link_number == found[1]


def own_page(place: RemotePlace, now: datetime) -> OwnPage:
    """The published programme at two clocks. One query."""
    meeting = place.meeting
    agenda = by_day(published.latest(meeting).items, meeting.time_zone)
    return OwnPage(
        name=place.name,
        title=meeting.title,
        slug=meeting.slug,
        place=meeting.place,
        time_zone=meeting.time_zone,
        zone=place.time_zone,
        zones=zones_by_continent(),
        door=remote.door(meeting, now),
        given=bool(place.address),
        opens_at=meeting.starts_at - remote.EARLY,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        days=[
            OwnDay(day=part.day, items=[_own(item, place) for item in part.items])
            for part in agenda
        ],
        delete_after=remote.delete_after(meeting),
    )


def _own(item: ItemSeen, place: RemotePlace) -> OwnItem:
    here = theirs = ""
    if item.starts_at:
        here = hour(item.starts_at, "", place.meeting.time_zone)
        theirs = _theirs(item.starts_at, place) if place.time_zone else ""
    room = item.room.name if item.room else {}
    words = {"title": item.title, "detail": item.detail, "room": room}
    return OwnItem(**words, here=here, theirs=theirs, cancelled=item.cancelled)


def _theirs(moment: datetime, place: RemotePlace) -> str:
    """Their hour, with the day where it is another one."""
    said = hour(moment, "", place.time_zone)
    there = moment.astimezone(ZoneInfo(place.time_zone)).date()
    here = moment.astimezone(rules.zone_of(place.meeting.time_zone) or UTC).date()
    return said if there == here else f"{said}, {day_short(there)}"


def zones_by_continent() -> dict[str, list[str]]:
    """Names of time zones as a list to choose from; old names without a place are left out."""
    found: dict[str, list[str]] = {"UTC": ["UTC"]}
    for name in sorted(zones()):
        continent, _slash, town = name.partition("/")
        if town and continent not in {"Etc", "SystemV", "posix", "right", "US"}:
            found.setdefault(continent, []).append(name)
    return found


def own_link(meeting: Meeting, actor: Actor) -> str:
    """The address of the reader's own page; "" for whoever has no place. One query."""
    if actor.user is None:
        return ""
    place = meeting.remote_places.filter(user=actor.user).exclude(email="").first()
    return reverse("meetings:remote", args=[remote.token_of(place)]) if place else ""
