"""The main job, as people do it: the membership answers, the room proposes, the Chair concludes,
and anyone recounts."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.words import Words
from tests.harness.browser import DESK, PHONE, check, tab
from tests.harness.server import Server

QUESTION = "/consultations/topics-2012/"
MISSING_MEMBERS = 34  # of 132: 97 answered before the day, one in this test
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Walk:
    """One tab, the words of one language, and a look at each page on the way."""

    def __init__(self, page: Page, server: Server, language: str) -> None:
        self.page, self.server, self.language = page, server, language
        self.say = Words(language)
        self.seen = 0

    def look(self, name: str) -> None:
        self.seen += 1
        check(self.page, f"{self.language}-{self.seen:02d}-{name}")

    def open(self, path: str) -> None:
        self.page.goto(path)

    def button(self, english: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(english), exact=True)

    def link(self, english: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=self.say(english), exact=True)

    def title(self, english: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.say(english))

    def sign_in(self, role: str, entity: str = "") -> None:
        """From the page of the example's people, as whoever has that role."""
        self.open("/desk/example/")
        name = re.compile(rf"^{self.say('Sign in')} {self.say(role)}\b.*{entity}$")
        self.page.get_by_role("link", name=name).first.click()
        self.title("What needs you")


@pytest.mark.parametrize("language, width", [("en", DESK), ("fr", PHONE)])
def test_the_membership_chooses_and_anyone_can_recount(browser, server, tmp_path, language, width):
    with tab(browser, server.url, width) as page:
        walk = Walk(page, server, language)
        come_in(walk)
        receipt = answer_and_change(walk)
        key_in_forty(walk)
        add_proposal_made_in_the_room(walk)
        close(walk)
        figures = read_brief(walk)
        record_package(walk, figures)
        see_conclusion_and_year(walk)
        print_it(walk, tmp_path)
        recount(walk, tmp_path, figures, receipt)


def come_in(walk: Walk) -> None:
    walk.open("/")
    if walk.language != "en":
        languages = walk.page.get_by_role("navigation", name="Language")
        languages.get_by_role("link", name=re.compile(rf"^{walk.language.upper()}\b")).click()
    walk.title("What needs you")
    walk.look("home")
    walk.link("Sign in as …").click()
    walk.title("Sign in as …")
    walk.look("example")
    walk.sign_in("Focal point", "marenia")
    walk.look("home-focal-point")
    walk.link("Choose topics").click()
    expect(walk.page).to_have_url(re.compile(QUESTION))


def answer_and_change(walk: Walk) -> str:
    """Two are named, the receipt is read, one is changed; the code of the last receipt."""
    walk.look("question")
    name(walk, "A", "B")
    walk.page.get_by_label(walk.say("Reason")).fill("Marenia hosts both debates.")
    walk.button("Send the delegation’s answer").click()
    first = receipt_of(walk)
    walk.look("receipt")
    walk.page.get_by_label(our_delegation(walk, "B")).uncheck()
    name(walk, "C")
    walk.button("Send the changed answer").click()
    last = receipt_of(walk)
    assert last != first
    expect(walk.page.get_by_label(our_delegation(walk, "B"))).not_to_be_checked()
    expect(walk.page.get_by_label(our_delegation(walk, "C"))).to_be_checked()
    walk.look("changed-answer")
    return last


def our_delegation(walk: Walk, code: str) -> str:
    return walk.say("Our delegation names %(code)s") % {"code": code}


def name(walk: Walk, *codes: str) -> None:
    for code in codes:
        walk.page.get_by_label(our_delegation(walk, code)).check()


def receipt_of(walk: Walk) -> str:
    receipt = walk.page.get_by_role("status").filter(has_text=walk.say("Receipt code"))
    found = CODE.search(receipt.inner_text())
    assert found is not None
    return found[0]


