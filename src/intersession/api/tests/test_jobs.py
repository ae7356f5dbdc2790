"""Long work for programs: one's own, how far it is, and its end."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from intersession.access.policy import May, Role
from intersession.api.tests.conftest import somebody
from intersession.desk.acting import actor_for
from intersession.jobs import work
from intersession.jobs.actions import start_job
from intersession.jobs.models import Job
from intersession.jobs.work import Kind


@pytest.fixture
def started(topics: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Work of the Administration that needs the right to manage documents, half done."""
    kind = Kind(run=lambda **_: {}, words="Papers", needs=May.MANAGE_DOCUMENTS)
    monkeypatch.setitem(work.KINDS, "papers", kind)
    user, at = somebody(Role.ADMINISTRATION), topics.now
    by = actor_for(user, user.persons.first(), at.date())
    job = start_job(kind="papers", values={}, by=by, at=at)
    begun = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    told = {"claimed_at": begun, "progress_at": begun + timedelta(seconds=30)}
    Job.objects.filter(pk=job.pk).update(state="running", done=3, total=4, **told)
    return job


def test_a_job_says_how_far_it_is_and_how_long_still(ask: Any, make: Any, started: Any) -> None:
    officer = make(Role.ADMINISTRATION).secret
    path = f"/api/job/{started.uid}/"
    found = ask("GET", f"{path}?lang=fr", officer).json()
    assert (found["job"]["done"], found["job"]["total"], found["seconds_left"]) == (3, 4, 10)
    assert found["job"] == ask("GET", "/api/jobs/?lang=fr", officer).json()["items"][0]
    assert ask("POST", f"{path}cancel/", officer, {}).json()["job"]["stopping"] is True
    Job.objects.update(state="cancelled")
    late = ask("POST", f"{path}cancel/", officer, {})
    assert (late.status_code, late.json()["code"]) == (409, "job-is-over")


def test_a_job_is_that_of_whoever_started_it(ask: Any, make: Any, started: Any) -> None:
    mission = make(Role.FOCAL_POINT, "marenia").secret
    path = f"/api/job/{started.uid}/"
    for method, where in (("GET", path), ("POST", f"{path}cancel/")):
        answer = ask(method, where, mission, None if method == "GET" else {})
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert ask("GET", "/api/jobs/", mission).json()["total"] == 0
    assert not Job.objects.filter(cancel_asked=True).exists()


@pytest.mark.parametrize("scope, status", [(May.MANAGE_MEETINGS, 403), (May.MANAGE_DOCUMENTS, 200)])
def test_a_token_cancels_what_it_could_have_started(
    scope: May, status: int, ask: Any, make: Any, started: Any
) -> None:
    made = make(Role.ADMINISTRATION, scopes=[scope])
    Job.objects.update(started_by=made.token.person.user)
    path = f"/api/job/{started.uid}/"
    assert ask("GET", path, made.secret).status_code == 200
    assert ask("POST", f"{path}cancel/", made.secret, {}).status_code == status
