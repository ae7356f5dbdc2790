"""What verbs of agenda items share: the facts they take, who wrote last."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.meetings import rules
from intersession.meetings.actions._lock import Words, says
from intersession.meetings.models import AgendaItem, Meeting, Room, Team
from intersession.ui.dates import moment
from intersession.ui.text import text


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """What is known of an item. `starts_at` is aware; an item with an hour may lack its length."""

    title: Words
    kind: str = AgendaItem.Kind.OTHER
    detail: Words = field(default_factory=dict)
    objectives: Words = field(default_factory=dict)
    questions: tuple[Words, ...] = ()
    format: Words = field(default_factory=dict)
    starts_at: datetime | None = None
    minutes: int | None = None
    room: Room | None = None
    languages: tuple[str, ...] = ()
    team: Team | None = None


class ItemChangedMeanwhile(Refusal):
    message = _("%(who)s changed this item at %(when)s, while you wrote. Nothing was overwritten.")


class OutsideTheMeeting(Refusal):
    message = _(
        "The item would not lie within the meeting, which lasts from %(begins)s to %(ends)s."
    )


class TitleMissing(Refusal):
    message = _("An agenda item needs a title in at least one language.")


class LengthWrong(Refusal):
    message = _("An item lasts from 1 minute to 24 hours.")


class NoSuchItem(Refusal):
    message = _("The agenda has no item %(number)s.")


class RoomEnded(Refusal):
    message = _("%(room)s is no longer offered. Choose another room.")


class TeamOfAnother(Refusal):
    message = _("Team %(team)s belongs to another meeting.")


def still_there(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """The row as it stands now, once the meeting is locked."""
    found: AgendaItem | None = meeting.agenda.filter(pk=item.pk).first()
    if found is None:
        raise NoSuchItem(number=item.number)
    return found


def not_meanwhile(item: AgendaItem, seen: int | None) -> None:
    if seen is not None and seen != item.changes:
        raise ItemChangedMeanwhile(who=item.changed_by, when=moment(item.changed_at))


def stamped(item: AgendaItem, by: Actor, at: datetime) -> None:
    item.changes += 1
    item.changed_at, item.changed_by = at, str(by)[:300]
    item.save()


def shallow(facts: ItemFacts) -> dict[str, Any]:
    """As the columns take it; rooms and teams stay rows."""
    given = {part.name: getattr(facts, part.name) for part in fields(facts)}
    return {**given, "questions": list(facts.questions), "languages": list(facts.languages)}


def sound(meeting: Meeting, facts: ItemFacts, before: AgendaItem | None = None) -> None:
    """Refuse what cannot be; `before` may stay in a room that is no longer offered."""
    if not says(facts.title):
        raise TitleMissing
    if facts.team and facts.team.meeting_id != meeting.pk:
        raise TeamOfAnother(team=facts.team.name)
    placed(meeting, facts.starts_at, facts.minutes)
    offered(facts.room, before)


def placed(meeting: Meeting, starts_at: datetime | None, minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= rules.LONGEST_ITEM:
        raise LengthWrong
    if starts_at and not rules.within(meeting, starts_at, minutes):
        raise OutsideTheMeeting(begins=_hour(meeting, "starts_at"), ends=_hour(meeting, "ends_at"))


def offered(room: Room | None, before: AgendaItem | None) -> None:
    if room and room.ended and (before is None or before.room_id != room.pk):
        raise RoomEnded(room=text(room.name))


def _hour(meeting: Meeting, end: str) -> str:
    return moment(getattr(meeting, end), text(meeting.place), meeting.time_zone)


def plain(facts: ItemFacts) -> dict[str, Any]:
    """For the ledger: hours in UTC, rooms and teams by their uid."""
    given = shallow(facts)
    return {
        **given,
        "starts_at": facts.starts_at.astimezone(UTC).isoformat() if facts.starts_at else None,
        "room": str(facts.room.uid) if facts.room else None,
        "team": str(facts.team.uid) if facts.team else None,
    }
