"""A token that is revoked while its request is at work, on a real server."""

import http.client
import json
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
import pytest

from tests.harness.server import Server, running
from tests.harness.visitor import Visitor
from tests.server.members import Kept, kept

PREFER = "/api/question/topics-2012/prefer/"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def token(server: Server) -> str:
    browser = Visitor(server.url)
    browser.sign_in(server.links["focal_point", "marenia"])
    rights = re.findall(r'name="scopes" value="([^"]+)"', browser.get("/api/tokens/").text)
    fields = {"name": "Mission", "until": "2012-01-01", "scopes": rights}
    made = re.search(r"<code>(isn_[\w-]+)</code>", browser.post("/api/tokens/", fields).text)
    assert made is not None
    return made[1]


class Program(Visitor):
    """Something that shows a token."""

    def __init__(self, server: Server, token: str) -> None:
        super().__init__(server.url)
        self.shown = {"Authorization": f"Bearer {token}"}

    def read(self, path: str) -> Any:
        return self.get(path, **self.shown)

    def send(self, path: str, body: Any) -> Any:
        headers = {**self.shown, "Content-Type": "application/json"}
        return self._ask("POST", path, json.dumps(body), headers)


@contextmanager
def held_up(server: Server) -> Iterator[Callable[[str], None]]:
    """What writes about the question waits, until the block ends; the block may run SQL."""
    url = server.database_url
    if url.startswith("sqlite:///"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield lambda sql: connection.execute(sql)  # type: ignore[misc,return-value]
        connection.execute("COMMIT")
        connection.close()
        return
    with psycopg.connect(url) as holding:
        holding.execute("SELECT 1 FROM consultations_question FOR UPDATE")
        yield lambda sql: holding.execute(sql)  # type: ignore[arg-type,misc,return-value]


def of_marenia(server: Server) -> list[Kept]:
    return [row for row in kept(server.database_url, "topics-2012") if row.entity == "marenia"]


def test_what_a_token_began_before_it_was_revoked_ends_whole_and_nothing_follows(
    server: Server, token: str
) -> None:
    program, said = Program(server, token), []
    assert program.read("/api/me/").status == 200
    before = [row for row in kept(server.database_url, "topics-2012") if row.entity == "marenia"]
    sending = threading.Thread(
        target=lambda: said.append(program.send(PREFER, {"approved": ["B"]}))
    )
    with held_up(server) as run:
        sending.start()
        time.sleep(1)
        assert not said, "the request is at work and waits"
        run("UPDATE api_apitoken SET revoked_at = CURRENT_TIMESTAMP")
    sending.join(20)
    assert [answer.status for answer in said] == [200], said[0].text
    receipt = json.loads(said[0].text)["versions"][-1]["receipt"]
    after = of_marenia(server)
    assert [row.receipt for row in after[len(before) :]] == [receipt]
    other = Program(server, token)
    for answer in (other.read("/api/me/"), other.send(PREFER, {"approved": ["A"]})):
        assert (answer.status, json.loads(answer.text)["code"]) == (401, "token-not-valid")
    assert of_marenia(server) == after
    assert "sound" in server.run("ledger", "verify").stdout


def test_a_request_that_is_broken_off_leaves_nothing_half_done(server: Server, token: str) -> None:
    """The server is killed while the request is at work: nothing of it is there afterwards."""
    program = Program(server, token)
    assert program.read("/api/me/").status == 200
    before = kept(server.database_url, "topics-2012")
    sending = threading.Thread(target=lambda: _broken_off(program))
    with held_up(server):
        sending.start()
        time.sleep(1)
        server.kill()
    sending.join(20)
    server.start()
    assert kept(server.database_url, "topics-2012") == before
    assert "sound" in server.run("ledger", "verify").stdout


def _broken_off(program: Program) -> None:
    with suppress(OSError, http.client.HTTPException):
        program.send(PREFER, {"approved": ["A"]})
