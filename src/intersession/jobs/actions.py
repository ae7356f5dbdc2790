"""Verbs of jobs: start one, cancel one."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import SYSTEM, Actor, Refusal
from intersession.jobs import rules, work
from intersession.jobs.models import Job
from intersession.jobs.work import by_language
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb


class JobIsOver(Refusal):
    message = _("This job has ended already; there is nothing left to cancel.")


@transaction.atomic
def start_job(
    *,
    kind: str,
    values: dict[str, Any],
    title: Any = "",
    then: str = "",
    by: Actor,
    at: datetime,
) -> Job:
    """A row that the worker takes up within about a second.

    kind: a key of `work.KINDS`. title: lazy or by language; the kind's own words without one.
    then: an address of ours, to which the job's page leads when it is done.
    """
    known = work.KINDS[kind]
    if by is not SYSTEM and known.needs is not None and not by.may_somewhere(known.needs):
        raise PermissionDenied
    if then and (not then.startswith("/") or then.startswith("//")):
        raise ValueError(f"{then!r} is not an address of ours.")
    job: Job = Job.objects.create(
        kind=kind,
        values=values,
        title=by_language(title or known.words),
        then=then,
        roles=sorted(by.roles),
        only=None if by.only is None else sorted(by.only),
        through=by.through[:120],
        started_by_id=by.user,
        person_id=by.person,
        created_at=at,
    )
    record(Verb.JOB_STARTED, by=by, at=at, subject=job, kind=kind)
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Actor, at: datetime) -> Job:
    """At once where it waits; at its next step where it runs. Raises JobIsOver."""
    row: Job = Job.objects.select_for_update().get(pk=job.pk)
    if not rules.may_see(by, row):
        raise PermissionDenied
    if rules.finished(row):
        raise JobIsOver()
    if row.cancel_asked:
        return row
    row.cancel_asked = True
    if row.state == Job.State.WAITING:
        row.state, row.finished_at = Job.State.CANCELLED, Now()
    row.save(update_fields=["cancel_asked", "state", "finished_at"])
    row.refresh_from_db()
    record(Verb.JOB_CANCELLED, by=by, at=at, subject=row, kind=row.kind)
    return row
