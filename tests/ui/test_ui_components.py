import re
from datetime import UTC, date, datetime

import pytest
import sheet
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from jinja2 import meta

from intersession.ui.jinja import COMPONENTS

NOW = sheet.NOW


@pytest.mark.parametrize("kind", ["done", "part", "late", "lock", "no"])
def test_a_status_is_a_word_beside_its_shape(shown, kind):
    html = shown("{{ ui.status(kind, 'Word') }}", kind=kind)
    assert html == f'<span class="st {kind}">Word</span>'


def test_planned_is_the_plain_shape_and_now_is_open(shown):
    assert shown("{{ ui.status('planned', 'x') }}") == '<span class="st">x</span>'
    assert shown("{{ ui.status('now', 'x') }}") == '<span class="st open">x</span>'


def test_what_is_put_into_a_component_is_escaped(shown):
    source = (
        "{{ ui.status('late', w) }}{{ ui.clash(w, w) }}{{ ui.empty(w) }}{{ ui.facts([(w, w)]) }}"
    )
    assert "<script>" not in shown(source, w="<script>")


def test_a_bar_ends_where_its_value_does_and_never_outside(shown):
    assert 'width="50.0" height="8"' in shown("{{ ui.bar(44, 88) }}")
    assert 'class="a" width="100.0"' in shown("{{ ui.bar(99, 88, true) }}")
    assert 'width="0.0"' in shown("{{ ui.bar(3, 0) }}")
    assert 'd="M75.0 -3V11"' in shown("{{ ui.bar(1, 4, target=3) }}")


def test_a_target_says_in_words_whether_it_is_met(shown):
    assert ">met<" in shown("{{ ui.target('Africa', 8, 7, 12) }}")
    assert ">1 short<" in shown("{{ ui.target('Africa', 6, 7, 12) }}")
    assert ">faltan 2<" in shown("{{ ui.target('Africa', 5, 7, 12) }}", language="es")


def test_a_time_is_shown_in_words_and_kept_exact_for_programs(shown):
    html = shown("{{ ui.moment(at) }}", at=datetime(2011, 10, 20, 16, 0, tzinfo=UTC))
    assert html == (
        '<time datetime="2011-10-20T16:00:00+00:00">20\u00a0October 2011, 18:00\u00a0Geneva</time>'
    )


@pytest.mark.parametrize(
    ("to", "css"),
    [
        (datetime(2011, 10, 14, 14, 0, tzinfo=UTC), "st late"),
        (date(2011, 10, 13), "st late"),
        (date(2011, 10, 14), "st open"),
        (datetime(2011, 10, 20, 16, 0, tzinfo=UTC), "st open"),
        (date(2011, 10, 24), "st"),
    ],
)
def test_a_deadline_is_late_near_or_far(shown, to, css):
    assert f'class="{css}"' in shown("{{ ui.distance(now, to) }}", now=NOW, to=to)


def test_the_language_strip_says_what_is_missing_and_when_it_comes(shown):
    html = shown("{{ ui.strip(v) }}", v=sheet.context()["versions"])
    assert 'href="/doc/en" hreflang="en">EN<span class="vh"> English, PDF, 120 kB</span>' in html
    assert 'class="soon">FR <time datetime="2011-10-21">21\u00a0Oct</time>' in html
    assert "Spanish: missing" in html


def test_a_chart_has_its_finding_its_picture_and_the_same_figures_as_a_table(shown):
    rows = [("Africa", 31), ("Asia <b>", 16)]
    html = shown("{{ ui.chart_bars(rows, 'Most in Africa', ['Region', 'n']) }}", rows=rows)
    assert 'role="img"' in html and "<desc" in html
    labels = re.search(r'aria-labelledby="(\S+) (\S+)"', html)
    assert all(f'id="{key}"' in html for key in labels.groups())
    assert re.findall(r'<td class="r">(\d+)</td>', html) == ["31", "16"]
    assert "<b>" not in html


def test_a_chart_of_nothing_still_renders(shown):
    assert "<figure" in shown("{{ ui.chart_bars([], 'Nothing yet', ['a', 'b']) }}")
    assert "<figure" in shown("{{ ui.chart_bars([('a', 0)], 'Nothing yet', ['a', 'b']) }}")


