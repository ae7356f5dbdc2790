"""Series of symbols: what comes next, and the pages on which the Administration keeps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersession.access.policy import Role
from intersession.documents import symbols
from intersession.documents.models import Series
from intersession.documents.queries.numbers import next_free
from intersession.ledger.models import Entry

NEW = {
    "pattern": "IC/{year}/{n}",
    "name_en": "Informal consultations",
    "first": "1",
    "kind": "report",
    "distribution": "general",
}
PAGE = "/documents/series/"


@pytest.fixture
def office(sign_in):
    return sign_in(Role.ADMINISTRATION)


def next_on_page(browser):
    return browser.get("/documents/add/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pattern", "given", "taken", "expected"),
    [
        ("MC/{n}", {}, [], "MC/1"),
        ("MC/{n}", {"first": "2300"}, [], "MC/2300"),
        ("MC/{n}", {"first": "2300"}, ["MC/2398", "MC/2397/Rev.9", "MC/INF/9000"], "MC/2399"),
        (
            "C/{session}/INF/{n}",
            {"session": "106"},
            ["C/106/INF/10", "C/105/INF/30"],
            "C/106/INF/11",
        ),
        ("IDM/W{n}/SUM", {}, ["IDM/W2/SUM", "IDM/W7"], "IDM/W3/SUM"),
        ("IC/{year}/{n}", {}, ["IC/1999/7"], "/1</bdi>"),
    ],
)
def test_the_next_number_follows_the_highest_one(office, add, pattern, given, taken, expected):
    for symbol in taken:
        add(symbol)
    assert office.post(f"{PAGE}add/", {**NEW, "pattern": pattern, **given}).status_code == 302
    assert expected in next_on_page(office)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pattern": "IC/{year}"}, "is not a series"),
        ({"pattern": "IC/{n}/{n}"}, "is not a series"),
        ({"pattern": "IC/{week}/{n}"}, "is not a series"),
        ({"pattern": "{n}"}, "is not a series"),
        ({"pattern": "ic {n}"}, "is not a series"),
        ({"pattern": "MC/{n}"}, "There is a series MC/{n} already"),
        ({"pattern": "C/{session}/{n}"}, "Say which session"),
        ({"pattern": "C/{session}/{n}", "session": "1/2"}, "Say which session"),
        ({"name_en": ""}, "at least one language"),
        ({"first": "0"}, "greater than or equal to 1"),
        ({"kind": "poll"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_series_is_said(office, given, words):
    office.post(f"{PAGE}add/", {**NEW, "pattern": "MC/{n}"})
    answer = office.post(f"{PAGE}add/", {**NEW, **given})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Series.objects.count() == 1


@pytest.mark.django_db
def test_a_series_that_has_ended_proposes_nothing_and_may_be_taken_up_again(office, add):
    office.post(f"{PAGE}add/", {**NEW, "pattern": "MC/{n}"})
    address = f"{PAGE}{Series.objects.get().uid}/change/"
    assert 'value="MC/{n}"' in office.get(address).content.decode()
    assert office.post(address, {**NEW, "pattern": "MC/{n}", "ended": "on"}).status_code == 302
    assert "MC/1<" not in next_on_page(office)
    assert "ended" in office.get(PAGE).content.decode()
    office.post(address, {**NEW, "pattern": "MC/{n}", "first": "40"})
    assert "MC/40<" in next_on_page(office)
    verbs = Entry.objects.filter(verb__contains=":series:").values_list("verb", flat=True)
    assert len(verbs) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_series_or_three(
    office, add, rows, django_assert_num_queries
):
    for n in range(rows):
        office.post(f"{PAGE}add/", {**NEW, "pattern": f"S{n}/{{n}}"})
        add(f"S{n}/7")
    office.get(PAGE)
    with django_assert_num_queries(8):
        page = office.get(PAGE).content.decode()
    assert page.count("/8</bdi>") == rows


@pytest.mark.django_db
def test_a_site_without_series_says_so(office):
    assert "No series has been added yet." in office.get(PAGE).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("symbol", "free"),
    [("IC/2011/7", "IC/2011/13"), ("IC/2011/7/Corr.1", "IC/2011/7/Corr.2"), ("IDM/2011/SUM", "")],
)
def test_what_counts_in_the_place_of_a_symbol(add, symbol, free):
    for taken in ("IC/2011/7", "IC/2011-12", "IC/2011/7/Corr.1", "IC/2012/40", "IDM/2011/SUM"):
        add(taken)
    assert next_free(symbol) == free


PARTS = st.text("ABCXYZ", min_size=1, max_size=4)
NUMBERS = st.integers(0, 999_999)


@given(PARTS, st.lists(NUMBERS, max_size=6), st.sampled_from(["", "/SUM", "/X2"]))
def test_every_number_of_a_series_is_found_again_in_its_address(before, numbers, after):
    count = symbols.Count(before=f"{before}/", after=after)
    for number in numbers:
        symbol = count.symbol(number)
        assert symbols.is_symbol(symbol)
        assert count.number(symbols.slug_of(symbol)) == number


@given(PARTS, NUMBERS, st.sampled_from(list(symbols.MARKS)), st.integers(1, 9))
def test_what_is_derived_belongs_to_what_it_is_derived_from(base, number, relation, nth):
    symbol = f"{base}/{number}"
    derived = symbols.count_of_derived(symbol, relation).symbol(nth)
    assert symbols.is_symbol(derived)
    assert symbols.relation_of(derived) == relation
    assert symbol in symbols.parents_of(derived)
    again = symbols.count_of_derived(derived, relation).symbol(nth + 1)
    assert derived in symbols.parents_of(again)
