"""The server as a process: when it refuses, how it ends, what it holds, what it leaves behind."""

import re
import signal
import socket
import time
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from intersession.config import serve
from tests.config.conftest import process
from tests.harness.server import Server

pytestmark = pytest.mark.server
MOST_MEMORY = 180 * 1024 * 1024


def answers(url: str, within: float = 30) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return True
        except (URLError, OSError):
            time.sleep(0.05)
    return False


def family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def seconds_to_end(server: Server, by: int = signal.SIGTERM) -> float:
    """Until every process is gone; fails when one stays."""
    everyone, began = family(server.process.pid), time.monotonic()
    server.process.send_signal(by)
    server.process.wait(timeout=10)
    _gone, alive = psutil.wait_procs(everyone[1:], timeout=5)
    assert alive == []
    return time.monotonic() - began


def test_it_refuses_to_start_while_migrations_wait(intersession, port):
    said = intersession("serve", "--port", str(port))
    assert said.returncode == 1
    assert "migrations wait" in said.stderr and "intersession migrate" in said.stderr


@pytest.mark.parametrize("name", ["serve", "run"])
def test_a_port_in_use_is_told_with_what_to_write_instead(intersession, port, name):
    with socket.create_server(("127.0.0.1", port)):
        said = intersession(name, "--port", str(port))
    assert said.returncode == 1
    remedy = {"serve": "intersession serve --port", "run": "make run PORT="}[name]
    assert f"Port {port} is used by another program" in said.stderr
    assert re.search(rf"{remedy} ?{port + 1}", said.stderr)


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_a_port_that_is_none_is_wrong_usage(intersession, port):
    said = intersession("serve", f"--port={port}")
    assert said.returncode == 2
    assert "a port is a number from 1 to 65535" in said.stderr


def test_two_that_start_together_do_not_share_a_port(port):
    """The system would let them: each server process listens on its own share of the port."""
    with serve.claim("127.0.0.1", port, "{}"), pytest.raises(serve.CannotServe, match="is used by"):
        serve.claim("127.0.0.1", port, "{}")


def test_a_port_is_free_again_once_its_holder_let_go(port):
    serve.claim("127.0.0.1", port, "{}").close()
    serve.claim("127.0.0.1", port, "{}").close()


def test_an_address_of_no_machine_is_wrong_usage(intersession, port):
    said = intersession("serve", "--host", "nowhere.invalid", "--port", str(port))
    assert (said.returncode, said.stderr) == (
        2,
        "There is no address “nowhere.invalid” on this machine.\n",
    )


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_five_seconds_and_leaves_no_process(server, by):
    assert seconds_to_end(server, by) < 5
    assert server.process.returncode == 0


def test_a_visitor_who_stays_connected_does_not_hold_it_back(server):
    """One connection kept alive after an answer, one with half a request, one with a long body."""
    parts = [
        b"GET /ledger/head/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /ledger/head/ HTT",
        b"POST /access/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx=",
    ]
    visitors = [socket.create_connection(("127.0.0.1", server.port)) for _ in parts]
    for visitor, part in zip(visitors, parts, strict=True):
        visitor.sendall(part)
    time.sleep(0.5)
    assert seconds_to_end(server) < 5
    for visitor in visitors:
        visitor.close()


def test_its_processes_end_with_a_supervisor_that_was_killed(server):
    workers = family(server.process.pid)[1:]
    server.process.kill()
    server.process.wait()
    assert workers
    assert psutil.wait_procs(workers, timeout=5)[1] == []


def test_all_its_processes_together_stay_under_180_megabytes_in_use(server):
    for path in ["/", "/programme/", "/consultations/", "/membership/", "/ledger/"] * 20:
        with urlopen(server.url + path) as page:
            page.read()
    used = sum(one.memory_full_info().pss for one in family(server.process.pid))
    assert used < MOST_MEMORY


def test_several_processes_serve_one_port(migrated, surroundings, port):
    with process(surroundings, "serve", "--port", str(port), "--workers", "2") as started:
        assert answers(f"http://127.0.0.1:{port}/")
        assert len(family(started.pid)) == 3
        started.terminate()
        assert started.wait(timeout=5) == 0


def test_pages_ask_for_their_style_sheet_by_a_name_that_changes_with_it(server):
    with urlopen(server.url) as page:
        names = re.findall(r"/static/[^\"]+\.css", page.read().decode())
    assert names and all(re.search(r"\.[0-9a-f]{12}\.css$", name) for name in names)
    for name in names:
        with urlopen(server.url + name) as sheet:
            assert "immutable" in sheet.headers["Cache-Control"]
