"""The own line in the list of participants, by the link in a mail."""

from typing import Any

import pytest

from intersession.conftest import Browser
from intersession.participation.models import Correction
from intersession.participation.tests import listing, registering
from intersession.participation.tests.registering import AT, clock, shown

LINE = {"title": "ms", "given_name": "Ana", "family_name": "Ruiz", "badge_name": "Ana Ruiz"}
LINE |= {"function": "Director", "note": ""}


@pytest.fixture
def row(db: None) -> Any:
    clock()
    made = listing.comes(registering.calls(), "Ana", "Ruiz", listing.member())
    listing.opened(made.meeting)
    return made


def address(row: Any) -> str:
    return f"{registering.address(row)}list/"


def test_the_person_sees_the_line_and_asks_for_a_correction(row: Any) -> None:
    page = shown(Browser().get(address(row)))
    assert "Ms Ana RUIZ" in page
    answer = Browser().post(address(row), {**LINE, "title": "he_ms", "note": "The State is called"})
    assert answer.status_code == 302
    asked = Correction.objects.get()
    assert (asked.channel, asked.note) == ("link", "The State is called")
    assert asked.fields == {"title": {"was": "ms", "asked": "he_ms"}}
    assert "H.E. Ms" in shown(Browser().get(address(row)))


def test_after_the_week_nothing_is_sent_and_nothing_lost(row: Any) -> None:
    clock(AT + listing.WEEK)
    answer = Browser().post(address(row), {**LINE, "function": "Head"})
    assert answer.status_code == 422
    assert "Corrections closed" in shown(answer)
    assert 'value="Head"' in shown(answer)


def test_the_person_says_whether_the_published_list_names_them(row: Any) -> None:
    assert "It does not name you" in shown(Browser().get(address(row)))
    Browser().post(address(row), {"do": "name"})
    row.refresh_from_db()
    assert row.consents["list"]["said"] is True
    assert "It names you" in shown(Browser().get(address(row)))
    Browser().post(address(row), {"do": "do_not_name"})
    row.refresh_from_db()
    assert row.consents["list"]["said"] is False


def test_a_link_that_is_none_of_ours_opens_nothing(row: Any) -> None:
    assert Browser().get("/participation/registration/x:y/list/").status_code == 404


def test_the_own_page_leads_to_it(row: Any) -> None:
    assert address(row) in shown(Browser().get(registering.address(row)))
