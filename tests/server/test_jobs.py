"""Long work in processes of its own: it survives their death, and ends with them in good order."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.harness.server import Copy, copied, environment, running, script
from tests.server.members import rows

SLOW = Path(__file__).with_name("slow_jobs.py")


@pytest.fixture
def copy() -> Iterator[Copy]:
    """With one slow job that waits."""
    with copied() as made:
        script(made.database_url, made.folder, SLOW, "start", "5000")
        yield made


def job(database_url: str) -> tuple[str, int, int, Any]:
    """Its state, what is done, the attempts, the result; read beside the programs."""
    asked = "SELECT state, done, attempts, CAST(result AS text) FROM jobs_job WHERE kind = 'slow'"
    ((state, done, attempts, result),) = rows(database_url, asked)
    return state, done, attempts, json.loads(result)


@contextmanager
def worker(copy: Copy, how: str = "work") -> Iterator[subprocess.Popen[bytes]]:
    settings = {"DJANGO_SETTINGS_MODULE": "intersession.config.settings"}
    around = environment(copy.database_url, copy.folder) | settings
    with subprocess.Popen([sys.executable, str(SLOW), how], env=around, cwd=copy.folder) as one:
        try:
            yield one
        finally:
            one.kill()


def wait_for(database_url: str, wanted: Callable[[Any], bool]) -> Any:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if wanted(found := job(database_url)):
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {found}")


def begun(found: Any) -> bool:
    return bool(found[0] == "running" and found[1] > 0)


def test_a_job_that_is_killed_in_its_middle_is_finished_after_a_restart(copy: Copy) -> None:
    with worker(copy) as first:
        wait_for(copy.database_url, begun)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert job(copy.database_url)[0] == "running"  # so it stands, with nobody at work
    with worker(copy, "quick"):
        found = wait_for(copy.database_url, lambda now: now[0] == "done")
    assert found[1:3] == (5000, 2)
    assert found[3]["by"].startswith("Programme officer")


def test_a_worker_that_is_asked_to_end_puts_its_job_back(copy: Copy) -> None:
    with worker(copy) as first:
        wait_for(copy.database_url, begun)
        began = time.monotonic()
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=5) == 0
        assert time.monotonic() - began < 5
    assert job(copy.database_url)[:3] == ("waiting", 0, 0)


def test_a_server_that_ends_puts_its_job_back(copy: Copy) -> None:
    with worker(copy, "beside") as server:
        assert server.wait(timeout=30) == 0
    assert job(copy.database_url)[:3] == ("waiting", 0, 0)


def test_the_server_takes_work_up_by_itself(copy: Copy) -> None:
    """With one process it does it beside its pages; here a kind that it does not know."""
    with running(copy.database_url):
        assert wait_for(copy.database_url, lambda now: now[0] == "failed")
