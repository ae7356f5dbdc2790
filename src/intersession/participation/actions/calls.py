"""Verbs of the call: open it, change it."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.participation.actions._lock import ChangedMeanwhile, Words, locked, to_come
from intersession.participation.actions._numbers import check_numbers
from intersession.participation.calling import NAMES
from intersession.participation.models import Call
from intersession.ui.dates import moment


class ClosesBeforeItOpens(Refusal):
    message = _("Nominations close after the call opens.")


class RegistrationsCloseFirst(Refusal):
    message = _("Registrations do not close before nominations do.")


class ClosesAfterTheMeeting(Refusal):
    message = _("Registrations close before the meeting ends, on %(when)s.")


class CallIsOpen(Refusal):
    message = _("Somebody else opened this call meanwhile. Change it instead.")


@dataclass(frozen=True, kw_only=True)
class CallFacts:
    """`limits`: by kind of Entity, {"ngo": {"names": 2, "seats": 1}}."""

    opens_at: datetime
    nominations_close_at: datetime
    registrations_close_at: datetime
    lists_close_at: datetime | None = None
    names: int = 4
    seats: int = 2
    limits: dict[str, dict[str, int]] = field(default_factory=dict)
    credential: bool = True
    photo: bool = False
    passport: bool = False
    words: Words = field(default_factory=dict)


@transaction.atomic
def open_call(*, meeting: Meeting, facts: CallFacts, by: Actor, at: datetime) -> Call:
    meeting = locked(meeting)
    to_come(meeting, at)
    _sound(facts, meeting)
    if Call.objects.filter(meeting=meeting).exists():
        raise CallIsOpen
    call = Call.objects.create(meeting=meeting, **asdict(facts))
    record(Verb.CALL_OPENED, by=by, at=at, subject=call, meeting=meeting.slug, **_hours(call))
    return call


@transaction.atomic
def change_call(*, call: Call, facts: CallFacts, seen: str = "", by: Actor, at: datetime) -> Call:
    """`seen`: `rules.version_of` the call that the form was filled from."""
    meeting = locked(call.meeting)
    call = Call.objects.select_related("meeting").get(pk=call.pk)
    if seen and seen != meetings.version_of(call, NAMES):
        raise ChangedMeanwhile
    to_come(meeting, at)
    _sound(facts, meeting)
    given, before = asdict(facts), _hours(call)
    changed = [name for name, value in given.items() if getattr(call, name) != value]
    for name in changed:
        setattr(call, name, given[name])
    call.save()
    about: dict[str, Any] = {"changed": changed, "before": before, **_hours(call)}
    record(Verb.CALL_CHANGED, by=by, at=at, subject=call, **about)
    return call


def _sound(facts: CallFacts, meeting: Meeting) -> None:
    if facts.nominations_close_at <= facts.opens_at:
        raise ClosesBeforeItOpens
    if facts.registrations_close_at < facts.nominations_close_at:
        raise RegistrationsCloseFirst
    if facts.registrations_close_at > meeting.ends_at:
        raise ClosesAfterTheMeeting(when=moment(meeting.ends_at))
    check_numbers(facts.names, facts.seats)
    for pair in facts.limits.values():  # without seats of their own: those of all, if so many come
        check_numbers(pair.get("names", facts.names), pair.get("seats", 0))


def _hours(call: Call) -> dict[str, str]:
    names = ("opens_at", "nominations_close_at", "registrations_close_at")
    return {name: getattr(call, name).astimezone(UTC).isoformat() for name in names}
