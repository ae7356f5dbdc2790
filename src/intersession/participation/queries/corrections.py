"""Corrections in the list of participants: those that wait, and those of one person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation import correcting, deciding, naming
from intersession.participation.models import Correction, ParticipantsList, Registration
from intersession.participation.naming import Named
from intersession.participation.queries.participants import list_of, stage_of
from intersession.ui.languages import get_language

MOST = 500  # that were answered, the latest first


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One correction. `seen`: version of the line that it would change."""

    uid: str
    registration: str
    name: str
    of: Any
    changes: list[tuple[Any, str, str]]
    note: str
    channel: Any
    asked_at: datetime
    state: str
    shape: str
    word: Any
    answered_at: datetime | None
    answer: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class OwnLine:
    """How somebody stands in the list, and what was asked about it. `published`: whether the
    published list may name them."""

    row: Registration
    listed: ParticipantsList | None
    stage: str
    on_list: bool
    line: str
    published: bool
    asked: list[Asked]


def corrections_of(meeting: Meeting, actor: Actor) -> tuple[list[Asked], list[Asked]]:
    """Those that wait, the oldest first, and those that were answered: all of them for the
    Administration, else those of the reader's Entity. One query."""
    rows = Correction.objects.filter(registration__meeting=meeting)
    if not actor.may(May.MANAGE_PARTICIPATION):
        rows = rows.filter(registration__entity=actor.entity or 0)
    rows = rows.select_related("registration__entity").order_by("-asked_at", "-pk")
    found = [asked_of(row) for row in rows[: MOST * 2]]
    open_ = [one for one in found if one.state == Correction.State.OPEN]
    return open_[::-1], [one for one in found if one.state != Correction.State.OPEN][:MOST]


def asked_of(row: Correction) -> Asked:
    person = row.registration
    return Asked(
        uid=str(row.uid),
        registration=str(person.uid),
        name=line_of(person),
        of=person.entity.name if person.entity else person.affiliation,
        changes=correcting.changes(row),
        note=row.note,
        channel=correcting.CHANNELS[row.channel],
        asked_at=row.asked_at,
        state=row.state,
        shape=correcting.SHAPES[Correction.State(row.state)],
        word=correcting.STATE_NAMES[row.state],
        answered_at=row.answered_at,
        answer=row.answer,
        seen=correcting.version(person),
    )


def line_of(row: Registration) -> str:
    """The name as the list sets it, in the language in use."""
    named = Named(
        title=row.title, given=row.given_name, family=row.family_name, badge=row.badge_name
    )
    return naming.formal(named, get_language())


def own_line(row: Registration, at: datetime) -> OwnLine:
    """Two queries."""
    listed = list_of(row.meeting)
    rows = row.corrections.select_related("registration__entity").order_by("-asked_at", "-pk")
    return OwnLine(
        row=row,
        listed=listed,
        stage=stage_of(listed, at),
        on_list=deciding.on_list(row),
        line=line_of(row),
        published=row.consents.get("list", {}).get("said") is True,
        asked=[asked_of(one) for one in rows[:MOST]],
    )
