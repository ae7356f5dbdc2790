"""Places from afar, who follows a meeting, and what was held in former years."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, chosen, code, text
from intersession.meetings import remote
from intersession.meetings.models import RemoteVisit
from intersession.meetings.queries.history import PastLine
from intersession.meetings.queries.remote import HALF_NAMES, PlaceLine, PlacesPage


class PlaceBody(Sent):
    """`address`: of the platform, for this person alone; it begins with https:// and is never told
    again. What is left out stays as it is."""

    email: text(254, 3)
    name: text(200) = ""
    address: text(remote.LONGEST) = ""
    language: chosen(["", *LANGUAGES]) = ""


class GivePlaces(Sent):
    """All of them or none; whoever has a place keeps it."""

    places: Annotated[list[PlaceBody], Field(min_length=1, max_length=remote.MOST)]


class PlaceChange(PlaceBody):
    """`shut` takes the address of the platform back."""

    shut: bool = False


@dataclass(frozen=True, kw_only=True)
class PlaceFromAfar:
    """`given`: there is an address of the platform, which is not told; `came`: half-days;
    `speaks`: it is the place of a speaker."""

    uid: str
    name: str
    email: str
    language: str
    given: bool
    told_at: datetime | None
    came: int
    speaks: bool


@dataclass(frozen=True, kw_only=True)
class HalfDayFromAfar:
    day: date
    half: code(RemoteVisit.Half.values)
    came: int


@dataclass(frozen=True, kw_only=True)
class CountsFromAfar:
    """`forgotten`: places of which only the counts are left; `untold`: without their link yet;
    `speakers`: who speak from afar and have no place; names are deleted after `delete_after`."""

    places: int
    forgotten: int
    given: int
    untold: int
    came: int
    half_days: list[HalfDayFromAfar]
    speakers: int
    delete_after: date


@dataclass(frozen=True, kw_only=True)
class PlacesGiven:
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class SpeakersGiven:
    """How many speakers have a place now who had none."""

    speakers: int


@dataclass(frozen=True, kw_only=True)
class Following:
    meeting: str
    follows: bool


@dataclass(frozen=True, kw_only=True)
class Published:
    """As it was published, in the language asked for where it was."""

    language: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PastMeeting:
    """ "" and null: not recorded. `about`: the number is not exact. `meeting`: its slug in this
    register, or ""."""

    year: int
    theme: Published
    title: Published
    when: str
    first_day: date | None
    last_day: date | None
    place: str
    participants: int | None
    about: bool
    publication: int | None
    source: str
    meeting: str


OF_PLACE = tuple(n for n in PlaceFromAfar.__dataclass_fields__ if n != "uid")
OF_COUNTS = ("places", "forgotten", "given", "untold", "came", "speakers", "delete_after")
OF_PAST = ("year", "when", "first_day", "last_day", "place", "participants", "about")
OF_PAST += ("publication", "source")


def place(line: PlaceLine) -> PlaceFromAfar:
    return PlaceFromAfar(uid=str(line.uid), **{name: getattr(line, name) for name in OF_PLACE})


def counts(page: PlacesPage) -> CountsFromAfar:
    codes = {str(word): half for half, word in HALF_NAMES.items()}
    halves = [
        HalfDayFromAfar(day=one.day, half=codes[str(one.half)], came=one.came)
        for one in page.halves
    ]
    return CountsFromAfar(half_days=halves, **{name: getattr(page, name) for name in OF_COUNTS})


def past(line: PastLine) -> PastMeeting:
    return PastMeeting(
        theme=Published(language=line.theme.language, words=line.theme.text),
        title=Published(language=line.title.language, words=line.title.text),
        meeting=line.slug,
        **{name: getattr(line, name) for name in OF_PAST},
    )
