"""Reads of jobs: one's own, or all of them for the Administration."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Page, Paginator

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.jobs import rules
from intersession.jobs.models import Job
from intersession.ui.sheets import MOST

JOBS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class JobRow:
    uid: str
    title: dict[str, str]
    state: str
    word: Any
    shape: str
    who: str
    created_at: datetime
    done: int
    total: int
    step: dict[str, str]
    left: str
    error: dict[str, str]
    then: str
    finished: bool
    stopping: bool
    pause: int


def jobs(actor: Actor, page: str | None) -> Page[Any]:
    """The latest first. Two queries."""
    rows = Job.objects.select_related("started_by").order_by("-created_at", "-pk")
    if not actor.may(May.MANAGE_JOBS):
        rows = rows.filter(started_by=actor.user)
    found = Paginator(rows, JOBS_A_PAGE).get_page(page)
    found.object_list = [job_row(job) for job in found.object_list]
    return found


def every(found: Page[Any]) -> list[JobRow]:
    """All that one may see, beyond the page. One query."""
    return [job_row(job) for job in found.paginator.object_list[:MOST]]


def job_row(job: Job) -> JobRow:
    return JobRow(
        uid=str(job.uid),
        title=job.title,
        state=job.state,
        word=rules.STATE_NAMES[job.state],
        shape=rules.SHAPES[job.state],
        who=str(job.started_by or ""),
        created_at=job.created_at,
        done=job.done,
        total=job.total,
        step=job.step,
        left=rules.remaining_words(rules.remaining(job)),
        error=job.error,
        then=_then(job),
        finished=rules.finished(job),
        stopping=job.cancel_asked and not rules.finished(job),
        pause=rules.pause(job, datetime.now(UTC)),
    )


def _then(job: Job) -> str:
    """Only once it is done, and only an address of ours, whatever the work returned."""
    if job.state != Job.State.DONE:
        return ""
    then = str(job.result.get("then") or job.then)
    return then if then.startswith("/") and not then.startswith(("//", "/\\")) else ""
