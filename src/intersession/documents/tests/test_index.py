"""The list of documents, and who sees what in it."""

from datetime import date

import pytest

from intersession.access.policy import Role
from intersession.documents import actions, queries
from intersession.documents.models import Document
from intersession.documents.tests.conftest import AT, OFFICER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_document_or_three(
    client, add, issue, rows, django_assert_num_queries
):
    for n in range(rows):
        issue(add(f"IC/2011/{n}"))
    # The example and the year line of the frame; the years; how many, which, their languages.
    with django_assert_num_queries(6):
        page = client.get("/documents/").content.decode()
    assert page.count("Note</a>") == rows
    assert page.count("ES –") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_strips_of_many_documents_cost_one_query(add, rows, django_assert_num_queries):
    documents = [add(f"IC/2011/{n}") for n in range(rows)]
    with django_assert_num_queries(1):
        found = queries.strips(documents)
    assert [[box.language for box in strip] for strip in found.values()] == [
        ["en", "fr", "es"]
    ] * rows


def test_what_is_missing_and_what_is_due_is_seen(client, add, issue):
    document = add()
    issue(document, url="https://example.org/note.pdf")
    actions.state_version(
        document=document,
        language="fr",
        to="in_translation",
        due_on=date(2011, 10, 21),
        by=OFFICER,
        at=AT,
    )
    page = client.get("/documents/").content.decode()
    assert 'href="https://example.org/note.pdf" hreflang="en"' in page
    assert "in translation, due on that date" in page and "21\xa0Oct" in page
    assert "Spanish: missing" in page


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (None, {"A/1"}),
        (Role.OBSERVER, {"A/1"}),
        (Role.FOCAL_POINT, {"A/1", "A/2"}),
        (Role.AUDITOR, {"A/1", "A/2"}),
        (Role.CHAIR, {"A/1", "A/2", "A/3"}),
        (Role.ADMINISTRATION, {"A/1", "A/2", "A/3"}),
    ],
)
def test_each_sees_what_is_distributed_to_them(client, add, sign_in, role, seen):
    for n, distribution in enumerate(Document.Distribution.values, 1):
        add(f"A/{n}", distribution=distribution)
    if role:
        sign_in(role)
    page = client.get("/documents/").content.decode()
    assert {symbol for symbol in ("A/1", "A/2", "A/3") if symbol in page} == seen
    opened = {f"A/{n}" for n in (1, 2, 3) if client.get(f"/documents/a-{n}/").status_code == 200}
    assert opened == seen


def test_the_list_is_narrowed_by_symbol_and_kind(client, add):
    add("IC/2011/7")
    add("MC/2398", kind="report")
    for query, found in (("symbol=2398", "MC/2398"), ("kind=discussion_note", "IC/2011/7")):
        page = client.get(f"/documents/?{query}").content.decode()
        assert [s for s in ("IC/2011/7</bdi>", "MC/2398</bdi>") if s in page] == [f"{found}</bdi>"]
    assert "No document matches." in client.get("/documents/?symbol=zzz").content.decode()


@pytest.mark.parametrize("query", ["kind=poll", "page=abc", "page=-3", "symbol=" + "x" * 99])
def test_a_question_that_makes_no_sense_shows_the_whole_list(client, add, query):
    add()
    answer = client.get(f"/documents/?{query}")
    assert answer.status_code == 200 and "IC/2011/7" in answer.content.decode()


def test_a_site_without_documents_says_so(client):
    assert "No document has been added yet." in client.get("/documents/").content.decode()


def test_the_way_to_add_one_is_shown_to_the_administration_only(client, sign_in):
    assert "/documents/add/" not in client.get("/documents/").content.decode()
    assert "/documents/add/" in sign_in(Role.ADMINISTRATION).get("/documents/").content.decode()


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("year=2012", {"B/2"}),
        ("language=fr", {"B/2"}),
        ("language=es", set()),
        ("distribution=members", {"B/3"}),
        ("year=2011&language=en", {"B/1", "B/3"}),
        ("year=abc&kind=poll&language=xx", {"B/1", "B/2", "B/3"}),
    ],
)
def test_the_list_is_narrowed_by_year_language_and_distribution(add, issue, sign_in, query, seen):
    issue(add("B/1"))
    issue(second := add("B/2", dated=date(2012, 1, 9)))
    issue(second, "fr")
    issue(add("B/3", distribution="members"))
    page = sign_in(Role.FOCAL_POINT).get(f"/documents/?{query}").content.decode()
    assert {s for s in ("B/1", "B/2", "B/3") if f"<bdi>{s}</bdi>" in page} == seen


def test_a_distribution_that_somebody_may_not_read_is_neither_offered_nor_found(client, add):
    add("B/1")
    add("B/3", distribution="restricted")
    page = client.get("/documents/?distribution=restricted").content.decode()
    assert 'name="distribution"' not in page and "B/3" not in page
