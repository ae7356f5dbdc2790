"""Operations of jobs: one's own, and all of them for the Administration."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.api.operation import SIGNED_IN, reads, writes
from intersession.api.shapes import Listed
from intersession.api.shapes import jobs as shapes
from intersession.api.views._rows import who
from intersession.jobs import actions, queries, rules, work
from intersession.jobs.models import Job


@reads(
    _("Jobs, the latest first"),
    access=SIGNED_IN,
    gives=Listed[shapes.JobLine],
    asks=shapes.AskJobs,
)
def jobs(request: Any, asked: shapes.AskJobs) -> Listed[shapes.JobLine]:
    """As many as a page of them shows."""
    found = queries.jobs(request.actor, str(asked.page))
    return Listed(
        items=[shapes.line(row) for row in found.object_list],
        total=found.paginator.count,
        page=found.number,
        pages=found.paginator.num_pages,
    )


@reads(_("A job: how far it is, how long still"), access=SIGNED_IN, gives=shapes.JobFull)
def job(request: Any, uid: uuid.UUID) -> shapes.JobFull:
    return _full(_job(request, uid))


@writes(_("Cancel a job"), access=SIGNED_IN, gives=shapes.JobFull)
def job_cancel(request: Any, uid: uuid.UUID, body: Any) -> shapes.JobFull:
    row = _job(request, uid)
    if not _could_start(request.actor, row):
        raise PermissionDenied
    actions.cancel_job(job=row, **who(request))
    return _full(_job(request, uid))


def _job(request: Any, uid: uuid.UUID) -> Job:
    row: Job = get_object_or_404(Job.objects.select_related("started_by"), uid=uid)
    if not rules.may_see(request.actor, row):
        raise PermissionDenied
    return row


def _could_start(actor: Actor, row: Job) -> bool:
    """A person may cancel their own; a token of theirs, only what it has the right to do."""
    kind = work.KINDS.get(row.kind)
    needs = kind.needs if kind else None
    return actor.may(May.MANAGE_JOBS) or needs is None or actor.may_somewhere(needs)


def _full(row: Job) -> shapes.JobFull:
    return shapes.full(queries.job_row(row), rules.remaining(row))
