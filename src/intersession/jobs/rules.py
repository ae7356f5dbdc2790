"""Who may see a job, what may still happen to it, how long it will take."""

import math
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext, pgettext_lazy

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.jobs.models import Job
from intersession.ui.numbers import number

State = Job.State

STATE_NAMES: dict[str, Any] = {
    State.WAITING: pgettext_lazy("job", "waiting to begin"),
    State.RUNNING: pgettext_lazy("job", "under way"),
    State.DONE: pgettext_lazy("job", "finished"),
    State.FAILED: pgettext_lazy("job", "not finished"),
    State.CANCELLED: pgettext_lazy("job", "cancelled"),
}
SHAPES: dict[str, str] = {
    State.WAITING: "planned",
    State.RUNNING: "open",
    State.DONE: "done",
    State.FAILED: "late",
    State.CANCELLED: "no",
}
MOST_ATTEMPTS = 3
# Nothing was heard of it for so long: the process is gone. A living one says so every five seconds,
# but on SQLite it may have to wait ten for its turn to write.
GONE_AFTER = timedelta(seconds=30)
FIRST_GUESS = timedelta(seconds=1)  # before that a guess is no better than none


def may_see(actor: Actor, job: Job) -> bool:
    """Whoever started it, and the Administration."""
    own = actor.user is not None and actor.user == job.started_by_id
    return own or actor.may(May.MANAGE_JOBS)


def finished(job: Job) -> bool:
    return job.state not in Job.UNFINISHED


def remaining(job: Job) -> timedelta | None:
    """At the pace so far; None while nobody can know."""
    if job.state != State.RUNNING or not (job.claimed_at and job.progress_at and job.done):
        return None
    spent = job.progress_at - job.claimed_at
    if spent < FIRST_GUESS or job.total <= 0:
        return None
    return spent * (max(job.total - job.done, 0) / job.done)


def remaining_words(left: timedelta | None) -> str:
    """ "about 12 seconds left"; rounded up, the coarser the longer."""
    if left is None:
        return ""
    seconds = max(1, math.ceil(left.total_seconds()))
    if seconds <= 90:
        seconds = seconds if seconds <= 20 else math.ceil(seconds / 5) * 5
        said = ngettext("about %(n)s second left", "about %(n)s seconds left", seconds)
        return said % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    if minutes <= 90:
        said = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes)
        return said % {"n": minutes}
    hours = math.ceil(minutes / 60)
    said = ngettext("about %(n)s hour left", "about %(n)s hours left", hours)
    return said % {"n": number(hours)}


def pause(job: Job, now: datetime) -> int:
    """Seconds until a page that waits asks again: the longer it takes, the less often."""
    since = (now - job.claimed_at).total_seconds() if job.claimed_at else 0
    return 1 if since < 15 else 2 if since < 60 else 5
