"""What of the calls needs somebody: a Mission its people, the Administration the credentials."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import calling
from intersession.participation.models import Call, Delegation


@dataclass(frozen=True, kw_only=True)
class ToPutForward:
    """`begun`: a draft is there."""

    meeting: Meeting
    until: datetime
    begun: bool


@dataclass(frozen=True, kw_only=True)
class ToCheck:
    meeting: Meeting
    due: datetime
    credentials: int


def to_put_forward(actor: Actor, at: datetime) -> Iterator[ToPutForward]:
    """One query where no call is open; three and two a call at most."""
    if actor.entity is None or not actor.may(May.NOMINATE, entity=actor.entity):
        return
    calls = Call.objects.filter(opens_at__lte=at, nominations_close_at__gt=at)
    calls = calls.filter(meeting__cancelled_at=None).select_related("meeting")
    rows = list(calls.order_by("nominations_close_at"))
    if not rows:
        return
    known = Delegation.objects.filter(entity=actor.entity, meeting__in=[c.meeting_id for c in rows])
    states = dict(known.values_list("meeting", "state"))
    entity = Entity.objects.get(pk=actor.entity)
    for call in rows:
        state = states.get(call.meeting_id)
        if state == Delegation.State.SENT:
            continue
        if state or calling.is_called(call.meeting, entity):
            yield ToPutForward(
                meeting=call.meeting, until=call.nominations_close_at, begun=state is not None
            )


def to_check(actor: Actor, at: datetime) -> Iterator[ToCheck]:
    """Delegations whose credential waits for a look, by meeting. Two queries."""
    if not actor.may(May.MANAGE_PARTICIPATION):
        return
    rows = Delegation.objects.filter(state=Delegation.State.SENT, credential_checked_at=None)
    rows = rows.exclude(credential=None).filter(meeting__ends_at__gt=at)
    counts = dict(rows.order_by().values_list("meeting").annotate(n=Count("pk")))
    for meeting in Meeting.objects.filter(pk__in=counts).order_by("starts_at") if counts else ():
        yield ToCheck(meeting=meeting, due=meeting.starts_at, credentials=counts[meeting.pk])
