"""`make run`: the example on one's own machine. Always on SQLite."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.config.conftest import process

pytestmark = pytest.mark.server


def test_run_loads_the_example_once_and_keeps_what_was_done(surroundings, port, tmp_path: Path):
    greetings, times = [], []
    for _start in range(2):
        began = time.monotonic()
        with process(surroundings, "run", "--port", str(port)) as started:
            greetings.append(greeting(started))
            times.append(time.monotonic() - began)
            started.terminate()
            assert started.wait(timeout=5) == 0
    assert greetings[0] == greetings[1]
    assert f"http://127.0.0.1:{port}/" in greetings[0]
    assert "Administration" in greetings[0] and "Focal point" in greetings[0]
    assert times[1] < 3


def test_run_notices_that_the_database_was_taken_away(surroundings, port, tmp_path: Path):
    greetings = []
    for _start in range(2):
        with process(surroundings, "run", "--port", str(port)) as started:
            greetings.append(greeting(started))
            started.terminate()
            started.wait(timeout=5)
        for file in (tmp_path / "var").glob("intersession.sqlite3*"):
            file.unlink()
    assert greetings[0] != greetings[1], "another example has other sign-in addresses"


def greeting(started: subprocess.Popen[str]) -> str:
    """What is printed once the example answers, to its last line: the public visitor."""
    assert started.stdout is not None
    said = ""
    for line in started.stdout:
        said += line
        if line.strip().startswith("Public"):
            return said
    assert started.stderr is not None
    raise AssertionError(started.stderr.read())
