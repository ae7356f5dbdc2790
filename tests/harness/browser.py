"""A real Chromium: pages at two widths, accessibility, overflow, pictures.

Tests that open one are marked `browser`; `missing()` says what this machine lacks for them.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LATER_ROWS = "tbody tr:nth-child(n+25)"
PICTURES = os.environ.get("INTERSESSION_TEST_PICTURES") == "1"
SHOTS = Path(__file__).parents[2] / "var" / "shots"
NO_CHROMIUM = "No Chromium was found (Debian: apt-get install chromium)"
NO_DRIVER = "Playwright's driver does not start (Debian: apt-get install libatomic1)"


def chromium() -> str | None:
    """The path of the system's Chromium."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def missing() -> str | None:
    """What keeps browser tests from running on this machine."""
    if chromium() is None:
        return NO_CHROMIUM
    node, _script = compute_driver_executable()
    started = subprocess.run([node, "--version"], capture_output=True)
    return NO_DRIVER if started.returncode else None


@contextmanager
def launched() -> Iterator[Browser]:
    """One browser with a profile of its own; it ends with the block."""
    path = chromium()
    if path is None:
        raise RuntimeError(NO_CHROMIUM)
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with (
        tempfile.TemporaryDirectory(prefix="intersession-chromium-") as folder,
        sync_playwright() as playwright,
    ):
        # Without HOME of its own Chromium writes beside the profile of whoever runs the tests.
        environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder}
        browser = playwright.chromium.launch(
            executable_path=path, args=arguments, env=environment, headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def tab(browser: Browser, url: str, width: int = DESK, language: str = "en") -> Iterator[Page]:
    """A page with cookies of its own. Whatever its console reports as an error fails the test."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": HEIGHTS[width]},
        locale=language,
        accept_downloads=True,
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.extend(_error(said)))
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert not errors, "The console of the browser reports: " + "; ".join(errors)


def _error(said: ConsoleMessage) -> list[str]:
    return [f"{said.text} ({said.location.get('url', '')})"] if said.type == "error" else []


def check(page: Page, name: str = "", widths: tuple[int, ...] = (PHONE, DESK)) -> None:
    """Accessible, nothing wider than the screen, at each width. With INTERSESSION_TEST_PICTURES=1
    also a picture of each `name`."""
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        _nothing_overflows(page, width)
        assert_accessible(page, f"{name or page.url} at {width}")
        if name and PICTURES:
            shoot(page, f"{name}-{width}")
    if before:
        page.set_viewport_size(before)


def assert_accessible(page: Page, where: str = "") -> None:
    """axe finds nothing under WCAG 2.0, 2.1 and 2.2, levels A and AA.

    Of a long table the first rows are looked at: the others are made by the same lines of the
    template, and a hundred rows of controls would take fifteen seconds.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(VIOLATIONS, [LATER_ROWS, WCAG])
    assert not found, f"{where}: {json.dumps([_told(rule) for rule in found], indent=1)}"


# Only what is wrong comes back: all that axe found in order would take as long as looking for it.
VIOLATIONS = """async ([left_out, tags]) => {
  const context = document.querySelector(left_out) ? {exclude: [[left_out]]} : document;
  const options = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
  return (await axe.run(context, options)).violations;
}"""


def _told(rule: dict[str, Any]) -> dict[str, Any]:
    nodes = [node["html"][:200] for node in rule["nodes"][:4]]
    return {"rule": rule["id"], "help": rule["help"], "count": len(rule["nodes"]), "at": nodes}


WIDEST = """() => {
  const room = document.documentElement.clientWidth;
  const inside = e => e.closest('.scroll, .vh, svg') && !e.matches('.scroll');
  const wide = [...document.body.querySelectorAll('*')].filter(
    e => !inside(e) && e.getBoundingClientRect().right > room + 1);
  return [document.documentElement.scrollWidth - room, wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120))];
}"""  # noqa: E501


def _nothing_overflows(page: Page, width: int) -> None:
    over, where = page.evaluate(WIDEST)
    assert over <= 0, f"{page.url} at {width}: {over} px too wide, at {where}"


def shoot(page: Page, name: str) -> Path:
    """A picture of the whole page under var/shots, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
