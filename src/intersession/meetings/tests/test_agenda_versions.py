"""What was published: the log of changes, and each version as it stood."""

import re
from datetime import timedelta

import pytest

from intersession.access.policy import Role
from intersession.meetings import actions
from intersession.meetings.models import Part
from intersession.meetings.tests.cast import HOUR, workshop
from intersession.meetings.tests.conftest import AT, TEN, WHO, item, publish

pytestmark = pytest.mark.django_db
PAGE = "/meetings/w/agenda/versions/"
LATER = {**WHO, "at": AT + timedelta(days=1)}


@pytest.fixture
def made(hold):
    made = workshop(hold(slug="w", ends_at=TEN + 8 * HOUR))
    publish(made.meeting)
    return made


def words(answer):
    return re.sub(r"[\s\u00a0]+", " ", answer.content.decode())


def test_before_the_first_version_the_page_says_so(client, hold):
    workshop(hold(slug="w"))
    page = words(client.get(PAGE))
    assert "The agenda has not been published yet." in page and "Panel" not in page
    assert client.get(f"{PAGE}1/").status_code == 404


def test_each_version_says_when_and_what_changed_the_newest_first(client, made):
    made.change(made.one, starts_at=TEN + 2 * HOUR)
    made.answer("ana", Part.State.WITHDRAWN)
    made.part("eve")
    actions.publish_agenda(meeting=made.meeting, note={"en": "The Chair is late."}, **LATER)
    page = words(client.get(PAGE))
    assert page.index("Version 2") < page.index("Version 1")
    assert "29 September 2011, 11:00 Geneva" in page and "The Chair is late." in page
    assert "“Panel I” moved from 20 October 2011, 10:00 to 12:00 Geneva." in page
    assert "Eve speaks in “Panel I” in place of Ana." in page
    assert "Published for the first time." in page


def test_nobody_sees_the_draft_the_teams_or_who_has_not_confirmed(client, made):
    made.change(made.one, team=None)
    made.part("eve", state="invited")
    publish(made.meeting)
    made.change(made.one, title={"en": "A secret panel"})
    for address in (PAGE, f"{PAGE}2/", "/meetings/w/agenda/calendar/"):
        page = words(client.get(address))
        assert not re.search("secret|Eve|Bo|interpreters|mails? written", page)
    assert "a part in it is still to be confirmed" in words(client.get(PAGE))


def test_a_version_is_shown_as_it_stood(client, made):
    made.change(made.one, title={"en": "Opening panel"}, cancelled_at=AT)
    publish(made.meeting)
    first, second = words(client.get(f"{PAGE}1/")), words(client.get(f"{PAGE}2/"))
    assert "Panel I" in first and "Ana" in first and "Opening panel" not in first
    assert "superseded" in first and "superseded" not in second
    assert "Opening panel" in second and "Cancelled" in second
    for number in (0, 3, 10**25):
        assert client.get(f"{PAGE}{number}/").status_code == 404
    assert client.get(f"{PAGE}?page=x").status_code == 200


def test_the_administration_sees_how_many_were_told(sign_in, made):
    assert "4 mails written" in words(sign_in(Role.ADMINISTRATION).get(PAGE))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_asks_the_same_for_three_versions_as_for_one(
    client, made, rows, django_assert_num_queries
):
    for n in range(rows):
        item(made.meeting, f"Item {n}")
        publish(made.meeting)
    with django_assert_num_queries(5):
        assert client.get(PAGE).status_code == 200


def test_a_long_log_is_paged(client, made):
    for n in range(11):
        item(made.meeting, f"Item {n}")
        publish(made.meeting)
    first, second = (words(client.get(f"{PAGE}?page={n}")) for n in (1, 2))
    assert (first.count("<h2><a"), second.count("<h2><a")) == (10, 2)
