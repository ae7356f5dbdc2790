"""The year line: what is done, what people work towards, and which year a page shows."""

from datetime import UTC, date, datetime

import pytest

from intersession.programme import actions
from intersession.programme.models import Milestone
from intersession.programme.queries import year_line
from intersession.programme.tests.conftest import AT, OFFICER

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2011, 10, 14, 8, 0, tzinfo=UTC)


def done(programme, **days):
    for step, day in days.items():
        Milestone.objects.filter(programme=programme, step=step).update(done_on=day)


def states(line):
    return [step.state for step in line.steps]


def test_now_is_the_first_step_that_is_not_done(start):
    done(start(2012), theme=date(2011, 4, 28))
    line = year_line(OCTOBER)
    assert states(line) == ["done", "now", "next", "later", "later", "later"]


def test_a_step_done_later_is_not_done_yet_at_the_hour_of_the_page(start):
    done(start(2012), theme=date(2011, 4, 28), topics=date(2011, 10, 20))
    assert states(year_line(OCTOBER))[1] == "now"
    assert states(year_line(OCTOBER.replace(day=21)))[1] == "done"


def test_the_year_with_a_step_done_last_is_the_one_shown(start):
    done(start(2011), theme=date(2010, 10, 1))
    done(start(2012), theme=date(2011, 4, 28))
    start(2013)
    assert year_line(OCTOBER).year == 2012


def test_a_page_about_another_year_shows_that_year(start):
    start(2011)
    done(start(2012), theme=date(2011, 4, 28))
    assert year_line(OCTOBER, 2011).year == 2011
    assert year_line(OCTOBER, 1999).year == 2012


def test_a_year_that_is_over_gives_way_to_the_one_that_was_started(start):
    programme = start(2011)
    done(programme, **dict.fromkeys(Milestone.Step.values, date(2011, 9, 1)))
    assert year_line(OCTOBER).year == 2011
    start(2012)
    assert year_line(OCTOBER).year == 2012


def test_a_council_without_a_dialogue_session_fits(start):
    actions.set_milestone(
        programme=start(2011),
        step="council",
        starts_on=date(2011, 12, 5),
        ends_on=date(2011, 12, 7),
        note={"en": "without a dialogue session"},
        by=OFFICER,
        at=AT,
    )
    council = year_line(OCTOBER).steps[4]
    assert council.when == "5–7\xa0December 2011, without a dialogue session"


def test_a_step_without_dates_shows_the_day_it_was_done(start):
    done(start(2012), theme=date(2011, 4, 28))
    assert [step.when for step in year_line(OCTOBER).steps][:2] == ["28\xa0April 2011", ""]


def test_there_is_no_line_without_a_year_or_without_an_hour(start):
    assert year_line(OCTOBER) is None
    start(2012)
    assert year_line(None) is None


@pytest.mark.parametrize("years", [1, 3])
def test_the_line_costs_one_query(start, years, django_assert_num_queries):
    for n in range(years):
        start(2011 + n)
    with django_assert_num_queries(1):
        year_line(OCTOBER)
