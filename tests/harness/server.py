"""A real server in a process of its own, with the example in a database of its own.

Loading the example takes some seconds, so it is loaded once and copied for each server.
"""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

from tests.harness.postgres import free_port

PROGRAM = [sys.executable, "-m", "intersession.config.cli"]
PATIENCE = 60  # seconds


@dataclass(kw_only=True)
class Server:
    url: str
    port: int
    folder: Path
    database_url: str
    process: subprocess.Popen[bytes] = field(init=False)

    def run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """The console program on the same database."""
        environment = _environment(self.database_url, self.folder)
        return subprocess.run(
            [*PROGRAM, *argv], env=environment, capture_output=True, text=True, timeout=PATIENCE
        )

    def run_file(self, file: Path, *argv: str) -> subprocess.CompletedProcess[str]:
        """A program of the tests on the same database."""
        environment = _environment(self.database_url, self.folder)
        environment["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
        return subprocess.run(
            [sys.executable, str(file), *argv],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    @property
    def links(self) -> dict[tuple[str, str], list[str]]:
        """Sign-in addresses by role and Entity."""
        found: dict[tuple[str, str], list[str]] = {}
        for line in self.run("example", "--links").stdout.splitlines():
            role, entity, path = line.split("\t")
            found.setdefault((role, entity), []).append(path)
        return found

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*PROGRAM, "serve", "--port", str(self.port)],
                env=_environment(self.database_url, self.folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/ledger/head/", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError((self.folder / "server.log").read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        """As a power cut would: every process of the server at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=10)


@contextmanager
def running() -> Iterator[Server]:
    """The example at stage topics, on the kind of database that DATABASE_URL names."""
    with tempfile.TemporaryDirectory(prefix="intersession-server-") as name:
        folder = Path(name)
        with _copy(folder) as database_url:
            port = free_port()
            url = f"http://127.0.0.1:{port}"
            server = Server(url=url, port=port, folder=folder, database_url=database_url)
            server.start()
            try:
                yield server
            finally:
                server.stop()


def _environment(database_url: str, folder: Path) -> dict[str, str]:
    given = {**os.environ, "DATABASE_URL": database_url, "INTERSESSION_VAR": str(folder)}
    given["PYTHONPATH"] = os.pathsep.join(filter(None, ["src", os.environ.get("PYTHONPATH", "")]))
    given.pop("DJANGO_SETTINGS_MODULE", None)
    return given


@contextmanager
def _copy(folder: Path) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith(("postgres://", "postgresql://")):
        file = folder / "intersession.sqlite3"
        file.write_bytes(_loaded_sqlite())
        yield f"sqlite:///{file}"
        return
    template, name = _loaded_postgres(given), f"copy_{secrets.token_hex(6)}"
    _on_server(given, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
    finally:
        _on_server(given, f"DROP DATABASE {name} WITH (FORCE)")


@lru_cache
def _loaded_sqlite() -> bytes:
    with tempfile.TemporaryDirectory(prefix="intersession-template-") as name:
        file = Path(name) / "intersession.sqlite3"
        _load(f"sqlite:///{file}", Path(name))
        return file.read_bytes()


@lru_cache
def _loaded_postgres(server: str) -> str:
    name = f"template_{secrets.token_hex(6)}"
    _on_server(server, f"CREATE DATABASE {name}")
    with tempfile.TemporaryDirectory(prefix="intersession-template-") as folder:
        _load(urlsplit(server)._replace(path=f"/{name}").geturl(), Path(folder))
    return name


def _load(database_url: str, folder: Path) -> None:
    environment = _environment(database_url, folder)
    done = subprocess.run([*PROGRAM, "example"], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)


def _on_server(url: str, sql: Any) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)
