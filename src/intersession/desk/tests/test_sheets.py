"""Lists of all floors as sheets: filled, the same in both forms, for the readers of their page."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from intersession.consultations.actions import notes, suggestions
from intersession.consultations.models import Question
from intersession.consultations.tests.conftest import NOW, Cast, conclude
from intersession.documents.actions import add_document, add_series, state_version
from intersession.documents.actions.series import SeriesFacts
from intersession.documents.models import Document
from intersession.imports.models import Import
from intersession.jobs.models import Job
from intersession.outbox import actions as outbox
from intersession.programme.models import Issue


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def filled(ask: Any, say: Any, close: Any, cast: Cast) -> dict[str, str]:
    """One row or more in every list; the addresses of those that have an identifier."""
    who: Any = {"by": cast.by("officer"), "at": NOW}
    said = ask(kind="open", slug="words")
    suggestions.suggest(question=said, entity=cast.marenia, words="=1+1", language="en", **who)
    facts: dict[str, Any] = {
        "kind": "discussion_note",
        "title": {"en": "Note"},
        "dated": date(2011, 9, 28),
    }
    for number in range(52):
        paper = add_document(symbol=f"IC/2011/{number + 1}", **facts, **who)
    state_version(
        document=paper, language="fr", to="in_translation", due_on=date(2011, 10, 28), **who
    )
    facts = {"name": {"en": "Consultations"}, "kind": "discussion_note", "distribution": "general"}
    add_series(facts=SeriesFacts(pattern="IC/{year}/{n}", **facts), **who)
    plan = outbox.Plan(
        audience="register",
        purpose="action_required",
        subject={code: "Write" for code in ("en", "fr", "es")},
        body={code: "Write" for code in ("en", "fr", "es")},
    )
    question = ask()
    outbox.write_campaign(kind="ask", about="topics", plan=plan, **who)
    draft = notes.Draft(
        title={"en": "Choice of topics"},
        body={"en": "Words"},
        audience="members",
        dated=date(2011, 10, 20),
        signed_by={"en": "Geneva"},
    )
    circular = notes.draft_circular(draft=draft, **who)
    Import.objects.create(
        kind="entities", name="list.csv", size=1, received_at=NOW, by="Officer", delete_after=NOW
    )
    Job.objects.create(kind="x", title={"en": "Making"}, created_at=NOW, started_by=cast.officer)
    Issue.objects.create(code="health", name={"en": "Health"}, position=1)
    say("first", "AB", question=question)
    close(question)
    conclude(question, cast)
    return {"note": f"/consultations/note/{circular.uid}/"}


LISTS = {
    "/documents/parity/": 52,
    "/documents/parity/?language=fr": 52,
    "/documents/parity/?kind=agenda": 0,
    "/documents/series/": 1,
    "/outbox/campaigns/": 1,
    "/consultations/notes/": 1,
    "note": 2,
    "/consultations/words/": 1,
    "/imports/": 1,
    "/jobs/": 1,
    "/ledger/runs/": 1,
    "/programme/": 1,
    "/programme/issues/": 1,
}


def test_every_list_goes_out_whole_in_both_forms_to_those_who_read_its_page(
    filled: dict[str, str], browse: Any
) -> None:
    officer, public, member = map(browse, ("officer", "public", "first"))
    for name, least in LISTS.items():
        address = filled.get(name, name)
        form = "&sheet=" if "?" in address else "?sheet="
        table = rows(officer.get(f"{address}{form}csv"))
        book = CalamineWorkbook.from_filelike(
            BytesIO(officer.get(f"{address}{form}xlsx").content)
        ).get_sheet_by_index(0)
        assert len(book.to_python()) == len(table), address
        assert len(table) - 1 >= least and (least or len(table) == 1), (address, table[:3])
        assert len({len(row) for row in table}) == 1, address
        for reader in (public, member):
            page, sheet = reader.get(address), reader.get(f"{address}{form}csv")
            assert sheet.status_code == page.status_code, address
        if least:
            offered = officer.get(address).content.decode()
            assert "sheet=csv" in offered and "sheet=xlsx" in offered, address


def test_what_was_said_names_nobody_to_a_reader_to_whom_the_page_does_not(
    filled: dict[str, str], browse: Any
) -> None:
    assert Question.objects.filter(slug="words", positions_seen_by="administration").exists()
    own = rows(browse("first").get("/consultations/words/?sheet=csv"))[1]
    others = rows(browse("other").get("/consultations/words/?sheet=csv"))[1]
    assert own[1] == "Marenia" and others[1] == ""
    assert own[3] == others[3] == "'=1+1"  # no spreadsheet runs it


def test_a_language_of_the_parity_table_has_its_state_and_its_day(
    filled: dict[str, str], browse: Any
) -> None:
    head, first, *_others = rows(browse("officer").get("/documents/parity/?sheet=csv&language=fr"))
    assert head[-2:] == ["French", "French, due by"]
    assert first[-2:] == ["in translation", "2011-10-28"]
    assert Document.objects.get(symbol=first[0])


def test_ones_own_jobs_do_not_say_by_whom(filled: dict[str, str], browse: Any) -> None:
    assert "By" in rows(browse("officer").get("/jobs/?sheet=csv"))[0]
    assert rows(browse("first").get("/jobs/?sheet=csv"))[0].count("By") == 0
