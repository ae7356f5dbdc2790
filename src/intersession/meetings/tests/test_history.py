"""Workshops of former years: facts with their source; what is not recorded is said, not guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions
from intersession.meetings.models import Meeting, PastWorkshop
from intersession.meetings.queries.history import history, issues_of_past_years
from intersession.meetings.tests.conftest import AT, WHO
from intersession.programme.models import Issue

pytestmark = pytest.mark.django_db
LATER = datetime(2013, 1, 10, 9, tzinfo=UTC)
PAGE = "/meetings/history/"


def past(year: int = 2008, title: str = "Managing Return", **given: object) -> PastWorkshop:
    return PastWorkshop.objects.create(year=year, title={"en": title}, source="Title page", **given)


@pytest.mark.parametrize("rows", [1, 3])
def test_one_year_and_three_ask_the_same(client, rows, django_assert_num_queries):
    for n in range(rows):
        past(2006 + n).issues.add(Issue.objects.create(code=f"i{n}", name={"en": "Return"}))
    # The example and the year line of the frame; facts, their issues, meetings.
    with django_assert_num_queries(5):
        page = client.get(PAGE).content.decode()
    assert page.count("Managing Return") == rows


def test_what_is_not_recorded_is_said(client):
    past()
    page = client.get(PAGE).content.decode()
    assert page.count("not recorded</span>") == 3  # days, place, participants
    assert "The days are recorded for 0\xa0of\xa01, the participants for 0\xa0of\xa01." in page
    assert "Title page" in page


def test_a_date_of_which_only_the_month_is_known_is_a_month(client):
    past(precision="month", starts_on=date(2008, 4, 1))
    assert "April 2008" in client.get(PAGE).content.decode()
    assert "abril de 2008" in client.get(f"{PAGE}?lang=es").content.decode()


def test_a_title_stays_in_its_language_and_is_marked(client):
    past(theme={"en": "Return Migration"})
    page = client.get(f"{PAGE}?lang=fr").content.decode()
    assert '<span lang="en">Managing Return</span>' in page
    assert '<span lang="en">Return Migration</span>' in page


def test_what_lies_ahead_is_no_history():
    days = {"precision": "day", "starts_on": AT.date() + timedelta(days=1)}
    past(2011, "Tomorrow", **days, ends_on=AT.date() + timedelta(days=2))
    past(2011, "Some day of this year")
    past(2010, "Last year")
    assert [line.title.text for line in history(AT).lines] == ["Last year"]
    assert len(history(LATER).lines) == 3


def test_a_meeting_of_this_register_is_the_same_workshop_and_stands_once(client, hold):
    first, last = datetime(2011, 3, 29, 8, tzinfo=UTC), datetime(2011, 3, 30, 16, tzinfo=UTC)
    days = {"starts_at": first, "ends_at": last}
    hold(slug="one", kind="workshop", title={"en": "Climate"}, **days)
    hold(slug="two", kind="workshop", starts_at=first - timedelta(days=90), ends_at=last)
    hold(slug="talks", starts_at=first, ends_at=last)
    Meeting.objects.update(state=Meeting.State.FINAL)
    past(2011, "Climate change", precision="day", starts_on=date(2011, 3, 29), participants=230)
    lines = history(AT).lines
    assert [(line.slug, line.participants) for line in lines if line.slug != "two"] == [
        ("one", 230)
    ]
    assert len(lines) == 2


def test_the_collected_facts_are_taken_in_once_in_one_step(client, sign_in):
    officer = sign_in(Role.ADMINISTRATION)
    assert "Take in the workshops" in officer.get(PAGE).content.decode()
    page = officer.post(f"{PAGE}load/", follow=True).content.decode()
    assert "16 workshops were taken in." in page and "Take in the workshops" not in page
    assert PastWorkshop.objects.filter(year__gte=2003, year__lte=2012).count() == 15
    assert PastWorkshop.objects.exclude(issues=None).count() == 15  # all but the founding
    with pytest.raises(actions.history.HistoryIsThere):
        actions.load_history(**WHO)


def test_issues_that_are_there_keep_their_name_and_their_place():
    kept = Issue.objects.create(code="return", name={"en": "Going home"}, position=4)
    actions.load_history(**WHO)
    kept.refresh_from_db()
    assert (kept.name, kept.position) == ({"en": "Going home"}, 4)
    assert Issue.objects.get(code="globalization").position == 5


def test_years_that_are_over_stand_in_the_chart_of_issues_by_another_shape(client, year):
    issue = Issue.objects.create(code="return", name={"en": "Return"})
    year.issues.add(issue)
    past().issues.add(issue)
    past(2099).issues.add(issue)
    assert list(issues_of_past_years(LATER)) == [(issue.pk, 2008)]
    page = client.get("/programme/issues/").content.decode()
    assert page.count("<rect x=") == 1 and page.count('r="5"') == 1
    assert "■ 2008" in page and "● 2012" in page and "2\xa0of\xa02" in page
    sheet = client.get("/programme/issues/?sheet=csv").content.decode()
    assert "Issue,2008,2012,How often" in sheet and "Return,1,1,2" in sheet


def test_only_the_administration_takes_them_in(client, sign_in):
    assert client.post(f"{PAGE}load/").status_code == 302
    assert sign_in(Role.CHAIR).post(f"{PAGE}load/").status_code == 403
    assert not PastWorkshop.objects.exists()


def test_the_sheet_has_empty_cells_where_nothing_is_recorded(client):
    past(precision="day", starts_on=date(2008, 4, 7), ends_on=date(2008, 4, 8))
    sheet = client.get(f"{PAGE}?sheet=csv").content.decode()
    assert "2008,,Managing Return,2008-04-07,2008-04-08,7–8\xa0April 2008,,,,,Title page" in sheet
    assert client.get(f"{PAGE}?sheet=xlsx").status_code == 200
