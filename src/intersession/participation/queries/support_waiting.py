"""What of support waits for the Administration, by meeting."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.meetings.models import Meeting
from intersession.participation.models import SupportRequest
from intersession.participation.supporting import State

TICKET_BEFORE = timedelta(days=21)  # before the meeting begins
OPEN = (State.REQUESTED, State.ACCEPTED, State.VISA, State.TICKETED, State.TRAVELLED)


@dataclass(frozen=True, kw_only=True)
class SupportWaiting:
    meeting: Meeting
    due: datetime
    to_decide: int
    without_letter: int
    without_ticket: int
    to_settle: int


def support_waiting(actor: Actor, at: datetime) -> Iterator[SupportWaiting]:
    """Two queries."""
    if not actor.may(May.MANAGE_SUPPORT):
        return
    rows = SupportRequest.objects.filter(state__in=OPEN).order_by()
    by_meeting: dict[int, Counter[str]] = {}
    counted = rows.values_list("registration__meeting", "state").annotate(n=Count("pk"))
    for meeting, state, n in counted:
        by_meeting.setdefault(meeting, Counter())[state] = n
    if not by_meeting:
        return
    for meeting in Meeting.objects.filter(pk__in=by_meeting).order_by("starts_at"):
        found = _waiting(meeting, by_meeting[meeting.pk], at)
        if found.to_decide + found.without_letter + found.without_ticket + found.to_settle:
            yield found


def _waiting(meeting: Meeting, counts: Counter[str], at: datetime) -> SupportWaiting:
    """Before the meeting what prepares it; afterwards what ends a journey."""
    over = at >= meeting.ends_at
    soon = at >= meeting.starts_at - TICKET_BEFORE
    return SupportWaiting(
        meeting=meeting,
        due=meeting.starts_at,
        to_decide=0 if over else counts[State.REQUESTED],
        without_letter=0 if over else counts[State.ACCEPTED],
        without_ticket=counts[State.ACCEPTED] + counts[State.VISA] if soon and not over else 0,
        to_settle=counts[State.TRAVELLED] + (counts[State.TICKETED] if over else 0),
    )
