"""When the index is brought up to date: before an answer, and with every round of the worker."""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import SYSTEM, Actor
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.jobs.work import Kind, Progress
from intersession.search import files, index

log = logging.getLogger("intersession.search")
ROUNDS = 20  # of entries, in one round of the worker
REBUILD, READ = "search:rebuild", "search:read"


def before_an_answer() -> bool:
    """Whether the index holds all that happened; a database that is busy does not keep anybody
    from an answer, for who may read is asked of the live rows in any case."""
    try:
        return index.follow() and index.built()
    except DatabaseError as error:
        log.info("The index was not followed before an answer: %s", error)
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
    if not Job.objects.unfinished().filter(kind=kind).exists():
        start_job(kind=kind, values={}, by=SYSTEM, at=at)


def rebuild(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    return {"things": index.rebuild(progress), "then": "/search/"}


def read(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    return {"files": files.read_all(progress), "then": "/search/"}


KINDS = {
    REBUILD: Kind(run=rebuild, words=_("Building the index of the search")),
    READ: Kind(run=read, words=_("Reading files for the search")),
}
