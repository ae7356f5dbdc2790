"""Verbs of meetings. What a calendar shows raises `sequence`, so that calendars take it over."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules
from intersession.meetings.actions._lock import Words, bumped, locked, says
from intersession.meetings.campaigns import told_of
from intersession.meetings.models import Meeting
from intersession.meetings.notices import told_anew
from intersession.programme.models import Programme
from intersession.ui.text import text


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a meeting. Hours are aware; `figures` are facts such as participants."""

    kind: str
    title: Words
    place: Words
    starts_at: datetime
    ends_at: datetime
    time_zone: str = "Europe/Zurich"
    number: int | None = None
    venue: Words = field(default_factory=dict)
    modality: str = Meeting.Modality.IN_PERSON
    about: Words = field(default_factory=dict)
    figures: Mapping[str, int | str] = field(default_factory=dict)


class EndsBeforeItBegins(Refusal):
    message = _("The meeting ends before it begins.")


class UnknownTimeZone(Refusal):
    message = _("“%(zone)s” is not a time zone. Time zones are written like Europe/Zurich.")


class WordsMissing(Refusal):
    message = _("A meeting needs a title and a place, each in at least one language.")


class AddressTaken(Refusal):
    message = _("There is a page at /meetings/%(slug)s/ already. Choose another address.")


class ChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed this meeting while you wrote. The page shows what you wrote; open the "
        "meeting in another window to see what stands there now."
    )


class NotInOrder(Refusal):
    message = _("A meeting moves one state at a time.")


class ReasonMissing(Refusal):
    message = _("Say why the meeting goes one state back.")


class NoReason(Refusal):
    message = _("Say why the meeting is cancelled, or why it is held after all.")


class CancelledAlready(Refusal):
    message = _("The meeting is cancelled.")


class NotCancelled(Refusal):
    message = _("The meeting is not cancelled.")


class HeldAlready(Refusal):
    message = _("The meeting has been held; it cannot be cancelled any more.")


@transaction.atomic
def add_meeting(
    *, programme: Programme, facts: Facts, slug: str = "", by: Actor, at: datetime
) -> Meeting:
    """A planned meeting of the year; without `slug` its address comes from its title."""
    _sound(facts)
    slug = slug or _free_slug(facts.title, programme.year)
    if slug in rules.RESERVED or Meeting.objects.filter(slug=slug).exists():
        raise AddressTaken(slug=slug)
    meeting = Meeting.objects.create(programme=programme, slug=slug, changed_at=at, **asdict(facts))
    about: dict[str, Any] = {"year": programme.year, "slug": slug, **_plain(facts)}
    record(Verb.MEETING_ADDED, by=by, at=at, subject=meeting, **about)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, facts: Facts, seen: int | None = None, by: Actor, at: datetime
) -> Meeting:
    """`seen` is the sequence the writer read: refused when somebody changed it meanwhile."""
    meeting = locked(meeting)
    if seen is not None and seen != meeting.sequence:
        raise ChangedMeanwhile()
    _sound(facts)
    told = told_of(meeting)
    before = {name: getattr(meeting, name) for name in asdict(facts)}
    changed = [name for name, value in asdict(facts).items() if before[name] != value]
    if "starts_at" in changed:
        meeting.moved_from = meeting.starts_at
    for name in changed:
        setattr(meeting, name, getattr(facts, name))
    bumped(meeting, at)
    about: dict[str, Any] = {"changed": changed, **_plain(facts)}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
    told_anew(meeting, told, by=by, at=at)
    return meeting


@transaction.atomic
def move(*, meeting: Meeting, to: str, reason: str = "", by: Actor, at: datetime) -> Meeting:
    """One state forward, or one back with a reason."""
    meeting = locked(meeting)
    before = meeting.state
    if meeting.cancelled_at:
        raise CancelledAlready()
    if to not in (rules.following(before), rules.preceding(before)):
        raise NotInOrder()
    if to == rules.preceding(before) and not reason.strip():
        raise ReasonMissing()
    meeting.state = to
    bumped(meeting, at)
    about: dict[str, Any] = {"from": before, "to": to, "reason": reason.strip()}
    record(Verb.MEETING_STATED, by=by, at=at, subject=meeting, **about)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Meeting:
    """It stays on the list and in every calendar, as cancelled."""
    meeting = locked(meeting)
    if meeting.cancelled_at:
        raise CancelledAlready()
    if meeting.state in rules.OVER:
        raise HeldAlready()
    if not reason.strip():
        raise NoReason()
    told = told_of(meeting)
    meeting.cancelled_at = at
    bumped(meeting, at)
    record(Verb.MEETING_CANCELLED, by=by, at=at, subject=meeting, reason=reason.strip())
    told_anew(meeting, told, by=by, at=at)
    return meeting


@transaction.atomic
def restore_meeting(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Meeting:
    """It is held after all, in the state in which it was."""
    meeting = locked(meeting)
    if meeting.cancelled_at is None:
        raise NotCancelled()
    if not reason.strip():
        raise NoReason()
    told = told_of(meeting)
    meeting.cancelled_at = None
    bumped(meeting, at)
    record(Verb.MEETING_RESTORED, by=by, at=at, subject=meeting, reason=reason.strip())
    told_anew(meeting, told, by=by, at=at)
    return meeting


def _sound(facts: Facts) -> None:
    if rules.zone_of(facts.time_zone) is None:
        raise UnknownTimeZone(zone=facts.time_zone)
    if facts.ends_at <= facts.starts_at:
        raise EndsBeforeItBegins()
    if not (says(facts.title) and says(facts.place)):
        raise WordsMissing()


def _free_slug(title: Words, year: int) -> str:
    """From the title up to its colon; with the year where that is taken or nothing is left."""
    slug = slugify(text(title, "en").split(":")[0])[:60].strip("-")
    taken = not slug or slug in rules.RESERVED or Meeting.objects.filter(slug=slug).exists()
    return f"{slug or 'meeting'}-{year}" if taken else slug


def _plain(facts: Facts) -> dict[str, Any]:
    hours = {name: getattr(facts, name).isoformat() for name in ("starts_at", "ends_at")}
    return {**asdict(facts), **hours}
