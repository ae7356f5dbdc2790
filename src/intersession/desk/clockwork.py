"""What happens at an hour: questions close, silences end, mail leaves. Safe to call at any time."""

import logging
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from intersession.access.guard import SYSTEM, Refusal
from intersession.access.models import IdempotencyKey
from intersession.consultations.actions.conclusions import end_silence
from intersession.consultations.actions.questions import close_question
from intersession.consultations.models import Question, SilenceProcedure
from intersession.desk import clock
from intersession.desk.models import Tick
from intersession.imports.actions import forget
from intersession.jobs import running as jobs
from intersession.meetings.actions import forget_schedules
from intersession.meetings.actions.remote import forget_places
from intersession.outbox.actions import write_digests
from intersession.outbox.sending import send_due
from intersession.participation.actions.forgetting import forget_registrations
from intersession.search import following

log = logging.getLogger("intersession")
KEYS_KEPT = timedelta(days=2)
JOBS_KEPT = timedelta(days=30)


def tick() -> None:
    """One worker at a time: the others find the row locked, or wait their turn and find it done."""
    with transaction.atomic():
        if not _mine():
            return
        example = clock.example()
        at = clock.now(example)
        _close_due(at)
        _end_silences(at)
        forget(by=SYSTEM, at=at)
        forget_places(by=SYSTEM, at=at)
        forget_schedules(by=SYSTEM, at=at)
        forget_registrations(by=SYSTEM, at=at)
        IdempotencyKey.objects.filter(created_at__lt=datetime.now(UTC) - KEYS_KEPT).delete()
        jobs.forget(before=datetime.now(UTC) - JOBS_KEPT)
    write_digests(by=SYSTEM, at=at)
    send_due(at=at, leaves=example is None)
    following.follow_up(at)


def _mine() -> bool:
    Tick.objects.get_or_create(pk=1, defaults={"last_at": datetime.now(UTC)})
    rows = Tick.objects.filter(pk=1)
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(skip_locked=True)
    row = rows.first()
    if row is None:
        return False
    Tick.objects.filter(pk=1).update(last_at=datetime.now(UTC))
    return True


def _close_due(at: datetime) -> None:
    due = Question.objects.filter(opened_at__isnull=False, closed_at=None, closes_at__lte=at)
    for question in due.order_by("pk"):
        _try(lambda question=question: close_question(question=question, by=SYSTEM, at=at))  # type: ignore[misc]


def _end_silences(at: datetime) -> None:
    running = SilenceProcedure.State.RUNNING
    for silence in SilenceProcedure.objects.filter(state=running, ends_at__lte=at):
        _try(lambda silence=silence: end_silence(silence=silence, by=SYSTEM, at=at))  # type: ignore[misc]


def _try(act: object) -> None:
    """One that is refused does not keep the others from their hour."""
    try:
        act()  # type: ignore[operator]
    except Refusal as refusal:
        log.warning("at its hour: %s", refusal)
