"""One document: its languages, what belongs to it, what became of it."""

from datetime import date

import pytest

from intersession.access.policy import Role
from intersession.documents import actions, panels
from intersession.documents.tests.conftest import AT, OFFICER, PDF
from intersession.ui.panels import Panel

pytestmark = pytest.mark.django_db
WHO = {"by": OFFICER, "at": AT}
PAGE = "/documents/ic-2011-7/"


def test_a_page_shows_symbol_title_and_every_language(client, add, issue):
    issue(add(title={"en": "Discussion note", "fr": "Note de discussion"}, invented=True))
    page = client.get("/documents/ic-2011-7/").content.decode()
    for words in ("<bdi>IC/2011/7</bdi>", "Discussion note", "issued", "missing", "Español"):
        assert words in page
    assert "invented for the example" in page


def test_a_page_has_the_same_cost_with_one_language_or_three(
    client, add, issue, django_assert_num_queries
):
    issue(add("A/1"))
    second = add("A/2")
    for language in ("en", "fr", "es"):
        issue(second, language)
    for n in (1, 2):
        with django_assert_num_queries(6):
            client.get(f"/documents/a-{n}/")


def test_what_hangs_on_a_document_from_above_stands_on_its_page(client, add, issue):
    issue(add())

    def made(document, actor, now):
        template = "documents/_versions.html"
        return Panel(heading="Sent to", template=template, content=None)

    for _twice in range(2):
        panels.hang(made)
    panels.hang(lambda document, actor, now: None)
    assert client.get("/documents/ic-2011-7/").content.decode().count("<h2>Sent to</h2>") == 1


def test_what_belongs_to_a_document_and_what_it_belongs_to_stand_on_both_pages(client, add, issue):
    issue(add())
    issue(add("IC/2011/7/Corr.1", title={"en": "Corrected figures"}))
    parent = client.get(PAGE).content.decode()
    assert "Corrigenda" in parent and 'href="/documents/ic-2011-7-corr-1/"' in parent
    child = client.get("/documents/ic-2011-7-corr-1/").content.decode()
    assert f'Corrigendum to <a href="{PAGE}"><bdi>IC/2011/7</bdi></a>' in child


def test_a_restricted_corrigendum_is_not_named_on_the_page_of_an_open_document(
    client, add, issue, sign_in
):
    issue(add())
    issue(add("IC/2011/7/Corr.1", title={"en": "Secret"}, distribution="restricted"))
    page = client.get(PAGE).content.decode()
    assert "Secret" not in page and "Corr.1" not in page
    assert "Secret" in sign_in(Role.CHAIR).get(PAGE).content.decode()


def test_a_document_into_which_corrigenda_came_first_takes_them_in(add):
    child = add("MC/2398/Rev.1/Corr.1")
    assert child.parent is None
    parent = add("MC/2398/Rev.1")
    child.refresh_from_db()
    assert (child.parent, child.relation) == (parent, "corrigendum")


@pytest.mark.parametrize(
    ("symbols", "parent"),
    [
        (["MC/2398", "MC/2398/Rev.1"], "MC/2398"),
        (["MC/2398", "MC/2398/Rev.1", "MC/2398/Rev.2"], "MC/2398/Rev.1"),
        (["MC/2398", "MC/2398/Rev.2"], "MC/2398"),
        (["MC/2398", "MC/2398/Amend.3"], "MC/2398"),
        (["MC/2398", "MC/23980/Add.1"], None),
        (["MC/2398", "MC/2398/INF/Add.1"], None),
    ],
)
def test_the_parent_is_read_from_the_symbol(add, symbols, parent):
    *_before, last = [add(symbol) for symbol in symbols]
    assert (last.parent.symbol if last.parent else None) == parent


@pytest.mark.parametrize(
    ("mark", "state"),
    [("Corr", "corrected"), ("Rev", "revised"), ("Add", "issued"), ("Amend", "issued")],
)
def test_issuing_a_corrigendum_or_a_revision_marks_that_language_only(add, issue, mark, state):
    parent = add()
    issue(parent, "en")
    issue(parent, "fr")
    child = add(f"IC/2011/7/{mark}.1")
    issue(child, "en")
    assert dict(parent.versions.values_list("language", "state")) == {"en": state, "fr": "issued"}


def test_what_is_superseded_is_not_marked_again_by_a_late_corrigendum(add, issue):
    parent = add()
    issue(parent)
    actions.state_version(document=parent, language="en", to="superseded", **WHO)
    issue(add("IC/2011/7/Corr.1"))
    assert parent.versions.get().state == "superseded"


def test_the_history_keeps_each_file_with_its_day_and_who_changed_it(
    client, add, issue, store, sign_in
):
    document = add()
    first, second = store(PDF), store(PDF + b"corrected %%EOF")
    issue(document, file=first)
    actions.state_version(
        document=document, language="en", to="corrected", file=second, note="Table 2", **WHO
    )
    page = client.get(PAGE).content.decode()
    for words in (str(first.uid), str(second.uid), "EN corrected: Table 2", "EN issued"):
        assert words in page
    assert "Dialogue team" not in page
    assert "Dialogue team" in sign_in(Role.ADMINISTRATION).get(PAGE).content.decode()


def test_a_draft_is_no_part_of_the_history_that_readers_see(client, add, store):
    stored = store()
    actions.state_version(document=add(), language="fr", to="draft", file=stored, **WHO)
    assert str(stored.uid) not in client.get(PAGE).content.decode()


def test_what_can_be_done_follows_from_the_state(add, issue, sign_in):
    document = add()
    issue(document)
    page = sign_in(Role.ADMINISTRATION).get(PAGE).content.decode()
    for address in ("correct/?language=en", "supersede/?language=en", "issue/?language=fr"):
        assert f"{PAGE}{address}" in page
    for address in ("issue/?language=en", "correct/?language=fr"):
        assert f"{PAGE}{address}" not in page
    assert "add/?of=ic-2011-7&amp;as=corrigendum" in page


def test_readers_are_offered_nothing_to_do(client, add, sign_in):
    add()
    page = sign_in(Role.FOCAL_POINT).get(PAGE).content.decode()
    assert "/issue/" not in page and "as=corrigendum" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_with_one_corrigendum_or_three(
    client, add, issue, rows, django_assert_num_queries
):
    issue(add())
    for n in range(rows):
        issue(add(f"IC/2011/7/Add.{n}"))
    # As above, and the languages of what belongs to it.
    with django_assert_num_queries(7):
        client.get(PAGE)


def test_a_due_day_and_what_is_left_stand_beside_the_language(client, add):
    actions.state_version(
        document=add(), language="fr", to="in_translation", due_on=date(2040, 1, 6), **WHO
    )
    assert "due on 6\xa0January 2040" in client.get(PAGE).content.decode()
