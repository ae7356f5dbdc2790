"""What is missing in which language, by when; and the days that are set there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from intersession.access.policy import Role
from intersession.documents import actions, queries
from intersession.documents.tests.conftest import AT, OFFICER

pytestmark = pytest.mark.django_db
PAGE = "/documents/parity/"
WHO = {"by": OFFICER, "at": AT}
TODAY = timezone.now().date()
DAY = timedelta(days=1)


@pytest.fixture
def translate():
    """In translation since AT; due on a day that may be over by now."""

    def translate(document, language, due_on=TODAY - 3 * DAY):
        return actions.state_version(
            document=document, language=language, to="in_translation", due_on=due_on, **WHO
        )

    return translate


def text(browser, query=""):
    return " ".join(browser.get(f"{PAGE}{query}").content.decode().replace("\xa0", " ").split())


def test_the_sentence_counts_what_is_missing_and_what_is_late(client, add, issue, translate):
    for n in range(4):
        issue(add(f"A/{n}"))
    for n, language in ((0, "fr"), (1, "fr"), (0, "es")):
        issue(queries.readable_by(OFFICER).get(symbol=f"A/{n}"), language)
    third, fourth = (queries.readable_by(OFFICER).get(symbol=f"A/{n}") for n in (2, 3))
    translate(third, "fr")
    translate(fourth, "es", TODAY + 3 * DAY)
    page = text(client)
    assert "3 of 4 documents are missing in Spanish, 2 in French; 1 is late." in page
    assert "3 days late" in page and "A/0" not in page


def test_without_a_deadline_that_is_over_none_is_late(client, add, issue):
    issue(add())
    assert "1 of 1 documents is missing in French, 1 in Spanish; none is late." in text(client)


def test_what_is_complete_is_left_out_until_it_is_asked_for(client, add, issue):
    document = add()
    for language in ("en", "fr", "es"):
        issue(document, language)
    assert "Nothing is missing." in text(client) and "IC/2011/7" not in text(client)
    assert "IC/2011/7" in text(client, "?all=on")


def test_what_is_superseded_is_waited_for_no_more(client, add, issue):
    document = add()
    issue(document)
    actions.state_version(document=document, language="en", to="superseded", **WHO)
    assert "Nothing is missing." in text(client)


def test_the_nearest_deadline_comes_first(client, add, issue, translate):
    for n, days in ((1, 9), (2, 2), (3, None)):
        issue(document := add(f"A/{n}"))
        if days:
            translate(document, "fr", TODAY + days * DAY)
    page = text(client)
    assert page.index("A/2<") < page.index("A/1<") < page.index("A/3<")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"A/1", "A/2"}),
        ("?year=2011", {"A/1"}),
        ("?kind=report", {"A/2"}),
        ("?language=fr", {"A/1"}),
        ("?language=es", {"A/1", "A/2"}),
        ("?language=es&kind=report", {"A/2"}),
        ("?year=1066", {"A/1", "A/2"}),
        ("?language=xx&kind=poll&year=abc&page=zz", {"A/1", "A/2"}),
    ],
)
def test_the_table_is_narrowed(client, add, issue, query, seen):
    issue(add("A/1"))
    second = add("A/2", kind="report", dated=date(2012, 1, 9))
    issue(second)
    issue(second, "fr")
    page = text(client, query)
    assert {symbol for symbol in ("A/1", "A/2") if f"<bdi>{symbol}</bdi>" in page} == seen


@pytest.mark.parametrize(
    ("role", "count"), [(None, "1 of 1"), (Role.FOCAL_POINT, "2 of 2"), (Role.CHAIR, "3 of 3")]
)
def test_each_counts_what_they_may_read(client, add, issue, sign_in, role, count):
    for n, distribution in enumerate(("general", "members", "restricted")):
        issue(add(f"A/{n}", distribution=distribution))
    browser = sign_in(role) if role else client
    assert f"{count} documents" in text(browser)
    assert "chosen" not in text(browser)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_costs_the_same_for_one_document_or_three(
    client, add, issue, translate, rows, django_assert_num_queries
):
    for n in range(rows):
        issue(document := add(f"A/{n}"))
        translate(document, "fr", TODAY + DAY)
    # The frame (2), the years; how many, by language; which, their languages.
    with django_assert_num_queries(8):
        client.get(PAGE)


def test_one_day_is_set_for_many_languages(add, issue, sign_in):
    first, second = add("A/1"), add("A/2")
    issue(first)
    browser = sign_in(Role.ADMINISTRATION)
    sent = {"chosen": ["a-1:fr", "a-1:es", "a-2:es"], "due_on": "2040-01-06", "language": "es"}
    answer = browser.post(f"{PAGE}due/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?language=es")
    due = {
        (version.document.symbol, version.language)
        for document in (first, second)
        for version in document.versions.filter(due_on=date(2040, 1, 6))
    }
    assert due == {("A/1", "fr"), ("A/1", "es"), ("A/2", "es")}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"chosen": [], "due_on": "2040-01-06"}, "at least one language"),
        ({"chosen": ["a-1:fr"], "due_on": ""}, "This field is required"),
        ({"chosen": ["a-1:fr"], "due_on": "2001-01-06"}, "that day is over"),
        ({"chosen": ["nothing:fr"], "due_on": "2040-01-06"}, "does not exist"),
        ({"chosen": ["a-1:xx"], "due_on": "2040-01-06"}, "not one of the languages"),
        ({"chosen": ["a-1"], "due_on": "2040-01-06"}, "does not exist"),
        ({"chosen": ["a-1:en"], "due_on": "2040-01-06"}, "cannot become"),
        ({"chosen": [f"a-{n}:fr" for n in range(400)], "due_on": "2040-01-06"}, "too much at once"),
    ],
)
def test_what_cannot_be_set_is_said_and_what_was_ticked_stays(add, issue, sign_in, sent, words):
    document = add("A/1")
    issue(document)
    answer = sign_in(Role.ADMINISTRATION).post(f"{PAGE}due/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert not document.versions.exclude(due_on=None).exists()
    assert ('value="a-1:fr" checked' in page) is ("a-1:fr" in sent["chosen"])


def test_only_the_administration_sets_days(client, add, sign_in):
    add("A/1")
    sent = {"chosen": ["a-1:fr"], "due_on": "2040-01-06"}
    assert client.post(f"{PAGE}due/", sent).status_code == 302
    assert sign_in(Role.CHAIR).post(f"{PAGE}due/", sent).status_code == 403
