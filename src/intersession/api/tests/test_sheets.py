"""Lists that come in through the API: sent as they are, looked at, taken in whole, undone."""

from typing import Any

import pytest

from intersession.access.policy import May, Role
from intersession.imports import work
from intersession.imports.actions.taking import RowRefused
from intersession.imports.models import Import
from intersession.jobs import running
from intersession.jobs.models import Job
from intersession.jobs.work import KINDS
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity

OCTETS = "application/octet-stream"
LIST = """Nom,Code,Téléphone
Marénie,XMA,+41 22 555 77 77
Atlantide,QQA,+41 22 555 00 01
,,+41 22 555 00 02
"""


@pytest.fixture(autouse=True)
def elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def send(client: Any) -> Any:
    """A file as the body of a request, as curl --data-binary sends it."""

    def send(token: str, content: str | bytes, query: str = "kind=entities", **headers: Any) -> Any:
        octets = content.encode() if isinstance(content, str) else content
        given = {"Authorization": f"Bearer {token}", **headers.pop("headers", {})}
        kind = headers.pop("content_type", OCTETS)
        path = f"/api/sheets/receive/?{query}"
        return client.generic("POST", path, octets, kind, headers=given, **headers)

    return send


def at(received: Any, word: str = "") -> str:
    assert received.status_code == 201, received.content
    return f"/api/sheet/{received.json()['sheet']['uid']}/{word}"


@pytest.fixture
def arranged(ask: Any, send: Any, officer: str) -> str:
    """The address of a list whose columns were guessed and said so."""
    received = send(officer, LIST)
    means = {one["place"]: one["means"] for one in received.json()["columns"]}
    given = {"columns": means, "given": received.json()["given"]}
    answer = ask("POST", at(received, "arrange/"), officer, given)
    assert answer.json()["sheet"]["state"] == "arranged", answer.content
    return at(received)


def test_a_list_is_received_with_what_its_columns_mean(send: Any, ask: Any, officer: str) -> None:
    received = send(officer, LIST, "kind=entities&name=liste.csv").json()
    assert [(one["head"], one["means"]) for one in received["columns"]] == [
        ("Nom", "name"),
        ("Code", "iso3"),
        ("Téléphone", "phone"),
    ]
    assert (received["sheet"]["name"], received["given"]["in_language"]) == ("liste.csv", "fr")
    kinds = {one["kind"]: one for one in ask("GET", "/api/sheets/kinds/", officer).json()}
    assert "phone" in [field["code"] for field in kinds["entities"]["fields"]]


