"""The pages: bring a list in, say what its columns mean, look, take it in, undo it."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.imports import work
from intersession.imports.models import Import
from intersession.imports.tests.conftest import AT, OFFICER, WHO
from intersession.jobs.models import Job
from intersession.jobs.work import KINDS
from intersession.membership import actions as membership
from intersession.membership.models import Entity, MembershipStatus

LIST = "Pays;Statut;Depuis\nGambie;Membre;2005-01-01\nTanzanie;Membre;1998\nNulle part;Membre;\n"


def bring_in(browser: Any, content: str = LIST, kind: str = "statuses") -> str:
    """Through the page; the address of the import."""
    upload = SimpleUploadedFile("liste.csv", content.encode())
    answer = browser.post("/imports/add/", {"upload": upload, "kind": kind})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(answer["Location"]).removesuffix("columns/")


def confirm_columns(browser: Any, address: str, **more: str) -> Any:
    page = browser.get(f"{address}columns/").content.decode()
    found = dict(re.findall(r'<select name="(\w+)".*?<option value="([^"]*)" selected', page, re.S))
    return browser.post(f"{address}columns/", {**found, **more})


def seen(browser: Any, address: str) -> str:
    page = browser.get(address).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found, page[-3000:]
    return found[1]


def test_a_list_goes_in_through_the_pages_and_out_again(officer: Any, states: Any) -> None:
    address = bring_in(officer)
    assert confirm_columns(officer, address)["Location"] == address
    page = officer.get(address).content.decode()
    assert "2 names need your word" in page
    assert "Take in 1 and leave 2 rows out" in page
    answer = {"n0": "united-republic-of-tanzania"}
    officer.post(f"{address}names/", answer)
    assert "Take in 2 and leave 1 row out" in officer.get(address).content.decode()
    sent = {"seen": seen(officer, address), "without_bad": "1"}
    assert officer.post(f"{address}take/", sent)["Location"] == address
    assert MembershipStatus.objects.count() == 2
    done = officer.get(address).content.decode()
    assert "Undo this list" in done
    again = officer.post(f"{address}take/", sent)
    assert again.status_code == 422
    assert "It counts once" in again.content.decode()
    officer.post(f"{address}undo/")
    assert not MembershipStatus.objects.exists()
    assert "Undone" in officer.get("/imports/").content.decode()


def test_the_bad_rows_come_back_as_a_file_to_mend(officer: Any, states: Any) -> None:
    address = bring_in(officer)
    confirm_columns(officer, address)
    answer = officer.get(f"{address}bad/?sheet=csv")
    assert "bad-rows.csv" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    head, *rows = list(csv.reader(StringIO(text, newline="")))
    assert head == ["Pays", "Statut", "Depuis", "Why it was left out", "Row in the first file"]
    assert [row[0] for row in rows] == ["Tanzanie", "Nulle part"]
    assert rows[1][3:] == ["No Entity is called “Nulle part”.", "4"]
    mended = bring_in(officer, text.replace("Tanzanie", "TZA").replace("Nulle part", "CIV"))
    assert not Import.objects.get(uid=mended.split("/")[2]).columns.get("3")
    confirm_columns(officer, mended)
    assert "2 rows would change something" in officer.get(mended).content.decode()


def test_what_changed_since_is_shown_again(officer: Any, states: Any) -> None:
    address = bring_in(officer, "ISO3;Capitale\nGMB;Banjul\n", "entities")
    confirm_columns(officer, address)
    digest = seen(officer, address)
    membership.change_entity(entity=states["GMB"], capital="Bathurst", **WHO)
    answer = officer.post(f"{address}take/", {"seen": digest})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Something changed since you looked" in page
    assert "<del>Bathurst</del> → Banjul" in page
    assert Entity.objects.get(iso3="GMB").capital == "Bathurst"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "neither a CSV file nor a spreadsheet"),
        (b"", "empty"),
        (b"Name,Pays\nA\0,B\n", "no text (NUL)"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_on_the_page(
    officer: Any, content: bytes, said: str
) -> None:
    upload = SimpleUploadedFile("list.xlsx", content)
    answer = officer.post("/imports/add/", {"upload": upload, "kind": "statuses"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_double_and_missing_heads_are_told(officer: Any, states: Any) -> None:
    address = bring_in(officer, "Code,Code,\nGMB,x,y\n")
    page = officer.get(f"{address}columns/").content.decode()

    assert "“Code” stands over the columns A and\u00a0B" in page
    assert "Column C has values and no head" in page
    answer = confirm_columns(officer, address)
    assert answer.status_code == 422
    assert "Say which column holds “Entity”" in answer.content.decode()
    headless = bring_in(officer, "GMB,2005\nTZA,1998\n")
    assert "No head was known" in officer.get(f"{headless}columns/").content.decode()


def test_the_same_file_again_says_so(officer: Any, states: Any) -> None:
    text = "ISO3;Capitale\nGMB;Banjul\n"
    first = bring_in(officer, text, "entities")
    confirm_columns(officer, first)
    officer.post(f"{first}take/", {"seen": seen(officer, first)})
    second = bring_in(officer, text, "entities")
    confirm_columns(officer, second)
    page = officer.get(second).content.decode()
    assert "Nothing would change" in page
    assert "The same file was taken in on" in page


def test_a_long_list_is_taken_in_and_undone_as_a_job(
    officer: Any, states: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LONG", 1)
    text = "ISO3;Capitale\nGMB;Banjul\nTZA;Dodoma\n"
    address = bring_in(officer, text, "entities")
    confirm_columns(officer, address)
    answer = officer.post(f"{address}take/", {"seen": seen(officer, address)})
    job = Job.objects.get()
    assert (answer["Location"], job.then) == (f"/jobs/{job.uid}/", address)
    for _again in range(2):  # begun again after the process died, it finds its work done
        KINDS[job.kind].run(None, job.values, by=OFFICER, at=AT)
    assert Entity.objects.get(iso3="GMB").capital == "Banjul"
    officer.post(f"{address}undo/")
    job = Job.objects.latest("pk")
    for _again in range(2):
        KINDS[job.kind].run(None, job.values, by=OFFICER, at=AT)
    assert Entity.objects.get(iso3="GMB").capital == ""


@pytest.mark.parametrize("path", ["", "add/", "{uid}/", "{uid}/columns/", "{uid}/bad/"])
def test_only_the_administration_opens_these_pages(
    path: str, stranger: Any, client: Any, bring: Any, states: Any
) -> None:
    source, _plan = bring("statuses", "Code,Status\nGMB,member\n")
    address = f"/imports/{path.format(uid=source.uid)}"
    assert stranger.get(address).status_code == 403
    assert client.get(address).status_code == 302
    for verb in ("take", "undo", "names"):
        assert stranger.post(f"/imports/{source.uid}/{verb}/").status_code == 403


def test_one_list_and_three_cost_the_same(officer: Any, receive: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get("/imports/")
        return len(asked)

    receive("statuses", "Code,Status\nGMB,member\n")
    officer.get("/imports/")
    one = queries()
    for n in range(2):
        receive("statuses", f"Code,Status\nGMB,{n}\n")
    assert queries() == one


def test_three_rows_and_thirty_are_planned_with_as_many_queries(bring: Any, states: Any) -> None:
    def queries(rows: int) -> int:
        listed = "".join(f"GMB,Person {n},p{n}@gmb.example\n" for n in range(rows))
        with CaptureQueriesContext(connection) as asked:
            bring("people", f"Code,Name,E-mail\n{listed}")
        return len(asked)

    queries(1)
    assert queries(3) == queries(30)
