"""Members who answer through HTTP as a browser without scripts does, and what is kept of it."""

import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.harness.visitor import Answer, Visitor

PAGE = "/consultations/two-hundred/"
CODE = re.compile(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>")
PATIENCE = 60.0  # seconds in which an answer is sent again while the server asks for it


class Member(Visitor):
    """One focal point; `slow` counts how often the server asked to come back later."""

    def __init__(self, url: str, entity: str) -> None:
        super().__init__(url, timeout=60)
        self.entity, self.slow = entity, 0
        self.page: Answer | None = None  # as it was last read

    def answer(self, approved: list[str]) -> str:
        """Send the form of the page in front of one, read the receipt: its code."""
        page = self.page or self._patiently(lambda: self.get(PAGE))
        fields = {
            "csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"),
            "once": page.hidden("once"),
            "version": page.hidden("version"),
            "approved": approved,
        }
        sent = self._patiently(lambda: self.post(f"{PAGE}prefer/", fields, X_CSRFToken=""))
        assert sent.status == 302, (self.entity, sent.status, sent.text)
        self.page = self._patiently(lambda: self.get(sent.location.partition("#")[0]))
        receipt = CODE.search(self.page.text)
        assert receipt is not None, f"{self.entity} sees no receipt"
        return receipt[1]

    def close(self) -> None:
        super().close()
        self.page = None

    def _patiently(self, ask: Any) -> Answer:
        """Repeat the same request, with its key, as long as the server says when."""
        until = time.monotonic() + PATIENCE
        while (answer := ask()).status == 503 and time.monotonic() < until:
            self.slow += 1
            time.sleep(int(answer.headers["Retry-After"]))
        return answer


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One version in the table."""

    entity: str
    version: int
    receipt: str
    approved: str  # as JSON
    standing: bool


def kept(database_url: str, slug: str = "two-hundred") -> list[Kept]:
    """All versions, read beside the server."""
    found = rows(
        database_url,
        "SELECT e.slug, p.version, p.receipt, CAST(p.approved AS text), p.standing "
        "FROM consultations_preference p JOIN membership_entity e ON e.id = p.entity_id "
        "JOIN consultations_question q ON q.id = p.question_id "
        f"WHERE q.slug = '{slug}' ORDER BY e.slug, p.version",
    )
    names = ("entity", "version", "receipt", "approved", "standing")
    return [Kept(**dict(zip(names, row, strict=True))) for row in found]


def rows(database_url: str, query: str) -> list[Any]:
    if not database_url.startswith("sqlite:///"):
        with psycopg.connect(database_url) as connection:
            return connection.execute(query).fetchall()
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