def key_in_forty(walk: Walk) -> None:
    """Twenty by telephone with the keyboard alone, then twenty from the floor with the mouse."""
    walk.sign_in("Administration")
    walk.look("home-officer")
    walk.open(QUESTION)
    walk.look("question-officer")
    walk.link("Key in answers").click()
    walk.title("Key in answers")
    walk.look("grid")
    walk.page.get_by_label(walk.say("Channel")).first.select_option(walk.say("Telephone"))
    by_keyboard(walk, 20)
    keep(walk, 20)
    walk.page.get_by_label(walk.say("Channel")).first.select_option(walk.say("From the floor"))
    for row in waiting(walk)[: MISSING_MEMBERS - 20]:
        row.get_by_role("checkbox").nth(0).check()
        row.get_by_role("checkbox").nth(1).check()
    apart = walk.page.locator("tbody tr").filter(has_text=f"({walk.say('apart')})").all()
    for row in apart[: 40 - MISSING_MEMBERS]:
        row.get_by_role("checkbox").nth(2).check()
    keep(walk, 20)
    walk.look("grid-kept")
    assert waiting(walk) == []


def waiting(walk: Walk) -> list[Locator]:
    """Rows of Members that have not answered."""
    rows = walk.page.locator("tbody tr").filter(has_text=walk.say("Missing"))
    return rows.filter(has_not_text=f"({walk.say('apart')})").all()


def by_keyboard(walk: Walk, how_many: int) -> None:
    """Down the column with the arrow key; where an answer is missing, two letters."""
    rows = walk.page.locator("tbody tr")
    words = rows.all_inner_texts()
    wanted = [walk.say("Missing") in row and f"({walk.say('apart')})" not in row for row in words]
    rows.first.get_by_role("checkbox").first.focus()
    left = how_many
    for number, missing in enumerate(wanted):
        if missing:
            walk.page.keyboard.press("A" if number % 3 else "B")
            walk.page.keyboard.press("C")
            left -= 1
        if not left:
            break
        walk.page.keyboard.press("ArrowDown")
    assert left == 0


def keep(walk: Walk, how_many: int) -> None:
    walk.button("Keep these answers").click()
    report = walk.page.get_by_role("status")
    assert len(CODE.findall(report.inner_text())) == how_many, report.inner_text()


def add_proposal_made_in_the_room(walk: Walk) -> None:
    walk.open(QUESTION)
    walk.link("Add a proposal made in the room").click()
    walk.title("Add a proposal made in the room")
    walk.look("option")
    for language, title in (
        ("English", "Migration and cities"),
        ("Français", "Migration et ville"),
    ):
        walk.page.get_by_label(f"{walk.say('Title')} ({language})").fill(title)
    walk.button("Add the proposal to the question").click()
    words = {"en": "Migration and cities", "fr": "Migration et ville"}
    added = walk.page.get_by_role("heading", name=words[walk.language])
    expect(added).to_be_visible()
    walk.look("question-with-proposal")


def close(walk: Walk) -> None:
    walk.page.get_by_text(walk.say("Close the question"), exact=True).click()
    walk.button("Close the question now").click()
    expect(walk.page.locator(".kick")).to_contain_text(walk.say("Closed"))
    walk.look("question-closed")


def read_brief(walk: Walk) -> dict[str, Any]:
    """What the brief says, in figures: scores by option, the package, margin, answered, members."""
    walk.sign_in("Chair")
    walk.look("home-chair")
    walk.open(QUESTION)
    walk.link("The Chair’s brief").click()
    walk.look("brief")
    sections = walk.page.locator("section")
    counted = sections.filter(has=heading(walk, "Count")).locator("tbody tr")
    scores, preferred = {}, []
    for row in counted.all():
        code = row.locator("th").inner_text().partition(".")[0]
        scores[code] = int(row.locator("td").first.inner_text())
        if walk.say("Preferred") in row.inner_text():
            preferred.append(code)
    firm = sections.filter(has=heading(walk, "How firm it is")).locator(".big").inner_text()
    answered, members = numbers(walk.page.locator(".lead").inner_text())[-2:]
    return {
        "scores": scores,
        "chosen": preferred,
        "margin": numbers(firm)[0],
        "answered": answered,
        "voters": members,
    }


