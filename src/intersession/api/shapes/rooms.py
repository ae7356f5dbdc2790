"""Rooms, teams of interpreters, and what they may be asked."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, Words, chosen, code, text, written
from intersession.api.shapes.acting import MailAddress
from intersession.api.shapes.agendas import AgendaConflict, conflict
from intersession.meetings import rules
from intersession.meetings.actions.rooms import FACTS, MOST_PLACES
from intersession.meetings.actions.teams import BOUNDS
from intersession.meetings.actions.teams import FACTS as FACTS_OF_TEAM
from intersession.meetings.models import Room, Team
from intersession.meetings.queries import TeamsPage
from intersession.meetings.rules import version_of
from intersession.ui.languages import NAMES

Languages = Annotated[list[chosen(NAMES)], Field(max_length=len(NAMES))]


def bounded(name: str) -> type[int]:
    least, most = BOUNDS[name]
    return Annotated[int, Field(ge=least, le=most)]  # type: ignore[return-value]


class RoomBody(Sent):
    """`equipment`: codes. A lower `position` stands first."""

    name: written(100, least=1)
    venue: written(200) = {}
    seats: Annotated[int, Field(ge=1, le=rules.MOST_SEATS)] | None = None
    booths: Annotated[int, Field(ge=0, le=rules.MOST_BOOTHS)] = 0
    equipment: Annotated[list[chosen(rules.EQUIPMENT)], Field(max_length=len(rules.EQUIPMENT))] = []
    note: written(1000) = {}
    setup_minutes: Annotated[int, Field(ge=0, le=rules.LONGEST_SETUP)] = 0
    position: Annotated[int, Field(ge=0, le=MOST_PLACES)] = 0


class RoomChange(RoomBody):
    """`seen`: as the room gave it; without it the last one wins."""

    seen: text(16) = ""


class TeamBody(Sent):
    """`languages`: of its booths. `email`: of whoever leads it; `language`: of mail to it."""

    name: text(100, 1)
    languages: Languages
    email: MailAddress | None = None
    language: chosen(LANGUAGES) = "en"


class TeamChange(TeamBody):
    """`seen`: as the team gave it; without it the last one wins."""

    seen: text(16) = ""


class TeamAssign(Sent):
    """`team` null sets the items free; `half_days`: keys of the list of teams; `room` null: all
    rooms. `their_languages`: items without languages are given those of the team."""

    team: uuid.UUID | None
    half_days: Annotated[list[text(20, 1)], Field(max_length=100)]
    room: uuid.UUID | None = None
    their_languages: bool = False


class InterpretationBody(Sent):
    """Of one team: half-days a day, minutes without a rest, minutes of lunch; the hours at which
    afternoon and evening begin; on which channel a language is heard."""

    half_days: bounded("half_days")  # type: ignore[valid-type]
    longest: bounded("longest")  # type: ignore[valid-type]
    lunch: bounded("lunch")  # type: ignore[valid-type]
    noon: bounded("noon")  # type: ignore[valid-type]
    evening: bounded("evening")  # type: ignore[valid-type]
    channels: dict[chosen(NAMES), Annotated[int, Field(ge=0, le=rules.LAST_CHANNEL)]] = {}


@dataclass(frozen=True, kw_only=True)
class RoomFull:
    """`items`: in agendas of all years; `ended`: no longer offered. `seen`: for a change."""

    uid: str
    name: Words
    venue: Words
    seats: int | None
    booths: int
    equipment: list[code(rules.EQUIPMENT)]
    note: Words
    setup_minutes: int
    position: int
    ended: bool
    items: int
    seen: str


@dataclass(frozen=True, kw_only=True)
class RoomGone:
    uid: str


@dataclass(frozen=True, kw_only=True)
class TeamFull:
    """`items`: numbers of those it interprets. `seen`: for a change."""

    uid: str
    name: str
    languages: list[str]
    email: str
    language: str
    items: list[int]
    seen: str


@dataclass(frozen=True, kw_only=True)
class TeamOnDay:
    """`most`: minutes that are allowed; `longest`: without a rest."""

    team: str
    day: date
    minutes: int
    most: int
    longest: int
    items: list[int]
    over: bool


@dataclass(frozen=True, kw_only=True)
class HalfDayOfTeams:
    """`items`: numbers of all; `free`: to be interpreted, and without a team."""

    key: str
    items: list[int]
    free: list[int]


@dataclass(frozen=True, kw_only=True)
class InterpretationLimits:
    half_days: int
    longest: int
    lunch: int
    noon: int
    evening: int
    channels: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class TeamsOfMeeting:
    limits: InterpretationLimits
    teams: list[TeamFull]
    days: list[TeamOnDay]
    half_days: list[HalfDayOfTeams]
    conflicts: list[AgendaConflict]


OF_LIMITS = tuple(InterpretationLimits.__dataclass_fields__)
OF_DAY = tuple(TeamOnDay.__dataclass_fields__)
OF_HALF = tuple(HalfDayOfTeams.__dataclass_fields__)


def room(row: Room, items: Mapping[int, int]) -> RoomFull:
    return RoomFull(
        **{name: getattr(row, name) for name in ("uid", "ended", *FACTS)} | {"uid": str(row.uid)},
        items=items.get(row.pk, 0),
        seen=version_of(row, FACTS),
    )


def teams(page: TeamsPage, rows: list[Team]) -> TeamsOfMeeting:
    seen = {str(row.uid): version_of(row, FACTS_OF_TEAM) for row in rows}
    return TeamsOfMeeting(
        limits=InterpretationLimits(**{name: getattr(page.limits, name) for name in OF_LIMITS}),
        teams=[TeamFull(**vars(one), seen=seen[one.uid]) for one in page.teams],
        days=[TeamOnDay(**{n: getattr(one, n) for n in OF_DAY}) for one in page.days],
        half_days=[HalfDayOfTeams(**{n: getattr(one, n) for n in OF_HALF}) for one in page.halves],
        conflicts=[conflict(one) for one in page.conflicts],
    )
