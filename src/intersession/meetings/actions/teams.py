"""Verbs of the teams of interpreters of a meeting, and of what they may be asked."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import interpreting, published, rules
from intersession.meetings.actions._items import stamped
from intersession.meetings.actions._lock import locked
from intersession.meetings.actions._seen import same_as_seen
from intersession.meetings.interpreting import HalfDay
from intersession.meetings.models import AgendaItem, Meeting, Room, Team
from intersession.ui.languages import NAMES


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """`languages`: of its booths; `language`: of mail to `email`, who leads the team."""

    name: str
    languages: Collection[str] = ()
    email: str = ""
    language: str = "en"


FACTS = tuple(one.name for one in fields(TeamFacts))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a team may be asked, and on which channel a language is heard."""

    half_days: int
    longest: int
    lunch: int
    noon: int
    evening: int
    channels: Mapping[str, int] = field(default_factory=dict)


BOUNDS = {
    "half_days": (1, 3),
    "longest": (30, 720),
    "lunch": (0, 240),
    "noon": (10, 16),
    "evening": (17, 22),
}


class TeamNameMissing(Refusal):
    message = _("A team needs a name, such as A.")


class TeamNameTaken(Refusal):
    message = _("The meeting has a team %(name)s already.")


class TeamWithoutLanguages(Refusal):
    message = _("A team interprets into at least one language.")


class LanguageUnknown(Refusal):
    message = _("“%(code)s” is no language that is known here.")


class TeamChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed this team while you wrote. The page shows what you wrote; open the team "
        "in another window to see what stands there now."
    )


class TeamGone(Refusal):
    message = _("Somebody removed this team meanwhile.")


class TeamElsewhere(Refusal):
    message = _("Team %(name)s belongs to another meeting.")


class NoHalfDay(Refusal):
    message = _("Choose at least one half-day.")


class NothingToInterpret(Refusal):
    message = _(
        "No item of these half-days is to be interpreted there. Give the items their languages "
        "first, or take those of the team."
    )


class LimitWrong(Refusal):
    message = _("“%(name)s” lies between %(least)s and %(most)s.")


class ChannelTwice(Refusal):
    message = _("Two languages cannot be heard on channel %(channel)s.")


@transaction.atomic
def add_team(*, meeting: Meeting, facts: TeamFacts, by: Actor, at: datetime) -> Team:
    meeting = locked(meeting)
    _sound(meeting, facts)
    team: Team = meeting.teams.create(**_columns(facts))
    about: dict[str, Any] = {"meeting": str(meeting.uid), **_told(team)}
    record(Verb.TEAM_ADDED, by=by, at=at, subject=team, **about)
    return team


@transaction.atomic
def change_team(
    *, team: Team, facts: TeamFacts, seen: str | None = None, by: Actor, at: datetime
) -> Team:
    """`seen`: `version_of` the team as the writer read it."""
    meeting = locked(team.meeting)
    team = _still(meeting, team)
    same_as_seen(team, FACTS, seen, TeamChangedMeanwhile())
    _sound(meeting, facts, team)
    for name, value in _columns(facts).items():
        setattr(team, name, value)
    team.save()
    record(Verb.TEAM_CHANGED, by=by, at=at, subject=team, **_told(team))
    return team


@transaction.atomic
def remove_team(*, team: Team, by: Actor, at: datetime) -> None:
    """Its items stay, without a team."""
    meeting = locked(team.meeting)
    team = _still(meeting, team)
    items = list(team.items.order_by("number"))
    numbers = [item.number for item in items]
    for item in items:
        item.team = None
        stamped(item, by, at)
    record(Verb.TEAM_REMOVED, by=by, at=at, subject=team, name=team.name, items=numbers)
    team.delete()