def test_it_is_looked_at_taken_in_and_undone(
    ask: Any, officer: str, arranged: str, counted: Any
) -> None:
    counted(f"{arranged}preview/", officer)
    found = ask("GET", f"{arranged}preview/", officer).json()
    assert found["counts"] == {"add": 1, "change": 1, "same": 0, "bad": 1}
    bad = ask("GET", f"{arranged}preview/?show=bad&lang=fr", officer).json()["lines"]
    assert (bad["total"], bad["items"][0]["row"]) == (1, 4) and bad["items"][0]["reason"]
    file = ask("GET", f"{arranged}bad/?sheet=csv", officer)
    assert file["Content-Type"] == OCTETS and "+41 22 555 00 02" in file.content.decode()
    refused = ask("POST", f"{arranged}take-in/", officer, {"seen": found["seen"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "bad-rows")
    given = {"seen": found["seen"], "without_bad": True}
    stale = ask("POST", f"{arranged}take-in/", officer, {**given, "seen": "0" * 64})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed-since")
    taken = ask("POST", f"{arranged}take-in/", officer, given)
    assert taken.json()["sheet"]["state"] == "taken_in", taken.content
    assert Entity.objects.get(iso3="QQA").name == {"fr": "Atlantide"}
    again = ask("POST", f"{arranged}take-in/", officer, given)
    assert (again.status_code, again.json()["code"]) == (409, "taken-in-before")
    undone = ask("POST", f"{arranged}undo/", officer, {}).json()
    assert undone["sheet"]["state"] == "undone"
    assert not Entity.objects.filter(iso3="QQA").exists()
    listed = ask("GET", "/api/sheets/", officer).json()["items"]
    assert [one["state"] for one in listed] == ["undone"]
    assert verify() == []


def test_what_is_not_offered_on_the_page_cannot_be_said(ask: Any, send: Any, officer: str) -> None:
    path = at(send(officer, LIST), "arrange/")
    for given in (
        {"columns": {"0": "colour"}},
        {"columns": {"99": "name"}},
        {"columns": {"0": "name"}, "given": {"iso3": "XMA"}},
        {"columns": {"0": "name"}, "given": {"kind": "planet"}},
    ):
        answer = ask("POST", path, officer, given)
        assert answer.status_code == 409, answer.content
        assert answer.json()["code"] in ("not-known", "cannot-mean")
    early = ask("GET", path.replace("arrange", "preview"), officer)
    assert (early.status_code, early.json()["code"]) == (409, "not-arranged")
    assert Import.objects.get().state == "received"


def test_a_name_that_fits_nobody_is_asked(ask: Any, send: Any, officer: str) -> None:
    received = send(officer, "Country,Status\nMarenja,member\n", "kind=statuses")
    means = {one["place"]: one["means"] for one in received.json()["columns"]}
    ask("POST", at(received, "arrange/"), officer, {"columns": means})
    asked = ask("GET", at(received, "preview/"), officer).json()["asked"][0]
    assert (asked["name"], asked["near"][0]["slug"]) == ("Marenja", "marenia")
    other = {"answers": {asked["key"]: "geneva"}}
    assert ask("POST", at(received, "names/"), officer, other).json()["code"] == "cannot-mean"
    ask("POST", at(received, "names/"), officer, {"answers": {asked["key"]: "marenia"}})
    assert ask("GET", at(received, "preview/"), officer).json()["asked"] == []


@pytest.mark.parametrize(
    "content, more, status, code",
    [
        (b"%PDF-1.7 and so on", {}, 409, "not-a-sheet"),
        (LIST, {"content_type": "text/csv"}, 415, "not-octets"),
        (LIST, {"content_type": "application/json"}, 415, "not-octets"),
        (LIST, {"query": "kind=planets"}, 422, "wrong-fields"),
        (LIST, {"query": "kind=entities&who=me"}, 422, "wrong-fields"),
        (LIST, {"query": "kind=preferences"}, 409, "question-missing"),
        (LIST, {"query": "kind=preferences&question=none"}, 409, "not-known"),
        (LIST, {"CONTENT_LENGTH": str(2 * 1024**3)}, 413, "too-large"),
        (LIST, {"CONTENT_LENGTH": str(10 * 1024**2 + 1)}, 413, "too-large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_not_kept(
    content: Any, more: Any, status: int, code: str, send: Any, officer: str
) -> None:
    answer = send(officer, content, **more)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Import.objects.count() == 0


def test_the_same_file_with_the_same_key_comes_in_once(send: Any, officer: str) -> None:
    key = {"headers": {"Idempotency-Key": "one"}}
    first, again = (send(officer, LIST, **key).json() for _ in range(2))
    assert first == again and Import.objects.count() == 1
    other = send(officer, LIST.replace("77 77", "77 78"), **key).json()
    assert other["sheet"]["uid"] != first["sheet"]["uid"]


def test_the_work_that_takes_a_long_list_in_reaches_as_far_as_its_token(
    ask: Any, send: Any, make: Any, monkeypatch: Any
) -> None:
    """It names the token in the ledger, and may no more than the token may."""
    monkeypatch.setattr(work, "LONG", 0)
    narrow = str(make(Role.ADMINISTRATION, scopes=[May.IMPORT_LISTS]).secret)
    content = "Entity,Name,Function,E-mail\nMarenia,A. B.,Attaché,a.b@marenia.example\n"
    received = send(narrow, content, "kind=people")
    means = {one["place"]: one["means"] for one in received.json()["columns"]}
    given = {"columns": means, "given": received.json()["given"]}
    assert ask("POST", at(received, "arrange/"), narrow, given).status_code == 200
    found = ask("GET", at(received, "preview/"), narrow).json()
    assert found["counts"]["add"] == 1, found
    job = ask("POST", at(received, "take-in/"), narrow, {"seen": found["seen"]}).json()["job"]
    row = Job.objects.get(uid=job)
    by = running._actor(row, row.created_at)
    assert by.only == {May.IMPORT_LISTS} and not by.may(May.MANAGE_ENTITIES)
    assert "token “Grid”" in Entry.objects.get(verb=Verb.JOB_STARTED).by
    assert str(by).endswith(by.through) and "token “Grid”" in by.through
    with pytest.raises(RowRefused):
        KINDS[row.kind].run(None, row.values, by=by, at=row.created_at)
