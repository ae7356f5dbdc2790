"""A real installation: nothing of the example is there, and the clock is the real one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from intersession.access.guard import SYSTEM
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import May, Role
from intersession.api.actions import make_token
from intersession.conftest import Browser
from intersession.desk import acting, actions, clock
from intersession.desk.example import links
from intersession.desk.models import Example
from intersession.membership.models import Entity
from intersession.outbox.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def real_account() -> User:
    return User.objects.create_user("officer@example.org")


@pytest.fixture
def officer(real_account: User, client: Browser) -> Browser:
    Person.objects.create(user=real_account, name="A. Person", function="Dialogue team")
    since = date(2020, 1, 1)
    Appointment.objects.create(user=real_account, role=Role.ADMINISTRATION, since=since)
    client.force_login(real_account)
    return client


def test_there_is_no_page_of_example_people(officer: Browser) -> None:
    assert officer.get("/desk/example/").status_code == 404


def test_no_address_signs_anybody_in(real_account: User, client: Browser) -> None:
    """Not even for somebody who guessed an empty key."""
    for key in ("", "x"):
        token = links.token(Example(pk=1, link_key=key), real_account)
        assert client.get(f"/desk/example/sign-in/{token}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_mailbox_that_ends_like_those_of_the_example_changes_nothing(client: Browser) -> None:
    user = User.objects.create_user("chair@dialogue.example")
    token = links.token(Example(pk=1, link_key=""), user)
    assert client.get(f"/desk/example/sign-in/{token}/").status_code == 404


def test_the_clock_cannot_be_moved(officer: Browser) -> None:
    assert officer.post("/desk/example/clock/", {"step": "day"}).status_code == 404
    with pytest.raises(actions.NoExample):
        at = datetime.now(UTC)
        actions.move_clock(to=at + timedelta(days=1), by=SYSTEM, at=at)


def test_programs_fill_an_empty_membership(real_account: User, officer: Browser) -> None:
    at = datetime.now(UTC)
    by = acting.actor_for(real_account, real_account.persons.get(), at.date())
    until = at.date() + timedelta(days=9)
    given = {"name": "Start", "scopes": [May.MANAGE_ENTITIES], "until": until, "strong": True}
    headers = {"Authorization": f"Bearer {make_token(**given, by=by, at=at).secret}"}
    member = {"kind": "member", "since": "1998-05-25"}
    row = {"slug": "marenia", "kind": "state", "name": {"en": "Marenia"}, "statuses": [member]}
    row |= {"labels": ["origin"], "groups": [{"group": "LDC", "until": "2010-01-01"}]}

    def load(path: str, body: object) -> Any:
        where = f"/api/entities/load/{path}"
        return Client().post(where, body, content_type="application/json", headers=headers)

    observer = {**row, "slug": "b", "statuses": [member, {**member, "kind": "observer_state"}]}
    for wrong, code in (
        (row, "rows-contradict"),
        (observer, "rows-contradict"),
        ({**row, "slug": "add"}, "address-taken"),
        ({**row, "slug": "b", "time_zone": "Europe/Atlantis"}, "no-such-time-zone"),
        ({**row, "slug": "b", "groups": [{"group": "MARTIANS"}]}, "unknown-group"),
    ):
        answer = load("rows/", {"entities": [row, wrong]})
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert load("rows/", {"entities": [row]}).json() == {"entities": 1}
    made = Entity.objects.get()
    assert (made.fictional, made.statuses.get().since) == (False, date(1998, 5, 25))
    assert load("", {}).json()["code"] == "membership-not-empty"


def test_it_is_the_hour_that_it_is(client: Browser) -> None:
    assert abs(clock.current() - datetime.now(UTC)) < timedelta(seconds=5)


def test_no_page_speaks_of_an_example(client: Browser) -> None:
    for page in ("/", "/consultations/", "/ledger/", "/access/"):
        assert "/desk/example/" not in client.get(page).content.decode()
    assert not Mail.objects.exists()
