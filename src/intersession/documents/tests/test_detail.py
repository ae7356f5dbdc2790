"""One document, the forms that add and change it, and the files behind it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.policy import Role
from intersession.documents import panels
from intersession.documents.models import Document, StoredFile
from intersession.documents.tests.conftest import PDF

pytestmark = pytest.mark.django_db
NEW = {
    "symbol": "IC/2011/7",
    "kind": "discussion_note",
    "title_en": "Note",
    "original_language": "en",
    "dated": "2011-09-28",
    "distribution": "general",
}


def opened(browser, address):
    """The answer and its content; reading it to the end closes the file."""
    answer = browser.get(address)
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def status_of(browser, stored):
    return opened(browser, f"/documents/files/{stored.uid}/")[0].status_code


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
        with django_assert_num_queries(4):
            client.get(f"/documents/a-{n}/")


def test_what_hangs_on_a_document_from_above_stands_on_its_page(client, add, issue):
    issue(add())

    def made(document, actor, now):
        template = "documents/_versions.html"
        return panels.Panel(heading="Sent to", template=template, content=None)

    for _twice in range(2):
        panels.hang(made)
    panels.hang(lambda document, actor, now: None)
    assert client.get("/documents/ic-2011-7/").content.decode().count("<h2>Sent to</h2>") == 1


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


@pytest.mark.parametrize("page", ["add/", "ic-2011-7/version/"])
def test_only_the_administration_adds_and_changes(client, add, sign_in, page):
    add()
    assert client.post(f"/documents/{page}").status_code == 302
    assert sign_in(Role.CHAIR).post(f"/documents/{page}").status_code == 403
    client.logout()
    assert sign_in(Role.ADMINISTRATION).get(f"/documents/{page}").status_code == 200


def test_a_language_is_issued_with_its_file_and_anyone_may_open_it(client, add, sign_in):
    add()
    given = {"language": "en", "to": "issued", "upload": SimpleUploadedFile("n.pdf", PDF)}
    answer = sign_in(Role.ADMINISTRATION).post("/documents/ic-2011-7/version/", given)
    assert answer.status_code == 302
    client.logout()
    address = f"/documents/files/{StoredFile.objects.get().uid}/"
    assert f'href="{address}"' in client.get("/documents/").content.decode()
    assert opened(client, address)[1] == PDF


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": "in_translation"}, "by which day"),
        ({"to": "corrected"}, "cannot become"),
        ({"to": "issued", "url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_state_that_does_not_follow_is_refused_on_the_page(add, sign_in, given, words):
    add()
    browser = sign_in(Role.ADMINISTRATION)
    answer = browser.post("/documents/ic-2011-7/version/", {"language": "fr", **given})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_program_named_pdf_changes_nothing(add, sign_in):
    document = add()
    upload = SimpleUploadedFile("paper.pdf", b"MZ\x90\0")
    given = {"language": "en", "to": "issued", "upload": upload}
    answer = sign_in(Role.ADMINISTRATION).post("/documents/ic-2011-7/version/", given)
    assert answer.status_code == 422 and "is not a PDF" in answer.content.decode()
    assert document.versions.get().state == "draft"


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 403), (Role.CHAIR, 403), (Role.FOCAL_POINT, 403), (Role.ADMINISTRATION, 200)],
)
def test_a_scan_is_opened_by_those_who_keep_it(client, store, sign_in, role, status):
    stored = store()
    if role:
        sign_in(role)
    assert status_of(client, stored) == status


def test_the_file_of_a_restricted_document_is_not_for_everyone(client, add, issue, store, sign_in):
    stored = store()
    issue(add(distribution="restricted"), file=stored)
    assert status_of(client, stored) == 403
    assert status_of(sign_in(Role.CHAIR), stored) == 200


def test_the_file_of_a_draft_is_not_for_everyone(client, add, store):
    stored = store()
    add().versions.update(file=stored)
    assert status_of(client, stored) == 403


def test_a_file_is_downloaded_under_safe_headers(sign_in, store):
    address = f"/documents/files/{store().uid}/"
    answer, _content = opened(sign_in(Role.ADMINISTRATION), address)
    assert answer["Content-Disposition"] == 'attachment; filename="note verbale.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_disk_is_not_found(sign_in, store):
    stored = store()
    stored.content.storage.delete(stored.content.name)
    assert status_of(sign_in(Role.ADMINISTRATION), stored) == 404
