"""The Administration's day: a document is issued in two languages and circulated by real mail,
those who have not answered are reminded, a list of people comes in and goes out as the official
one."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from aiosmtpd.controller import Controller
from docx import Document
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from intersession.membership.sorting import sort_key
from tests.browser.test_path import check
from tests.harness.browser import DESK, tab
from tests.harness.postgres import free_port
from tests.harness.server import Server, copied, on_postgres

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(on_postgres(), reason="walked once; each of its steps is tried on both"),
]
HERE = Path(__file__).parent
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAPER = "/documents/ic-2011-7/"
QUESTION = "/consultations/the-topics/"
TODAY = datetime.now(UTC).date()
MEMBERS, ANSWERED, PEOPLE = 132, 90, 130


@dataclass
class Post:
    """A real mail server that keeps what it takes."""

    letters: list[tuple[str, Message]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters += [(to, letter) for to in envelope.rcpt_tos]
        return "250 Taken"

    def taken(self, subject: str) -> list[tuple[str, Message]]:
        """Those whose subject matches; white space of a folded header is one space."""
        return [
            (to, letter)
            for to, letter in self.letters
            if re.search(subject, " ".join(str(letter["Subject"]).split()))
        ]


@contextmanager
def post_office() -> Iterator[tuple[Post, str]]:
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.1)


def six_figures(secret: str) -> str:
    """What an authenticator shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(key, counter, hashlib.sha1)
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in(page: Page, post: Post, address: str) -> None:
    """By a code that comes by mail, and with an authenticator."""
    page.goto("/access/sign-in/")
    page.locator("[name=email]").fill(address)
    page.locator("main button.go").click()
    until(lambda: bool(post.letters))
    letter = post.letters[-1][1].get_body(("plain",))
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter.get_content())
    assert code
    page.locator("[name=code]").fill(code[0])
    page.locator("main button.go").click()
    page.goto("/access/account/totp/")
    page.locator("[name=code]").fill(six_figures(page.locator("figcaption code").inner_text()))
    page.locator("main button.go").click()
    page.wait_for_url("**/access/account/**")


