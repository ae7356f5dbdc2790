"""The whole path, as people walk it: answer, key in, propose, close, read, conclude, recount."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import DESK, PHONE, tab
from tests.harness.browser import check as check_at
from tests.harness.server import on_postgres

pytestmark = pytest.mark.browser
QUESTION = "/consultations/topics-2012/"


def check(page: Page, name: str) -> None:
    """At both widths: axe, overflow, a picture if wanted; once, beside one of the databases."""
    if not on_postgres():
        check_at(page, name, (PHONE, DESK))


EMPTY = "table[data-grid] tbody tr:not(:has(input[name^='approved-']:checked))"


def sign_in_as(page: Page, role: str) -> None:
    """In the order of the page: Administration, Chair, auditor, the first mission, others."""
    order = {"administration": 0, "chair": 1, "focal_point": 4}
    page.goto("/desk/example/")
    page.locator("tbody tr").nth(order[role]).locator("a.btn").click()
    page.wait_for_url("**/")


def answer(page: Page, *codes: str) -> str:
    """Tick, send, and read the receipt code."""
    for box in page.locator('input[name="approved"]').all():
        box.set_checked(box.get_attribute("value") in codes)
    page.locator("form[action$='/prefer/'] button.go").click()
    receipt = page.locator("#receipt code").first
    expect(receipt).to_be_visible()
    return str(receipt.inner_text())


def key_in_forty(page: Page) -> None:
    """Forty rows that have no answer yet or another one, by the keys A, B and C and by mouse."""
    for number in range(40):
        row = page.locator(EMPTY).first
        name = row.locator("input[name^='approved-']").first.get_attribute("name")
        box = page.locator(f"input[name='{name}']").nth(number % 3)
        if number % 2:
            row.locator("select").select_option("phone")
        if number < 5:
            page.locator(f"input[name='{name}']").first.focus()
            page.keyboard.press("abc"[number % 3])
        else:
            box.check()
        expect(box).to_be_checked()


def walk(page: Page, language: str, folder: Path) -> None:
    page.goto(f"/?lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    check(page, f"{language}-home")
    sign_in_as(page, "focal_point")
    check(page, f"{language}-needs")
    page.goto(QUESTION)
    check(page, f"{language}-question")
    first = answer(page, "A", "C")
    check(page, f"{language}-receipt")
    assert answer(page, "A", "B") != first

    sign_in_as(page, "administration")
    page.goto(f"{QUESTION}grid/")
    key_in_forty(page)
    page.locator("form button.go").click()
    expect(page.locator(".receipt").first).to_be_visible()
    assert "40" in page.locator(".receipt").first.inner_text()
    check(page, f"{language}-grid")
    page.goto(f"{QUESTION}option/")
    page.locator("[name=title_en]").fill("Cities of arrival")
    page.locator("[name=title_fr]").fill("Villes d’arrivée")
    check(page, f"{language}-option")
    page.locator("form button.go").click()
    expect(page.locator("#option-D")).to_be_visible()
    page.locator("details", has=page.locator("form[action$='/close/']")).locator("summary").click()
    page.locator("form[action$='/close/'] button").click()
    expect(page.locator(".kick .st.lock")).to_be_visible()
    check(page, f"{language}-closed")
    if language == "en":
        write_papers(page)

    sign_in_as(page, "chair")
    page.goto(f"{QUESTION}brief/")
    check(page, f"{language}-brief")
    brief = page.locator("main").inner_text()
    assert len(page.pdf(format="A4")) > 10_000
    conclude(page, language)
    recount(page, brief, folder)


def write_papers(page: Page) -> None:
    """The discussion note as it would read, and notes verbales to those who have not answered."""
    page.goto("/consultations/discussion/consultation-october-2011/")
    page.locator("form button.go").click()
    expect(page.locator(".paper")).to_contain_text("Moving to safety")
    check(page, "discussion")
    page.goto("/consultations/notes/add/?audience=missing&question=topics-2012")
    page.locator("#id_title_en").fill("Topics of 2012")
    page.locator("#id_deadline").fill("2011-10-25T18:00")
    check(page, "notes-add")
    page.locator("form button.go").click()
    page.wait_for_url("**/consultations/note/**")
    check(page, "note")
    page.locator("form button.go").click()
    expect(page.locator(".lead")).to_contain_text("NV/2011/1")
    with page.expect_download() as download:
        page.locator("main a[href$='/pdf/']").last.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def conclude(page: Page, language: str) -> None:
    page.goto(f"{QUESTION}conclude/")
    check(page, f"{language}-conclude")
    fates = {"A": ("chosen", "1"), "B": ("chosen", "2"), "C": ("merged", ""), "D": ("kept", "")}
    for code, (fate, slot) in fates.items():
        page.locator(f"[name=fate_{code}]").select_option(fate)
        page.locator(f"[name=slot_{code}]").fill(slot)
    page.locator("[name=into_C]").select_option("B")
    details = page.locator("article", has=page.locator("[name=fate_B]")).locator("details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator("[name=sub_B_en]").fill("Towards sustainable strategies")
    page.locator("[name=sub_B_fr]").fill("Vers des stratégies durables")
    page.locator("form button.go").click()
    expect(page.locator(".kick .st.done")).to_be_visible()
    check(page, f"{language}-concluded")
    done = page.locator(".year li.done").count()
    assert done == 2, "the year line has moved on: theme and topics are done"


def recount(page: Page, brief: str, folder: Path) -> None:
    """The file and the program as the page offers them; no package of ours is imported."""
    page.goto(f"{QUESTION}brief/")
    for address, name in (("recount/", "topics.jsonl"), ("recount/program/", "recount.py")):
        with page.expect_download() as download:
            page.locator(f"main a[href='{QUESTION}{address}']").click()
        download.value.save_as(folder / name)
    command = [sys.executable, "-I", str(folder / "recount.py"), str(folder / "topics.jsonl")]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["chain"] == "ok"
    assert counted["voters"] == 132
    for code, score in counted["scores"].items():
        assert f"\n{code}. " in brief or brief.startswith(f"{code}. ")
        assert str(score) in brief
    altered = (folder / "topics.jsonl").read_bytes().replace(b'"A"', b'"B"', 1)
    (folder / "topics.jsonl").write_bytes(altered)
    assert subprocess.run(command, capture_output=True).returncode == 1


LANGUAGES = [("en", DESK)] if on_postgres() else [("en", DESK), ("fr", PHONE)]


@pytest.mark.parametrize("language, width", LANGUAGES)
def test_the_whole_path(browser, server, tmp_path, language, width):
    with tab(browser, server.url, width, language) as page:
        walk(page, language, tmp_path)
        same = server.run("question", "export", "topics-2012", str(tmp_path / "again.jsonl"))
        assert same.returncode == 0, same.stderr
        told = server.run("recount", str(tmp_path / "again.jsonl"))
        assert told.returncode == 0, told.stderr
