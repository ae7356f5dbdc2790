"""Verbs of a delegation as a whole: its document, its words, sending it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.actions import store_file
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import delegating, letters
from intersession.participation.actions._delegations import (
    delegation_of,
    in_time,
    nominees,
    touched,
)
from intersession.participation.actions._lock import ChangedMeanwhile
from intersession.participation.actions._support import follow
from intersession.participation.models import Delegation

LONGEST = 500


class NobodyPutForward(Refusal):
    message = _("Nobody is put forward yet: add at least one person, then send the delegation.")


class SentAlready(Refusal):
    message = _("This delegation was sent on its way before. Changes to it are seen at once.")


class TooManyWords(Refusal):
    message = _("Write at most %(most)s characters.")


@transaction.atomic
def word_rotation(
    *,
    meeting: Meeting,
    entity: Entity,
    words: str,
    seen: str | None = None,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Who sits when, where more people come than there are seats. `seen`: what stood there."""
    row = delegation_of(meeting, entity, by=by, at=at)
    in_time(row, by=by, at=at)
    if seen is not None and seen != row.rotation:
        raise ChangedMeanwhile
    if len(words) > LONGEST:
        raise TooManyWords(most=LONGEST)
    touched(row, by=by, at=at, rotation=words.strip())
    record(Verb.DELEGATION_WORDED, by=by, at=at, subject=row)
    return row


@transaction.atomic
def file_credential(
    *, meeting: Meeting, entity: Entity, upload: Any, by: Actor, at: datetime
) -> Delegation:
    """One document for all who are put forward; it stands instead of the one before."""
    row = delegation_of(meeting, entity, by=by, at=at)
    in_time(row, by=by, at=at)
    stored = store_file(upload=upload, by=by, at=at)
    touched(row, by=by, at=at, credential=stored, credential_checked_at=None)
    record(Verb.CREDENTIAL_FILED, by=by, at=at, subject=row, sha256=stored.sha256)
    return row


@transaction.atomic
def send_delegation(*, meeting: Meeting, entity: Entity, by: Actor, at: datetime) -> Delegation:
    """The whole at once; each person gets the link to their own file."""
    row = delegation_of(meeting, entity, by=by, at=at)
    call = in_time(row, by=by, at=at)
    if row.state == Delegation.State.SENT:
        raise SentAlready
    people = nominees(row)
    if not people:
        raise NobodyPutForward
    given = {"state": Delegation.State.SENT, "sent_at": at, "sent_by": str(by)[:300]}
    touched(row, by=by, at=at, sent_as=delegating.as_it_stands(people), **given)
    told = [letters.send_link(one, call, by=by, at=at) for one in people]
    follow(people, by=by, at=at)
    about: dict[str, Any] = {"people": [str(one.uid) for one in people], "mails": sum(told)}
    record(Verb.DELEGATION_SENT, by=by, at=at, subject=row, **about)
    return row
