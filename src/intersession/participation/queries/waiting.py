"""What of the calls needs somebody: a Mission its people, the Administration what came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation import calling, deciding
from intersession.participation.models import (
    Call,
    Correction,
    Delegation,
    Draw,
    ParticipantsList,
    Registration,
    SupportRequest,
)
from intersession.participation.queries import support_waiting


@dataclass(frozen=True, kw_only=True)
class ToPutForward:
    """`begun`: a draft is there."""

    meeting: Meeting
    until: datetime
    begun: bool


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """What the Administration has to look at: credentials, registrations that were sent or changed,
    people who ask for deletion; and where a draw is under way."""

    meeting: Meeting
    credentials: int
    to_check: int
    changed: int
    deletions: int
    # Whether there is something to ask about further: draws that are prepared or wait for their
    # seed, open requests for support, lists of participants that are not issued or are corrected.
    draws: bool
    requests: bool
    lists: bool


def calls_to_come(at: datetime) -> list[Call]:
    """Of meetings that are not over: where there are none, nobody is asked anything. One query."""
    rows = Call.objects.filter(meeting__ends_at__gt=at, meeting__cancelled_at=None)
    return list(rows.select_related("meeting").order_by("nominations_close_at"))


def to_put_forward(actor: Actor, calls: list[Call], at: datetime) -> Iterator[ToPutForward]:
    """Two queries and two a call at most; none where no call takes nominations."""
    if actor.entity is None or not actor.may(May.NOMINATE, entity=actor.entity):
        return
    rows = [call for call in calls if call.opens_at <= at < call.nominations_close_at]
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


def to_look_at(at: datetime) -> list[ToLookAt]:
    """By meeting, the next one first. One query."""
    rows = Meeting.objects.annotate(
        credentials=_counted(_unchecked()),
        sent=_counted(_there().filter(state__in=deciding.WAITS)),
        changed=_counted(_there().exclude(opened=[]).exclude(state__in=deciding.WAITS)),
        deletions=_counted(_there().filter(_ASKS)),
        draws=Exists(Draw.objects.filter(meeting=OuterRef("pk"), state__in=_LIVE_DRAWS)),
        requests=Exists(_requests()),
        unissued=Exists(ParticipantsList.objects.filter(meeting=OuterRef("pk"), issued_at=None)),
        corrected=Exists(_corrections()),
    )
    some = Q(deletions__gt=0) | Q(requests=True) | Q(unissued=True) | Q(corrected=True)
    some |= Q(ends_at__gt=at, draws=True)
    for name in ("credentials", "sent", "changed"):
        some |= Q(ends_at__gt=at, **{f"{name}__gt": 0})
    return [_to_look_at(row, at) for row in rows.filter(some).order_by("starts_at")]


_LIVE_DRAWS = (Draw.State.PREPARED, Draw.State.READY)
_ASKS = Q(deletion_asked_at__isnull=False, deletion_answered_at=None)


def _to_look_at(row: Any, at: datetime) -> ToLookAt:
    """Of a meeting that is over only deletions wait."""
    ahead = at < row.ends_at
    return ToLookAt(
        meeting=row,
        credentials=row.credentials if ahead else 0,
        to_check=row.sent if ahead else 0,
        changed=row.changed if ahead else 0,
        deletions=row.deletions,
        draws=row.draws and ahead,
        requests=row.requests,
        lists=row.unissued or row.corrected,
    )


def _counted(rows: QuerySet[Any]) -> Any:
    """How many of the rows are of each meeting."""
    of = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    number = Subquery(of.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Coalesce(number, 0)


def _requests() -> QuerySet[SupportRequest]:
    open_ = SupportRequest.objects.filter(registration__meeting=OuterRef("pk"))
    return open_.filter(state__in=support_waiting.OPEN)


def _corrections() -> QuerySet[Correction]:
    asked = Correction.objects.filter(registration__meeting=OuterRef("pk"))
    return asked.filter(state=Correction.State.OPEN)


def _there() -> QuerySet[Registration]:
    return Registration.objects.filter(forgotten_at=None)


def _unchecked() -> QuerySet[Delegation]:
    sent = Delegation.objects.filter(state=Delegation.State.SENT, credential_checked_at=None)
    return sent.exclude(credential=None)


def unfinished(user: int | None, calls: list[Call]) -> list[Any]:
    """Registrations of the account, or of its mailbox, that wait to be sent. One query, or none."""
    meetings = {call.meeting_id: call for call in calls}
    if user is None or not meetings:
        return []
    box = User.objects.filter(pk=user).values("email")
    rows = Registration.objects.annotate(box=Lower("email"))
    rows = rows.filter(Q(user=user) | Q(box=Subquery(box))).filter(forgotten_at=None)
    mine = rows.filter(meeting__in=meetings).exclude(delegation__state=Delegation.State.DRAFT)
    states = (Registration.State.NOMINATED, Registration.State.RETURNED)
    found = list(mine.filter(state__in=states).select_related("meeting").order_by("pk"))
    for row in found:
        row.closes_at = meetings[row.meeting_id].registrations_close_at  # type: ignore[attr-defined]
    return found
