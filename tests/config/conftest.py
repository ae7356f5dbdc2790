"""The console program as people call it: a process of its own, in a folder of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.harness.postgres import free_port
from tests.harness.server import Server, copied, on_postgres, running

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "intersession.config.cli"]
Said = subprocess.CompletedProcess[str]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine on which no setting was made; the data goes to `tmp_path`."""
    passed = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**passed, "PYTHONPATH": str(ROOT / "src"), "INTERSESSION_VAR": str(tmp_path / "var")}


@pytest.fixture
def intersession(surroundings: dict[str, str]) -> Callable[..., Said]:
    """intersession("migrate", "--check", LOG_LEVEL="DEBUG") is what the program said."""

    def call(*argv: str, **settings: str) -> Said:
        return subprocess.run(
            [*PROGRAM, *argv],
            env=surroundings | settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return call


@pytest.fixture
def migrated(intersession: Callable[..., Said], tmp_path: Path) -> None:
    """The tables are there already, in the SQLite of a machine without settings."""
    if on_postgres():
        intersession("migrate")
        return
    with copied("") as tables:
        shutil.copytree(tables.folder, tmp_path / "var")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@contextmanager
def process(environment: dict[str, str], *argv: str) -> Iterator[subprocess.Popen[str]]:
    """A program of ours that is ended by its own id, whatever happens."""
    started = subprocess.Popen(
        [*PROGRAM, *argv],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started:
        try:
            yield started
        finally:
            started.kill()
