"""The page of one year, and the forms that change it."""

from datetime import date

import pytest

from intersession.programme import actions, panels
from intersession.programme.models import Programme
from intersession.programme.tests.conftest import AT, CRISIS, OFFICER
from intersession.ui.panels import Panel

pytestmark = pytest.mark.django_db
WHO = {"by": OFFICER, "at": AT}
PAGES = ["change/", "theme/", "topics/", "dates/council/", "state/", "next/"]


@pytest.fixture
def full(start, issues):
    """A year with theme, topics, dates, a mandate and issues."""
    programme = start(theme=CRISIS)
    topics = [
        actions.Topic(slot=1, title={"en": "Moving to safety"}, sub_title={"en": "Complex crises"}),
        actions.Topic(slot=2, title={"en": "Protecting migrants"}, sub_title={}),
    ]
    actions.set_topics(programme=programme, topics=topics, **WHO)
    actions.set_milestone(
        programme=programme,
        step="workshop_1",
        starts_on=date(2012, 4, 24),
        ends_on=date(2012, 4, 25),
        path="/meetings/moving-to-safety/",
        **WHO,
    )
    mandate = actions.Mandate(symbol="MC/INF/302", title={"en": "The dialogue"})
    return actions.change_programme(
        programme=programme, note={}, mandates=[mandate], issues=issues, **WHO
    )


def test_the_page_shows_theme_topics_dates_mandates_and_issues(client, full):
    page = client.get("/programme/2012/").content.decode()
    for words in (
        "Managing migration in crisis situations",
        "Complex crises",
        "24–25\xa0April 2012",
        'href="/meetings/moving-to-safety/"',
        "MC/INF/302",
        "Labour migration",
        "Topics agreed",
    ):
        assert words in page


def test_the_page_has_the_same_cost_whatever_it_shows(
    client, start, full, django_assert_num_queries
):
    start(2013)
    # The example and the year line; the year twice, slots, steps, issues, the year after.
    for year in (2012, 2013):
        with django_assert_num_queries(8):
            client.get(f"/programme/{year}/")


def test_the_year_line_of_the_page_is_that_of_its_year(client, start, full):
    start(2011, theme={"en": "Building capacities"})
    assert "<b>Programme 2011</b>" in client.get("/programme/2011/").content.decode()


@pytest.mark.parametrize("year", ["1999", "0", "9" * 30])
def test_a_year_that_is_not_there_is_not_found(client, year):
    assert client.get(f"/programme/{year}/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_administration_opens_each_form(officer, full, page):
    assert officer.get(f"/programme/2012/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_does(client, auditor, full, page):
    assert auditor.post(f"/programme/2012/{page}").status_code == 403
    client.logout()
    assert client.post(f"/programme/2012/{page}").status_code == 302


def test_a_theme_is_set_in_three_languages(officer, start):
    start()
    words = {"theme_en": "Crisis", "theme_fr": "Crises", "theme_es": "Crisis migratorias"}
    assert officer.post("/programme/2012/theme/", words).status_code == 302
    theme = {"en": "Crisis", "fr": "Crises", "es": "Crisis migratorias"}
    assert Programme.objects.get().theme == theme


@pytest.mark.parametrize("words", ["", "   ", "x" * 400])
def test_a_theme_that_says_nothing_or_too_much_is_not_accepted(officer, start, words):
    start()
    answer = officer.post("/programme/2012/theme/", {"theme_en": words})
    assert answer.status_code == 422
    assert 'class="clash"' in answer.content.decode()
    assert Programme.objects.get().theme == {}


def test_one_topic_may_be_set_before_the_other(officer, start):
    start(theme=CRISIS)
    officer.post("/programme/2012/topics/", {"topic_2_en": "Protecting migrants"})
    assert [s.topic for s in Programme.objects.get().slots.order_by("number")] == [
        {},
        {"en": "Protecting migrants"},
    ]


def test_the_last_day_before_the_first_is_refused_on_the_page(officer, start):
    start()
    days = {"starts_on": "2012-04-25", "ends_on": "2012-04-24"}
    answer = officer.post("/programme/2012/dates/workshop_1/", days)
    assert answer.status_code == 422
    assert "The last day lies before the first day." in answer.content.decode()


def test_a_step_that_is_not_there_is_not_found(officer, start):
    start()
    assert officer.get("/programme/2012/dates/lunch/").status_code == 404


def test_mandates_are_written_in_lines_and_come_back_the_same(officer, start):
    start()
    lines = "MC/INF/302 | Note | Note fr\nMC/2210 | Second"
    assert officer.post("/programme/2012/change/", {"mandates": lines}).status_code == 302
    assert Programme.objects.get().mandates[0]["title"] == {"en": "Note", "fr": "Note fr"}
    assert lines in officer.get("/programme/2012/change/").content.decode()


@pytest.mark.parametrize("line", ["MC/INF/302", "| only a title", "a | b | c | d | e"])
def test_a_mandate_without_symbol_or_title_is_said_with_its_line(officer, start, line):
    start()
    answer = officer.post("/programme/2012/change/", {"mandates": f"A | B\n{line}"})
    assert answer.status_code == 422
    assert "Line 2 is not a symbol" in answer.content.decode()


def test_a_state_is_moved_and_a_skipped_one_refused(officer, start):
    start()
    assert officer.post("/programme/2012/state/", {"to": "theme_open"}).status_code == 302
    answer = officer.post("/programme/2012/state/", {"to": "running"})
    assert answer.status_code == 422
    assert "moves one state at a time" in answer.content.decode()
    assert Programme.objects.get().state == "theme_open"


def test_the_next_year_is_started_once(officer, start):
    start()
    for _again in range(2):
        answer = officer.post("/programme/2012/next/", {"once": "key"})
        assert answer["Location"] == "/programme/2013/"
    assert Programme.objects.count() == 2


def test_a_panel_hung_in_from_above_is_shown(client, start):
    def from_above(programme, actor, now):
        heading = f"Hung into {programme.year}"
        return Panel(heading=heading, template="programme/_slots.html", content=None)

    start()
    assert "Hung into" not in client.get("/programme/2012/").content.decode()
    panels.hang(from_above)
    panels.hang(from_above)
    assert client.get("/programme/2012/").content.decode().count("Hung into 2012") == 1