def test_a_conflict_offers_its_repairs_each_with_one_button(shown):
    repairs = [{"text": "t", "label": "Ask for 5", "action": "/x/", "fields": {"n": 5}}]
    html = shown("{{ ui.clash('No', 'Too many.', repairs) }}", repairs=repairs)
    assert 'role="alert"' in html and "Nothing has been changed." in html
    assert '<input type="hidden" name="n" value="5"><button>Ask for 5</button>' in html


def test_each_form_has_a_key_of_its_own(shown):
    keys = re.findall(r'value="(\S+)"', shown("{{ ui.once_key() }}{{ ui.once_key() }}"))
    assert len(set(keys)) == 2 and all(len(key) >= 16 for key in keys)


def test_a_form_sent_from_a_repair_carries_the_token_of_the_visitor(shown):
    html = shown("{{ ui.clash('No', 'x', [{'text': 't', 'label': 'l'}])}}", request=request("/"))
    assert "csrfmiddlewaretoken" in html


def request(path: str):
    made = RequestFactory().get(path)
    made.META["CSRF_COOKIE"] = "a" * 32
    return made


def test_a_pager_keeps_the_filters_of_the_page(shown):
    page = Paginator(range(175), 25).page(2)
    html = shown("{{ ui.pager(page) }}", page=page, request=request("/?region=Africa&page=2"))
    assert 'href="?region=Africa&amp;page=3"' in html and 'rel="prev"' in html
    assert "26–50\u00a0of\u00a0175" in html


def test_one_page_needs_no_pager(shown):
    assert shown("{{ ui.pager(page) }}", page=Paginator(range(3), 25).page(1)).strip() == ""


def test_a_field_that_is_not_right_says_so_beside_it_and_above_the_form(shown):
    form = sheet.context()["form"]
    html = shown("{{ ui.errors(form) }}{{ ui.field(form['title']) }}", form=form)
    assert 'href="#id_title"' in html and 'id="id_title"' in html
    assert 'aria-invalid="true"' in html
    for key in re.search(r'aria-describedby="([^"]+)"', html)[1].split():
        assert f'id="{key}"' in html


def test_every_link_of_the_summary_and_every_description_has_its_place(page):
    html = page("sheet.html", **sheet.context())
    places = set(re.findall(r'\sid="([^"]+)"', html))
    pointed = re.findall(r'(?:href="#|for=")([^"]+)"', html)
    described = " ".join(re.findall(r'aria-(?:describedby|labelledby)="([^"]*)"', html)).split()
    asked = {place for place in [*pointed, *described] if place}
    assert asked and asked <= places | {""}


def test_a_field_that_may_stay_empty_says_so(shown):
    form = sheet.Sample()
    assert "optional" in shown("{{ ui.field(form['summary']) }}", form=form)
    assert "optional" not in shown("{{ ui.field(form['title']) }}", form=form)


def test_facts_without_a_value_are_left_out_but_zero_is_a_value(shown):
    html = shown("{{ ui.facts([('a', none), ('b', ''), ('c', 0)]) }}")
    assert html.count("<dt>") == 1 and "<dd>0</dd>" in html


class Room(forms.Form):
    name_en, name_fr = forms.CharField(), forms.CharField()
    seats_of = forms.IntegerField()
    note_fr = forms.CharField()


def test_a_text_in_several_languages_stands_side_by_side_and_all_else_alone(shown):
    html = shown("{{ ui.fields(form) }}", form=Room())
    together = re.findall(r'<div class="tongues">(.*?)</div>\s*</div>', html, re.DOTALL)
    assert [re.findall(r'name="(\w+)"', row) for row in together] == [["name_en", "name_fr"]]
    assert re.findall(r'name="(\w+)"', html) == ["name_en", "name_fr", "seats_of", "note_fr"]


def test_components_know_of_a_page_its_request_alone():
    """So that they can be made once for it."""
    env = engines["jinja2"].env
    source, _name, _fresh = env.loader.get_source(env, COMPONENTS)
    free = meta.find_undeclared_variables(env.parse(source)) - set(env.globals)
    assert free - {"_trans", "ids", "who"} == {"csrf_input", "request"}


def test_components_are_made_once_for_a_request_and_anew_for_the_next():
    env = engines["jinja2"].env
    first, second = RequestFactory().get("/"), RequestFactory().get("/")
    template = env.get_template(COMPONENTS)
    made = template.make_module({"request": first, "csrf_input": "", "other": 1})
    assert template.make_module({"request": first, "csrf_input": ""}) is made
    assert template.make_module({"request": second, "csrf_input": ""}) is not made
