"""The list of years."""

import pytest

from intersession.programme import actions
from intersession.programme.models import Programme
from intersession.programme.tests.conftest import AT, CRISIS, OFFICER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_year_or_three(
    client, start, rows, django_assert_num_queries
):
    for n in range(rows):
        start(2011 + n, theme=CRISIS)
    # The example and the year line of the frame; years, slots, steps.
    with django_assert_num_queries(5):
        page = client.get("/programme/").content.decode()
    assert page.count("Managing migration in crisis") >= rows
    assert page.count("Workshop 1") >= 2 * rows


def test_a_site_without_any_year_says_so(client):
    assert "No programme has been started yet." in client.get("/programme/").content.decode()


def test_a_theme_without_french_wording_says_that_it_is_english(client, start):
    start(theme={"en": "Crisis"})
    page = client.get("/programme/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<span lang="en">Crisis</span>' in page


def test_only_the_administration_is_shown_the_way_to_a_new_year(client, officer):
    assert "/programme/add/" in officer.get("/programme/").content.decode()
    client.logout()
    assert "/programme/add/" not in client.get("/programme/").content.decode()


def test_a_stranger_and_an_auditor_cannot_start_a_year(client, auditor):
    assert auditor.post("/programme/add/", {"year": 2012, "slots": 2}).status_code == 403
    client.logout()
    assert client.get("/programme/add/").status_code == 302
    assert not Programme.objects.exists()


def test_the_administration_starts_a_year(officer):
    answer = officer.post("/programme/add/", {"year": 2012, "slots": 1})
    assert answer["Location"] == "/programme/2012/"
    assert Programme.objects.get().slots.count() == 1


def test_a_year_that_exists_is_refused_on_the_page(officer, start):
    start(2012)
    answer = officer.post("/programme/add/", {"year": 2012, "slots": 2})
    assert answer.status_code == 422
    assert "There is a programme of 2012 already." in answer.content.decode()


@pytest.mark.parametrize("year", ["", "twelve", "99999"])
def test_a_year_that_is_none_is_not_accepted(officer, year):
    answer = officer.post("/programme/add/", {"year": year, "slots": 2})
    assert answer.status_code == 422
    assert "entry is not right" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_chart_of_issues_costs_the_same_for_one_year_or_three(
    client, start, issues, rows, django_assert_num_queries
):
    for n in range(rows):
        actions.change_programme(
            programme=start(2011 + n), note={}, mandates=[], issues=issues[:2], by=OFFICER, at=AT
        )
    with django_assert_num_queries(5):
        page = client.get("/programme/issues/").content.decode()
    assert page.count('r="5"') == 2 * rows
    assert "Not covered yet: 1\xa0of\xa03 issues. Labour migration." in page
