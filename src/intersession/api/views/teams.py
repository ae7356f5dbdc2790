"""Operations of teams of interpreters of a meeting."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import rooms as shapes
from intersession.api.views._rows import meeting_of, named, who
from intersession.meetings import actions, queries
from intersession.meetings.actions import Limits, TeamFacts
from intersession.meetings.interpreting import HalfDay
from intersession.meetings.models import Meeting, Room, Team

Teams = shapes.TeamsOfMeeting


@reads(
    _("Teams of interpreters: what they do, and against what is allowed"),
    access=May.MANAGE_MEETINGS,
    gives=Teams,
)
def meeting_teams(request: Any, slug: str) -> Teams:
    return _teams(meeting_of(slug))


@writes(
    _("Add a team of interpreters"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.TeamBody,
    gives=Teams,
    of="meeting_teams",
)
def meeting_teams_add(request: Any, slug: str, body: shapes.TeamBody) -> Teams:
    meeting = meeting_of(slug)
    actions.add_team(meeting=meeting, facts=_facts(body), **who(request))
    return _teams(meeting)


@writes(
    _("Give a team, or none, the half-days in all rooms or in one"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.TeamAssign,
    gives=Teams,
    of="meeting_teams",
)
def meeting_teams_assign(request: Any, slug: str, body: shapes.TeamAssign) -> Teams:
    meeting = meeting_of(slug)
    actions.assign_team(
        meeting=meeting,
        team=named(meeting.teams, uid=body.team) if body.team else None,
        half_days=_half_days(meeting, body.half_days),
        room=named(Room.objects, uid=body.room) if body.room else None,
        their_languages=body.their_languages,
        **who(request),
    )
    return _teams(meeting)


@writes(
    _("Change a team of interpreters"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.TeamChange,
    gives=Teams,
    of="meeting_teams",
)
def meeting_team_change(request: Any, slug: str, uid: uuid.UUID, body: shapes.TeamChange) -> Teams:
    team = _team(slug, uid)
    actions.change_team(team=team, facts=_facts(body), seen=body.seen, **who(request))
    return _teams(meeting_of(slug))


@writes(
    _("Remove a team of interpreters; its items stay, without a team"),
    access=May.MANAGE_MEETINGS,
    gives=Teams,
    of="meeting_teams",
)
def meeting_team_remove(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Teams:
    actions.remove_team(team=_team(slug, uid), **who(request))
    return _teams(meeting_of(slug))


@writes(
    _("Say what a team of interpreters may be asked"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.InterpretationBody,
    gives=Teams,
    of="meeting_teams",
)
def meeting_interpretation(request: Any, slug: str, body: shapes.InterpretationBody) -> Teams:
    limits = Limits(**body.model_dump())
    actions.set_interpretation(meeting=meeting_of(slug), limits=limits, **who(request))
    return _teams(meeting_of(slug))


def _team(slug: str, uid: uuid.UUID) -> Team:
    rows = Team.objects.select_related("meeting")
    found: Team = get_object_or_404(rows, meeting__slug=slug, uid=uid)
    return found


def _teams(meeting: Meeting) -> Teams:
    return shapes.teams(queries.teams_page(meeting), list(meeting.teams.all()))


def _facts(body: shapes.TeamBody) -> TeamFacts:
    given = body.model_dump(exclude={"seen"})
    return TeamFacts(**{**given, "email": body.email or ""})


def _half_days(meeting: Meeting, keys: list[str]) -> list[HalfDay]:
    """Those in which the draft has items, as the list of teams names them."""
    known = queries.half_days_of(meeting)
    for key in keys:
        if key not in known:
            raise NotKnown(name=key)
    return [known[key] for key in dict.fromkeys(keys)]
