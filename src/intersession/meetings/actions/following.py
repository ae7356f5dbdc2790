"""Who is told when the published agenda of a meeting changes: whoever asked for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import User
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions._lock import locked
from intersession.meetings.models import Follower, Meeting


class NobodyFollows(Refusal):
    message = _("Sign in first: the notices go to the address of your account.")


class NothingToFollow(Refusal):
    message = _("The meeting is over: its agenda no longer changes.")


@transaction.atomic
def follow_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Follower:
    """Once is enough: a second time changes nothing."""
    if by.user is None:
        raise NobodyFollows
    meeting = locked(meeting)
    if meeting.ends_at <= at:
        raise NothingToFollow
    user = User.objects.get(pk=by.user)
    row, new = Follower.objects.get_or_create(meeting=meeting, user=user, defaults={"since": at})
    if new:
        record(Verb.MEETING_FOLLOWED, by=by, at=at, subject=meeting)
    return row


@transaction.atomic
def unfollow_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> None:
    """Notices that were written already leave all the same."""
    if by.user is None:
        raise NobodyFollows
    meeting = locked(meeting)
    gone, _rows = Follower.objects.filter(meeting=meeting, user_id=by.user).delete()
    if gone:
        record(Verb.MEETING_UNFOLLOWED, by=by, at=at, subject=meeting)