def heading(walk: Walk, english: str) -> Locator:
    return walk.page.get_by_role("heading", name=walk.say(english), exact=True)


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def record_package(walk: Walk, figures: dict[str, Any]) -> None:
    """Two chosen, one merged into the first with a sub-title, the rest kept for another year."""
    walk.link("Record the conclusion").click()
    walk.title("Record the Chair’s conclusion")
    walk.look("conclude")
    first, second = figures["chosen"]
    merged = min(set(figures["scores"]) - {first, second})
    part(walk, first, fate="Chosen", workshop="1")
    part(walk, second, fate="Chosen", workshop="2")
    part(walk, merged, fate="Merged into another", into=first)
    one = package(walk, first)
    one.get_by_text(walk.say("Give it a sub-title"), exact=True).click()
    for language, words in (("English", "From North to South"), ("Français", "Du Nord au Sud")):
        one.get_by_label(f"{walk.say('Sub-title')} ({language})").fill(words)
    seen_by = walk.page.get_by_label(walk.say("Who sees the broad figures and the recount file"))
    seen_by.select_option(walk.say("The membership"))
    walk.button("Record the conclusion").click()
    expect(walk.page.locator(".kick")).to_contain_text(walk.say("Concluded"))


def package(walk: Walk, code: str) -> Locator:
    title = walk.page.get_by_role("heading", name=re.compile(rf"^{code}\. "))
    return walk.page.get_by_role("article").filter(has=title)


def part(walk: Walk, code: str, *, fate: str, workshop: str = "", into: str = "") -> None:
    article = package(walk, code)
    article.get_by_label(code, exact=True).select_option(walk.say(fate))
    article.get_by_label(walk.say("Workshop")).fill(workshop)
    if into:
        article.get_by_label(walk.say("Merged into")).select_option(into)


def see_conclusion_and_year(walk: Walk) -> None:
    walk.sign_in("Focal point", "marenia")
    walk.look("home-after")
    walk.open(QUESTION)
    concluded = walk.page.locator("section").filter(has=heading(walk, "The Chair’s conclusion"))
    sub_title = {"en": "From North to South", "fr": "Du Nord au Sud"}[walk.language]
    expect(concluded).to_contain_text(sub_title)
    expect(concluded).to_contain_text(walk.say("Kept for a future programme"))
    walk.look("conclusion")
    topics, workshop = (walk.page.locator(".year li").nth(number) for number in (1, 2))
    expect(topics).to_contain_text(walk.say("Done", "step of the year"))
    expect(workshop).to_have_attribute("aria-current", "step")
    walk.open("/programme/2012/")
    expect(walk.page.locator("main")).to_contain_text(sub_title)
    walk.look("programme")


def print_it(walk: Walk, folder: Path) -> None:
    """On paper: the text without the ways around the site."""
    walk.open(QUESTION)
    walk.page.emulate_media(media="print")
    for way in (walk.page.locator("nav.top"), walk.page.locator("nav.lang")):
        expect(way).to_be_hidden()
    expect(heading(walk, "The Chair’s conclusion")).to_be_visible()
    paper = folder / "conclusion.pdf"
    walk.page.pdf(path=paper, format="A4")
    walk.page.emulate_media(media="screen")
    assert paper.read_bytes().startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) <= 4


def recount(walk: Walk, folder: Path, figures: dict[str, Any], receipt: str) -> None:
    """The file and the program come from the page; neither knows this server."""
    walk.open(QUESTION)
    file = download(walk, "Recount file", folder / "topics-2012.jsonl")
    program = download(walk, "The program that recounts it", folder / "recount.py")
    assert receipt in file.read_text(encoding="utf-8")
    shown = walk.page.locator("section").filter(has=heading(walk, "Check it yourself")).inner_text()
    (digest,) = re.findall(r"\b[0-9a-f]{64}\b", shown)

    argv = [sys.executable, "-I", program, file, "--json", "--digest", digest]
    alone = json.loads(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)
    ours = json.loads(walk.server.run("recount", str(file), "--json").stdout)
    for counted in (alone, ours):
        counted.pop("seconds")
    assert alone == ours
    assert alone["chain"] == "ok"
    assert {name: alone[name] for name in figures} == figures

    altered = folder / "altered.jsonl"
    altered.write_bytes(file.read_bytes().replace(receipt.encode(), b"AAAA-AAAA-AAAA", 1))
    refused = walk.server.run("recount", str(altered), "--json", check=False)
    assert refused.returncode == 1
    assert re.search(r"\bRow \d+\b", refused.stderr)


def download(walk: Walk, english: str, path: Path) -> Path:
    with walk.page.expect_download() as arriving:
        walk.link(english).click()
    arriving.value.save_as(path)
    assert arriving.value.suggested_filename == path.name
    return path
