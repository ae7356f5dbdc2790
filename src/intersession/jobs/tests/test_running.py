"""How a job runs: to its end, again after its process died, or not at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from intersession.access.guard import SYSTEM, Actor
from intersession.access.models import Appointment, User
from intersession.jobs import rules, running
from intersession.jobs.actions import JobIsOver, cancel_job
from intersession.jobs.models import Job
from intersession.jobs.tests.conftest import AT, start, work_all
from intersession.ledger.models import Entry

State = Job.State


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="jobs:").values_list("verb", flat=True))


def test_it_is_done_by_who_started_it_and_leaves_its_traces(chair: Actor) -> None:
    start(chair)
    work_all()
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.attempts) == (State.DONE, 3, 3, 1)
    assert job.result["by"].startswith("C. Name")
    assert verbs() == ["jobs:job:started", "jobs:job:ended"]


def test_jobs_are_done_in_the_order_in_which_they_were_started(chair: Actor) -> None:
    for _n in range(3):
        start(chair)
    work_all()
    ended = Job.objects.order_by("finished_at").values_list("pk", flat=True)
    assert list(ended) == sorted(ended)


def test_who_may_not_do_it_cannot_start_it(chair: Actor) -> None:
    with pytest.raises(PermissionDenied):
        start(chair, "outbox")
    assert not Job.objects.exists()


def test_who_may_do_it_no_longer_is_refused_when_it_begins(officer: Actor) -> None:
    start(officer, "outbox")
    Appointment.objects.update(until=date(2026, 1, 1))
    work_all()
    assert "may no longer do it" in Job.objects.get().error["en"]


def test_roles_that_were_withheld_at_the_start_are_not_in_force_later(officer: Actor) -> None:
    start(officer, "outbox")
    Job.objects.update(roles=["public"])  # as with a sign-in without a second factor
    work_all()
    assert "may no longer do it" in Job.objects.get().error["en"]


def test_an_account_that_was_closed_does_nothing_more(chair: Actor) -> None:
    start(chair)
    User.objects.update(is_active=False)
    work_all()
    assert Job.objects.get().state == State.FAILED


def test_the_program_itself_may_start_one(db: None) -> None:
    start(SYSTEM, "outbox")
    work_all()
    assert Job.objects.get().state == State.DONE


def test_a_refusal_is_kept_in_three_languages(chair: Actor) -> None:
    start(chair, "refuse")
    work_all()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.error["en"] == "Say by which day the translation is due."
    assert len(set(job.error.values())) == 3


@pytest.mark.parametrize("kind", ["fall", "unkept"])
def test_a_fault_is_told_in_a_sentence_and_in_the_log(chair: Actor, caplog: Any, kind: str) -> None:
    job = start(chair, kind)
    work_all()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert str(job.uid) in job.error["en"]
    assert str(job.uid) in caplog.text and "Traceback" in caplog.text


def test_a_kind_that_is_not_known_any_more_fails_in_words(chair: Actor) -> None:
    start(chair)
    Job.objects.update(kind="gone")
    work_all()
    assert "does not know this kind of work" in Job.objects.get().error["en"]


def test_a_waiting_job_is_cancelled_at_once(chair: Actor) -> None:
    job = cancel_job(job=start(chair), by=chair, at=AT)
    work_all()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.CANCELLED, 0)
    assert job.finished_at and abs(datetime.now(UTC) - job.finished_at) < timedelta(minutes=1)
    assert verbs() == ["jobs:job:started", "jobs:job:cancelled"]


def test_a_running_job_is_cancelled_at_its_next_step(chair: Actor) -> None:
    start(chair, steps=9, values={"cancel_at": 4})
    work_all()
    job = Job.objects.get()
    assert (job.state, job.done) == (State.CANCELLED, 6)


def test_what_has_ended_cannot_be_cancelled(chair: Actor) -> None:
    job = start(chair)
    work_all()
    with pytest.raises(JobIsOver):
        cancel_job(job=job, by=chair, at=AT)


def test_a_program_that_ends_puts_its_job_back_and_the_next_one_does_it(chair: Actor) -> None:
    start(chair, steps=9)
    work_all(stopping=lambda: True)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.done) == (State.WAITING, 0, 0)
    work_all()
    assert Job.objects.get().state == State.DONE


def died(job: Job, attempts: int = 1, **more: Any) -> None:
    """As a process leaves a row that is killed in the middle of its work."""
    silent = datetime.now(UTC) - rules.GONE_AFTER - timedelta(seconds=1)
    given = {"state": State.RUNNING, "attempts": attempts, "claim": attempts, "heartbeat": silent}
    Job.objects.filter(pk=job.pk).update(**{**given, "done": 2, **more})


def test_a_job_whose_process_died_is_begun_again(chair: Actor) -> None:
    died(start(chair))
    work_all()
    job = Job.objects.get()
    assert (job.state, job.done, job.attempts) == (State.DONE, 3, 2)


def test_a_job_that_gives_signs_of_life_is_left_alone(chair: Actor) -> None:
    died(start(chair), heartbeat=datetime.now(UTC) - timedelta(seconds=5))
    work_all()
    assert Job.objects.get().state == State.RUNNING


def test_a_job_that_died_three_times_is_not_begun_a_fourth_time(chair: Actor) -> None:
    died(start(chair), attempts=3)
    work_all()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert "begun three times" in job.error["en"]


def test_a_job_that_was_to_stop_when_its_process_died_is_cancelled(chair: Actor) -> None:
    died(start(chair), cancel_asked=True)
    work_all()
    assert Job.objects.get().state == State.CANCELLED


def test_who_lost_a_job_to_another_process_writes_nothing_more(chair: Actor) -> None:
    start(chair, steps=5, values={"lose_at": 1})
    work_all()
    job = Job.objects.get()
    assert (job.state, job.done, job.claim) == (State.RUNNING, 2, 99)


def test_jobs_that_ended_long_ago_are_forgotten(chair: Actor) -> None:
    start(chair)
    work_all()
    waiting = start(chair)
    assert running.forget(before=datetime.now(UTC) - timedelta(days=30)) == 0
    assert running.forget(before=datetime.now(UTC) + timedelta(days=1)) == 1
    assert Job.objects.get() == waiting
