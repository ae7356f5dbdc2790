"""Long work in processes of its own: it survives their death, and ends with them in good order."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.harness.server import Copy, copied, environment, running, script

SLOW = Path(__file__).with_name("slow_jobs.py")


@pytest.fixture
def copy() -> Iterator[Copy]:
    with copied() as made:
        yield made


def say(copy: Copy, *argv: str) -> str:
    return script(copy.database_url, copy.folder, SLOW, *argv).strip()


def state(copy: Copy, uid: str) -> list[Any]:
    found: list[Any] = json.loads(say(copy, "say", uid))
    return found


@contextmanager
def worker(copy: Copy) -> Iterator[subprocess.Popen[bytes]]:
    settings = {"DJANGO_SETTINGS_MODULE": "intersession.config.settings"}
    around = environment(copy.database_url, copy.folder) | settings
    with subprocess.Popen([sys.executable, str(SLOW), "work"], env=around, cwd=copy.folder) as one:
        try:
            yield one
        finally:
            one.kill()


def wait_for(copy: Copy, uid: str, wanted: Any, seconds: float = 20) -> list[Any]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = state(copy, uid)
        if wanted(found):
            return found
    raise AssertionError(f"still {found} after {seconds} seconds")


def test_a_job_that_is_killed_in_its_middle_is_finished_after_a_restart(copy: Copy) -> None:
    uid = say(copy, "start", "150")
    with worker(copy) as first:
        wait_for(copy, uid, lambda now: now[0] == "running" and now[1] > 0)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert state(copy, uid)[0] == "running"  # so it stands, with nobody at work
    with worker(copy):
        found = wait_for(copy, uid, lambda now: now[0] == "done")
    assert found[1:3] == [150, 2]
    assert found[3]["by"].startswith("Programme officer")


def test_a_worker_that_is_asked_to_end_puts_its_job_back(copy: Copy) -> None:
    uid = say(copy, "start", "5000")
    with worker(copy) as first:
        wait_for(copy, uid, lambda now: now[0] == "running" and now[1] > 0)
        began = time.monotonic()
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=5) == 0
        assert time.monotonic() - began < 5
    assert state(copy, uid)[:3] == ["waiting", 0, 0]


def test_the_server_takes_work_up_by_itself() -> None:
    """One server process does it beside its pages; here a kind that this version does not know."""
    with running() as server:
        uid = script(server.database_url, server.folder, SLOW, "start", "3").strip()
        until = time.monotonic() + 5
        while time.monotonic() < until:
            found = json.loads(script(server.database_url, server.folder, SLOW, "say", uid))
            if found[0] == "failed":
                return
    raise AssertionError(found)
