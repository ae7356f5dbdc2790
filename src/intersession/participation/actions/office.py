"""What the Administration does with a delegation: leave, limits of its own, the check."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import calling, delegating
from intersession.participation.actions._delegations import delegation_of, nominees, touched
from intersession.participation.actions._lock import ChangedMeanwhile, call_of
from intersession.participation.actions._numbers import check_numbers
from intersession.participation.models import Delegation


class NoCredential(Refusal):
    message = _("No credential document has been received, so none can be checked.")


class SentMeanwhile(Refusal):
    message = _("This delegation was sent meanwhile: it is no draft any more.")


@transaction.atomic
def allow(
    *,
    meeting: Meeting,
    entity: Entity,
    names: int | None,
    seats: int | None,
    late_leave: bool,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Other numbers than the call's (None: those of the call), and leave after the deadline."""
    begun = Delegation.objects.filter(meeting=meeting, entity=entity).exists()
    row = delegation_of(meeting, entity, by=by, at=at)
    row.names, row.seats = names, seats
    limits = calling.limits_of(call_of(meeting), entity.kind, row)
    check_numbers(limits.names, limits.seats if seats is None else seats)
    # Whoever only gives leave has written nothing: the draft is the Entity's.
    behalf = row.on_behalf and begun
    touched(row, by=by, at=at, late_leave=late_leave, on_behalf=behalf)
    given: dict[str, Any] = {"names": names, "seats": seats, "late_leave": late_leave}
    record(Verb.DELEGATION_ALLOWED, by=by, at=at, subject=row, **given)
    return row


@transaction.atomic
def open_draft(*, meeting: Meeting, entity: Entity, by: Actor, at: datetime) -> Delegation:
    """From now on the Administration sees what the Entity has not sent, and writes in it."""
    row = delegation_of(meeting, entity, by=by, at=at)
    if row.state != Delegation.State.DRAFT:
        raise SentMeanwhile
    touched(row, by=by, at=at, on_behalf=True)
    record(Verb.DRAFT_OPENED, by=by, at=at, subject=row)
    return row


@transaction.atomic
def check_credential(
    *, delegation: Delegation, good: bool, sha256: str = "", by: Actor, at: datetime
) -> Delegation:
    """`sha256`: of the document that was looked at; another one came meanwhile, else."""
    row = delegation_of(delegation.meeting, delegation.entity, by=by, at=at)
    if row.credential is None or (sha256 and row.credential.sha256 != sha256):
        raise NoCredential
    touched(row, by=by, at=at, credential_checked_at=at if good else None)
    record(Verb.CREDENTIAL_CHECKED, by=by, at=at, subject=row, good=good)
    return row


@transaction.atomic
def see_changes(*, delegation: Delegation, changes: int, by: Actor, at: datetime) -> Delegation:
    """The Administration has taken note; `changes`: how many there were when it looked."""
    row = delegation_of(delegation.meeting, delegation.entity, by=by, at=at)
    if row.changes != changes:
        raise ChangedMeanwhile
    row.sent_as = delegating.as_it_stands(nominees(row))
    row.save(update_fields=["sent_as"])
    record(Verb.DELEGATION_SEEN, by=by, at=at, subject=row, changes=changes)
    return row
