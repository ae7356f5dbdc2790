"""Papers through the API: composed, put into the register, issued, taken as files."""

import io
import zipfile
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.consultations.papers import notes
from intersession.jobs.models import Job
from intersession.ledger.record import verify

MEETING = "/api/meeting/consultation-october-2011/discussion/"
OCTETS = "application/octet-stream"
NOTE = {
    "title": {"en": "Topics of 2012"},
    "body": {"en": "The Director presents compliments {to_mission}, see {number} of {date}."},
    "signed_by": {"en": "The Director"},
    "audience": "missing",
    "question": "topics-2012",
    "dated": "2011-10-20",
}


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


def content(answer: Any) -> bytes:
    """Always a download, never shown within our own origin."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == OCTETS and "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_a_discussion_note_is_composed_made_and_put_into_the_register(
    ask: Any, officer: str
) -> None:
    body = {"sections": ["agenda", "overview"], "introduction": {"en": "Welcome."}}
    composed = ask("POST", f"{MEETING}compose/", officer, body).json()
    assert composed["sections"] == ["overview", "agenda"]
    assert ask("GET", MEETING, officer).json() == composed
    made = ask("GET", f"{MEETING}paper/?form=docx&language=fr", officer)
    assert "-fr.docx" in made["Content-Disposition"]
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content(made))).namelist()
    entry = {"symbol": "IC/2011/99", "languages": ["en", "fr"]}
    document = ask("POST", f"{MEETING}register/", officer, entry).json()
    assert (document["symbol"], document["kind"]) == ("IC/2011/99", "discussion_note")
    assert [one["state"] for one in document["versions"]] == ["draft", "draft"]
    nothing = ask("POST", f"{MEETING}register/", officer, {**entry, "languages": []})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "no-language")


def test_a_note_verbale_is_drafted_issued_under_one_number_and_printed(
    ask: Any, officer: str, counted: Any
) -> None:
    made = ask("POST", "/api/notes/add/", officer, NOTE)
    assert made.status_code == 201, made.content
    path = f"/api/note/{made.json()['note']['uid']}/"
    early = ask("POST", f"{path}files/", officer, {})
    assert (early.status_code, early.json()["code"]) == (409, "not-issued-yet")
    changed = {**NOTE, "title": {"en": "The topics of 2012"}}
    assert ask("POST", f"{path}change/", officer, changed).status_code == 200
    issued = ask("POST", f"{path}issue/", officer, {}).json()["note"]
    missing = ask("GET", "/api/question/topics-2012/missing/", officer).json()["total"]
    assert issued["symbol"].startswith("NV/2011/") and issued["notes"] == missing
    again = ask("POST", f"{path}change/", officer, changed)
    assert (again.status_code, again.json()["code"]) == (409, "issued-already")
    counted(f"{path}letters/", officer)
    letter = ask("GET", f"{path}letters/?limit=1", officer).json()
    assert letter["total"] == missing and issued["symbol"] in letter["items"][0]["words"]
    one = ask("GET", f"{path}letter/{letter['items'][0]['entity']}/paper/", officer)
    assert content(one).startswith(b"%PDF")
    listed = ask("GET", "/api/notes/?limit=1", officer).json()["items"]
    assert listed[0]["symbol"] == issued["symbol"]
    assert verify() == []


def test_the_files_of_all_notes_are_the_work_of_a_job(ask: Any, officer: str) -> None:
    uid = ask("POST", "/api/notes/add/", officer, NOTE).json()["note"]["uid"]
    ask("POST", f"/api/note/{uid}/issue/", officer, {})
    assert ask("GET", f"/api/note/{uid}/zip/", officer).status_code == 404, "not made yet"
    job = ask("POST", f"/api/note/{uid}/files/", officer, {}).json()["job"]
    assert Job.objects.get(uid=job).kind == notes.MAKING


@pytest.mark.parametrize(
    "changed, status, code",
    [
        ({"body": {"en": "{nobody}"}}, 409, "unknown-placeholder"),
        ({"body": {"en": "By {deadline}."}}, 409, "no-deadline"),
        ({"question": None}, 409, "which-question"),
        ({"question": "nothing"}, 409, "not-known"),
        ({"body": {}}, 422, "wrong-fields"),
        ({"body": {"en": "a" * 6001}}, 422, "wrong-fields"),
        ({"number": 5}, 422, "wrong-fields"),
    ],
)
def test_a_note_that_cannot_be_written_is_refused(
    changed: Any, status: int, code: str, ask: Any, officer: str
) -> None:
    answer = ask("POST", "/api/notes/add/", officer, {**NOTE, **changed})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_papers_of_a_question_wait_for_what_they_tell(ask: Any, make: Any, officer: str) -> None:
    question = "/api/question/topics-2012/"
    assert ask("GET", f"{question}outcome/").json()["code"] == "not-concluded-yet"
    assert ask("GET", f"{question}brief/paper/", officer).json()["code"] == "not-closed-yet"
    chair = make(Role.CHAIR).secret
    ask("POST", f"{question}close/", chair, {})
    assert content(ask("GET", f"{question}brief/paper/", chair)).startswith(b"%PDF")
    assert content(ask("GET", f"{question}recount/", chair)).startswith(b"{")
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", f"{question}brief/paper/", mission).status_code == 403
    assert ask("GET", f"{question}recount/", mission).status_code == 403


def test_lists_and_agendas_are_printed_as_on_their_pages(ask: Any, make: Any, officer: str) -> None:
    pdf = content(
        ask("GET", "/api/entities/paper/?on=2011-10-20&status=member&group=LDC&language=es")
    )
    assert pdf.startswith(b"%PDF")
    agenda = ask("GET", "/api/meeting/consultation-october-2011/agenda/paper/?form=docx")
    assert content(agenda).startswith(b"PK")
    people = ask("GET", "/api/representatives/paper/?q=marenia&form=docx", officer)
    assert b"word/document.xml" in content(people)
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", "/api/representatives/paper/", mission).status_code == 403
