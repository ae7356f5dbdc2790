"""The two scripts and the sheet in a real Chromium. Nothing leaves this machine: every address is
answered by the test."""

from collections.abc import Iterator

import pytest
import sheet
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route
from test_ui_frame import STATIC

pytestmark = pytest.mark.browser
HOME = "http://ui.test/"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'"
)


@pytest.fixture
def tab(browser, page) -> Iterator[Page]:
    context: BrowserContext = browser.new_context()
    context.route("**/*", lambda route: _answer(route, page))
    tab = context.new_page()
    tab.faults = []
    tab.on("console", lambda said: tab.faults.append(said.text) if said.type == "error" else None)
    yield tab
    context.close()


def _answer(route: Route, page) -> None:
    address = route.request.url
    if "/static/ui/" in address:
        first, *_hash, end = address.rsplit("/", 1)[1].split(".")
        return route.fulfill(path=STATIC / f"{first}.{end}", content_type=TYPES[end])
    if "/static/" in address:
        return route.fulfill(body="", content_type="text/javascript")
    language = address.removeprefix(HOME)[:2] or "en"
    html = page("sheet.html", language, **sheet.context())
    if address.endswith("/en/sent"):
        html = '<p data-keep-clear="form"></p><script src="/static/ui/keep.js"></script>'
    return route.fulfill(
        body=html, headers={"content-security-policy": POLICY}, content_type="text/html"
    )


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_no_page_is_wider_than_its_screen(tab, language):
    tab.goto(HOME + language)
    for width in (320, 390, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["en", "ar"])
def test_axe_finds_nothing_to_mend(tab, scheme, path):
    tab.emulate_media(color_scheme=scheme)
    tab.goto(HOME + path)
    for width in (390, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{width} px: {found.generate_report()}"


def test_the_policy_refuses_nothing_that_the_sheet_needs(tab):
    tab.goto(HOME)
    assert tab.faults == []


def test_letters_tick_and_enter_goes_on_to_the_next_member(tab):
    tab.goto(HOME)
    tab.locator("table[data-grid] input").first.focus()
    for key in ("b", "d", "Enter", "a", "a", "c", "ArrowDown", "ArrowLeft", "Space"):
        tab.keyboard.press(key)
    ticked = tab.eval_on_selector_all(
        "table[data-grid] input:checked", "all => all.map(e => e.name + ' ' + e.value)"
    )
    assert ticked == ["Albora B", "Albora D", "Balandra C", "Cayeta B"]


def test_forty_members_are_keyed_in_with_about_three_keys_each(tab):
    tab.goto(HOME)
    keys = ["a", "c", "Enter"] * 4
    tab.locator("table[data-grid] input").first.focus()
    for key in keys:
        tab.keyboard.press(key)
    assert tab.locator("table[data-grid] input:checked").count() == 8


def test_right_to_left_the_arrows_follow_the_page(tab):
    tab.goto(HOME + "ar")
    tab.locator("table[data-grid] input").first.focus()
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.activeElement.value") == "B"


def test_enter_in_the_last_row_sends_nothing_by_accident(tab):
    tab.goto(HOME)
    tab.locator("table[data-grid] tbody tr").last.locator("input").first.focus()
    tab.keyboard.press("Enter")
    assert tab.url == HOME


def test_a_text_not_yet_sent_is_back_after_the_session_ended(tab):
    tab.goto(HOME)
    tab.fill("#id_summary", "Half a page of the Chair’s summary")
    tab.goto(HOME)
    assert tab.input_value("#id_summary") == "Half a page of the Chair’s summary"
    assert tab.locator("form[data-keep=form] > [role=status]").inner_text() == "Your text is back."


def test_a_text_that_has_arrived_is_kept_no_longer(tab):
    tab.goto(HOME)
    tab.fill("#id_summary", "Sent")
    tab.goto(HOME + "en/sent")
    tab.goto(HOME)
    assert tab.input_value("#id_summary") == "Kept"
    assert tab.locator("form[data-keep=form] > [role=status]").count() == 0


def test_nothing_hidden_and_no_secret_is_kept(tab):
    tab.goto(HOME)
    tab.fill("#id_summary", "x")
    kept = tab.evaluate("localStorage.getItem('intersession.keep.form')")
    assert "summary" in kept and "once" not in kept and "csrf" not in kept


def test_while_a_form_is_sent_its_buttons_are_shut(tab):
    tab.goto(HOME)
    tab.evaluate("document.querySelector('form[data-keep=form]').target = 'elsewhere'")
    tab.fill("#id_title", "Short enough")
    tab.select_option("#id_topic", "a")
    tab.check("#id_sure")
    tab.check("#id_channel_0")
    tab.get_by_role("button", name="Send the answer").click()
    tab.wait_for_function("document.querySelector('form[data-keep=form] button').disabled")


def test_a_stroke_brings_the_reader_to_the_search_field(tab):
    tab.goto(HOME + "en")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.type("a/b")  # in a field a stroke is a stroke
    assert tab.input_value("[data-find]") == "a/b"
