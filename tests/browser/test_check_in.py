"""230 people come through five doors at once while the line is cut: none is lost, none double.

The line is cut for a few seconds; with CHECK_IN_MINUTE=1 for a whole minute, and then what the
server needed is printed (`CHECK_IN_MINUTE=1 pytest -s tests/browser/test_check_in.py`).
"""

import json
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.harness.browser import check
from tests.harness.server import Server, on_postgres, running

LONG = os.environ.get("CHECK_IN_MINUTE") == "1"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        on_postgres() and not LONG, reason="walked once; with CHECK_IN_MINUTE=1 there, too"
    ),
]
ACTS = Path(__file__).with_name("door_acts.py")
DOOR = "/participation/workshop-1-2012/check-in/"
PEOPLE, DOORS, TWICE = 230, 5, 20
CUT = 60.0 if LONG else 1.5  # seconds without a line
PATIENCE = 40_000  # milliseconds: a request that hangs is given up after fifteen seconds

# A scanner types the code and Enter; `pause` milliseconds lie between two badges.
SCAN = """([codes, pause]) => { window.scanning = (async () => {
  const form = document.getElementById('read'), field = document.getElementById('said');
  for (const code of codes) {
    field.value = code;
    form.requestSubmit();
    await new Promise(done => setTimeout(done, pause));
  }
})(); }"""
WAITING = "() => Object.keys(localStorage).filter(n => n.includes('.q.')).length"
QUEUE = (
    """() => Object.fromEntries(Object.entries(localStorage).filter(([n]) => n.includes('.q.')))"""
)
TOOK = """() => performance.getEntriesByType('resource')
  .filter(one => one.name.endsWith('/read/') && one.responseStatus === 200)
  .map(one => one.duration)"""
KEEP = (
    "kept => { for (const [name, row] of Object.entries(kept)) localStorage.setItem(name, row); }"
)


class Door:
    """One device: a browser with a session, a store and a line of its own."""

    def __init__(self, context: BrowserContext, name: str) -> None:
        self.context, self.name = context, name
        self.page: Page = context.new_page()

    def open(self, server: Server) -> None:
        self.page.goto(server.links["administration", ""])
        self.page.goto(DOOR)
        self.page.get_by_label("Door", exact=True).fill(self.name)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("#list-of")).to_contain_text("people on the list of 09:20")
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    def scan(self, codes: list[str], pause: int = 10) -> None:
        self.page.evaluate(SCAN, [codes, pause])

    def scanned(self) -> None:
        self.page.evaluate("() => window.scanning")

    def says(self, words: str) -> None:
        expect(self.page.locator("#line")).to_contain_text(words, timeout=PATIENCE)

    def waiting(self) -> int:
        return int(self.page.evaluate(WAITING))


@contextmanager
def opened(browser: Any, server: Server) -> Iterator[list[Door]]:
    """The console of a browser without a line complains, and may."""
    with ExitStack() as stack:
        doors = []
        for letter in "ABCDE":
            size = {"width": 390, "height": 844}
            context = browser.new_context(base_url=server.url, locale="en", viewport=size)
            stack.callback(context.close)
            context.set_default_timeout(15_000)
            doors.append(Door(context, f"Door {letter}"))
        for door in doors:
            door.open(server)
        yield doors


def acts(server: Server, *argv: str) -> Any:
    return json.loads(server.run_file(ACTS, *argv))


def cut(doors: list[Door], is_cut: bool) -> None:
    for door in doors:
        door.context.set_offline(is_cut)


def everybody(doors: list[Door], shares: list[list[str]]) -> None:
    for door, codes in zip(doors, shares, strict=True):
        door.scan(codes)
    for door in doors:
        door.scanned()


def reload_without_a_line(door: Door) -> None:
    """The page comes again, with what waits and the list of those expected."""
    waits = door.waiting()
    assert waits > 0
    door.page.reload()
    expect(door.page.get_by_role("heading", name="Check-in")).to_be_visible()
    door.says(f"{waits} waiting to be sent")
    door.says("connection lost since")
    expect(door.page.locator("#list-of")).to_contain_text("people on the list of 09:20")


def go_on_signed_out(door: Door, code: str, server: Server) -> None:
    """The session is over: the read is kept, and sent as soon as somebody has signed in again."""
    door.context.clear_cookies(name="sessionid")
    door.scan([code])
    door.says("You are signed out. Nothing is lost")
    door.says("1 waiting to be sent")
    door.page.goto(server.links["administration", ""])
    door.page.goto(DOOR)
    door.says("all sent")


def lose_answers(door: Door, times: int = 1) -> None:
    """The server takes what comes, and its answer never arrives: the device sends it again."""
    left = [times]

    def handle(route: Any) -> None:
        if left[0]:
            left[0] -= 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    door.context.route(f"**{DOOR}read/", handle)


def print_figures(doors: list[Door], server: Server) -> None:
    """How long batches took as the devices saw it, and the CPU of the server since its start."""
    asked = [one for door in doors for one in door.page.evaluate(TOOK)]
    stats = [
        path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")
    ]
    ticks = sum(int(one[11]) + int(one[12]) for one in stats if int(one[2]) == server.process.pid)
    middle, most = statistics.median(asked), max(asked)
    print(f"\n{len(asked)} batches: median {middle:.0f} ms, most {most:.0f} ms")
    print(f"CPU of the server, with its start: {ticks / os.sysconf('SC_CLK_TCK'):.1f} s")


def test_everybody_is_counted_once_though_the_line_was_cut(browser):
    with running(stage="room") as server:
        codes = acts(server, "people", str(PEOPLE))
        assert len(set(codes)) == PEOPLE
        third = PEOPLE // 3
        online, offline, after = codes[:third], codes[third : 2 * third], codes[2 * third : -1]
        with opened(browser, server) as doors:
            everybody(doors, [online[n::DOORS] for n in range(DOORS)])
            for door in doors:
                door.says("all sent")
            cut(doors, True)
            began = time.monotonic()
            # What one door reads, the next one reads as well: twenty badges.
            twice = [
                offline[n::DOORS] + offline[:TWICE][(n + 1) % DOORS :: DOORS] for n in range(DOORS)
            ]
            everybody(doors, twice)
            doors[0].says("connection lost since 09:")
            reload_without_a_line(doors[0])
            again = doors[1].page.evaluate(QUEUE)
            lose_answers(doors[2])
            time.sleep(max(0.0, CUT - (time.monotonic() - began)))
            cut(doors, False)
            everybody(doors, [after[n::DOORS] for n in range(DOORS)])
            for door in doors:
                door.says("all sent")
            # A device that was restored sends once more what it sent before.
            doors[1].page.evaluate(KEEP, again)
            doors[1].page.reload()
            doors[1].says("all sent")
            if LONG:
                print_figures(doors, server)
            go_on_signed_out(doors[4], codes[-1], server)
            assert [door.waiting() for door in doors] == [0] * DOORS
            told = sum(door.page.locator("#told > li").count() for door in doors)
            check(doors[0].page, "check-in")
        rows, people, repeated = acts(server, "came")
        assert (rows, people, repeated) == (PEOPLE, PEOPLE, TWICE)
        assert told >= TWICE - DOORS  # the one that a door read last is told in large words
