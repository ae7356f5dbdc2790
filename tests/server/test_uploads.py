"""Files and symbols over the wire: a request of 2 GB, and officers who are there at once."""

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from tests.harness.server import Server, running
from tests.harness.visitor import Visitor

ISSUE = "/documents/idm-2011-w2-sum/issue/"
BORDER = "0a1b2c3d4e"
TWO_GB = 2 * 1024**3
OFFICERS = 8


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


def officer(server: Server) -> Visitor:
    visitor = Visitor(server.url)
    visitor.sign_in(server.links["administration", ""])
    return visitor


def field(name: str, value: str) -> str:
    head = f'Content-Disposition: form-data; name="{name}"'
    return f"--{BORDER}\r\n{head}\r\n\r\n{value}\r\n"


def file(name: str, filename: str) -> str:
    head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
    return f"--{BORDER}\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n"


def begun(server: Server, path: str, length: int, *further: str) -> socket.socket:
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    asked = socket.create_connection((host, port), timeout=10)
    head = [f"POST {path} HTTP/1.1", f"Host: {host}:{port}", f"Content-Length: {length}"]
    asked.sendall("\r\n".join([*head, *further, "", ""]).encode())
    return asked


def announced(server: Server, path: str, cookies: dict[str, str], length: int) -> socket.socket:
    kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
    form = f"Content-Type: multipart/form-data; boundary={BORDER}"
    return begun(server, path, length, f"Cookie: {kept}", form)


def answer_of(asked: socket.socket, end: bytes = b"</html>") -> str:
    said = b""
    while end not in said and (part := asked.recv(65_536)):
        said += part
    return said.decode()


def memory(server: Server) -> int:
    first = psutil.Process(server.process.pid)
    return sum(one.memory_info().rss for one in (first, *first.children(recursive=True)))


def test_a_request_that_announces_2_gb_is_answered_before_it_has_come(server):
    """The page comes back with its sentence and its fields after some kilobytes."""
    visitor = officer(server)
    page = visitor.get(ISSUE)
    fields = [(name, page.hidden(name)) for name in ("csrfmiddlewaretoken", "once")]
    fields += [("languages", "es"), ("issued_on", "2011-10-19")]
    before = memory(server)
    asked = announced(server, ISSUE, visitor.cookies, TWO_GB)
    begun = "".join(field(*one) for one in fields) + file("upload_es", "huge.pdf")
    asked.sendall(begun.encode() + b"x" * 4096)
    said = answer_of(asked)
    asked.close()
    assert said.startswith("HTTP/1.1 422 ")
    assert "“huge.pdf” is larger than 25 MB" in said
    assert 'value="2011-10-19"' in said
    assert re.search(r'name="languages" value="es"[^>]* checked', said)
    assert memory(server) - before < 20_000_000


def test_whoever_is_not_signed_in_sends_no_file_at_all(server):
    page = Visitor(server.url)
    page.get("/")
    asked = announced(server, ISSUE, page.cookies, 20_000_000)
    asked.sendall(file("upload_es", "paper.pdf").encode() + b"x" * 100_000)
    said = answer_of(asked)
    asked.close()
    assert said.startswith("HTTP/1.1 403 ")  # the token of the form never came


def test_a_program_that_announces_2_gb_is_answered_before_they_have_come(server):
    """With a token or without one; a file that is not too large comes in whole."""
    browser = officer(server)
    rights = {"name": "Files", "until": "2012-01-01", "scopes": "documents:manage"}
    made = re.search(r"<code>(isn_[\w-]+)</code>", browser.post("/api/tokens/", rights).text)
    assert made is not None
    token, octets = f"Authorization: Bearer {made[1]}", "Content-Type: application/octet-stream"
    before = memory(server)
    for shown, code in (([token], "413 "), ([], "401 ")):
        asked = begun(server, "/api/files/add/", TWO_GB, octets, *shown)
        asked.sendall(b"%PDF-1.7\n" + b"x" * 4096)
        assert answer_of(asked, b'"code"').startswith(f"HTTP/1.1 {code}")
        asked.close()
    assert memory(server) - before < 20_000_000
    paper = b"%PDF-1.7\n" + b"x" * 20_000_000 + b"\n%%EOF\n"
    asked = begun(server, "/api/files/add/", len(paper), octets, token)
    asked.sendall(paper)
    assert f'"size":{len(paper)}' in answer_of(asked, b'"path"')
    asked.close()


