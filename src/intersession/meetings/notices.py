"""A change of hour or place, a cancellation: a notice to those invited is drafted at once.

An officer looks at it and queues it, as any mail to many. What changes again before everybody was
told takes the earlier notice back as far as it has not left: each person is told once, of the
difference to what they were told before.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from intersession.access.guard import Actor
from intersession.meetings import campaigns, rules
from intersession.meetings.campaigns import CHANGE, CHANGED, INVITE, Told, told_of
from intersession.meetings.models import Meeting
from intersession.outbox import actions as outbox
from intersession.outbox.actions.campaigns import NothingLeftToWithdraw
from intersession.outbox.models import Campaign
from intersession.outbox.queries.campaigns import matter, ready_wording


def told_anew(meeting: Meeting, before: Told, *, by: Actor, at: datetime) -> None:
    """Called by the action that changed `meeting`; `before` is what stood until then."""
    now = told_of(meeting)
    if now == before or not _was_announced(meeting, before, at):
        return
    first = meeting.untold if campaigns.untold(meeting) else before.kept()
    for notice in campaigns.notices(meeting):
        if campaigns.waits(notice):
            _take_back(notice, by, at)
    meeting.untold = None if first == now.kept() else first
    meeting.save(update_fields=["untold"])
    if meeting.untold is not None:
        _draft(meeting, by, at)


def _was_announced(meeting: Meeting, before: Told, at: datetime) -> bool:
    """Nobody is told of a meeting that nobody was invited to, or that is over in any case."""
    return meeting.state in rules.ANNOUNCED and max(before.ends_at, meeting.ends_at) > at


def _take_back(notice: Campaign, by: Actor, at: datetime) -> None:
    """What is on its way at this moment leaves; the new notice reaches its readers, too."""
    with suppress(NothingLeftToWithdraw), transaction.atomic():
        outbox.withdraw_campaign(campaign=notice, by=by, at=at)


def _draft(meeting: Meeting, by: Actor, at: datetime) -> None:
    known = matter(CHANGE, meeting.slug, at)
    if known is None:
        return
    words = ready_wording(*known, at)
    plan = outbox.Plan(
        audience=_reach(meeting),
        purpose=CHANGED.purpose,
        subject=words["subject"],
        body=words["body"],
    )
    outbox.write_campaign(kind=CHANGE, about=meeting.slug, plan=plan, by=by, at=at)


def _reach(meeting: Meeting) -> str:
    """As far as the invitation went, heads of mission included; else all who may be invited."""
    asked = Campaign.objects.filter(kind=INVITE.code, about=meeting.slug)
    last: Any = asked.filter(state=Campaign.State.QUEUED).order_by("-pk").first()
    return "missions" if last and last.audience != "everyone" else "everyone"
