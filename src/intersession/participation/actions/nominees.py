"""Verbs of those whom a delegation puts forward: add, change, move, take off."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.rules import check_language
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules as meetings
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import calling, delegating, letters
from intersession.participation.actions._delegations import (
    delegation_of,
    in_order,
    in_time,
    nominees,
    own_draft,
    touched,
)
from intersession.participation.actions._lock import ChangedMeanwhile, locked, to_come
from intersession.participation.actions._support import drop, follow, not_locked
from intersession.participation.models import Call, Delegation, Registration
from intersession.ui.text import text

State = Registration.State


class NameMissing(Refusal):
    message = _("Write the family name, as it stands in the passport.")


class TooManyNames(Refusal):
    message = _(
        "%(name)s may put forward %(most)s people and has done so. Take somebody off, or ask the "
        "Administration for one more."
    )


class HeadNamed(Refusal):
    message = _("%(name)s is head of this delegation already. A delegation has one head.")


class PutForwardAlready(Refusal):
    message = _("%(name)s, with the same e-mail address, is put forward already.")


class NotPutForward(Refusal):
    message = _("This person was taken off meanwhile.")


class FileIsTheirs(Refusal):
    message = _(
        "%(name)s has completed the registration. Name, function and address are changed there; "
        "here you change role, order and support."
    )


@dataclass(frozen=True, kw_only=True)
class NomineeFacts:
    family_name: str
    given_name: str = ""
    title: str = ""
    function: str = ""
    email: str = ""
    language: str = settings.LANGUAGE_CODE
    role: str = Registration.Role.EXPERT
    from_capital: bool | None = None
    support: bool = False


@transaction.atomic
def add_nominee(
    *, meeting: Meeting, entity: Entity, facts: NomineeFacts, by: Actor, at: datetime
) -> Registration:
    """The last in the order. Whoever joins a delegation that was sent gets the link at once."""
    delegation = delegation_of(meeting, entity, by=by, at=at)
    call = in_time(delegation, by=by, at=at)
    people = nominees(delegation)
    limits = calling.limits_of(call, entity.kind, delegation)
    if len(people) >= limits.names:
        raise TooManyNames(name=text(entity.name), most=limits.names)
    _sound(facts, people)
    row = Registration.objects.create(
        meeting=meeting,
        delegation=delegation,
        entity=entity,
        stakeholder=entity.kind,
        position=len(people) + 1,
        added_at=at,
        changed_at=at,
        changed_by=str(by)[:300],
        delete_after=calling.delete_after(meeting),
        **_columns(facts),
    )
    touched(delegation, by=by, at=at)
    record(Verb.NOMINEE_ADDED, by=by, at=at, subject=row, delegation=str(delegation.uid))
    follow([row], by=by, at=at)
    _tell(row, call, by, at)
    return row


@transaction.atomic
def change_nominee(
    *, nominee: Registration, facts: NomineeFacts, seen: str = "", by: Actor, at: datetime
) -> Registration:
    """The entry names the fields, not what they say."""
    row, delegation = _standing(nominee)
    call = in_time(delegation, by=by, at=at)
    if seen and seen != meetings.version_of(row, delegating.NAMES):
        raise ChangedMeanwhile
    _sound(facts, [one for one in nominees(delegation) if one.pk != row.pk])
    given = _columns(facts)
    changed = [name for name in delegating.NAMES if getattr(row, name) != given[name]]
    if row.state != State.NOMINATED and set(changed) & set(delegating.THEIRS):
        raise FileIsTheirs(name=row.badge_name)
    not_locked(row, changed)
    if "email" in changed:
        row.link_number += 1  # what was sent to the former address leads nowhere any more
    if not set(changed) & {"given_name", "family_name"}:
        given.pop("badge_name")
    for name, value in given.items():
        setattr(row, name, value)
    _saved(row, by, at)
    touched(delegation, by=by, at=at)
    record(Verb.NOMINEE_CHANGED, by=by, at=at, subject=row, changed=changed)
    follow([row], by=by, at=at)
    if "email" in changed:
        _tell(row, call, by, at)
    return row


@transaction.atomic
def move_nominee(*, nominee: Registration, up: bool, by: Actor, at: datetime) -> Registration:
    """One place in the order of priority; the first and the last stay where they are."""
    row, delegation = _standing(nominee)
    in_time(delegation, by=by, at=at)
    people = nominees(delegation)
    place = [one.pk for one in people].index(row.pk)
    to = max(0, place - 1) if up else min(len(people) - 1, place + 1)
    if to == place:
        return row
    people.insert(to, people.pop(place))
    in_order(people)
    touched(delegation, by=by, at=at)
    record(Verb.NOMINEE_MOVED, by=by, at=at, subject=row, to=to + 1)
    return people[to]


@transaction.atomic
def remove_nominee(*, nominee: Registration, by: Actor, at: datetime) -> None:
    """From a draft without a trace; once it was sent the file stays, cancelled, and the person is
    told. Whoever drops out does so until the meeting ends."""
    row, delegation = _standing(nominee)
    to_come(delegation.meeting, at)
    own_draft(delegation, by)
    sent = delegation.state == Delegation.State.SENT
    record(Verb.NOMINEE_REMOVED, by=by, at=at, subject=row, delegation=str(delegation.uid))
    if sent:
        drop(row, by=by, at=at)
        row.state = State.CANCELLED
        _saved(row, by, at)
        letters.tell_taken_off(row, by=by, at=at)
    else:
        row.delete()
    in_order(nominees(delegation))
    touched(delegation, by=by, at=at)


def _standing(nominee: Registration) -> tuple[Registration, Delegation]:
    """As it stands under the lock of its meeting."""
    locked(nominee.meeting)
    rows = Registration.objects.select_related("meeting", "delegation__meeting__programme")
    row = rows.select_related("delegation__entity").filter(pk=nominee.pk).first()
    if row is None or row.delegation is None or row.state == State.CANCELLED:
        raise NotPutForward
    return row, row.delegation


def _sound(facts: NomineeFacts, others: list[Registration]) -> None:
    if not facts.family_name.strip():
        raise NameMissing
    check_language(facts.language)
    for other in others:
        if facts.role == other.role == Registration.Role.HEAD:
            raise HeadNamed(name=other.badge_name)
        if facts.email and facts.email.strip().lower() == other.email.lower():
            raise PutForwardAlready(name=other.badge_name)


def _columns(facts: NomineeFacts) -> dict[str, Any]:
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(facts).items()
    }
    badge = f"{given['given_name']} {given['family_name']}".strip()
    return {**given, "badge_name": badge[:200]}


def _saved(row: Registration, by: Actor, at: datetime) -> None:
    row.changes, row.changed_at, row.changed_by = row.changes + 1, at, str(by)[:300]
    row.save()


def _tell(row: Registration, call: Call, by: Actor, at: datetime) -> None:
    if row.delegation and row.delegation.state == Delegation.State.SENT:
        letters.send_link(row, call, by=by, at=at)