def test_officers_who_take_one_symbol_at_once_are_told_the_next(server):
    """Each tries until it has one: eight documents with eight symbols, no title lost."""
    ready = threading.Barrier(OFFICERS)
    refused: list[str] = []
    taken: list[str] = []

    def add(number: int) -> None:
        visitor = officer(server)
        page = visitor.get("/documents/add/")
        fields = {
            "csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken"),
            "once": page.hidden("once"),
            "symbol": "IC/2011/8",
            "kind": "report",
            "title_en": f"Paper {number}",
            "original_language": "en",
            "dated": "2011-10-20",
            "distribution": "general",
        }
        ready.wait()
        for _try in range(3 * OFFICERS):
            answer = visitor.post("/documents/add/", fields)
            if answer.status == 302:
                taken.append(answer.location)
                return
            assert answer.status == 422, answer.text
            assert f'value="Paper {number}"' in answer.text
            refused.append(answer.text)
            found = re.search(r'name="symbol" value="([^"]+)"', answer.text)
            assert found is not None
            fields["symbol"] = found[1]

    officers = [threading.Thread(target=add, args=(number,)) for number in range(OFFICERS)]
    for one in officers:
        one.start()
    for one in officers:
        one.join()
    assert sorted(taken) == sorted({f"/documents/ic-2011-{8 + n}/" for n in range(OFFICERS)})
    assert len(refused) >= OFFICERS - 1
    assert "The symbol IC/2011/8 is taken" in "".join(refused)
    assert "sound" in server.run("ledger", "verify").stdout


def test_a_speaker_s_file_of_300_mb_is_stopped_early_by_a_link_in_force_alone(server):
    """Announced or not: the page comes back with its sentence, and a forged link keeps nothing."""
    link, part = speaker_with_part(server)
    page = Visitor(server.url)
    shown = page.get(f"{link}parts/{part}/")
    fields = [(name, shown.hidden(name)) for name in ("csrfmiddlewaretoken", "once")]
    fields += [("title_en", "Borders"), ("kind", "presentation"), ("file_language", "en")]
    first = "".join(field(*one) for one in fields) + file("upload", "huge.pptx")
    before = memory(server)
    for length, sent in ((300_000_000, 4096), (60_000_000, 60_000_000)):
        asked = announced(server, f"{link}parts/{part}/", page.cookies, length)
        asked.sendall(first.encode())
        with contextlib.suppress(OSError):  # what is not read any more
            for _n in range(sent // 4096):
                asked.sendall(b"x" * 4096)
        said = answer_of(asked)
        asked.close()
        assert said.startswith("HTTP/1.1 422 ")
        assert "“huge.pptx” is larger than 25 MB" in said and 'value="Borders"' in said
    forged = link.replace("speaker/", "speaker/0")
    asked = announced(server, f"{forged}parts/{part}/", page.cookies, 300_000_000)
    asked.sendall(first.encode() + b"x" * 4096)
    assert answer_of(asked).startswith("HTTP/1.1 404 ")
    asked.close()
    assert memory(server) - before < 20_000_000


def speaker_with_part(server: Server) -> tuple[str, str]:
    """Somebody invited to the opening of a meeting to come: the link of the mail, and the part."""
    visitor = officer(server)
    office = "/meetings/workshop-1-2012"

    def sent(path: str, **fields: str) -> str:
        page = visitor.get(path)
        kept = {name: page.hidden(name) for name in ("csrfmiddlewaretoken", "once")}
        answer = visitor.post(path, {**kept, **fields})
        assert answer.status == 302, answer.text
        return answer.location

    sent(f"{office}/agenda/add/", title_en="Opening", kind="opening")
    ours = {"name": "Expert from capital", "language": "en", "email": "expert@example.org"}
    speaker = sent(f"{office}/speakers/add/", **ours)
    item = visitor.get(speaker).first_choice("item")
    sent(speaker, item=item, role="speaker")
    uid = speaker.split("/")[-3]
    sent(f"{office}/speakers/invite/", speakers=uid)
    part = re.search(r"/parts/([0-9a-f-]{36})/answer/", visitor.get(speaker).text)
    mails = re.findall(r'href="(/outbox/[0-9a-f-]{36}/)"', visitor.get("/outbox/").text)
    links = (re.search(r"/meetings/speaker/[\w.:-]+/", visitor.get(one).text) for one in mails)
    link = next(found[0] for found in links if found)
    assert part is not None
    return link, part[1]
