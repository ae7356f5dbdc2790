"""A day of a workshop is built: items are added, moved by keys and by dragging, and taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.harness.browser import DESK, assert_accessible, check, launched, tab
from tests.harness.server import on_postgres, running, script

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(on_postgres(), reason="walked once; each of its steps is tried on both"),
]
AGENDA = "/meetings/workshop-1-2012/agenda/"


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


def test_a_day_is_built_by_keys_and_by_dragging():
    with running() as server, launched() as browser, tab(browser, server.url, DESK) as page:
        script(server.database_url, server.folder, Path(__file__).with_name("two_rooms.py"))
        page.goto(server.links["administration", ""])
        page.goto(AGENDA)
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
