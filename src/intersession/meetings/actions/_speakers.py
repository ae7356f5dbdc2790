"""What verbs of speakers share: the facts they take, what a part may become."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.documents.rules import check_language
from intersession.meetings import rules, speaking
from intersession.meetings.actions._lock import Words
from intersession.meetings.models import AgendaItem, Meeting, Part, Speaker
from intersession.membership.models import Entity
from intersession.ui.dates import moment
from intersession.ui.text import text


class NameMissing(Refusal):
    message = _("A speaker needs a name; a role will do, such as “Expert from capital, Marenia”.")


class NameTooLong(Refusal):
    message = _("The name of a speaker has at most %(most)s characters.")


class TooManySpeakers(Refusal):
    message = _("A meeting has at most %(most)s speakers, an agenda item at most %(parts)s parts.")


class SpeakerChangedMeanwhile(Refusal):
    message = _("Somebody else changed this while you wrote. Nothing was overwritten.")


class SamePartTwice(Refusal):
    message = _("%(name)s has the role “%(role)s” in “%(title)s” already.")


class ItemCancelled(Refusal):
    message = _("The item “%(title)s” is cancelled.")


class OtherMeeting(Refusal):
    message = _("The speaker and the agenda item belong to two meetings.")


class CannotBecome(Refusal):
    message = _("%(name)s: this part was “%(state)s”; it cannot become “%(to)s” now.")


class GivenToOther(Refusal):
    message = _("This part was given to somebody else meanwhile.")


class MeetingOver(Refusal):
    message = _("“%(title)s” ended on %(when)s.")


class MeetingCancelled(Refusal):
    message = _("“%(title)s” is cancelled.")


@dataclass(frozen=True, kw_only=True)
class SpeakerFacts:
    """What is known of a speaker; `name` may be a role. Without an `entity`, `affiliation`."""

    name: str
    function: Words = field(default_factory=dict)
    entity: Entity | None = None
    affiliation: Words = field(default_factory=dict)
    email: str = ""
    language: str = settings.LANGUAGE_CODE
    stakeholder: str = ""
    gender: str = ""
    from_capital: bool | None = None
    time_zone: str = ""
    biography: Words = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """`position`: among those of the same item; None is the last one."""

    role: str = Part.Role.SPEAKER
    position: int | None = None
    minutes: int | None = None
    title: Words = field(default_factory=dict)
    remote: bool = False


LONGEST_NAME = 200
NAMES = [one.name for one in fields(SpeakerFacts)]


def columns(facts: SpeakerFacts) -> dict[str, Any]:
    given = {name: getattr(facts, name) for name in NAMES}
    return {**given, "name": facts.name.strip(), "email": facts.email.strip()}


def sound_speaker(facts: SpeakerFacts) -> None:
    if not facts.name.strip():
        raise NameMissing
    if len(facts.name.strip()) > LONGEST_NAME:
        raise NameTooLong(most=LONGEST_NAME)
    check_language(facts.language)


def not_over(meeting: Meeting, at: datetime) -> None:
    """Nobody is asked, and nobody answers, once it is over or cancelled."""
    if meeting.cancelled_at is not None:
        raise MeetingCancelled(title=text(meeting.title))
    if at >= meeting.ends_at:
        when = moment(meeting.ends_at, text(meeting.place), meeting.time_zone)
        raise MeetingOver(title=text(meeting.title), when=when)


def same_meeting(item: AgendaItem, speaker: Speaker) -> None:
    if item.meeting_id != speaker.meeting_id:
        raise OtherMeeting


def same_part(part: Part) -> SamePartTwice:
    return SamePartTwice(
        name=part.speaker.name, role=rules.ROLE_NAMES[part.role], title=text(part.item.title)
    )


def fresh(part: Part) -> Part:
    """As it stands under the lock of its meeting."""
    rows = Part.objects.select_related("speaker__meeting", "item__meeting")
    return rows.get(pk=part.pk)


def become(part: Part, state: str) -> None:
    """The next state of a part; not saved. Nobody takes up again what somebody else has."""
    if state not in speaking.FOLLOWS[part.state]:
        names = speaking.STATE_NAMES
        raise CannotBecome(name=part.speaker.name, state=names[part.state], to=names[state])
    if state in speaking.LIVE and part.state not in speaking.LIVE:
        alone(part)
    part.state = state


def alone(part: Part) -> None:
    live = Part.objects.filter(state__in=speaking.LIVE).exclude(pk=part.pk)
    beside = part.replaces_id and live.filter(replaces=part.replaces_id).exists()
    if beside or live.filter(replaces=part).exists():
        raise GivenToOther
