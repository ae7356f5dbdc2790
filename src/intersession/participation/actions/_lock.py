"""What verbs of a meeting's call do first: take its row, so that two act in turn; and whether it
is still time."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.participation.models import Call, Draw
from intersession.ui.dates import moment
from intersession.ui.text import text

Words = dict[str, str]


class NoCall(Refusal):
    message = _("“%(title)s” does not call for people yet: the Administration opens the call.")


class NotOpenYet(Refusal):
    message = _("The call opens on %(when)s.")


class MeetingOver(Refusal):
    message = _("“%(title)s” is over.")


class MeetingCancelled(Refusal):
    message = _("“%(title)s” is cancelled.")


class ChangedMeanwhile(Refusal):
    message = _("Somebody else changed this while you wrote. Nothing was overwritten.")


def locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def locked_draw(draw: Draw) -> Draw:
    """Its meeting first, as all that changes a list does."""
    locked(draw.meeting)
    rows = Draw.objects.select_for_update(of=("self",)).select_related("meeting", "list")
    return rows.get(pk=draw.pk)


def call_of(meeting: Meeting) -> Call:
    row = Call.objects.select_related("meeting").filter(meeting=meeting).first()
    if row is None:
        raise NoCall(title=text(meeting.title))
    return row


def to_come(meeting: Meeting, at: datetime) -> None:
    """Nobody is asked to a meeting that is over or cancelled."""
    named: dict[str, Any] = {"title": text(meeting.title)}
    if meeting.cancelled_at is not None:
        raise MeetingCancelled(**named)
    if at >= meeting.ends_at:
        raise MeetingOver(**named)


def opened(call: Call, at: datetime) -> None:
    if at < call.opens_at:
        raise NotOpenYet(when=moment(call.opens_at))
