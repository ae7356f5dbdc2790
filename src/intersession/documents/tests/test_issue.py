"""What is done with the languages of a document: draft, translate, issue, correct, supersede."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.policy import Role
from intersession.documents import actions
from intersession.documents.models import StoredFile
from intersession.documents.tests.conftest import AT, OFFICER, PDF
from intersession.documents.tests.test_contents import word

pytestmark = pytest.mark.django_db
PAGE = "/documents/ic-2011-7/"
WHO = {"by": OFFICER, "at": AT}


@pytest.fixture
def office(sign_in):
    return sign_in(Role.ADMINISTRATION)


def pdf(content=PDF, name="paper.pdf"):
    return SimpleUploadedFile(name, content)


def states(document):
    return dict(document.versions.values_list("language", "state"))


def test_several_languages_are_issued_at_once_with_their_files(client, add, office):
    document = add()
    sent = {"languages": ["es"], "upload_en": pdf(), "upload_fr": pdf(word(), "note.docx")}
    assert office.post(f"{PAGE}issue/", sent)["Location"] == PAGE
    assert states(document) == {"en": "issued", "fr": "issued", "es": "issued"}
    kinds = dict(document.versions.values_list("language", "file__name"))
    assert kinds == {"en": "paper.pdf", "fr": "note.docx", "es": None}
    page = client.get("/documents/").content.decode()
    assert "DOCX, " in page and "PDF, " in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\0", "its content says so"),
        (b"<html></html>", "its content says so"),
        (b"", "empty"),
        (b"%PDF-1.7\n" + b"\0" * 25_000_000, "larger than 25\xa0MB"),
    ],
)
def test_one_bad_file_of_several_and_nothing_is_issued_or_kept(
    add, office, content, words, tmp_path
):
    document = add()
    sent = {"languages": "es", "issued_on": "2011-10-03"}
    files = {"upload_en": pdf(), "upload_fr": pdf(content)}
    answer = office.post(f"{PAGE}issue/", sent | files)
    page = answer.content.decode()
    assert answer.status_code == 422 and words.replace("\xa0", " ") in page.replace("\xa0", " ")
    assert states(document) == {"en": "draft"} and not StoredFile.objects.exists()
    assert not list(tmp_path.rglob("*"))
    assert 'value="2011-10-03"' in page and 'value="es" id="id_languages_2" checked' in page


def test_a_form_in_which_nothing_was_chosen_is_refused(add, office):
    add()
    answer = office.post(f"{PAGE}issue/", {"issued_on": ""})
    assert answer.status_code == 422 and "at least one language" in answer.content.decode()


def test_only_languages_that_are_still_to_come_are_issued(add, issue, office):
    document = add()
    issue(document, "en")
    answer = office.post(f"{PAGE}issue/", {"languages": ["en", "fr"]})
    assert answer.status_code == 422 and "Select a valid choice" in answer.content.decode()
    assert states(document) == {"en": "issued"}


def test_where_nothing_can_be_done_the_page_says_so(add, issue, office):
    document = add()
    for language in ("en", "fr", "es"):
        issue(document, language)
    assert "no language in which this can be done" in office.get(f"{PAGE}issue/").content.decode()


def test_languages_go_to_translation_with_a_day_and_may_get_another(add, office):
    document = add()
    for due in ("2040-01-06", "2040-02-03"):
        sent = {"languages": ["fr", "es"], "due_on": due}
        assert office.post(f"{PAGE}translate/", sent).status_code == 302
    days = dict(document.versions.values_list("language", "due_on"))
    assert days == {"en": None, "fr": date(2040, 2, 3), "es": date(2040, 2, 3)}


@pytest.mark.parametrize(
    ("page", "sent", "words"),
    [
        ("translate/", {"languages": ["fr"], "due_on": "2001-01-01"}, "that day is over"),
        ("translate/", {"languages": ["fr"], "due_on": ""}, "This field is required"),
        ("translate/", {"due_on": "2040-01-01"}, "This field is required"),
        ("correct/", {"language": "en", "note": "Table 2"}, "Choose the new file"),
        ("correct/", {"language": "en", "url": "https://example.org/x"}, "This field is required"),
        (
            "correct/",
            {"language": "fr", "note": "x", "url": "https://example.org/x"},
            "valid choice",
        ),
        ("revise/", {"language": "en", "note": "x", "url": "javascript:alert(1)"}, "valid URL"),
        ("supersede/", {"note": "x"}, "This field is required"),
        ("draft/", {"language": "en"}, "valid choice"),
    ],
)
def test_what_is_wrong_with_a_form_is_said(add, issue, office, page, sent, words):
    document = add()
    issue(document)
    answer = office.post(f"{PAGE}{page}", sent)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert states(document) == {"en": "issued"}


@pytest.mark.parametrize(("verb", "state"), [("correct", "corrected"), ("revise", "revised")])
def test_a_corrected_text_takes_the_place_and_the_earlier_one_stays_in_the_history(
    client, add, issue, office, store, verb, state
):
    document, before = add(), store(PDF)
    issue(document, file=before)
    sent = {"language": "en", "note": "Table 2", "upload": pdf(PDF + b"new %%EOF")}
    assert office.post(f"{PAGE}{verb}/", sent).status_code == 302
    version = document.versions.get()
    assert version.state == state and version.file != before
    page = client.get(PAGE).content.decode()
    assert f"EN {state}: Table 2" in page
    assert f"/documents/files/{before.uid}/" in page
    assert f"/documents/files/{version.file.uid}/" in page


def test_what_is_superseded_stays_readable_and_says_so(client, add, issue, office, store):
    document = add()
    issue(document, file=store())
    sent = {"languages": ["en"], "note": "MC/2400"}
    assert office.post(f"{PAGE}supersede/", sent).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "EN superseded: MC/2400" in page and "/documents/files/" in page


def test_a_draft_is_kept_for_those_who_work_on_it(add, office):
    document = add()
    assert office.post(f"{PAGE}draft/", {"language": "en", "upload": pdf()}).status_code == 302
    assert document.versions.get().file.name == "paper.pdf"


def test_a_draft_of_a_translation_keeps_its_day_even_when_that_is_over(client, add, office):
    document = add()
    due = date(2011, 9, 30)
    actions.set_deadlines(wanted=[(document, "fr")], due_on=due, **WHO)
    assert office.post(f"{PAGE}draft/", {"language": "fr", "upload": pdf()}).status_code == 302
    version = document.versions.get(language="fr")
    assert (version.state, version.due_on) == ("in_translation", due)
    address = f"/documents/files/{version.file.uid}/"
    assert address in office.get(PAGE).content.decode()
    client.logout()
    assert address not in client.get(PAGE).content.decode()


def test_the_page_that_issues_a_corrigendum_says_what_it_marks(add, issue, office):
    issue(add())
    add("IC/2011/7/Corr.1")
    page = office.get("/documents/ic-2011-7-corr-1/issue/").content.decode()
    assert "The same languages of IC/2011/7 are marked as corrected." in page


def test_a_form_that_is_sent_twice_issues_once(add, office):
    document = add()
    for _again in range(2):
        sent = {"languages": ["en"], "once": "key", "upload_en": pdf()}
        assert office.post(f"{PAGE}issue/", sent).status_code == 302
    assert StoredFile.objects.count() == document.versions.get().steps.count() == 1


def test_deadlines_of_two_documents_are_set_together_or_not_at_all(add, issue):
    first, second = add("A/1"), add("A/2")
    issue(second, "fr")
    due = date(2011, 10, 3)
    with pytest.raises(actions.NotAllowed):
        actions.set_deadlines(wanted=[(first, "fr"), (second, "fr")], due_on=due, **WHO)
    assert states(first) == {"en": "draft"}
