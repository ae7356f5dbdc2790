"""The page that publishes an agenda: first who is touched, then it is done."""

import re

import pytest

from intersession.access.policy import Role
from intersession.ledger.models import Entry
from intersession.meetings.models import AgendaVersion
from intersession.meetings.tests.cast import HOUR, mails, workshop
from intersession.meetings.tests.conftest import TEN, publish

pytestmark = pytest.mark.django_db
PAGE = "/meetings/w/agenda/publish/"
THEN = TEN.replace(year=2998)  # pages go by the clock: what is over touches nobody


@pytest.fixture
def made(hold):
    made = workshop(hold(slug="w", starts_at=THEN, ends_at=THEN + 8 * HOUR))
    publish(made.meeting)
    made.change(made.one, starts_at=THEN + 2 * HOUR)
    made.change(made.two, starts_at=THEN)
    return made


def words(answer):
    return re.sub(r"[\s\u00a0]+", " ", answer.content.decode())


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', page).group(1)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATION])
def test_only_the_administration_publishes(client, sign_in, made, role):
    browser = sign_in(role) if role != Role.PUBLIC else client
    expected = 403 if role != Role.PUBLIC else 302
    assert browser.get(PAGE).status_code == browser.post(PAGE).status_code == expected
    assert AgendaVersion.objects.count() == 1


def test_nothing_is_written_by_looking(sign_in, made):
    entries = Entry.objects.count()
    page = words(sign_in(Role.ADMINISTRATION).get(PAGE))
    assert "Publish version 2 of the agenda" in page
    assert "3 speakers, 1 team of interpreters, 1 person from afar and 1 who follows" in page
    assert "“Panel I” moved from 20 October 2998, 10:00 to 12:00 Geneva." in page
    assert "Whom we cannot reach" in page and "Cy" in page
    assert AgendaVersion.objects.count() == 1 and mails(2) == {}
    assert Entry.objects.count() == entries


def test_each_reads_word_for_word_what_the_page_showed(sign_in, made):
    browser = sign_in(Role.ADMINISTRATION)
    page = browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"tell": "tell", "seen": seen(page)}).status_code == 302
    assert len(mails(2)) == 6
    for mail in mails(2).values():
        for line in mail.partition("] ")[2].splitlines():
            assert line in page


def test_a_note_is_kept_with_the_version(sign_in, made):
    sign_in(Role.ADMINISTRATION).post(PAGE, {"note_en": "Delayed.", "note_fr": "Retardé."})
    assert AgendaVersion.objects.get(number=2).note == {"en": "Delayed.", "fr": "Retardé."}
    assert all("Delayed." in mails(2)[who] for who in ("ana", "far"))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"tell": "silent"}, "Say why nobody is told"),
        ({"tell": "silent", "reason": " "}, "Say why nobody is told"),
        ({"seen": "0123456789abcdef"}, "Somebody changed the draft after you opened this page"),
        ({"tell": "everybody"}, "Select a valid choice"),
        ({"note_en": "x" * 1001}, "at most 1000 characters"),
        ({"reason": "x" * 501, "tell": "silent"}, "at most 500 characters"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_written_stays(sign_in, made, given, reason):
    answer = sign_in(Role.ADMINISTRATION).post(PAGE, {"note_es": "Un aviso", **given})
    assert answer.status_code == 422
    assert reason in words(answer) and "Un aviso" in words(answer)
    assert AgendaVersion.objects.count() == 1 and mails(2) == {}


def test_published_without_telling_nobody_is_told(sign_in, made):
    browser = sign_in(Role.ADMINISTRATION)
    given = {"tell": "silent", "reason": "A comma", "seen": seen(words(browser.get(PAGE)))}
    assert browser.post(PAGE, given).status_code == 302
    assert AgendaVersion.objects.get(number=2).told == 0 and mails(2) == {}


def test_after_publishing_nothing_is_left_to_publish(sign_in, made):
    browser = sign_in(Role.ADMINISTRATION)
    browser.post(PAGE)
    assert "Nothing has changed since the agenda was published." in words(browser.get(PAGE))
    again = browser.post(PAGE)
    assert again.status_code == 422 and mails(3) == {}


def test_a_first_version_says_how_many_items_it_has(sign_in, hold):
    hold(slug="w")
    page = words(sign_in(Role.ADMINISTRATION).get(PAGE))
    assert "0 items, for the first time." in page
    assert "Nobody is touched: no mail would be written." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_of_the_database_for_three_as_for_one(
    sign_in, made, rows, django_assert_num_queries
):
    for n in range(rows):
        made.part(f"speaker{n}")
        made.follow(f"follower{n}@example.org")
    browser = sign_in(Role.ADMINISTRATION)
    with django_assert_num_queries(16):
        assert browser.get(PAGE).status_code == 200


def test_of_many_who_are_touched_the_page_shows_some_and_counts_all(sign_in, made):
    for n in range(45):
        made.follow(f"follower{n:02}@example.org")
    browser = sign_in(Role.ADMINISTRATION)
    first, second = (browser.get(f"{PAGE}?page={n}").content.decode() for n in (1, 2))
    assert (first.count("<summary>"), second.count("<summary>")) == (40, 11)
    assert "46 who follow" in first and "46 who follow" in second
