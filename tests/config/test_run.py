"""`make run`: the example on one's own machine. Always on SQLite."""

import subprocess
from pathlib import Path

import psutil
import pytest

from intersession.config import run
from tests.config.conftest import process


@pytest.mark.server
def test_run_loads_the_example_once_and_keeps_what_was_done(surroundings, port):
    greetings, work = [], []
    for _start in range(2):
        with process(surroundings, "run", "--port", str(port)) as started:
            greetings.append(greeting(started))
            work.append(seconds_of_work(started.pid))
            started.terminate()
            assert started.wait(timeout=5) == 0
    assert len(set(greetings)) == 1
    assert f"http://127.0.0.1:{port}/" in greetings[0]
    assert "Administration" in greetings[0] and "Focal point" in greetings[0]
    assert work[1] < 3


def seconds_of_work(pid: int) -> float:
    """Of one processor, for all its processes: what a start takes where nothing else runs."""
    parent = psutil.Process(pid)
    spent = [one.cpu_times() for one in [parent, *parent.children(recursive=True)]]
    ended = parent.cpu_times()
    own = sum(one.user + one.system for one in spent)
    return own + ended.children_user + ended.children_system


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


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with a database in it, and no settings."""
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "intersession.sqlite3").touch()
    return tmp_path


def test_a_second_start_is_a_short_one_while_nothing_changed(var):
    assert run.stamp(var) == run.stamp(var) != ""


def test_a_database_that_was_taken_away_is_prepared_again(var):
    (var / "intersession.sqlite3").unlink()
    assert run.stamp(var) == ""


def test_a_database_that_was_replaced_is_prepared_again(var):
    before = run.stamp(var)
    (var / "other").touch()
    (var / "other").rename(var / "intersession.sqlite3")
    assert run.stamp(var) != before


def test_another_database_is_prepared_each_time(var, monkeypatch, port):
    """What it holds cannot be seen from its address."""
    prepared: list[str] = []
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/dialogue")
    monkeypatch.setenv("INTERSESSION_VAR", str(var))
    monkeypatch.setattr(run, "prepare", lambda *_argv: prepared.append("once more") or 0)
    monkeypatch.setattr(run, "serve", lambda **_arguments: None)
    run.main([f"--port={port}"])
    run.main([f"--port={port}"])
    assert len(prepared) == 2


@pytest.mark.parametrize("kind", ["migrations/0001_initial.py", "static/ui/intersession.css"])
def test_what_decides_the_tables_and_the_style_sheets_is_watched(kind):
    assert any(path.as_posix().endswith(kind) for path in run.deciding())


def test_a_database_without_an_example_offers_nobody_to_sign_in_as():
    said = run.greeting(8000, "")
    assert "http://127.0.0.1:8000/" in said and "Sign in" not in said
