"""`intersession serve`: granian in front of the WSGI application.

The supervising process stays small: what needs Django runs in the processes that it starts.
"""

import argparse
import errno
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

THREADS = 4
# The server promises to be gone within 5 seconds of SIGTERM, busy or not.
KILL_AFTER = 3


class CannotServe(Exception):
    """The address cannot be used; the message says why. `status` is the exit status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    try:
        with claim(asked.host, asked.port, "intersession serve --port {}"):
            return _serve(asked)
    except CannotServe as error:
        print(error, file=sys.stderr)
        return error.status


def _serve(asked: argparse.Namespace) -> int:
    """The first server process looks whether the tables are up to date; what it found is the
    status of this one. Looking in a process of its own would load Django twice."""
    ticking = asked.workers == 1 if asked.with_worker is None else asked.with_worker
    with tempfile.NamedTemporaryFile("r", prefix="intersession-serve-", encoding="utf-8") as told:
        os.environ["INTERSESSION_LOOK"] = told.name
        try:
            serve(host=asked.host, port=asked.port, workers=asked.workers, ticking=ticking)
        except SystemExit as ended:
            return int(told.read() or 0) or int(ended.code or 0)
        return int(told.read() or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intersession serve", description="The web server.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=port_number, default=8000, help="port (%(default)s)")
    parser.add_argument("--workers", type=_some, default=1, help="server processes (%(default)s)")
    parser.add_argument(
        "--with-worker",
        action=argparse.BooleanOptionalAction,
        help="also do what happens at an hour: opening, closing, mail (by default with one "
        "server process; with several, run `intersession worker` beside them)",
    )
    return parser


def port_number(said: str) -> int:
    if not said.isdecimal() or not 0 < int(said) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {said!r}")
    return int(said)


def _some(said: str) -> int:
    if not said.isdecimal() or int(said) < 1:
        raise argparse.ArgumentTypeError(f"at least one server process, not {said!r}")
    return int(said)


def claim(host: str, port: int, remedy: str) -> socket.socket:
    """Raise CannotServe unless the port can be had; it is ours while the answer is kept.

    The server shares its port among its processes, so that the system would let a second server
    in beside it, and visitors would meet now one, now the other. Linux keeps names of its own for
    sockets: the first who takes the name of the port has it, even before it listens. `remedy` is
    what to write with another port.
    """
    held = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            held.bind(f"\0intersession-port-{port}")
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except socket.gaierror as error:
        held.close()
        raise CannotServe(f"There is no address “{host}” on this machine.", 2) from error
    except OSError as error:
        held.close()
        raise CannotServe(_why_not(error, host, port, remedy), 1) from error
    return held


def _why_not(error: OSError, host: str, port: int, remedy: str) -> str:
    other = port + 1 if port < 65535 else 8000
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is used by another program. Take another one: {remedy.format(other)}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} is not open to this user. Take one above 1023: {remedy.format(8000)}"
    return f"{host}:{port} cannot be listened on: {error.strerror}."


def prepare(*argv: str) -> int:
    """Run `intersession.config.prepare` in a process that is gone before the server starts."""
    command = [sys.executable, "-m", "intersession.config.ready", "intersession.config.prepare"]
    return subprocess.run([*command, *argv], stdin=subprocess.DEVNULL).returncode


def serve(
    *,
    host: str,
    port: int,
    workers: int,
    ticking: bool,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or SIGINT. `started` is called before the first process is."""
    os.environ["INTERSESSION_TICKING"] = "1" if ticking else "0"
    os.environ["INTERSESSION_SUPERVISOR"] = str(os.getpid())
    server = Granian(
        "intersession.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
        # A client that dribbles its headers must not hold a connection for ever.
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.on_startup(started)
    server.serve()
