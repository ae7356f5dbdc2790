"""The example's people and its clock; neither exists outside an example."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.models import Person, User
from intersession.access.policy import ROLE_NAMES, Role
from intersession.conftest import Browser
from intersession.consultations.models import Question
from intersession.consultations.tests.conftest import NOW, SIX, Cast, appointed, read
from intersession.desk.example import links
from intersession.desk.models import Example
from intersession.ledger.models import Entry

PAGE, CLOCK = "/desk/example/", "/desk/example/clock/"


def path_of(example: Example, user: User) -> str:
    return f"/desk/example/sign-in/{links.token(example, user)}/"


def test_each_of_its_people_signs_in_with_a_link(cast: Cast, clock: Example) -> None:
    browser = Browser()
    for person in links.people(clock):
        if person.role != "public":
            assert browser.get(person.path)["Location"] == "/"
            bar = browser.get("/ledger/").content.decode()
            assert str(ROLE_NAMES[Role(person.role)]) in bar
            assert person.entity.capitalize() in bar


def test_a_link_opens_the_role_without_a_second_factor(cast: Cast, clock: Example) -> None:
    """In the example nobody has a key."""
    browser = Browser()
    browser.get(path_of(clock, cast.officer))
    assert browser.get("/outbox/").status_code == 200


def test_one_may_change_sides_as_often_as_one_likes(cast: Cast, clock: Example) -> None:
    browser = Browser()
    browser.get(path_of(clock, cast.officer))
    browser.get(path_of(clock, cast.first))
    assert browser.get("/outbox/").status_code == 403
    assert "Permanent Mission of Marenia" in read(browser.get("/"))


def test_a_link_leads_to_the_mailbox_of_its_person(cast: Cast, clock: Example) -> None:
    browser = Browser()
    assert f"{path_of(clock, cast.first)}?to=mailbox" in browser.get(PAGE).content.decode()
    leads = browser.get(f"{path_of(clock, cast.first)}?to=mailbox")
    assert leads["Location"] == "/outbox/mailbox/"
    assert cast.first.email in browser.get("/outbox/mailbox/").content.decode()


def test_a_wrong_link_is_a_404(cast: Cast) -> None:
    for token in ("0", "0123456789abcdef" * 2):
        assert Browser().get(f"/desk/example/sign-in/{token}/").status_code == 404


def test_an_account_with_a_real_address_has_no_link(cast: Cast, clock: Example) -> None:
    real = appointed("real", Role.ADMINISTRATION)
    User.objects.filter(pk=real.pk).update(email="officer@ministry.test")
    real.refresh_from_db()
    assert Browser().get(path_of(clock, real)).status_code == 404
    assert path_of(clock, real) not in {person.path for person in links.people(clock)}


def test_nor_has_one_that_is_no_longer_active(cast: Cast, clock: Example) -> None:
    cast.first.is_active = False
    cast.first.save()
    assert Browser().get(path_of(clock, cast.first)).status_code == 404


def test_outside_an_example_there_is_no_such_page(cast: Cast, clock: Example, browse: Any) -> None:
    """Neither the list of people, nor a link that once worked, nor the clock."""
    link, officer = path_of(clock, cast.officer), browse("officer")
    Example.objects.all().delete()
    assert Browser().get(PAGE).status_code == 404
    assert Browser().get(link).status_code == 404
    assert officer.post(CLOCK, {"step": "day"}).status_code == 404
    assert "Sign in as …" not in read(Browser().get("/"))


def test_another_example_has_other_links(cast: Cast, clock: Example) -> None:
    link = path_of(clock, cast.officer)
    Example.objects.update(link_key="another key")
    assert Browser().get(link).status_code == 404


def test_the_page_shows_one_of_each_role_and_all_on_demand(cast: Cast, browse: Any) -> None:
    short, long = read(browse("public").get(PAGE)), read(browse("public").get(f"{PAGE}?all"))
    for role in ("Administration", "Chair", "Focal point", "Head of mission", "Public"):
        assert role in short
    assert "Arvoria" in long


def test_every_page_of_the_example_says_so_in_its_foot(cast: Cast, browse: Any) -> None:
    for page in ("/", "/consultations/", "/ledger/"):
        text = read(browse("public").get(page))
        assert "States, people and answers are invented." in text
        assert "Its clock stands at 20 October 2011, 10:30 Geneva" in text


# The clock


def test_the_officer_moves_the_clock_forward(cast: Cast, browse: Any) -> None:
    browser = browse("officer")
    for step, stands in (
        ("hour", NOW + timedelta(hours=1)),
        ("day", NOW + timedelta(days=1, hours=1)),
        ("week", NOW + timedelta(days=8, hours=1)),
    ):
        assert browser.post(CLOCK, {"step": step}).status_code == 302
        assert Example.objects.get().now == stands
    assert browser.post(CLOCK, {"to": "2011-12-01T09:00"}).status_code == 302
    assert "1 December 2011, 09:00 Geneva" in read(browser.get(PAGE))
    assert Entry.objects.filter(verb="desk:clock:moved").count() == 4


def test_what_happens_at_an_hour_happens_when_it_passes(ask: Any, browse: Any) -> None:
    ask()
    browse("officer").post(CLOCK, {"to": "2011-10-20T18:00"})
    assert Question.objects.get().closed_at == SIX


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("2011-10-20T10:30", "The clock moves forward only. It stands at 20 October 2011, 10:30"),
        ("2011-10-19T09:00", "The clock moves forward only."),
        ("2014-01-01T09:00", "The clock moves two years at most at one time."),
        ("2199-12-31T23:59", "The clock moves two years at most at one time."),
        ("soon", "This is not a day and an hour"),
        ("", "This is not a day and an hour"),
    ],
)
def test_it_moves_nowhere_else(cast: Cast, browse: Any, to: str, sentence: str) -> None:
    answer = browse("officer").post(CLOCK, {"to": to})
    assert answer.status_code == 422
    assert sentence in read(answer)
    assert Example.objects.get().now == NOW
    assert not Entry.objects.filter(verb="desk:clock:moved").exists()


@pytest.mark.parametrize("name", ["chair", "first", "watcher", "auditor", "stranger"])
def test_nobody_else_moves_it(cast: Cast, browse: Any, name: str) -> None:
    assert browse(name).post(CLOCK, {"step": "day"}).status_code == 403
    assert "One hour later" not in read(browse(name).get(PAGE))


def test_who_acts_is_the_person_of_the_account(cast: Cast, clock: Example) -> None:
    Person.objects.filter(user=cast.first).update(active=False)
    browser = Browser()
    browser.get(path_of(clock, cast.first))
    # An account without anybody who acts has no role; it is asked who acts.
    assert browser.get("/consultations/")["Location"].startswith("/access/who/")
