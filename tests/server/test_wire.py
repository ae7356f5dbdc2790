"""What goes over the wire: weight, number of requests, compression, headers, a database away."""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import brotli
import pytest
from psycopg import sql

from tests.harness.server import Server, administer, on_postgres, running
from tests.harness.visitor import Answer, Visitor
from tests.server.members import CODE, kept

QUESTION = "/consultations/topics-2012/"
ORDINARY = ("/", "/consultations/", QUESTION, "/programme/2012/", "/meetings/", "/membership/")
BROWSER = {"Accept_Encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def focal_point(server: Server) -> Visitor:
    visitor = Visitor(server.url)
    visitor.sign_in(server.links["focal_point", "marenia"])
    return visitor


def unpacked(answer: Answer) -> str:
    kind = answer.headers.get("Content-Encoding", "")
    if kind == "br":
        return brotli.decompress(answer.body).decode()
    if kind == "gzip":
        return gzip.decompress(answer.body).decode()
    return answer.text


def parts(page: str) -> list[str]:
    """What a browser fetches for the page besides itself."""
    heads = re.findall(r"<(?:link|script|img)\b[^>]*>", page)
    found = [m[1] for tag in heads if (m := re.search(r'(?:href|src)="([^"]+)"', tag))]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("path", ORDINARY)
def test_a_cold_load_is_at_most_six_requests_and_45_kilobytes(server, path):
    visitor = focal_point(server)
    page = visitor.get(path, **BROWSER)
    assert page.status == 200
    assert page.headers["Content-Encoding"] in {"gzip", "br"}
    loaded = [page, *(visitor.get(part, **BROWSER) for part in parts(unpacked(page)))]
    assert all(part.status == 200 for part in loaded)
    weight = sum(len(part.body) for part in loaded)
    print(f"{path}: {len(loaded)} requests, {weight} bytes")
    assert len(loaded) <= 6
    assert weight <= 45_000


@pytest.mark.parametrize("path", ["/", "/consultations/", QUESTION])
@pytest.mark.parametrize("reader", ["public", "focal point"])
def test_page_and_style_of_an_ordinary_page_stay_below_ten_kilobytes(server, path, reader):
    visitor = Visitor(server.url) if reader == "public" else focal_point(server)
    page = visitor.get(path, **BROWSER)
    (style,) = [part for part in parts(unpacked(page)) if part.endswith(".css")]
    weight = len(page.body) + len(visitor.get(style, **BROWSER).body)
    print(f"{path} for {reader}: {weight} bytes")
    assert weight <= 10_000


def test_style_and_scripts_are_kept_for_a_year(server):
    visitor = focal_point(server)
    for part in parts(visitor.get("/membership/").text):
        assert "max-age=31536000" in visitor.get(part).headers.get("Cache-Control", ""), part


@pytest.mark.parametrize("path", [*ORDINARY, "/no-such-page/", f"{QUESTION}positions/"])
def test_nothing_inline_and_nothing_from_elsewhere(server, path):
    answer = focal_point(server).get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(
        policy.split("; ")
    )
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"", answer.text)
    assert all(part.startswith("/static/") for part in parts(answer.text))


def test_an_address_that_does_not_exist_is_a_page_that_leads_on(server):
    answer = focal_point(server).get("/consultations/no-such-question/")
    assert answer.status == 404
    assert 'href="/"' in answer.text
    assert "Traceback" not in answer.text


@contextmanager
def database_away(server: Server) -> Iterator[None]:
    """SQLite: somebody holds the write lock. PostgreSQL: it takes no connections."""
    if on_postgres():
        name = urlsplit(server.database_url).path[1:]
        _let_in(name, False)
        try:
            yield
        finally:
            _let_in(name, True)
        return
    file = server.database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def _let_in(name: str, yes: bool) -> None:
    word = sql.SQL("true" if yes else "false")
    administer(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), word))
    if not yes:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
        administer(sql.SQL(end).format(sql.Literal(name)))


def test_an_answer_sent_while_the_database_is_away_may_be_sent_again_and_counts_once(server):
    visitor = focal_point(server)
    page = visitor.get(QUESTION)
    fields = {
        "approved": ["A"],
        "version": page.hidden("version"),
        "csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"),
    }
    key = page.hidden("once")
    before = len(kept(server.database_url, "topics-2012"))
    with database_away(server):
        refused = visitor.post(f"{QUESTION}prefer/", fields, Idempotency_Key=key)
    assert refused.status == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert "counts once" in refused.text
    assert "Content-Security-Policy" in refused.headers
    for _again in range(2):
        sent = visitor.post(f"{QUESTION}prefer/", fields, Idempotency_Key=key)
        assert sent.status == 302, sent.text
    assert len(kept(server.database_url, "topics-2012")) == before + 1
    assert CODE.search(visitor.get(QUESTION).text)
    assert "sound" in server.run("ledger", "verify").stdout


def test_five_proposals_of_one_title_in_one_second_are_five(server):
    """In a room several people have the same idea; none of them loses what they wrote."""
    visitors = [focal_point(server) for _number in range(5)]
    year = visitors[0].get("/consultations/proposals/add/").first_choice("programme")
    form = {"programme": year, "kind": "topic", "title_en": "Cities of arrival"}

    def propose(visitor: Visitor) -> Answer:
        return visitor.post("/consultations/proposals/add/", form)

    with ThreadPoolExecutor(5) as at_once:
        answers = list(at_once.map(propose, visitors))
    assert [answer.status for answer in answers] == [302] * 5
    assert len({answer.location for answer in answers}) == 5
