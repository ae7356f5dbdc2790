"""The register of documents for programs: files come in, versions go their way, nothing leaks."""

import io
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import SYSTEM
from intersession.access.policy import May, Role
from intersession.consultations.models import Preference
from intersession.documents.actions import store_file
from intersession.documents.models import Document, Series, StoredFile
from intersession.documents.rules import MOST_OCTETS
from intersession.ledger.record import verify

FILES = "/api/files/add/?name=note.pdf"
OCTETS = "application/octet-stream"
NEW = {
    "symbol": "IC/2011/9",
    "kind": "report",
    "title": {"en": "Report", "fr": "Rapport"},
    "dated": "2011-10-20",
    "distribution": "members",
    "original_language": "en",
}
PAPER = "/api/document/ic-2011-9/"


def pdf(words: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" + words + b"\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def send(client: Any, officer: str) -> Any:
    """A file as the body of a request."""

    def send(content: bytes = pdf(), path: str = FILES, **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {officer}", **given.pop("headers", {})}
        wanted = {"content_type": OCTETS, **given}
        return client.generic("POST", path, content, headers=headers, **wanted)

    return send


@pytest.fixture
def paper(ask: Any, officer: str) -> Any:
    made = ask("POST", "/api/documents/add/", officer, NEW)
    assert made.status_code == 201, made.content
    return made.json()


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def states(found: Any) -> dict[str, str]:
    return {one["language"]: one["state"] for one in found.json()["versions"]}


def test_a_document_goes_from_its_symbol_to_its_correction(
    ask: Any, officer: str, send: Any, paper: Any
) -> None:
    assert (paper["slug"], paper["versions"][0]["state"]) == ("ic-2011-9", "draft")
    taken = ask("POST", "/api/documents/add/", officer, NEW)
    assert said(taken) == (409, "symbol-taken")
    first, second = send(pdf(b"1")).json(), send(pdf(b"2")).json()
    draft = {"language": "en", "file": first["uid"]}
    assert states(ask("POST", f"{PAPER}draft/", officer, draft)) == {"en": "draft"}
    issue = {"languages": [draft, {"language": "fr", "url": "https://example.org/fr.pdf"}]}
    issued = ask("POST", f"{PAPER}issue/", officer, issue)
    assert states(issued) == {"en": "issued", "fr": "issued"}
    change = {"language": "en", "note": "Table 2"}
    assert said(ask("POST", f"{PAPER}correct/", officer, change)) == (409, "nothing-new")
    corrected = ask("POST", f"{PAPER}correct/", officer, {**change, "file": second["uid"]})
    assert states(corrected) == {"en": "corrected", "fr": "issued"}
    assert corrected.json()["versions"][0]["file"] == f"/api/file/{second['uid']}/"
    revised = {"language": "fr", "note": "New", "url": "https://example.org/2.pdf"}
    assert states(ask("POST", f"{PAPER}revise/", officer, revised))["fr"] == "revised"
    over = ask("POST", f"{PAPER}supersede/", officer, {"languages": ["en", "es"]})
    assert said(over) == (409, "not-allowed")
    assert states(ask("GET", PAPER, officer))["en"] == "corrected", "all of them or none"
    over = ask("POST", f"{PAPER}supersede/", officer, {"languages": ["en", "fr"]})
    assert set(states(over).values()) == {"superseded"}
    assert verify() == []


def test_a_change_that_was_not_read_is_refused(ask: Any, officer: str, paper: Any) -> None:
    facts = {name: NEW[name] for name in ("kind", "title", "dated")}
    tag = ask("GET", PAPER, officer)["ETag"]
    wider = {**facts, "distribution": "general"}
    assert ask("GET", PAPER).status_code == 404, "the membership's own"
    first = ask("POST", f"{PAPER}change/", officer, wider, If_Match=tag)
    assert first.json()["distribution"] == "general"
    late = ask("POST", f"{PAPER}change/", officer, wider, If_Match=tag)
    assert said(late) == (412, "changed-meanwhile")
    assert ask("GET", PAPER).status_code == 200


def test_where_a_draft_lies_is_told_to_those_who_work_on_it(
    ask: Any, officer: str, send: Any, paper: Any
) -> None:
    draft = {"language": "en", "file": send().json()["uid"]}
    made = ask("POST", f"{PAPER}draft/", officer, draft).json()["versions"][0]
    Document.objects.update(distribution="general")
    assert made["file"] == ask("GET", PAPER, officer).json()["versions"][0]["file"] != ""
    assert ask("GET", PAPER).json()["versions"][0]["file"] == ""
    assert ask("GET", made["file"]).status_code == 401


@pytest.mark.parametrize(
    "given, status, code",
    [
        ({"content": b"<html>%PDF-1.7"}, 409, "file-of-other-type"),
        ({"content": b"", "CONTENT_TYPE": OCTETS}, 409, "file-empty"),
        ({"content": pdf(), "content_type": "application/pdf"}, 415, "not-octets"),
        ({"path": "/api/files/add/?name=" + "a" * 201}, 422, "wrong-fields"),
        ({"path": "/api/files/add/?kind=scan"}, 422, "wrong-fields"),
    ],
)
def test_what_is_no_paper_is_not_kept(given: Any, status: int, code: str, send: Any) -> None:
    assert said(send(**given)) == (status, code)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "name, kept",
    [
        ("/", "file.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Papers\\IC 7.docx", "IC 7.pdf"),
        ("note." + "é" * 190, "note.pdf"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(name: str, kept: str, send: Any) -> None:
    found = send(path=f"/api/files/add/?{urlencode({'name': name})}")
    assert (found.status_code, found.json()["name"]) == (201, kept)


class Unread(io.BytesIO):
    """A body that nobody may ask for."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("It was read.")


def test_what_is_too_large_is_not_read(send: Any, ask: Any, client: Any, topics: Any) -> None:
    coming = {"CONTENT_LENGTH": str(MOST_OCTETS + 1), "wsgi.input": Unread()}
    answer = send(**coming)
    assert said(answer) == (413, "too-large")
    assert "25000000" in answer.json()["detail"]
    stranger = client.generic("POST", FILES, b"", OCTETS, **coming)
    assert said(stranger) == (401, "token-needed")
    cut_off = {"CONTENT_LENGTH": "1000", "wsgi.input": io.BytesIO(pdf())}
    assert said(send(**cut_off)) == (409, "file-damaged")


def test_a_file_sent_again_with_its_key_is_kept_once(send: Any) -> None:
    again = [send(headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert again[0].status_code == again[1].status_code == 201
    assert again[0].json() == again[1].json()
    assert again[0].json()["name"] == "note.pdf"
    send(pdf(b"other"), headers={"Idempotency-Key": "one"})
    send(path="/api/files/add/?name=other.png", headers={"Idempotency-Key": "one"})
    assert sorted(StoredFile.objects.values_list("name", flat=True)) == [
        "note.pdf",
        "note.pdf",
        "other.pdf",
    ]


def test_a_scan_comes_with_the_answer_and_belongs_to_no_document(
    ask: Any, officer: str, send: Any, paper: Any
) -> None:
    scan = send().json()["uid"]
    keyed = {"entity": "marenia", "approved": ["B"], "channel": "note_verbale", "scan": scan}
    keyed["received_at"] = "2011-10-20T08:00:00Z"
    path = "/api/question/topics-2012/keyed/"
    answer = ask("POST", path, officer, keyed)
    assert answer.status_code == 200, answer.content
    row = Preference.objects.get(receipt=answer.json()["receipt"])
    assert str(row.scan.uid) == scan
    issue = {"languages": [{"language": "en", "file": scan}]}
    assert said(ask("POST", f"{PAPER}issue/", officer, issue)) == (409, "file-taken")
    again = ask("POST", path, officer, {**keyed, "approved": ["A"]})
    assert said(again) == (409, "file-taken")


def test_the_file_of_one_document_is_not_that_of_another(
    ask: Any, officer: str, topics: Any, paper: Any
) -> None:
    given = {"by": SYSTEM, "at": topics.now}
    secret = store_file(upload=SimpleUploadedFile("n.pdf", pdf()), **given)
    Document.objects.get(slug="ic-2011-7").versions.filter(language="en").update(file=secret)
    for file in (secret.uid, "00000000-0000-4000-8000-000000000000"):
        issue = {"languages": [{"language": "en", "file": str(file)}]}
        answer = ask("POST", f"{PAPER}issue/", officer, issue)
        assert said(answer) == (409, "file-taken" if file == secret.uid else "not-known")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/a", "a page"])
def test_an_address_of_a_document_is_one_on_the_web(
    url: str, ask: Any, officer: str, paper: Any
) -> None:
    issue = {"languages": [{"language": "en", "url": url}]}
    assert said(ask("POST", f"{PAPER}issue/", officer, issue)) == (409, "not-published-there")


def test_deadlines_are_set_for_many_and_told_by_language(
    ask: Any, officer: str, paper: Any
) -> None:
    pair = {"document": "ic-2011-9", "language": "es"}
    body = {"wanted": [pair, pair, {**pair, "language": "fr"}], "due_on": "2011-10-25"}
    unknown = {**body, "wanted": [{**pair, "document": "no-such"}]}
    assert said(ask("POST", "/api/documents/deadlines/", officer, unknown)) == (409, "not-known")
    set_ = ask("POST", "/api/documents/deadlines/", officer, body)
    assert [one["slug"] for one in set_.json()] == ["ic-2011-9"]
    found = ask("GET", "/api/documents/missing/?year=2011", officer).json()
    line = next(one for one in found["items"] if one["slug"] == "ic-2011-9")
    assert [(one["language"], one["state"], one["due_on"]) for one in line["missing"]] == [
        ("en", "draft", None),
        ("fr", "in_translation", "2011-10-25"),
        ("es", "in_translation", "2011-10-25"),
    ]
    assert not any(one["late"] for one in line["missing"])
    public = ask("GET", "/api/documents/missing/?year=2011")
    assert "ic-2011-9" not in public.content.decode()
    assert public.json()["documents"] == found["documents"] - 1
    spanish = ask("GET", "/api/documents/missing/?language=es&show=all", officer).json()
    assert {one["language"] for one in spanish["languages"]} == {"es"}


def test_a_series_says_what_comes_next(ask: Any, officer: str, paper: Any) -> None:
    Series.objects.filter(pattern="IC/{year}/{n}").delete()
    facts = {"pattern": "IC/{year}/{n}", "name": {"en": "Consultations"}, "kind": "report"}
    facts["distribution"] = "general"
    made = ask("POST", "/api/series/add/", officer, facts)
    assert (made.status_code, made.json()["next"]) == (201, "IC/2011/10")
    assert said(ask("POST", "/api/series/add/", officer, facts)) == (409, "series-known")
    path = f"/api/series/{made.json()['uid']}/change/"
    changed = ask("POST", path, officer, {**facts, "first": 40})
    assert changed.json()["next"] == "IC/2011/40"
    listed = ask("GET", "/api/series/?limit=250", officer).json()["items"]
    assert changed.json() in listed
    assert Document.objects.get(slug="ic-2011-9").dated == date(2011, 10, 20)


def test_a_token_for_documents_alone_is_enough(ask: Any, make: Any, send: Any) -> None:
    narrow = make(Role.ADMINISTRATION, scopes=[May.MANAGE_DOCUMENTS]).secret
    hidden = {**NEW, "distribution": "restricted"}
    assert ask("POST", "/api/documents/add/", narrow, hidden).status_code == 201
    draft = {"language": "fr", "file": send().json()["uid"]}
    assert ask("POST", f"{PAPER}draft/", narrow, draft).status_code == 200
    other = make(Role.ADMINISTRATION, scopes=[May.MANAGE_MEETINGS]).secret
    assert said(ask("POST", f"{PAPER}draft/", other, draft)) == (403, "not-allowed")
