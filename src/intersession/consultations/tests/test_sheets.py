"""Every list as a sheet: the rows and the readers of its page."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from intersession.consultations.tests.conftest import Cast, members

LISTS = (
    "/consultations/",
    "/consultations/proposals/",
    "/consultations/topics/missing/",
    "/consultations/topics/positions/",
    "/membership/",
    "/meetings/",
    "/documents/",
    "/outbox/",
    "/ledger/",
    "/ledger/chain/main/",
    "/access/",
)


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_goes_out_in_both_forms_to_those_who_read_the_page(
    address: str, ask: Any, say: Any, browse: Any
) -> None:
    ask()
    say("first", "AB")
    officer = browse("officer")
    table = rows(officer.get(address, {"sheet": "csv"}))
    book = CalamineWorkbook.from_filelike(
        BytesIO(officer.get(address, {"sheet": "xlsx"}).content)
    ).get_sheet_by_index(0)
    assert book.to_python()[0] == table[0]
    assert len(book.to_python()) == len(table)
    assert len({len(row) for row in table}) == 1
    for name in ("public", "stranger", "first"):
        page, sheet = (browse(name).get(address, query) for query in ({}, {"sheet": "csv"}))
        assert sheet.status_code == page.status_code
    assert officer.get(address, {"sheet": "exe"})["Content-Type"].startswith("text/html")


def test_the_call_list_has_the_telephone_and_room_to_write(ask: Any, browse: Any) -> None:
    ask()
    head, *lines = rows(browse("officer").get("/consultations/topics/missing/?sheet=csv"))
    assert head[:2] == ["Member", "Telephone"]
    assert ["Marenia", "'+41 22 555 01 01", "English", "", "", ""] in lines


def test_heads_and_words_are_those_of_the_reader(ask: Any, say: Any, browse: Any) -> None:
    ask()
    say("first", "")
    address = "/consultations/topics/positions/?sheet=csv&lang=fr"
    head, *lines = rows(browse("chair").get(address))
    assert head == ["Membre", "Options désignées", "Motif", "Voie", "Reçue"]
    assert lines[0][:2] == ["Arvoria", "n’a pas répondu"]
    assert lines[1][1] == "Sans préférence"


def test_a_list_of_several_pages_goes_out_whole(browse: Any, cast: Cast) -> None:
    members(f"land-{n}" for n in range(60))
    found = rows(browse("public").get("/membership/?sheet=csv&page=2&q=land"))
    assert len(found) == 61


def test_the_page_offers_what_it_shows(browse: Any, cast: Cast) -> None:
    page = browse("public").get("/membership/?status=member&q=mar").content.decode()
    assert "/membership/?status=member&amp;q=mar&amp;sheet=xlsx" in page
