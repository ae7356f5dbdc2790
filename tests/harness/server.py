"""A real server on a database of its own that holds the example.

    with running(stage="topics") as server:
        server.url, server.links["chair", ""], server.run("ledger", "verify")

The database is an SQLite file in a temporary folder; where DATABASE_URL names a PostgreSQL, a new
database on it. Tables are made once; the example is loaded once for each stage and copied from then
on. Whatever is started here ends here, and nothing else is touched.
"""

import atexit
import ctypes
import fcntl
import os
import pickle
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.harness.postgres import free_port

PROGRAM = Path(sys.executable).with_name("intersession")
# Settings of whoever runs the tests must not reach the server under test.
PASSED_ON = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")
# The folder in which all processes of `make test` find examples and tables.
SHARED = "INTERSESSION_TEST_EXAMPLES"
SQLITE = "intersession.sqlite3"
Links = dict[tuple[str, str], str]


class NotStarted(RuntimeError):
    """The program ended or did not answer; the message holds what it wrote."""


@dataclass(kw_only=True)
class Server:
    """`links`: path of the sign-in address by (role, slug of the Entity); the first of several."""

    database_url: str
    folder: Path
    links: Links
    workers: int = 1
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)  # further ones, such as EMAIL_URL
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def run(self, *argv: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`intersession …` on the same database."""
        argv = (str(PROGRAM), *argv)
        return _done([*argv], self.database_url, self.folder, check=check, **self.settings)

    def run_file(self, path: Path, *argv: str) -> str:
        """What a Python file prints that is run with settings and models of the same database."""
        return script(self.database_url, self.folder, path, *argv)

    def start(self, seconds: float = 20) -> None:
        argv = ["serve", "--port", str(self.port), "--workers", str(self.workers)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, *argv],
                env=environment(self.database_url, self.folder) | self.settings,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # the group of the server and its workers, and of no other
                preexec_fn=_end_with_the_tests,
            )
        self._wait(seconds)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as asked:
                    asked.sendall(b"GET /access/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                    if b" 200 " in asked.recv(100):
                        return
            except OSError:
                pass
            time.sleep(0.03)
        self.kill()
        raise NotStarted(f"The server does not answer on {self.url}:\n{self.log}")

    def stop(self, seconds: float = 10) -> None:
        """SIGTERM, as an administrator would; what is left after `seconds` is a failure."""
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise NotStarted(f"The server did not end on SIGTERM:\n{self.log}") from error
        finally:
            self.kill()

    def kill(self) -> None:
        """SIGKILL for the server and its workers at once: a power cut, seen from the program."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()


@contextmanager
def running(
    database_url: str | None = None, stage: str = "topics", *, workers: int = 1
) -> Iterator[Server]:
    """A server on a new copy of the example at `stage`, or on the database that is named."""
    with copied(stage) as copy:
        server = Server(
            database_url=database_url or copy.database_url,
            folder=copy.folder,
            links=copy.links,
            workers=workers,
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()


@dataclass(frozen=True, kw_only=True)
class Copy:
    """An example that nobody serves yet."""

    database_url: str
    folder: Path
    links: Links


@contextmanager
def copied(stage: str = "topics") -> Iterator[Copy]:
    """A new database with the example, or with empty tables where no stage is named, and the
    folder for what the server writes beside it."""
    template = _template(stage)
    with tempfile.TemporaryDirectory(prefix="intersession-server-") as name:
        folder = Path(name)
        database = _copy(template, folder)
        try:
            yield Copy(database_url=database, folder=folder, links=template.links)
        finally:
            if on_postgres():
                drop_database(database)


def _copy(template: Copy, folder: Path) -> str:
    """The address of a new database that holds the same."""
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    if on_postgres():
        return new_database(template=urlsplit(template.database_url).path[1:])
    return f"sqlite:///{folder / SQLITE}"


@cache
def _template(stage: str) -> Copy:
    """The example, loaded by the real command once: for all processes of `make test`, which
    names a folder for it, or for this process alone."""
    shared = os.environ.get(SHARED)
    if shared is None:
        folder = Path(tempfile.mkdtemp(prefix="intersession-example-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        made = _load(stage, folder)
        if on_postgres():
            atexit.register(drop_database, made.database_url)
        return made
    folder = Path(shared) / (stage or "tables")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder.with_suffix(".pickle")
        if not kept.exists():
            folder.mkdir()
            kept.write_bytes(pickle.dumps(_load(stage, folder)))
        found: Copy = pickle.loads(kept.read_bytes())
    return found


def _load(stage: str, folder: Path) -> Copy:
    if not stage:
        database = new_database() if on_postgres() else f"sqlite:///{folder / SQLITE}"
        command(database, folder, "migrate")
        return Copy(database_url=database, folder=folder, links={})
    database = _copy(_template(""), folder)
    printed = command(database, folder, "example", "--stage", stage, "--links").stdout
    _gather_style_sheets(database, folder)
    return Copy(database_url=database, folder=folder, links=_links(printed))


def _links(printed: str) -> Links:
    found: Links = {}
    for line in printed.splitlines():
        role, entity, path = line.split("\t")
        found.setdefault((role, entity), path)
    return found


def _gather_style_sheets(database_url: str, folder: Path) -> None:
    """What `serve` does at its first start; done once, since it takes two seconds."""
    python = [sys.executable, "-m", "intersession.config.ready", "intersession.config.prepare"]
    _done([*python, "--check"], database_url, folder)


def command(
    database_url: str, folder: Path, *argv: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """`intersession …`; with `check` any other exit status than 0 fails with what it wrote."""
    return _done([str(PROGRAM), *argv], database_url, folder, check=check)


def script(database_url: str, folder: Path, path: Path, *argv: str) -> str:
    """What a Python file prints that is run with settings and models of that database."""
    settings = {"DJANGO_SETTINGS_MODULE": "intersession.config.settings"}
    return _done([sys.executable, str(path), *argv], database_url, folder, **settings).stdout


def _done(
    argv: list[str], database_url: str, folder: Path, *, check: bool = True, **settings: str
) -> subprocess.CompletedProcess[str]:
    around = environment(database_url, folder) | settings
    done = subprocess.run(argv, env=around, cwd=folder, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"{argv[1:]} ended with {done.returncode}:\n{done.stderr}")
    return done


def environment(database_url: str, folder: Path) -> dict[str, str]:
    """Of a program of ours on that database; nothing of whoever runs the tests."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    # All visitors of a test come from one address.
    kept["API_REQUESTS_OF_AN_ADDRESS"] = "100000"
    return {**kept, "DATABASE_URL": database_url, "INTERSESSION_VAR": str(folder)}


def _end_with_the_tests() -> None:
    """Where the tests are killed, the kernel (Linux only) asks the server to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://"))


def new_database(template: str = "template1") -> str:
    """The address of a new database on the server that DATABASE_URL names."""
    name = f"intersession_{secrets.token_hex(6)}"
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    administer(statement.format(sql.Identifier(name), sql.Identifier(template)))
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def drop_database(database_url: str) -> None:
    name = sql.Identifier(urlsplit(database_url).path[1:])
    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def administer(statement: sql.Composable) -> None:
    """One statement on the PostgreSQL that DATABASE_URL names, outside any transaction."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)
