"""By what support is given: rates of travel, dated criteria and what these find."""

import re
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.documents.tests.conftest import signed_in
from intersession.meetings.models import Meeting
from intersession.membership.models import MembershipStatus
from intersession.participation.models import (
    Registration,
    SupportCriterion,
    SupportRequest,
    TravelRates,
)
from intersession.participation.queries.eligibility import findings
from intersession.participation.support_words import finding_words
from intersession.participation.tests import support_cast as cast
from intersession.participation.tests.room_cast import AT, join, nominee, state
from intersession.participation.tests.support_cast import SUPPORT

pytestmark = pytest.mark.django_db
RATES = {"currency": "USD", "latitude": "46.2", "longitude": "6.15", "fare_base": "330"}
RATES |= {"fare_per_km": "0.21", "fare_source": "A tariff", "dsa": "380", "nights": "4"}
RATES |= {"dsa_source": "A circular", "terminal": "152", "terminal_source": "A circular"}
CRITERION = {"code": "developing", "since": "2011-01-01", "source": "A decision"}


@pytest.fixture
def meeting() -> Any:
    return cast.meeting()


@pytest.fixture
def officer(client: Any, meeting: Any) -> Any:
    return partial(signed_in, client)(Role.ADMINISTRATION)


def words(answer: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


def test_rates_are_kept_in_the_smallest_unit_and_shown_again(officer):
    assert officer.post(f"{SUPPORT}rates/", RATES).status_code == 302
    row = TravelRates.objects.get()
    assert (row.fare_base, row.fare_per_km, row.dsa, row.terminal) == (33_000, 21, 38_000, 15_200)
    assert 'value="0.21"' in officer.get(f"{SUPPORT}rates/").content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dsa": "-1"}, "greater than or equal to 0"),
        ({"fare_base": "99999999999999"}, "less than or equal to"),
        ({"nights": "0"}, "greater than or equal to 1"),
        ({"nights": ""}, "The number of nights is from 1 to 60"),
        ({"latitude": ""}, "write both figures, or neither"),
        ({"longitude": "181"}, "less than or equal to 180"),
        ({"dsa_source": " "}, "Say where each figure comes from"),
        ({"currency": "dollars"}, "Enter a valid value"),
    ],
)
def test_rates_that_cannot_be_are_refused_in_words(officer, given, said):
    answer = officer.post(f"{SUPPORT}rates/", {**RATES, **given})
    assert answer.status_code == 422 and said in words(answer)
    assert not TravelRates.objects.exists()


def test_two_officers_do_not_write_over_each_others_rates(officer, meeting):
    cast.rates(meeting)
    seen = re.search(r'name="seen" value="(\w+)"', officer.get(f"{SUPPORT}rates/").content.decode())
    cast.rates(meeting, nights=7)
    answer = officer.post(f"{SUPPORT}rates/", {**RATES, "seen": seen[1] if seen else ""})
    assert answer.status_code == 422 and "Somebody changed these rates" in words(answer)
    assert TravelRates.objects.get().nights == 7


def test_a_criterion_is_dated_has_a_source_and_can_be_ended(officer):
    officer.post(f"{SUPPORT}criteria/add/", CRITERION)
    row = SupportCriterion.objects.get()
    assert "holds" in words(officer.get(f"{SUPPORT}criteria/"))
    ended = {**CRITERION, "until": "2012-01-01"}
    officer.post(f"{SUPPORT}criteria/{row.uid}/change/", ended)
    assert "does not hold" in words(officer.get(f"{SUPPORT}criteria/"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"source": ""}, "This field is required"),
        ({"until": "2010-01-01"}, "comes after the one from which it holds"),
        ({"code": "not_recently"}, "Say how many months"),
        ({"code": "member"}, "holds already within these days"),
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"code": "rich"}, "Select a valid choice"),
    ],
)
def test_a_criterion_that_cannot_be_is_refused_in_words(officer, given, said):
    cast.criterion("member")
    answer = officer.post(f"{SUPPORT}criteria/add/", {**CRITERION, **given})
    assert answer.status_code == 422 and said in words(answer)
    assert SupportCriterion.objects.count() == 1


def test_each_criterion_is_found_on_the_first_day_with_its_date_in_words(meeting):
    for code in ("member", "official", "developing", "from_capital", "credential", "approved"):
        cast.criterion(code)
    poor, rich = state("marenia"), state("arvoria")
    MembershipStatus.objects.create(entity=poor, kind="member", since=date(2011, 12, 5))
    join(rich, "INCOME_H", "income")
    approved = [{"act": "approve", "at": "2012-03-01T09:00:00", "by": "x", "why": ""}]
    good = nominee(meeting, poor, from_capital=True, state="approved", history=approved)
    bad = nominee(meeting, rich, from_capital=False, stakeholder="ngo")
    found = findings(meeting, [good, bad])
    said = [finding_words(one).replace("\u00a0", " ") for one in found[good.pk]]
    assert said[0] == "Member since 5 December 2011"
    assert said[2] == "outside the group of high income on 17 April 2012"
    assert said[5] == "registration approved on 1 March 2012"
    assert [one.held for one in found[good.pk]] == [True, True, True, True, False, True]
    assert not any(one.held for one in found[bad.pk])
    assert all(finding_words(one) for one in found[bad.pk])


@pytest.mark.parametrize(("days", "held"), [(700, False), (740, True)])
def test_who_was_supported_within_the_months_is_found_by_the_mailbox(meeting, days, held):
    cast.criterion("not_recently", months=24)
    earlier = Meeting.objects.create(
        programme=meeting.programme,
        slug="earlier",
        kind="workshop",
        title={"en": "Earlier"},
        place={"en": "Geneva"},
        starts_at=meeting.starts_at - timedelta(days=days),
        ends_at=meeting.starts_at - timedelta(days=days - 1),
    )
    home = state("marenia")
    before = nominee(earlier, home, email="Ana@x.example")
    SupportRequest.objects.create(
        registration=before, state="settled", asked_at=AT, asked_by="x", changed_at=AT
    )
    now = nominee(meeting, home, email="ana@x.example")
    found = findings(meeting, [Registration.objects.get(pk=now.pk)])[now.pk]
    assert [one.held for one in found] == [held]
    assert "2010" in finding_words(found[0])


@pytest.mark.parametrize("people", [1, 3])
def test_one_person_and_three_are_found_with_the_same_queries(
    meeting, people, django_assert_num_queries
):
    for code in ("member", "developing", "from_capital"):
        cast.criterion(code)
    cast.criterion("not_recently", months=24)
    rows = [nominee(meeting, state(f"s{n}")) for n in range(people)]
    with django_assert_num_queries(4):
        findings(meeting, rows)
