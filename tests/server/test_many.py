"""A whole membership answers at once, and each changes its mind once."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.harness.server import Server
from tests.harness.visitor import Visitor

pytestmark = pytest.mark.server
MEMBERS = 200
QUESTION = "/consultations/everyone/"
SEED = Path(__file__).with_name("everyone.py")


def answer_twice(server: Server, path: str, number: int) -> list[int]:
    visitor = Visitor(server.url, path)
    statuses = []
    for turn, approved in enumerate(("A", "B" if number % 2 else "C")):
        fields, key = [("approved", approved)], f"{number}-{turn}"
        for _attempt in range(5):  # "busy" may be asked again: the key makes it count once
            status, _where, _page = visitor.post(f"{QUESTION}prefer/", fields, key=key)
            if status != 503:
                break
        statuses.append(status)
    return statuses


def test_two_hundred_members_answer_at_once_and_replace_their_answer(server):
    made = server.run_file(SEED, str(MEMBERS))
    assert made.returncode == 0, made.stderr
    links = made.stdout.split()
    assert len(links) == MEMBERS
    with ThreadPoolExecutor(20) as crowd:
        said = list(crowd.map(lambda n: answer_twice(server, links[n], n), range(MEMBERS)))
    assert {status for both in said for status in both} == {302}
    counted = json.loads(server.run_file(SEED, "count").stdout)
    assert counted == {"final": MEMBERS, "versions": 2 * MEMBERS, "B": 100, "C": 100}
    sound = server.run("ledger", "verify")
    assert sound.returncode == 0, sound.stdout + sound.stderr
