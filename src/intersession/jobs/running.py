"""Waiting jobs are taken up one by one, each by a claim that is committed before it begins.

A job whose process died is taken up again, from its beginning; after a few such ends it fails.
"""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import close_old_connections, connection, connections, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.access.guard import SYSTEM, Actor, Refusal
from intersession.access.policy import May, Role
from intersession.jobs import rules, work
from intersession.jobs.models import Job
from intersession.jobs.work import Progress, by_language
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb

State = Job.State
log = logging.getLogger("intersession.jobs")
LOOKS_EVERY = 0.5  # seconds
BEATS_EVERY = 5.0
Clock = Callable[[], datetime]

FAULT = _(
    "A fault of the program ended this work. What was finished before stays. The fault stands in "
    "the log under %(uid)s; please tell the Administration."
)
TOO_OFTEN = _(
    "This work was begun three times, and each time the program ended in its middle. It will not "
    "be tried again by itself."
)


class UnknownKind(Refusal):
    message = _("This version of the program does not know this kind of work.")


class NoLongerAllowed(Refusal):
    message = _("Whoever started this work may no longer do it.")


def loop(stopping: Callable[[], bool], wait: Callable[[float], Any], clock: Clock) -> None:
    """Until `stopping`; a failure is written to the log and the next look tries again."""
    while not stopping():
        try:
            if run_next(clock=clock, stopping=stopping):
                continue
        except Exception:
            log.exception("Looking for work failed; the next look tries again.")
            connections.close_all()
        wait(LOOKS_EVERY)
        close_old_connections()
    connections.close_all()


def run_next(*, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Take up one job and run it to its end; False when none waits."""
    if not _due().exists():
        return False
    job = _claim(clock())
    if job is None:
        return False
    if job.state == State.RUNNING:
        _run(job, clock, stopping)
    return True


def forget(*, before: datetime) -> int:
    """Remove jobs that ended long ago, with what they were given; how many went."""
    return Job.objects.exclude(state__in=Job.UNFINISHED).filter(finished_at__lt=before).delete()[0]


def _due() -> Any:
    gone = Q(state=State.RUNNING, heartbeat__lt=datetime.now(UTC) - rules.GONE_AFTER)
    return Job.objects.filter(Q(state=State.WAITING) | gone)


def _claim(at: datetime) -> Job | None:
    """The next job, marked as ours and committed; one that is not to be begun again is ended."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic(durable=True):
        due = _due().select_for_update(skip_locked=skip)
        job: Job | None = due.order_by("created_at", "pk").first()
        if job is None:
            return None
        job.claim += 1
        if job.cancel_asked:
            _end(job, State.CANCELLED, at)
        elif job.attempts >= rules.MOST_ATTEMPTS:
            _end(job, State.FAILED, at, error=by_language(TOO_OFTEN))
        else:
            job.state, job.attempts = State.RUNNING, job.attempts + 1
            job.claimed_at = job.heartbeat = datetime.now(UTC)
            job.done, job.total, job.step, job.progress_at = 0, 0, {}, None
            job.save()
        return job


def _run(job: Job, clock: Clock, stopping: Callable[[], bool]) -> None:
    over = threading.Event()
    threading.Thread(target=_beat, args=(job, over), daemon=True).start()
    try:
        with override(job.started_by.language if job.started_by else None):
            result = _begin(job, Progress(job, stopping), clock())
    except work.PutBack:
        _put_back(job)
    except work.Lost:
        log.warning("job %s: another process took it up", job.uid)
    except work.Cancelled:
        _settle(job, State.CANCELLED, clock())
    except Refusal as refusal:
        _settle(job, State.FAILED, clock(), error=by_language(refusal))
    except Exception:
        log.exception("job %s (%s) failed", job.uid, job.kind)
        _settle(job, State.FAILED, clock(), error=_filled(FAULT, job))
    else:
        _settle(job, State.DONE, clock(), result=result)
    finally:
        over.set()


def _begin(job: Job, progress: Progress, at: datetime) -> dict[str, Any]:
    kind = work.KINDS.get(job.kind)
    if kind is None:
        raise UnknownKind()
    actor = _actor(job, at)
    if actor is not SYSTEM and kind.needs is not None and not actor.may_somewhere(kind.needs):
        raise NoLongerAllowed()
    result = kind.run(progress, job.values, by=actor, at=at) or {}
    json.dumps(result)  # what cannot be kept is a fault of the kind, told as one
    return result


def _actor(job: Job, at: datetime) -> Actor:
    """Who started it, in the roles of then that are still in force now; started by a token, no
    further than it reached."""
    if job.started_by is None:
        return SYSTEM
    if not job.started_by.is_active or not work.ACTING:
        raise NoLongerAllowed()
    actor = work.ACTING[0](job.started_by, job.person, at.date())
    only = None if job.only is None else frozenset(may for may in May if may in job.only)
    roles = actor.roles & {Role(role) for role in job.roles}
    return replace(actor, roles=roles, only=only, through=job.through)


def _beat(job: Job, over: threading.Event) -> None:
    """Says that the process lives, also during one long step; on a connection of its own."""
    rows = Job.objects.filter(pk=job.pk, claim=job.claim, state=State.RUNNING)
    while not over.wait(BEATS_EVERY):
        try:
            rows.update(heartbeat=datetime.now(UTC))
        except Exception as error:  # somebody else writes: the next beat will do
            log.info("job %s: no heartbeat: %s", job.uid, error)
        finally:
            connections.close_all()


def _put_back(job: Job) -> None:
    """Another process begins it again; this attempt does not count."""
    rows = Job.objects.filter(pk=job.pk, claim=job.claim, state=State.RUNNING)
    rows.update(state=State.WAITING, attempts=job.attempts - 1, done=0, total=0, step={})


@transaction.atomic
def _settle(job: Job, state: str, at: datetime, **values: Any) -> None:
    """Unless another process took it up meanwhile: then it is that one's to end."""
    row = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim).first()
    if row is not None and row.state == State.RUNNING:
        _end(row, state, at, **values)


def _end(job: Job, state: str, at: datetime, **values: Any) -> None:
    job.state, job.finished_at = state, datetime.now(UTC)
    for name, value in values.items():
        setattr(job, name, value)
    if state == State.DONE:
        job.done = job.total = max(job.done, job.total)
    job.save()
    record(Verb.JOB_ENDED, by=SYSTEM, at=at, subject=job, kind=job.kind, state=str(state))


def _filled(words: Any, job: Job) -> dict[str, str]:
    return {code: said % {"uid": job.uid} for code, said in by_language(words).items()}
