"""Work that takes longer than a page may."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Asked
from intersession.api.shapes import MOST_PAGES, Words, code
from intersession.jobs.models import Job
from intersession.jobs.queries import JobRow


class AskJobs(Asked):
    """Fifty at a time."""

    page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1


@dataclass(frozen=True, kw_only=True)
class JobLine:
    """`total` 0: nobody knows yet. `then`: the page to which it leads once it is done."""

    uid: str
    title: Words
    state: code(Job.State.values)
    who: str
    created_at: datetime
    done: int
    total: int
    step: Words
    left: str
    error: Words
    then: str
    stopping: bool


@dataclass(frozen=True, kw_only=True)
class JobFull:
    """`seconds_left` at the pace so far, null while nobody can know; ask again after `pause`."""

    job: JobLine
    seconds_left: int | None
    pause: int


def line(row: JobRow) -> JobLine:
    return JobLine(**{name: getattr(row, name) for name in JobLine.__dataclass_fields__})


def full(row: JobRow, left: timedelta | None) -> JobFull:
    seconds = None if left is None else math.ceil(left.total_seconds())
    return JobFull(job=line(row), seconds_left=seconds, pause=row.pause)
