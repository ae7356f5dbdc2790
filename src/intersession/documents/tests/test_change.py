"""Correcting what is said of a document."""

import pytest

from intersession.access.policy import Role
from intersession.documents.models import Document
from intersession.ledger.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/documents/ic-2011-7/change/"
SAME = {
    "title_en": "Note",
    "kind": "discussion_note",
    "dated": "2011-09-28",
    "distribution": "general",
}


def changes():
    found = Entry.objects.filter(verb__in=["documents:document:changed"])
    return [{**entry.values} for entry in found]


def test_title_kind_and_date_are_corrected_and_the_ledger_knows_what_stood_there(add, sign_in):
    add()
    browser = sign_in(Role.ADMINISTRATION)
    assert 'value="Note"' in browser.get(PAGE).content.decode()
    sent = {**SAME, "title_fr": "Note de synthèse", "kind": "report", "dated": "2011-09-29"}
    assert browser.post(PAGE, sent)["Location"] == "/documents/ic-2011-7/"
    kept = Document.objects.get()
    assert (kept.kind, kept.title) == ("report", {"en": "Note", "fr": "Note de synthèse"})
    (told,) = changes()
    assert told["kind"] == {"from": "discussion_note", "to": "report"}
    assert told["dated"] == {"from": "2011-09-28", "to": "2011-09-29"}
    assert "distribution" not in told


def test_a_form_that_changes_nothing_leaves_no_entry(add, sign_in):
    add()
    assert sign_in(Role.ADMINISTRATION).post(PAGE, SAME).status_code == 302
    assert changes() == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title_en": " "}, "at least one language"),
        ({"kind": "poll"}, "Select a valid choice"),
        ({"distribution": "secret"}, "Select a valid choice"),
        ({"dated": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(add, sign_in, given, words):
    add()
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, {**SAME, **given})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Document.objects.get().title == {"en": "Note"}
