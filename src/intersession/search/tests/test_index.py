"""The page of the search: what is found, in which order, by whom, whatever is asked."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from intersession.access.policy import Role
from intersession.documents.models import Document
from intersession.search import files, index, queries, words
from intersession.search.models import Index
from intersession.search.tests.conftest import MEMBER, OBSERVER, OFFICER, PUBLIC, docx, titles

WORDS = {"en": "Migration and crises", "fr": "Migrations et crises", "es": "Migración y crisis"}


def read(page: Any) -> str:
    return str(page.content.decode())


def test_what_was_just_added_is_found_at_once(add: Any, client: Any) -> None:
    add(title=WORDS)
    page = read(client.get("/search/?q=crises"))
    assert "1 is found" in page
    assert 'href="/documents/ic-2011-7/"' in page
    assert "Migration and <mark>crises</mark>" in page


@pytest.mark.parametrize(
    "asked", ["migracion crisis", "MIGRACIÓN CRI", "crisis migración", "ic/2011/7", "IC-2011-7"]
)
def test_accents_capitals_signs_and_the_order_of_words_do_not_matter(add: Any, asked: str) -> None:
    add(title=WORDS)
    assert titles(asked, language="es") == ["Migración y crisis"]


def test_letters_that_are_two_are_found_by_two(add: Any) -> None:
    add(title={"fr": "Le cœur de l’œuvre"})
    assert titles("coeur oeuvre") == ["Le cœur de l’œuvre"]


def test_only_the_last_word_may_be_a_beginning(add: Any) -> None:
    add(title=WORDS)
    assert titles("migration cri") == ["Migration and crises"]
    assert titles("migra crises") == []


def test_a_word_is_looked_for_in_one_language_at_a_time(add: Any) -> None:
    add(title=WORDS)
    assert titles("migration migraciones") == []


def test_the_exact_symbol_comes_first_then_titles_then_texts(add: Any, issue: Any) -> None:
    add("IC/2011/123", title={"en": "Later"}, dated=date(2011, 12, 1))
    other = add("MC/1", title={"en": "Text"}, dated=date(2012, 1, 1))
    issue(other, docx("It refers to IC/2011/12 and to remittances."))
    add("IC/2011/12", title={"en": "Wanted"}, dated=date(2010, 1, 1))
    add("MC/2", title={"en": "Remittances"}, dated=date(2009, 1, 1))
    files.read_all()
    assert titles("IC/2011/12") == ["Wanted", "Later", "Text"]
    assert titles("remittances") == ["Remittances", "Text"]


def test_the_readers_language_comes_first_and_others_are_marked(add: Any, client: Any) -> None:
    add("IC/1", title={"fr": "Transit"}, dated=date(2012, 1, 1))
    add("IC/2", title={"en": "Transit", "fr": "Le transit"}, dated=date(2010, 1, 1))
    assert titles("transit", language="fr") == ["Transit", "Le transit"]
    assert titles("transit", language="en") == ["Transit", "Transit"]
    page = read(client.get("/search/?q=transit"))
    assert '<a href="/documents/ic-1/" lang="fr">' in page
    assert "(French)" in page
    assert page.index("/documents/ic-2/") < page.index("/documents/ic-1/")


def test_who_reads_what(add: Any) -> None:
    for number, distribution in enumerate(("general", "members", "restricted")):
        add(f"IC/{number}", title={"en": f"Transit {distribution}"}, distribution=distribution)
    for actor, seen in ((PUBLIC, 1), (OBSERVER, 1), (MEMBER, 2), (OFFICER, 3)):
        assert len(titles("transit", actor)) == seen
        found = queries.find(asked=words.read("transit"), actor=actor, language="en")
        assert (found.total, found.sections[0].count) == (seen, seen)


def test_what_may_not_be_read_is_not_told_by_a_count_or_by_its_absence(
    add: Any, client: Any, browse: Any
) -> None:
    add(title={"en": "Secret transit"}, distribution="restricted")
    hidden, nothing = read(client.get("/search/?q=secret")), read(client.get("/search/?q=zzzzzz"))
    assert hidden.replace("secret", "…") == nothing.replace("zzzzzz", "…")
    assert "<mark>Secret</mark>" in read(browse(Role.CHAIR).get("/search/?q=secret"))


def test_what_is_restricted_meanwhile_is_not_found_even_before_the_index_knows(add: Any) -> None:
    add(title={"en": "Transit"})
    assert titles("transit") == ["Transit"]
    Document.objects.update(distribution="restricted")  # and nothing tells of it
    assert titles("transit") == []
    assert titles("transit", OFFICER) == ["Transit"]


def test_the_text_of_a_version_that_is_no_longer_out_is_not_found(add: Any, issue: Any) -> None:
    version = issue(add(title={"en": "Note"}), docx("Remittances in full."))
    files.read_all()
    assert titles("remittances") == ["Note"]
    version.state = "draft"
    version.save()
    assert titles("remittances") == []


@pytest.mark.parametrize(
    "signs", ['"', "*", "AND OR NOT", "(", "a:b", "^", "-", "' & !", "NEAR(a)"]
)
def test_operators_are_words_or_nothing(add: Any, client: Any, signs: str) -> None:
    add(title={"en": "Note and or not near a b"})
    assert client.get("/search/", {"q": signs}).status_code == 200
    assert client.get("/search/", {"q": f"note {signs}"}).status_code == 200


NO_WORDS = ["\0", "🌍🌍", "   ", "''''", "%", "\u202e", b"\xed\xa0\x80"]


@pytest.mark.parametrize("asked", NO_WORDS)
def test_what_has_no_word_in_it_is_answered_in_words(built: None, client: Any, asked: Any) -> None:
    page = client.get("/search/", {"q": asked})
    assert page.status_code == 200
    assert "found, among" not in read(page)


def test_ten_thousand_characters_are_cut_and_it_is_said(add: Any, client: Any) -> None:
    add(title=WORDS)
    page = read(client.get("/search/", {"q": "crises " * 1500}))
    assert "only the first words were looked for" in page
    assert "1 is found" in page


# The index is the same for all of them: nothing is written.
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some.text(max_size=300))
def test_no_question_breaks_the_search(built: None, asked: str) -> None:
    found = words.read(asked)
    queries.find(asked=found, actor=PUBLIC, language="fr", kind=asked[:8], page=asked[:3])
    assert words.fold(words.fold(asked)) == words.fold(asked)
    assert len(words.flat(asked)) == len(asked)


@given(some.text(max_size=200), some.sampled_from(["a", "crisis", "é", "<b>"]))
def test_marks_lose_no_letter_and_nothing_is_left_unescaped(text: str, word: str) -> None:
    asked = words.read(word)
    if asked.words:
        shown = queries.marked(f"{text} {word}", asked)
        bare = shown.replace("<mark>", "").replace("</mark>", "")
        assert bare == str(queries.escape(f"{text} {word}"))


def test_the_lines_around_what_was_found_are_shown(add: Any, issue: Any, client: Any) -> None:
    text = "x " * 3000 + "the <b>rémittances</b> of migrants " + "y " * 3000
    issue(add(), docx(text))
    files.read_all()
    page = read(client.get("/search/?q=remittances"))
    assert "&lt;b&gt;<mark>rémittances</mark>&lt;/b&gt;" in page
    assert "<b>rém" not in page


def test_kinds_can_be_looked_at_one_by_one_with_pages(add: Any, client: Any) -> None:
    for number in range(23):
        add(f"IC/{number}", title={"en": f"Transit {number}"})
    page = read(client.get("/search/?q=transit"))
    assert page.count("<mark>") == queries.OF_A_KIND
    assert "Documents: all 23" in page
    page = read(client.get("/search/?q=transit&kind=document&page=2"))
    assert page.count("<mark>") == 3
    assert read(client.get("/search/?q=transit&kind=nonsense&page=x")).count("<mark>") == 5


def test_one_hit_and_three_cost_the_same(add: Any, client: Any) -> None:
    costs = []
    for number in (1, 3):
        for more in range(number):
            add(f"IC/{number}/{more}", title={"en": "Transit"})
        client.get("/search/?q=transit")
        with CaptureQueriesContext(connection) as found:
            client.get("/search/?q=transit")
        costs.append(len(found))
    assert costs[0] == costs[1]


def test_an_index_that_was_not_built_yet_says_so(db: None, client: Any) -> None:
    Index.objects.all().delete()
    assert "still being brought up to date" in read(client.get("/search/?q=transit"))
    index.rebuild()
    assert "still being brought" not in read(client.get("/search/?q=transit"))


def test_without_a_question_the_page_says_what_can_be_found(built: None, client: Any) -> None:
    page = read(client.get("/search/"))
    assert "Documents with the text of their files" in page
