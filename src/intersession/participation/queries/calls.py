"""Meetings that call for people: the index, and one of them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.meetings.queries.meetings import MeetingLine, meeting_line
from intersession.membership.labels import KIND_NAMES
from intersession.participation import calling, delegating, inviting
from intersession.participation.models import Call, Delegation, Invitation, Registration

Words = dict[str, str]
LATEST = 30  # calls that are over


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the Administration reads at one look."""

    sent: int = 0
    drafting: int = 0
    people: int = 0
    invited: int = 0
    accepted: int = 0


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """`own`: the state of the reader's own delegation; "" where they put nobody forward."""

    meeting: MeetingLine
    call: Call
    state: str
    own: str
    counts: Counts | None

    @property
    def shape(self) -> str:
        return calling.SHAPES[self.state]

    @property
    def word(self) -> Any:
        return calling.STATE_NAMES[self.state]


@dataclass(frozen=True, kw_only=True)
class CallList:
    """`uncalled`: meetings to come for which the Administration may open a call."""

    running: list[CallLine]
    closed: list[CallLine]
    uncalled: list[MeetingLine]


@dataclass(frozen=True, kw_only=True)
class OfKind:
    """How many Entities of a kind are called and have sent; how many people came forward."""

    code: str
    name: Any
    called: int
    sent: int
    people: int
    invited: int
    accepted: int


@dataclass(frozen=True, kw_only=True)
class CallPage:
    line: CallLine
    limits: list[tuple[Any, calling.Limits]]  # by kind, where they are not those of all
    kinds: list[OfKind] = field(default_factory=list)


def call_list(actor: Actor, at: datetime) -> CallList:
    """Three queries; four more for the Administration, one for a Mission."""
    calls = list(Call.objects.select_related("meeting__programme").order_by("meeting__starts_at"))
    lines = _lines(calls, actor, at)
    office = actor.may(May.MANAGE_PARTICIPATION)
    shown = [line for line in lines if office or line.state != calling.TO_OPEN]
    closed = [line for line in shown if line.state == calling.CLOSED]
    return CallList(
        running=[line for line in shown if line.state != calling.CLOSED],
        closed=closed[::-1][:LATEST],
        uncalled=_uncalled(calls, at) if office else [],
    )


def call_of(meeting: Meeting) -> Call | None:
    return Call.objects.select_related("meeting__programme").filter(meeting=meeting).first()


def shown_to(call: Call, actor: Actor, at: datetime) -> bool:
    """Nobody else is told of a call before it opens."""
    return calling.state_of(call, at) != calling.TO_OPEN or actor.may(May.SEE_ROOM)


def call_page(call: Call, actor: Actor, at: datetime) -> CallPage:
    (line,) = _lines([call], actor, at)
    limits = [(KIND_NAMES[kind], calling.limits_of(call, kind)) for kind in call.limits]
    kinds = _kinds(call.meeting) if actor.may(May.SEE_ROOM) else []
    return CallPage(line=line, limits=limits, kinds=kinds)


def _lines(calls: list[Call], actor: Actor, at: datetime) -> list[CallLine]:
    own = _own(calls, actor)
    counts = _counts(calls) if actor.may(May.SEE_ROOM) else {}
    return [
        CallLine(
            meeting=meeting_line(call.meeting),
            call=call,
            state=calling.state_of(call, at),
            own=own.get(call.meeting_id, ""),
            counts=counts.get(call.meeting_id),
        )
        for call in calls
    ]


def _own(calls: list[Call], actor: Actor) -> dict[int, str]:
    if actor.entity is None or not actor.may(May.NOMINATE, entity=actor.entity):
        return {}
    rows = Delegation.objects.filter(entity=actor.entity, meeting__in=[c.meeting_id for c in calls])
    found = {row.meeting_id: delegating.state_of(row) for row in rows}
    return {call.meeting_id: found.get(call.meeting_id, delegating.NOT_BEGUN) for call in calls}


def _counts(calls: list[Call]) -> dict[int, Counts]:
    """Three queries."""
    meetings = [call.meeting_id for call in calls]
    found: dict[int, Counter[str]] = defaultdict(Counter)
    sent = Delegation.objects.filter(meeting__in=meetings).order_by()
    for meeting, state, n in sent.values_list("meeting", "state").annotate(n=Count("pk")):
        found[meeting]["sent" if state == Delegation.State.SENT else "drafting"] = n
    for meeting, n in put_forward(meetings).values_list("meeting").annotate(n=Count("pk")):
        found[meeting]["people"] = n
    asked = Invitation.objects.filter(meeting__in=meetings, state__in=inviting.ANSWERED).order_by()
    for meeting, state, n in asked.values_list("meeting", "state").annotate(n=Count("pk")):
        found[meeting]["invited"] += n
        if state == Invitation.State.ACCEPTED:
            found[meeting]["accepted"] = n
    return {meeting: Counts(**found[meeting]) for meeting in meetings}


def put_forward(meetings: list[int]) -> Any:
    """Whom delegations that were sent put forward; what is still a draft is nobody's business."""
    rows = Registration.objects.filter(meeting__in=meetings).order_by()
    rows = rows.filter(delegation__state=Delegation.State.SENT)
    return rows.exclude(state=Registration.State.CANCELLED)


def _uncalled(calls: list[Call], at: datetime) -> list[MeetingLine]:
    rows = Meeting.objects.filter(ends_at__gt=at, cancelled_at=None).select_related("programme")
    rows = rows.exclude(pk__in=[call.meeting_id for call in calls]).order_by("starts_at")
    return [meeting_line(row) for row in rows]


def _kinds(meeting: Meeting) -> list[OfKind]:
    """Eight queries."""
    of_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for row in calling.called(meeting):
        of_kind[row.kind]["called"] += 1
    sent = Delegation.objects.filter(meeting=meeting, state=Delegation.State.SENT)
    for kind, n in sent.order_by().values_list("entity__kind").annotate(n=Count("pk")):
        of_kind[kind]["sent"] = n
    people = put_forward([meeting.pk]).values_list("entity__kind").annotate(n=Count("pk"))
    for kind, n in people:
        of_kind[kind]["people"] = n
    asked = Invitation.objects.filter(meeting=meeting, state__in=inviting.ANSWERED).order_by()
    for kind, state, n in asked.values_list("stakeholder", "state").annotate(n=Count("pk")):
        of_kind[kind or "other"]["invited"] += n
        if state == Invitation.State.ACCEPTED:
            of_kind[kind or "other"]["accepted"] += n
    names = ("called", "sent", "people", "invited", "accepted")
    return [
        OfKind(code=kind, name=word, **{name: of_kind[kind][name] for name in names})
        for kind, word in KIND_NAMES.items()
        if kind in of_kind
    ]
