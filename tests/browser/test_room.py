"""The room in three roles: a list is proposed, the Chair decides otherwise, seats are offered,
one is declined by the link in a mail, and somebody else comes instead."""

import pytest
from playwright.sync_api import Page, expect

from tests.harness.browser import check, tab
from tests.harness.server import Server, on_postgres, running
from tests.server.members import rows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(on_postgres(), reason="walked once; each of its steps is tried on both"),
]
ROOM = "/participation/workshop-1-2012/room/"


def enter(page: Page, server: Server, role: str) -> None:
    page.goto(server.links[role, ""])
    page.goto(ROOM)


def propose(page: Page) -> None:
    page.get_by_role("button", name="Propose a list").click()
    expect(page.get_by_role("heading", name="List 1")).to_be_visible()
    expect(page.get_by_role("link", name="Take out")).to_have_count(23)
    check(page, "room-list")


def overrule(page: Page) -> None:
    page.get_by_role("link", name="Take out").first.click()
    check(page, "room-overrule")
    page.get_by_label("Why").fill("Spoke on this topic twice already")
    page.get_by_role("button", name="Take out of the list").click()
    expect(page.get_by_text("Spoke on this topic twice already")).to_be_visible()
    page.get_by_role("link", name="Give a seat").first.click()
    page.get_by_label("Why").fill("Leads the work of a regional process")
    page.get_by_role("button", name="Give the seat").click()
    expect(page.get_by_role("link", name="Take out")).to_have_count(23)


def offer(page: Page) -> None:
    page.get_by_role("link", name="Offer 23 seats").click()
    check(page, "room-offer")
    page.get_by_role("button", name="Offer 23 seats").click()
    expect(page.get_by_role("link", name="Record the answer")).to_have_count(23)


def decline(page: Page, server: Server) -> None:
    query = (
        "SELECT link FROM outbox_mail WHERE link LIKE '/participation/registration/%' ORDER BY id"
    )
    page.goto(rows(server.database_url, query)[0][0])
    page.goto(f"{page.url}?lang=en")
    check(page, "room-own-page")
    page.get_by_text("I cannot come").first.click()
    page.get_by_label("In a few words, why").fill("I am needed at home")
    page.get_by_role("button", name="Decline the seat").click()
    expect(page.get_by_text("you have declined it")).to_be_visible()


def replace(page: Page) -> None:
    page.goto(ROOM)
    page.get_by_role("button", name="Replace 1 declined").click()
    expect(page.get_by_text("Comes instead of somebody who declined")).to_have_count(1)
    expect(page.get_by_role("link", name="Offer 1 seat")).to_be_visible()
    check(page, "room-replaced")


def test_a_list_is_proposed_overruled_offered_and_one_seat_is_filled_again(browser):
    with running(stage="room") as server:
        with tab(browser, server.url) as page:
            enter(page, server, "administration")
            propose(page)
        with tab(browser, server.url) as page:
            enter(page, server, "chair")
            overrule(page)
        with tab(browser, server.url) as office:
            enter(office, server, "administration")
            offer(office)
            with tab(browser, server.url) as person:
                decline(person, server)
            replace(office)
        asked = rows(server.database_url, "SELECT state FROM participation_seat ORDER BY state")
        states = [row[0] for row in asked]
        assert (states.count("offered"), states.count("declined"), states.count("proposed")) == (
            22,
            1,
            1,
        )