@transaction.atomic
def assign_team(
    *,
    meeting: Meeting,
    team: Team | None,
    half_days: Collection[HalfDay],
    room: Room | None = None,
    their_languages: bool = False,
    by: Actor,
    at: datetime,
) -> list[AgendaItem]:
    """The team, or none, for all items of these half-days that are interpreted, in one room or all.

    `their_languages`: items without languages are given those of the team. Gives the items that
    changed; what was assigned so already stays as it is.
    """
    meeting = locked(meeting)
    if not half_days:
        raise NoHalfDay
    if team is not None and team.meeting_id != meeting.pk:
        raise TeamElsewhere(name=team.name)
    asked = _asked(meeting, half_days, room)
    wanted = [row for row in asked if row.languages or row.team_id or (team and their_languages)]
    if not wanted:
        raise NothingToInterpret
    changed = [row for row in wanted if _given(row, team, their_languages)]
    for row in changed:
        stamped(row, by, at)
    about = {"half_days": [str(one) for one in half_days], "items": [row.number for row in changed]}
    told: dict[str, Any] = {"team": team.name if team else None, **about}
    record(Verb.TEAM_ASSIGNED, by=by, at=at, subject=meeting, **told)
    return changed


@transaction.atomic
def set_interpretation(*, meeting: Meeting, limits: Limits, by: Actor, at: datetime) -> Meeting:
    meeting = locked(meeting)
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(limits, name) <= most:
            raise LimitWrong(name=rules.LIMIT_NAMES[name], least=least, most=most)
    _channels_sound(limits.channels)
    usual = asdict(rules.Interpretation())
    kept = {**asdict(limits), "channels": dict(limits.channels)}
    meeting.interpretation = {name: value for name, value in kept.items() if value != usual[name]}
    meeting.save(update_fields=["interpretation"])
    about: dict[str, Any] = kept
    record(Verb.INTERPRETATION_SET, by=by, at=at, subject=meeting, **about)
    return meeting


def _still(meeting: Meeting, team: Team) -> Team:
    found: Team | None = meeting.teams.filter(pk=team.pk).first()
    if found is None:
        raise TeamGone
    return found


def _asked(meeting: Meeting, half_days: Collection[HalfDay], room: Room | None) -> list[AgendaItem]:
    limits, zone = rules.interpretation_of(meeting), rules.place_of(meeting)
    wanted = set(half_days)
    return [
        row
        for row in published.in_order(meeting)
        if interpreting.works(row)
        and interpreting.half_day_of(row, limits, zone) in wanted
        and (room is None or row.room_id == room.pk)
    ]


def _given(row: AgendaItem, team: Team | None, their_languages: bool) -> bool:
    """Whether the row is another now."""
    before = row.team_id, row.languages
    row.team = team
    if team and their_languages and not row.languages:
        row.languages = list(team.languages)
    return before != (row.team_id, row.languages)


def _columns(facts: TeamFacts) -> dict[str, Any]:
    known = [code for code in NAMES if code in facts.languages]
    return {**asdict(facts), "name": facts.name.strip(), "languages": known}


def _told(team: Team) -> dict[str, Any]:
    """For the ledger: without the address of a person."""
    return {"name": team.name, "languages": team.languages}


def _sound(meeting: Meeting, facts: TeamFacts, team: Team | None = None) -> None:
    name = facts.name.strip()
    if not name:
        raise TeamNameMissing
    others = meeting.teams.exclude(pk=team.pk) if team else meeting.teams.all()
    if any(other.name.casefold() == name.casefold() for other in others):
        raise TeamNameTaken(name=name)
    if not facts.languages:
        raise TeamWithoutLanguages
    for code in facts.languages:
        if code not in NAMES:
            raise LanguageUnknown(code=code[:20])


def _channels_sound(channels: Mapping[str, int]) -> None:
    for code, channel in channels.items():
        if code not in NAMES:
            raise LanguageUnknown(code=code[:20])
        if not 0 <= channel <= rules.LAST_CHANNEL:
            raise LimitWrong(name=_("Channel"), least=0, most=rules.LAST_CHANNEL)
        if list(channels.values()).count(channel) > 1:
            raise ChannelTwice(channel=channel)
