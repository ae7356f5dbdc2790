"""Files behind documents: who may open one, and the headers under which it goes out."""

from datetime import date

import pytest

from intersession.access.policy import Role
from intersession.documents import actions
from intersession.documents.actions.register import Facts
from intersession.documents.tests.conftest import AT, OFFICER, PDF
from intersession.ledger.models import Entry

pytestmark = pytest.mark.django_db
WHO = {"by": OFFICER, "at": AT}


def opened(browser, address):
    """The answer and its content; reading it to the end closes the file."""
    answer = browser.get(address)
    return answer, b"".join(answer.streaming_content) if answer.streaming else b""


def status_of(browser, stored):
    return opened(browser, f"/documents/files/{stored.uid}/")[0].status_code


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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("état.pdf", "filename*=utf-8''%C3%A9tat.pdf"),
        ("移徙.pdf", "filename*=utf-8''%E7%A7%BB%E5%BE%99.pdf"),
        ("الهجرة.pdf", "filename*=utf-8''%D8%A7%D9%84%D9%87%D8%AC%D8%B1%D8%A9.pdf"),
    ],
)
def test_a_name_in_any_script_reaches_the_disk_of_the_reader(sign_in, store, name, said):
    address = f"/documents/files/{store(PDF, name).uid}/"
    answer, _content = opened(sign_in(Role.ADMINISTRATION), address)
    assert answer["Content-Disposition"] == f"attachment; {said}"


def change(document, distribution):
    facts = Facts(
        kind=document.kind,
        title=document.title,
        dated=document.dated,
        distribution=distribution,
    )
    return actions.change_document(document=document, facts=facts, **WHO)


def test_a_change_of_distribution_shuts_an_address_that_somebody_has(client, add, issue, store):
    stored, document = store(), add()
    issue(document, file=stored)
    assert status_of(client, stored) == 200
    change(document, "restricted")
    assert status_of(client, stored) == 403
    assert client.get("/documents/ic-2011-7/").status_code == 404
    change(document, "general")
    assert status_of(client, stored) == 200
    told = [e.values["distribution"] for e in Entry.objects.filter(verb__contains="distribution")]
    assert told == [
        {"from": "general", "to": "restricted"},
        {"from": "restricted", "to": "general"},
    ]


def test_the_file_before_a_correction_is_open_to_the_same_readers(client, add, issue, store):
    earlier, later = store(PDF), store(PDF + b"later %%EOF")
    document = add()
    issue(document, file=earlier)
    actions.state_version(document=document, language="en", to="corrected", file=later, **WHO)
    assert status_of(client, earlier) == status_of(client, later) == 200
    change(document, "members")
    assert status_of(client, earlier) == status_of(client, later) == 403


def test_a_draft_that_another_file_replaced_stays_shut(client, add, store):
    rough, final, document = store(PDF), store(PDF + b"final %%EOF"), add()
    actions.state_version(document=document, language="fr", to="draft", file=rough, **WHO)
    due = date(2011, 10, 3)
    actions.state_version(document=document, language="fr", to="in_translation", due_on=due, **WHO)
    actions.state_version(document=document, language="fr", to="issued", file=final, **WHO)
    assert (status_of(client, rough), status_of(client, final)) == (403, 200)
