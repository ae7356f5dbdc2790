import gzip
import re
from pathlib import Path

import brotli
import pytest
import sheet
from jinja2 import UndefinedError

from intersession.ui import jinja

STATIC = Path(jinja.__file__).parent / "static" / "ui"
CSS = (STATIC / "intersession.css").read_text(encoding="utf-8")


def minified(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}")


@pytest.fixture
def html(page) -> str:
    return page("sheet.html", **sheet.context())


def test_a_page_without_any_frame_still_renders(page):
    html = page("ui/message.html", title="Not found", sentence="There is no such page.")
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "<h1>Not found</h1>" in html


@pytest.mark.parametrize("part", list(sheet.FRAME))
def test_a_page_renders_with_any_part_of_the_frame_missing(page, part):
    frame = {name: value for name, value in sheet.FRAME.items() if name != part}
    assert "<h1>Gone</h1>" in page("ui/message.html", title="Gone", frame=frame)
    frame[part] = None
    assert "<h1>Gone</h1>" in page("ui/message.html", title="Gone", frame=frame)


def test_the_frame_hides_no_name_of_the_page(engine):
    source = '{% extends "ui/page.html" %}{% block main %}[{{ year }}{{ actor }}]{% endblock %}'
    html = engine.from_string(source).render(
        {"frame": sheet.FRAME, "year": "my year", "actor": "my actor"}
    )
    assert "[my yearmy actor]" in html


def test_a_name_that_does_not_exist_is_an_error_and_no_blank(shown):
    with pytest.raises(UndefinedError):
        shown("{{ answers_counted }}")


def test_the_frame_has_its_landmarks_one_heading_and_a_way_past_itself(html):
    assert html.count("<h1") == html.count("<main") == html.count('href="#main"') == 1
    for name in ("Sections", "Contents", "Language", "The year of the dialogue"):
        assert f'aria-label="{name}"' in html


def test_the_year_line_marks_done_and_now_in_words_and_for_screen_readers(html):
    assert '<li class="now" aria-current="step"><a href="/2/">Topics</a> <em>Now</em>' in html
    assert html.count("<em>Later</em>") == 3


def test_the_dialogue_is_named_in_the_language_of_the_page_first(page):
    html = page("sheet.html", "fr", **sheet.context())
    first = html.index("Dialogue international sur la migration")
    assert first < html.index('<p lang="en">International Dialogue on Migration</p>')


def test_the_foot_says_who_is_signed_in_and_lets_them_sign_out_by_post(html):
    assert "Signed in: Focal point, Permanent Mission of Marenia." in html
    assert '<form class="who-am-i" method="post" action="/out/">' in html


def test_a_guest_is_offered_to_sign_in(page):
    html = page("ui/message.html", title="x", frame={"sign_in_url": "/in/"})
    assert '<a href="/in/">Sign in</a>' in html and "Sign out" not in html


def test_an_example_says_on_each_page_that_it_is_one_and_what_time_it_has(html):
    assert "States, people and answers are invented." in html
    assert re.search(r"Its clock stands at <time [^>]*>14\xa0October 2011, 16:42\xa0Geneva", html)


def test_a_page_may_carry_the_symbol_of_its_own_document(engine):
    own = {"symbol": "IC/2012/1", "original": "fr"}
    source = '{% extends "ui/page.html" %}{% set page_symbol = own %}'
    html = engine.from_string(source).render({"frame": sheet.FRAME, "own": own})
    assert "<bdi>IC/2012/1</bdi>" in html and "Original: French" in html


def test_no_style_or_script_stands_in_the_page(html):
    assert not re.search(r"<style|\sstyle=|<script>|\son\w+=|javascript:", html)


def test_scripts_come_only_where_a_page_asks_for_them(page, html):
    assert "<script" not in page("ui/message.html", title="x")
    assert html.count("<script") == html.count("defer></script>") == 4


def test_a_page_and_its_style_stay_below_ten_kilobytes_compressed(html):
    css = CSS.encode()
    assert len(minified(CSS)) < 16_500
    assert len(gzip.compress(html.encode())) + len(gzip.compress(css)) < 11_000
    assert len(brotli.compress(html.encode())) + len(brotli.compress(css)) < 10_000


def test_scripts_stay_small():
    assert (STATIC / "keep.js").stat().st_size < 2_048
    assert (STATIC / "grid.js").stat().st_size < 3_000


def test_right_to_left_needs_no_second_sheet(page):
    html = page("sheet.html", "ar", **sheet.context())
    assert '<html lang="ar" dir="rtl">' in html
    assert html.count('rel="stylesheet"') == 1


def test_the_sheet_knows_no_left_and_right():
    sides = re.findall(r"(?:margin|padding|border)-(?:left|right)|[;{](?:left|right):", CSS)
    assert sides == []
    assert not re.search(r"(?:text-align|float|justify-self):(?:left|right)", CSS)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_sentence_of_the_frame_is_translated(page, html, language):
    """The frame alone, so that the sample's own English does not stand in the way."""
    frame = {"sign_in_url": "/in/", "example": sheet.FRAME["example"], "year": sheet.FRAME["year"]}
    english = page("ui/message.html", title="x", frame=frame)
    other = page("ui/message.html", language, title="x", frame=frame)
    for words in ("Go to the content", "Sign in", "Now", "Times are", "This is an example"):
        assert words in english and words not in other


def test_a_stylesheet_not_yet_collected_does_not_break_a_page(settings):
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    assert jinja.static("ui/none-of-ours.css") == "/static/ui/none-of-ours.css"
