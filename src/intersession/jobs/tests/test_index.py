"""The list of jobs: one's own; all of them for the Administration."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.guard import Actor
from intersession.jobs.tests.conftest import start

ROW = '<th scope="row">'


def test_one_sees_what_one_started(chair: Actor, officer: Actor, browse: Any) -> None:
    start(officer)
    assert "There is no job." in browse(chair).get("/jobs/").content.decode()
    start(chair)
    assert browse(chair).get("/jobs/").content.decode().count(ROW) == 1


def test_the_administration_sees_all_and_by_whom(chair: Actor, officer: Actor, browse: Any) -> None:
    start(chair)
    start(officer)
    page = browse(officer).get("/jobs/").content.decode()
    assert page.count(ROW) == 2
    assert "chair@example.org" in page


def test_the_public_is_asked_to_sign_in(db: None, client: Any) -> None:
    assert client.get("/jobs/")["Location"].startswith("/access/sign-in/")


def test_one_job_and_three_cost_the_same(chair: Actor, browse: Any) -> None:
    costs = []
    for more in (1, 2):
        for _n in range(more):
            start(chair)
        browse(chair).get("/jobs/")
        with CaptureQueriesContext(connection) as queries:
            browse(chair).get("/jobs/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
