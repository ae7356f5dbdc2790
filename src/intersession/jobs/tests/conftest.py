"""A small cast: who starts work, a stranger, the Administration; and kinds of work to start."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import May, Role
from intersession.jobs import running, work
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.jobs.work import Kind, Progress

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class NoPaper(Refusal):
    message = _("Say by which day the translation is due.")  # a sentence of the catalogues


def count(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Steps without waiting; `stop_at` asks for the end of the job in its middle."""
    progress.total(values["steps"])
    for number in range(values["steps"]):
        progress._written = 0.0  # every step is told, as if half a second had gone by
        progress.step(words={"en": f"Row {number + 1}"})
        if number == values.get("cancel_at"):
            Job.objects.update(cancel_asked=True)
        if number == values.get("lose_at"):
            Job.objects.update(claim=99)
        if number == values.get("look_at"):
            values["seen"](Job.objects.get())
    return {"by": str(by), "then": values.get("goes_to", "")}


def refuse(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    raise NoPaper()


def fall(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    raise KeyError("a fault")


def unkept(progress: Progress, values: Any, *, by: Actor, at: datetime) -> dict[str, Any]:
    return {"file": object()}


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, run in (("count", count), ("refuse", refuse), ("fall", fall), ("unkept", unkept)):
        monkeypatch.setitem(work.KINDS, name, Kind(run=run, words=_("Documents")))
    outbox = Kind(run=count, words=_("Outbox"), needs=May.MANAGE_OUTBOX)
    monkeypatch.setitem(work.KINDS, "outbox", outbox)
    yield


@pytest.fixture
def officer(db: None) -> Actor:
    return account("officer@example.org", Role.ADMINISTRATION)


@pytest.fixture
def chair(db: None) -> Actor:
    return account("chair@example.org", Role.CHAIR)


def account(email: str, role: Role) -> Actor:
    user = User.objects.create_user(email)
    person = Person.objects.create(user=user, name="C. Name", function="Team")
    Appointment.objects.create(user=user, role=role, since=date(2000, 1, 1))
    return Actor(roles=frozenset({role}), name="C. Name", user=user.pk, person=person.pk)


@pytest.fixture
def browse(client: Any) -> Callable[[Actor | None], Any]:
    def signed_in(actor: Actor | None) -> Any:
        if actor:
            client.force_login(User.objects.get(pk=actor.user))
        return client

    return signed_in


def start(by: Actor, kind: str = "count", steps: int = 3, **more: Any) -> Job:
    values = {"steps": steps, **more.pop("values", {})}
    return start_job(kind=kind, values=values, by=by, at=AT, **more)


def work_all(stopping: Callable[[], bool] = lambda: False) -> None:
    """What the worker does, until nothing waits."""
    while running.run_next(clock=lambda: AT, stopping=stopping):
        if stopping():
            break
