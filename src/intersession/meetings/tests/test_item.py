"""The page of one item, and its entry for a calendar."""

from datetime import timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from intersession.meetings import actions
from intersession.meetings.models import AgendaItem, Meeting, Part
from intersession.meetings.tests.conftest import OFFICER, TEN, WHO, item, publish
from intersession.meetings.tests.workshop import filled, present

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(hold):
    return hold(slug="w", kind="workshop", ends_at=TEN + timedelta(days=9))


@pytest.fixture
def panel(workshop, paper):
    filled(workshop, TEN, 5, by=OFFICER, at=WHO["at"])
    row = workshop.agenda.get(number=3)
    row.documents.add(paper("IC/1"))
    publish(workshop)
    return row


def shown(client, row, end=""):
    answer = client.get(f"/meetings/w/item/{row.uid}/{end}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_that_is_published_of_an_item_stands_on_its_page(client, panel):
    page = shown(client, panel)
    for words in (
        "<h1>Who moves, who stays, and who cannot choose</h1>",
        "Thursday, 20\xa0October 2011, <time",
        "<h2>Objectives</h2>",
        '<ol class="para"><li>Which early signs could be seen',
        "Four statements of ten minutes",
        "<dd>Room XVII</dd>",
        "English, French and\xa0Spanish",
        "<cite>What we saw first</cite>",
        "(10 minutes)",
        "A boat, a border",
        "Zoë N’Diaye has led the service",
        "Presentation, English",
        "IC/1",
        'rel="prev"',
        'rel="next"',
    ):
        assert words in page
    assert page.count("to be confirmed") == 1


def test_it_is_read_in_three_languages(client, panel):
    for language, words in (("fr", "Qui part, qui reste"), ("es", "Quién se va")):
        assert (
            words in client.get(f"/meetings/w/item/{panel.uid}/?lang={language}").content.decode()
        )


def test_who_speaks_elsewhere_only_is_not_told_of(client, workshop):
    rows = [item(workshop, name, starts_at=TEN, minutes=30) for name in ("A", "B")]
    for row, name in zip(rows, ("Ana", "Jean"), strict=True):
        speaker = workshop.speakers.create(
            name=name, biography={"en": f"{name} lived."}, added_at=TEN
        )
        row.parts.create(speaker=speaker, state=Part.State.CONFIRMED)
    publish(workshop)
    page = shown(client, rows[0])
    assert "Ana lived." in page and "Jean" not in page


def test_who_has_not_confirmed_is_not_told_of(client, workshop):
    row = item(workshop, "A", starts_at=TEN, minutes=30)
    speaker = workshop.speakers.create(name="Ana", biography={"en": "Ana lived."}, added_at=TEN)
    part = row.parts.create(speaker=speaker, state="invited", abstract={"en": "A boat."})
    present(part, **WHO)
    publish(workshop)
    page = shown(client, row)
    for words in ("Ana", "A boat", "/files/"):
        assert words not in page


def test_an_item_that_was_never_published_is_not_found(client, workshop, hold):
    row = item(workshop, "Draft", starts_at=TEN, minutes=30)
    publish(hold(slug="other"))
    for address in (f"w/item/{row.uid}/", f"w/item/{UUID(int=1)}/", f"other/item/{row.uid}/"):
        assert client.get(f"/meetings/{address}").status_code == 404
        assert client.get(f"/meetings/{address}calendar/").status_code == 404


def test_an_item_that_was_taken_off_says_so(client, workshop):
    row = item(workshop, "Gone", starts_at=TEN, minutes=30)
    publish(workshop)
    uid = row.uid
    actions.remove_item(item=row, **WHO)
    item(workshop, "Other")
    publish(workshop)
    page = client.get(f"/meetings/w/item/{uid}/").content.decode()
    assert "This item was taken off the agenda." in page and "calendar/" not in page
    entry = Calendar.from_ical(client.get(f"/meetings/w/item/{uid}/calendar/").content).events[0]
    assert entry["STATUS"] == "CANCELLED" and entry["SEQUENCE"] == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_one_item_and_three_ask_the_same(client, workshop, rows, django_assert_num_queries):
    filled(workshop, TEN, rows, by=OFFICER, at=WHO["at"])
    publish(workshop)
    row = workshop.agenda.get(number=1)
    # The example and the year line; the meeting, its agenda, documents and their languages, what
    # speakers sent, their abstracts, their biographies.
    with django_assert_num_queries(9):
        shown(client, row)


def test_its_calendar_entry_has_the_hour_and_says_what_changed(client, panel):
    def entry():
        answer = client.get(f"/meetings/w/item/{panel.uid}/calendar/")
        assert answer["Content-Type"].startswith("text/calendar")
        return Calendar.from_ical(answer.content).events[0]

    first = entry()
    assert first["UID"] == f"{panel.uid}@intersession"
    assert first["DTSTART"].dt == panel.starts_at
    assert first["LOCATION"] == "Room XVII, Palais des Nations"
    AgendaItem.objects.filter(pk=panel.pk).update(cancelled_at=TEN)
    publish(panel.meeting)
    second = entry()
    assert second["STATUS"] == "CANCELLED" and second["SEQUENCE"] > first["SEQUENCE"]


def test_an_item_without_an_hour_has_a_page_and_no_entry(client, workshop):
    row = item(workshop, "Topics")
    publish(workshop)
    assert "Nothing more has been published" in shown(client, row)
    assert client.get(f"/meetings/w/item/{row.uid}/calendar/").status_code == 404


def test_an_item_of_a_meeting_that_was_cancelled_is_cancelled_in_calendars(client, panel):
    Meeting.objects.update(cancelled_at=TEN)
    answer = client.get(f"/meetings/w/item/{panel.uid}/calendar/")
    assert Calendar.from_ical(answer.content).events[0]["STATUS"] == "CANCELLED"
