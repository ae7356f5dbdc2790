"""The form that adds a document, by hand, in a series, or as what belongs to another one."""

import re

import pytest

from intersession.access.policy import Role
from intersession.documents import actions
from intersession.documents.actions.series import SeriesFacts
from intersession.documents.models import Document
from intersession.documents.tests.conftest import AT, OFFICER

pytestmark = pytest.mark.django_db
NEW = {
    "symbol": "IC/2011/7",
    "kind": "discussion_note",
    "title_en": "Note",
    "original_language": "en",
    "dated": "2011-09-28",
    "distribution": "general",
}


def test_a_document_is_added_once_however_often_the_form_is_sent(sign_in):
    browser = sign_in(Role.ADMINISTRATION)
    for _again in range(2):
        answer = browser.post("/documents/add/", {**NEW, "once": "key"})
        assert answer["Location"] == "/documents/ic-2011-7/"
    assert Document.objects.get().title == {"en": "Note"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"symbol": "note 7"}, "is not a symbol"),
        ({"symbol": "MC/2398"}, "is taken"),
        ({"title_en": "x" * 400}, "at most 300 characters"),
        ({"title_en": " "}, "at least one language"),
        ({"kind": "poll"}, "Select a valid choice"),
        ({"dated": "31 February"}, "Enter a valid date"),
        ({"dated": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_with_a_document_is_said(sign_in, add, given, words):
    add("MC/2398")
    answer = sign_in(Role.ADMINISTRATION).post("/documents/add/", {**NEW, **given})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "page",
    ["add/", "series/", "series/add/"]
    + [
        f"ic-2011-7/{verb}/"
        for verb in ("change", "draft", "translate", "issue", "correct", "revise", "supersede")
    ],
)
def test_only_the_administration_adds_and_changes(client, add, sign_in, page):
    add()
    assert client.get(f"/documents/{page}").status_code == 302
    assert sign_in(Role.CHAIR).get(f"/documents/{page}").status_code == 403
    client.logout()
    assert sign_in(Role.ADMINISTRATION).get(f"/documents/{page}").status_code == 200


def series(pattern, **given):
    facts = {"name": {"en": "Papers"}, "kind": "report", "distribution": "members", **given}
    return actions.add_series(facts=SeriesFacts(pattern=pattern, **facts), by=OFFICER, at=AT)


def test_the_next_number_of_a_series_is_proposed_with_what_the_series_knows(sign_in, add):
    add("MC/2399")
    add("MC/2398/Rev.7")
    kept = series("MC/{n}")
    browser = sign_in(Role.ADMINISTRATION)
    assert "<bdi>MC/2400</bdi>" in browser.get("/documents/add/").content.decode()
    page = browser.get(f"/documents/add/?series={kept.uid}").content.decode()
    assert 'value="MC/2400"' in page
    assert (
        '<option value="members" selected>' in page and '<option value="report" selected>' in page
    )


@pytest.mark.parametrize(
    ("relation", "symbol", "titles"),
    [
        ("corrigendum", "MC/2398/Rev.1/Corr.3", ("Corrigendum: Budget", "Rectificatif : Budget")),
        ("addendum", "MC/2398/Rev.1/Add.1", ("Addendum: Budget", "Additif : Budget")),
        ("amendment", "MC/2398/Rev.1/Amend.1", ("Amendment: Budget", "Amendement : Budget")),
        ("revision", "MC/2398/Rev.2", ("Budget", "Budget")),
    ],
)
def test_what_belongs_to_a_document_gets_its_symbol_and_its_title(
    sign_in, add, relation, symbol, titles
):
    for taken in ("MC/2398", "MC/2398/Rev.1/Corr.1", "MC/2398/Rev.1/Corr.2"):
        add(taken)
    add("MC/2398/Rev.1", title={"en": "Budget", "fr": "Budget"}, distribution="members")
    address = f"/documents/add/?of=mc-2398-rev-1&as={relation}"
    page = sign_in(Role.ADMINISTRATION).get(address).content.decode()
    assert f'value="{symbol}"' in page
    for title in titles:
        assert f'value="{title}"' in page.replace("\xa0", " ")
    assert '<option value="members" selected>' in page


@pytest.mark.parametrize(
    "query", ["of=nothing&as=corrigendum", "of=a-1&as=poll", "series=7", "series=" + "0" * 36]
)
def test_an_address_that_makes_no_sense_proposes_nothing(sign_in, add, query):
    add("A/1")
    answer = sign_in(Role.ADMINISTRATION).get(f"/documents/add/?{query}")
    assert answer.status_code == 200
    assert not re.search(r'<input[^>]* name="symbol"[^>]* value=', answer.content.decode())


def test_a_symbol_that_was_taken_meanwhile_gives_way_to_the_next_and_nothing_is_lost(sign_in, add):
    for taken in ("IC/2011/7", "IC/2011/8", "IC/2011/10"):
        add(taken)
    sent = {**NEW, "title_en": "My long title", "dated": "2011-10-03", "distribution": "members"}
    browser = sign_in(Role.ADMINISTRATION)
    answer = browser.post("/documents/add/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "IC/2011/7 is taken" in page and "next free symbol, IC/2011/11, stands" in page
    for kept in ('value="IC/2011/11"', 'value="My long title"', 'value="2011-10-03"'):
        assert kept in page
    assert '<option value="members" selected>' in page
    again = browser.post("/documents/add/", {**sent, "symbol": "IC/2011/11"})
    assert again["Location"] == "/documents/ic-2011-11/"


def test_a_symbol_that_ends_with_a_word_is_refused_without_a_proposal(sign_in, add):
    add("IDM/2011/SUM")
    answer = sign_in(Role.ADMINISTRATION).post("/documents/add/", {**NEW, "symbol": "IDM/2011/SUM"})
    assert answer.status_code == 422 and "stands in the form" not in answer.content.decode()