def issue(page: Page) -> None:
    page.goto("/documents/add/")
    page.locator("[name=symbol]").fill("IC/2011/7")
    page.locator("[name=kind]").select_option("discussion_note")
    page.locator("[name=title_en]").fill("International Dialogue on Migration")
    page.locator("[name=title_fr]").fill("Dialogue international sur la migration")
    page.locator("[name=dated]").fill(TODAY.isoformat())
    page.locator("[name=distribution]").select_option("general")
    page.locator("main form button.go").click()
    page.goto(f"{PAPER}issue/")
    for code in ("en", "fr"):
        page.locator(f"[name=upload_{code}]").set_input_files(
            {"name": f"{code}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
    page.locator("main form button.go").click()
    expect(page.locator("h1")).to_contain_text("International Dialogue on Migration")
    page.goto("/meetings/the-consultations/documents/")
    offered = page.locator("select[name=document] option", has_text="IC/2011/7")
    page.locator("select[name=document]").select_option(offered.first.get_attribute("value"))
    page.locator("main form button.go").last.click()


LISTS = ("/", "/documents/", f"/documents/?year={TODAY.year}", "/meetings/the-consultations/")


def see_that_spanish_is_missing(page: Page) -> None:
    for path in LISTS:
        page.goto(path)
        line = page.locator("li, tr", has=page.locator(f"a[href='{PAPER}']")).first
        strip = line.locator(".strip").first
        assert strip.locator("a").count() == 2, path
        assert "Spanish: missing" in strip.locator(".miss").inner_text(), path
    page.goto(PAPER)
    row = page.locator("main tr, main li", has_text="Español").first
    expect(row).to_contain_text("missing")
    page.goto("/documents/parity/")
    row = page.locator("tr", has=page.locator(f"a[href='{PAPER}']")).first
    expect(row).to_contain_text("missing")
    check(page, "issue-parity")


def draft(page: Page, wanted: int) -> Locator:
    """From the form of a mail to many to its draft; the button that queues it."""
    page.locator("main form button.go").click()
    button = page.locator("form[action$='/queue/'] button")
    expect(button).to_contain_text(str(wanted))
    if wanted == MEMBERS:
        check(page, "issue-campaign")
    return button


def circulate(page: Page, server: Server, post: Post, told: dict[str, Any]) -> None:
    page.goto(PAPER)
    page.get_by_role("link", name="Circulate the document").click()
    draft(page, MEMBERS).click()
    server.run("worker", "--once")
    until(lambda: len(post.taken(r"IC/2011/7")) >= MEMBERS)
    letters = post.taken(r"IC/2011/7")
    assert {to: str(letter["Content-Language"]) for to, letter in letters} == told["languages"]
    assert len(letters) == MEMBERS, "nobody gets it twice"
    assert len(Counter(told["languages"].values())) == 3
    for _to, letter in letters:
        kinds = [part.get_content_type() for part in letter.walk()]
        assert kinds == ["multipart/alternative", "text/plain", "text/html"]
        assert f"{PAPER}" in letter.get_body(("plain",)).get_content()


def remind(page: Page, server: Server, post: Post, told: dict[str, Any]) -> None:
    """Who answers while the reminder is a draft gets none, as those who have answered before."""
    page.goto(QUESTION)
    page.get_by_role("link", name="Remind those who have not answered").first.click()
    button = draft(page, MEMBERS - ANSWERED)
    late, *silent = told["missing"]
    server.run_file(HERE / "real_dialogue.py", "answer", late)
    button.click()
    page.wait_for_load_state()
    server.run("worker", "--once")
    until(lambda: len(reminders(post, told)) >= len(silent))
    assert Counter(reminders(post, told)) == Counter(silent)


def reminders(post: Post, told: dict[str, Any]) -> list[str]:
    """Whom a mail that asks to act reached, but for the officer's own code."""
    marks = r"^\[(Action required|Action requise|Acción requerida)\]"
    return [to for to, _letter in post.taken(marks) if to != told["officer"]]


FAMILY = ("de la CRUZ", "DUPONT", "", "N’GUESSAN", "GARCÍA y VEGA", "O’NEILL", "van der BERG")
GIVEN = ("María", "Jean", "Sukarno", "Aya", "Ana", "Seán", "Ida")


def people(members: list[dict[str, Any]]) -> bytes:
    """As an officer has it: a title above the heads, heads in French, names as people write."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Liste des points focaux")
        sheet.write_row(2, 0, ["Prénom", "Nom", "Courriel", "Pays", "Fonction"])
        for number, one in enumerate(members):
            given, family = GIVEN[number % 7], FAMILY[number % 7]
            address = f"expert{number}@{one['slug']}.example"
            row = [given, family, address, one["name"]["fr"], "Conseillère"]
            sheet.write_row(3 + number, 0, row)
    return made.getvalue()


def bring_in(page: Page, members: list[dict[str, Any]]) -> None:
    page.goto("/imports/add/")
    page.locator("[name=kind][value=people]").check()
    page.locator("[name=upload]").set_input_files(
        {
            "name": "points focaux.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": people(members),
        }
    )
    page.locator("main form button.go").click()
    page.locator("main form button.go").click()
    expect(page.locator("h1")).to_contain_text(f"{PEOPLE} rows would change something")
    check(page, "issue-preview")
    page.locator("form[action$='/take/'] button.go").click()
    expect(page.locator("main")).to_contain_text("Taken in")


def goes_out(page: Page, folder: Path, members: list[dict[str, Any]]) -> None:
    """By Members in the order of each language, as DOCX and as PDF."""
    for code in ("en", "fr", "es"):
        in_order = sorted((one["name"][code] for one in members), key=lambda n: sort_key(n, code))
        table = Document(str(paper(page, folder, "docx", code))).tables[0]
        entities = [row.cells[0].text.strip() for row in table.rows][1:]
        brought = [row for row in table.rows if "expert" in row.cells[-1].text]
        assert len(brought) == PEOPLE
        named = list(dict.fromkeys(name for name in entities if name in set(in_order)))
        assert named == in_order
        pages = PdfReader(paper(page, folder, "pdf", code)).pages
        text = " ".join(" ".join(part.extract_text() for part in pages).split())
        assert "María de la CRUZ" in text and "Sukarno" in text


def paper(page: Page, folder: Path, form: str, code: str) -> Path:
    page.goto("/membership/")
    link = page.locator(f"main a[href*='/membership/people/{form}/'][href*='language={code}']")
    with page.expect_download() as download:
        link.first.click()
    path = folder / f"people-{code}.{form}"
    download.value.save_as(path)
    return path


def test_a_paper_is_issued_and_circulated_and_a_list_of_people_comes_in(browser, tmp_path):
    with copied() as copy, post_office() as (post, address):
        server = Server(
            database_url=copy.database_url,
            folder=copy.folder,
            links={},
            settings={"EMAIL_URL": address},
        )
        told = json.loads(server.run_file(HERE / "real_dialogue.py", "begin"))
        server.start()
        try:
            with tab(browser, server.url, DESK, "en") as page:
                sign_in(page, post, told["officer"])
                issue(page)
                see_that_spanish_is_missing(page)
                circulate(page, server, post, told)
                remind(page, server, post, told)
                bring_in(page, told["members"][:PEOPLE])
                goes_out(page, tmp_path, told["members"])
        finally:
            server.stop()
