"""The person's own page: what became of the support, what is paid, the letter, what is needed."""

import re
from typing import Any

import pytest

from intersession.conftest import Browser
from intersession.participation import registering
from intersession.participation.actions import support_journeys as journeys
from intersession.participation.models import Call
from intersession.participation.queries.held import held
from intersession.participation.tests import support_cast as cast
from intersession.participation.tests.room_cast import WHO
from intersession.participation.tests.support_cast import fresh, who_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Any:
    return cast.estimated_with_rates(cast.meeting())


def own(row: Any, below: str = "") -> Any:
    return Browser().get(registering.address_of(who_of(row)) + below)


def words(answer: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


@pytest.mark.parametrize("state", ["requested", "eligible", "ranked"])
def test_before_the_offer_no_sum_and_no_rank_is_told(row, state):
    cast.put(row, state)
    for page in (words(own(row)), words(own(row, "support/"))):
        assert "the Administration looks at it" in page
        assert "USD" not in page and "rank" not in page and "eligible" not in page


def test_after_the_offer_each_line_is_told_and_what_is_still_needed(row):
    cast.put(row, "accepted")
    Call.objects.update(passport=True)
    page = words(own(row, "support/"))
    assert "USD 2,290" in page and "Terminal expenses" in page
    assert "send your passport page" in page
    assert "It stands here as soon as" in page
    assert own(row, "support/letter/").status_code == 404


def test_the_letter_and_the_days_of_the_journey_stand_there_once_they_are_made(row):
    cast.put(row, "accepted")
    journeys.issue_letter(request=row, **WHO)
    page = own(row, "support/")
    assert "V/2012/1" in words(page)
    assert own(row, "support/letter/?language=es")["Content-Type"] == "application/pdf"
    journeys.record_ticket(request=row, facts=cast.ticket(), **WHO)
    assert "You travel on 16 April 2012 and return on 19 April 2012" in words(own(row))


def test_who_cannot_be_supported_reads_why_and_who_never_asked_has_no_such_page(row):
    cast.decide(row, "not_eligible", "Was supported last year")
    assert "Was supported last year" in words(own(row))
    who = who_of(row)
    fresh(row).lines.all().delete()
    fresh(row).delete()
    assert own(row, "support/").status_code == 404
    assert "Your support" not in words(Browser().get(registering.address_of(who)))


def test_what_is_held_of_support_is_taken_along_without_who_of_the_office_did_it(row):
    cast.decide(row, "eligible", "Fits")
    told = held(who_of(row))["support"]
    assert told["state"] == "eligible" and len(told["costs"]) == 3
    assert {step["by"] for step in told["history"]} == {"Administration"}
