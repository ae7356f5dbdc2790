"""Mails to many with real processes: two officers at once, and a sender that is killed twice."""

import asyncio
import json
import os
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.harness.postgres import free_port
from tests.harness.server import PROGRAM, Copy, copied, script

SCRIPT = Path(__file__).with_name("mail_to_many.py")
FOCAL_POINTS = 147  # of 146 Members: one mission has two


class Post:
    """What the server took. Before the mail of a number in `stops` is answered it waits: after its
    text was taken ("data") or before it ("rcpt")."""

    def __init__(self, stops: dict[int, str]) -> None:
        self.taken: list[str] = []
        self.stops, self.waits, self.ended = stops, threading.Event(), threading.Event()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, o: Any) -> str:
        envelope.rcpt_tos.append(to)
        await self._stop("rcpt")
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.rcpt_tos[0])
        await self._stop("data")
        return "250 Taken"

    async def _stop(self, where: str) -> None:
        if self.stops.get(len(self.taken)) == where:
            self.waits.set()
            while not self.ended.is_set():
                await asyncio.sleep(0.01)


@pytest.fixture
def copy() -> Iterator[Copy]:
    with copied() as copy:
        yield copy


@contextmanager
def worker(copy: Copy, port: int, *argv: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program that sends, as an administrator would start it."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": copy.database_url,
        "INTERSESSION_VAR": str(copy.folder),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }
    process = subprocess.Popen([PROGRAM, "worker", *argv], env=environment, cwd=copy.folder)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def ask(copy: Copy, *argv: str) -> str:
    return script(copy.database_url, copy.folder, SCRIPT, *argv)


def test_two_officers_make_one_set_and_a_sender_killed_twice_sends_nothing_twice(
    copy: Copy,
) -> None:
    drafts = ask(copy, "draft").split()
    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(lambda uid: ask(copy, "queue", uid).strip(), drafts))
    assert said == [
        str(FOCAL_POINTS),
        "Everybody in this circle has been written to about this already.",
    ]

    post = Post({20: "data", 50: "rcpt"})
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        for _twice in range(2):
            _send_until_it_waits_and_kill(copy, post, controller.port)
        ask(copy, "later")
        with worker(copy, controller.port, "--once") as last:
            assert last.wait(30) == 0
    finally:
        post.ended.set()
        controller.stop()

    rows = json.loads(ask(copy, "tell"))
    assert len(rows) == FOCAL_POINTS
    assert max(Counter(post.taken).values()) == 1
    held = {to for to, (state, _error) in rows.items() if state == "held"}
    assert Counter(state for state, _error in rows.values()) == {
        "sent": FOCAL_POINTS - 2,
        "held": 2,
    }
    assert all("Nobody can know whether this mail left" in rows[to][1] for to in held)
    # Of the two that are in doubt one had been taken and one had not: a person decides on each.
    assert len(held & set(post.taken)) == 1
    assert set(rows) - held <= set(post.taken)


def _send_until_it_waits_and_kill(copy: Copy, post: Post, port: int) -> None:
    with worker(copy, port) as process:
        assert post.waits.wait(30), f"nothing more arrives after {len(post.taken)}"
        process.send_signal(signal.SIGKILL)
        process.wait()
    post.stops.pop(len(post.taken))
    post.ended.set()
    threading.Event().wait(0.1)  # what waited goes on, and finds nobody there
    post.waits.clear()
    post.ended.clear()
