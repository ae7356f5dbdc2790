"""The page of one job: how far it is, how long still, where it leads; who may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from intersession.access.guard import Actor
from intersession.jobs import rules
from intersession.jobs.models import Job
from intersession.jobs.tests.conftest import AT, start, work_all

State = Job.State


def half_way(job: Job, seconds: int = 12) -> None:
    told = {"state": State.RUNNING, "claimed_at": AT, "done": 1000, "total": 2000}
    Job.objects.filter(pk=job.pk).update(progress_at=AT + timedelta(seconds=seconds), **told)


def test_it_says_how_far_it_is_and_how_long_still(chair: Actor, browse: Any) -> None:
    job = start(chair)
    assert "waiting to begin" in browse(chair).get(f"/jobs/{job.uid}/").content.decode()
    half_way(job)
    page = browse(chair).get(f"/jobs/{job.uid}/").content.decode()
    assert "1,000\u00a0of\u00a02,000" in page
    assert "about 12 seconds left" in page
    assert '<meta http-equiv="refresh"' in page  # without scripts
    assert 'hx-trigger="load delay:5s"' in page  # claimed long ago: it is asked less often


def test_the_part_that_changes_is_sent_once(chair: Actor, browse: Any) -> None:
    job = start(chair)
    half_way(job)
    first = browse(chair).get(f"/jobs/{job.uid}/progress/")
    assert "about 12 seconds left" in first.content.decode()
    same = browse(chair).get(f"/jobs/{job.uid}/progress/", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    half_way(job, seconds=20)
    more = browse(chair).get(f"/jobs/{job.uid}/progress/", headers={"If-None-Match": first["ETag"]})
    assert "about 20 seconds left" in more.content.decode()


def test_when_it_is_done_it_leads_on(chair: Actor, browse: Any) -> None:
    job = start(chair, then="/documents/")
    work_all()
    part = browse(chair).get(f"/jobs/{job.uid}/progress/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == f"/jobs/{job.uid}/?follow=1"
    assert browse(chair).get(f"/jobs/{job.uid}/?follow=1")["Location"] == "/documents/"
    page = browse(chair).get(f"/jobs/{job.uid}/").content.decode()
    assert 'href="/documents/"' in page and "refresh" not in page


@pytest.mark.parametrize(
    ("goes_to", "led"),
    [("/outbox/", "/outbox/"), ("//example.org/", ""), ("https://example.org", ""), ("", "/m/")],
)
def test_what_came_of_it_may_say_where_but_only_here(
    chair: Actor, browse: Any, goes_to: str, led: str
) -> None:
    job = start(chair, then="/m/", values={"goes_to": goes_to})
    work_all()
    answer = browse(chair).get(f"/jobs/{job.uid}/?follow=1")
    assert answer.get("Location", "") == led


def test_an_address_elsewhere_cannot_be_given(chair: Actor) -> None:
    for address in ("https://example.org/", "//example.org/", "documents/"):
        with pytest.raises(ValueError, match="address of ours"):
            start(chair, then=address)


def test_why_it_failed_is_said_in_the_language_of_the_reader(chair: Actor, browse: Any) -> None:
    job = start(chair, "refuse")
    work_all()
    assert "Say by which day" in browse(chair).get(f"/jobs/{job.uid}/").content.decode()
    french = browse(chair).get(f"/jobs/{job.uid}/?lang=fr", follow=True).content.decode()
    assert "Say by which day" not in french


def test_others_are_refused(chair: Actor, officer: Actor, browse: Any) -> None:
    job = start(officer)
    for part in ("", "progress/"):
        assert browse(chair).get(f"/jobs/{job.uid}/{part}").status_code == 403
    assert browse(chair).post(f"/jobs/{job.uid}/cancel/").status_code == 403
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_the_public_is_asked_to_sign_in(chair: Actor, client: Any) -> None:
    job = start(chair)
    assert client.get(f"/jobs/{job.uid}/")["Location"].startswith("/access/sign-in/")


def test_the_administration_sees_and_cancels_it(chair: Actor, officer: Actor, browse: Any) -> None:
    job = start(chair)
    assert browse(officer).get(f"/jobs/{job.uid}/").status_code == 200
    browse(officer).post(f"/jobs/{job.uid}/cancel/")
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_cancelling_what_has_ended_is_refused_in_words(chair: Actor, browse: Any) -> None:
    job = start(chair)
    work_all()
    answer = browse(chair).post(f"/jobs/{job.uid}/cancel/")
    assert answer.status_code == 422
    assert "has ended already" in answer.content.decode()
    assert browse(chair).get(f"/jobs/{job.uid}/cancel/").status_code == 405


@given(some.integers(1, 10**6), some.integers(0, 10**6), some.integers(0, 10**5))
def test_what_is_left_is_never_negative_and_shrinks_with_what_is_done(
    total: int, done: int, seconds: int
) -> None:
    spent = AT + timedelta(seconds=seconds)
    made = {"state": State.RUNNING, "claimed_at": AT, "progress_at": spent, "total": total}
    left = rules.remaining(Job(done=done, **made))
    more = rules.remaining(Job(done=done + 1, **made))
    if left is None or more is None:
        assert done == 0 or seconds < 1
    else:
        assert timedelta(0) <= more <= left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "about 1 second left"),
        (12, "about 12 seconds left"),
        (61, "about 65 seconds left"),
        (91, "about 2 minutes left"),
        (3600, "about 60 minutes left"),
        (20000, "about 6 hours left"),
    ],
)
def test_what_is_left_is_said_the_coarser_the_longer(seconds: float, words: str) -> None:
    with override("en"):
        assert rules.remaining_words(timedelta(seconds=seconds)) == words
