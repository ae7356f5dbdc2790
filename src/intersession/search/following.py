"""When the index is brought up to date: before an answer, and with every round of the worker."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import SYSTEM, Actor
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.jobs.work import Kind, Progress
from intersession.search import files, index

log = logging.getLogger("intersession.search")
ROUNDS = 20  # of entries, in one round of the worker
REST = timedelta(hours=1)
REBUILD, READ = "search:rebuild", "search:read"


def before_an_answer() -> bool:
    """Whether the index holds all that happened. Nothing that goes wrong here keeps anybody from
    an answer, for who may read is asked of the live rows in any case."""
    try:
        return index.follow() and index.built()
    except DatabaseError as error:  # somebody else writes
        log.info("The ledger was not followed before an answer: %s", error)
    except Exception:
        log.exception("The ledger could not be followed before an answer.")
    return False


def follow_up(at: datetime) -> None:
    """Long work becomes a job."""
    if not index.built():
        _start(REBUILD, at)
        return
    for _round in range(ROUNDS):
        if index.follow():
            break
    index.mend()
    if files.unread().exists():
        _start(READ, at)


def _start(kind: str, at: datetime) -> None:
    """Unless it is under way, or ended badly a short while ago."""
    jobs = Job.objects.filter(kind=kind).exclude(state=Job.State.DONE)
    if not jobs.filter(Q(finished_at=None) | Q(finished_at__gt=datetime.now(UTC) - REST)).exists():
        start_job(kind=kind, values={}, by=SYSTEM, at=at)


def rebuild(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    return {"things": index.rebuild(progress), "then": "/search/"}


def read(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    return {"files": files.read_all(progress), "then": "/search/"}


KINDS = {
    REBUILD: Kind(run=rebuild, words=_("Building the index of the search")),
    READ: Kind(run=read, words=_("Reading files for the search")),
}
