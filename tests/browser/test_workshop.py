"""A day of a workshop is built by keys and by dragging, published, and changed before it begins:
whom a change touches is told once, and nobody else."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.browser import DESK, PHONE, assert_accessible, check, tab
from tests.harness.server import on_postgres, running, script

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(on_postgres(), reason="walked once; each of its steps is tried on both"),
]
MEETING = "/meetings/workshop-1-2012/"
AGENDA = f"{MEETING}agenda/"
ACTS = Path(__file__).with_name("workshop_acts.py")
ALL = (
    *("moderator.of.panel.i", "moderator.of.panel.ii", "chair.of.the.council"),
    *("expert.from.capital.marenia", "expert.from.capital.calladoro"),
)


def add(page: Page, title: str, hour: str, minutes: str, kind: str = "panel") -> None:
    """By keys alone, once the form is open."""
    page.goto(f"{AGENDA}add/")
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=hour]").fill(hour)
    page.locator("[name=minutes]").fill(minutes)
    page.locator("[name=room]").select_option(label="Main hall")
    page.locator("[name=title_en]").fill(title)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{AGENDA}?added#item-*")


def grip(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Move {title}")


def stands(page: Page, title: str, words: str) -> None:
    """It was said, the button keeps the focus, and the table shows it."""
    expect(page.locator("#said")).to_contain_text(words)
    expect(grip(page, title)).to_be_focused()


def build(page: Page) -> None:
    add(page, "Opening", "10:00", "30", "opening")
    add(page, "Panel I", "11:00", "90")
    add(page, "Panel II", "15:00", "90")

    second = grip(page, "Panel II")
    second.focus()
    second.press("ArrowRight")
    second.press("ArrowDown")
    expect(page.locator("#said")).to_contain_text("15:05–16:35 · Room 3")
    second.press("Enter")
    stands(page, "Panel II", "15:05 and lasts 90 minutes, in Room 3")
    second.press("Escape")
    stands(page, "Panel II", "15:00 and lasts 90 minutes, in Main hall")
    second.press("ArrowRight")
    second.press("Shift+ArrowUp")
    second.press("Enter")
    stands(page, "Panel II", "lasts 85 minutes, in Room 3")

    # Up to where Panel I begins: they are parallel, each in its column.
    page.locator("#days").evaluate("days => days.scrollIntoView()")
    begins = page.locator("tr:has-text('Panel I')").first.bounding_box()
    row = page.locator("tr:has-text('Panel II')").last.bounding_box()
    at = second.bounding_box()
    assert begins and row and at
    page.mouse.move(at["x"] + 9, at["y"] + 9)
    page.mouse.down()
    for share in (0.5, 1):
        page.mouse.move(at["x"] + 9, at["y"] + 9 + share * (begins["y"] - row["y"]))
    page.mouse.up()
    stands(page, "Panel II", "11:00 and lasts 85 minutes, in Room 3")
    expect(page.locator("th[data-room]")).to_have_text(["Main hall", "Room 3"])
    expect(page.locator("tr:has-text('Panel II') th")).to_have_text("11:00–12:30")
    check(page, "agenda-draft")
    page.get_by_role("link", name="Panel II").click()
    assert_accessible(page, "the form of an item")


def publish(page: Page, name: str) -> None:
    """See who is touched, then publish."""
    page.goto(f"{AGENDA}publish/")
    check(page, f"publish-{name}", (PHONE, DESK))
    page.get_by_role("button", name="Publish the agenda").click()
    page.wait_for_url(f"**{AGENDA}versions/")


def replace(page: Page, old: str, new: str) -> None:
    """On one page: who comes instead, what would change, done."""
    page.goto(f"{MEETING}speakers/")
    page.get_by_role("link", name=old).click()
    page.get_by_role("link", name="Replace").first.click()
    page.locator("[name=name]").fill(new)
    page.locator("[name=email]").fill("jaldhara@speakers.example")
    page.locator("[name=how]").select_option("phone")
    page.get_by_role("button", name="See what would change").click()
    check(page, "replace", (PHONE, DESK))
    page.get_by_role("button", name="Replace the speaker").click()
    expect(page.locator("h1")).to_contain_text(new)


def test_whom_a_change_of_the_agenda_touches_is_told_once_and_nobody_else(browser):
    with running() as server, tab(browser, server.url, DESK) as page:

        def act(word: str) -> str:
            return script(server.database_url, server.folder, ACTS, word)

        def told() -> dict[str, list[str]]:
            found: dict[str, list[str]] = json.loads(act("mails"))
            assert all(len(subjects) == 1 for subjects in found.values()), found
            return {to.partition("@")[0]: subjects[0] for to, subjects in found.items()}

        act("rooms")
        page.goto(server.links["administration", ""])
        build(page)
        act("speakers")
        act("mails")
        publish(page, "first")
        assert told().keys() == {*ALL, "mission"}

        replace(page, "Expert from capital, Marenia", "Expert from capital, Jaldhara")
        page.goto(AGENDA)
        second = grip(page, "Panel II")
        second.press("ArrowDown")
        second.press("Enter")
        stands(page, "Panel II", "11:05 and lasts 85 minutes, in Room 3")
        assert told() == {}
        publish(page, "second")
        mails = told()
        assert mails.keys() == {
            *("expert.from.capital.marenia", "jaldhara", "moderator.of.panel.i"),
            *("moderator.of.panel.ii", "mission"),
        }
        assert mails["expert.from.capital.marenia"].startswith("[Action requise]")
        page.goto(f"{AGENDA}publish/")
        expect(page.get_by_role("button", name="Publish the agenda")).to_have_count(0)
        assert told() == {}
        _look_as_a_participant(page)


def _look_as_a_participant(page: Page) -> None:
    page.goto(MEETING)
    expect(page.locator("main")).to_contain_text("Expert from capital, Jaldhara")
    expect(page.locator("main")).not_to_contain_text("Expert from capital, Marenia")
    check(page, "meeting", (PHONE, DESK))
    page.goto(f"{AGENDA}versions/")
    check(page, "versions", (PHONE, DESK))
    for paper in (f"{AGENDA}pdf/?language=fr", f"{MEETING}doors/pdf/"):
        answer = page.request.get(paper)
        assert answer.ok and answer.body().startswith(b"%PDF")
