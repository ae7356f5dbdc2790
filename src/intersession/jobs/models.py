"""Work that takes longer than a page may: who asked for it, how far it is, what came of it."""

from typing import Any

from django.db import models

from intersession.access.models import Person, User
from intersession.ledger.models import Identified


class JobQuerySet(models.QuerySet[Any]):
    def unfinished(self) -> "JobQuerySet":
        return self.filter(state__in=Job.UNFINISHED)


class Job(Identified):
    """`created_at` is an hour of the dialogue, which in an example stands still; the other hours
    are those of the machine, for they measure."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    UNFINISHED = (State.WAITING, State.RUNNING)

    kind = models.CharField(max_length=60)
    title = models.JSONField()  # words by language
    values = models.JSONField(default=dict)
    roles = models.JSONField(default=list)  # those in force when it was started
    # Started by a token: what it may do at most, and the words that name it in the ledger.
    only = models.JSONField(null=True, blank=True)
    through = models.CharField(max_length=120, blank=True)
    then = models.CharField(max_length=300, blank=True)  # where to go when it is done
    started_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Counts every time it is taken up: who took it up before then writes no more into this row.
    claim = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    progress_at = models.DateTimeField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: nobody knows yet
    step = models.JSONField(default=dict)  # words by language: what is being done
    result = models.JSONField(default=dict)
    error = models.JSONField(default=dict)  # words by language
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
