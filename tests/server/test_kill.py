"""A receipt is a promise: kill -9 in the middle of answering, twenty times."""

import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.harness.visitor import Visitor, receipts

pytestmark = pytest.mark.server
ROUNDS, CROWD = 20, 5
QUESTION = "/consultations/topics-2012/"
SEED = Path(__file__).with_name("everyone.py")


def answer_until(end: threading.Event, visitor: Visitor, turn: int, held: list[str]) -> None:
    """Answer again and again; keep each receipt that was read before the server died."""
    try:
        while not end.is_set():
            turn += 1
            status, _where, _page = visitor.post(
                f"{QUESTION}prefer/", [("approved", "ABC"[turn % 3])]
            )
            if status == 302:
                held.extend(receipts(visitor.get(QUESTION)[1])[:1])
    except (OSError, HTTPException):
        return


def _wait_for(held: list[str], many: int) -> None:
    """Until some answers of this round have their receipt, and others are on their way."""
    until = time.monotonic() + 10
    while len(held) < many and time.monotonic() < until:
        time.sleep(0.005)


def test_every_answer_that_got_its_receipt_survives_the_death_of_the_server(server):
    links = [paths[0] for (role, _e), paths in server.links.items() if role == "focal_point"]
    crowd = [Visitor(server.url, path) for path in links[:CROWD]]
    held: list[str] = []
    for number in range(ROUNDS):
        end = threading.Event()
        threads = [
            threading.Thread(target=answer_until, args=(end, visitor, number, held))
            for visitor in crowd
        ]
        for one in threads:
            one.start()
        _wait_for(held, len(held) + 3)
        server.kill()
        end.set()
        for one in threads:
            one.join()
        server.start()
    kept = set(server.run_file(SEED, "receipts").stdout.split())
    assert len(set(held)) > 2 * ROUNDS
    assert set(held) - kept == set()
    sound = server.run("ledger", "verify")
    assert sound.returncode == 0, sound.stdout + sound.stderr
