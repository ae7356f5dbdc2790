"""What somebody sets for themselves, through the API."""

from typing import Any

import pytest

from intersession.access.policy import May, Role
from intersession.api.models import KeptAnswer
from intersession.api.tests.conftest import somebody
from intersession.desk.feed import account_of


@pytest.fixture
def mission(make: Any) -> str:
    return str(make(Role.FOCAL_POINT, "marenia").secret)


def test_notices_come_as_their_reader_chooses(ask: Any, mission: str) -> None:
    assert set(ask("GET", "/api/me/mail/", mission).json()["topics"].values()) == {"at_once"}
    chosen = ask("POST", "/api/me/mail/choose/", mission, {"wanted": {"meetings": "weekly"}})
    assert chosen.json()["topics"]["meetings"] == "weekly"
    assert chosen.json()["topics"]["documents"] == "at_once"
    unknown = ask("POST", "/api/me/mail/choose/", mission, {"wanted": {"weather": "never"}})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "wrong-fields")
    other = ask("POST", "/api/me/language/", mission, {"language": "es"})
    assert other.json()["language"] == somebody(Role.FOCAL_POINT, "marenia").language == "es"


def test_the_address_of_a_calendar_is_told_once_and_kept_nowhere(
    ask: Any, mission: str, client: Any
) -> None:
    path, key = "/api/me/calendar/", {"Idempotency_Key": "one"}
    assert ask("GET", path, mission).json()["made_at"] is None
    first = ask("POST", f"{path}open/", mission, {}, **key).json()["address"]
    second = ask("POST", f"{path}open/", mission, {}, **key).json()["address"]
    assert first != second, "asked twice, the second one holds"
    opened = [client.get(place).status_code for place in (first, second)]
    assert opened == [404, 200]
    assert account_of(second.rstrip("/").rpartition("/")[2]) == somebody(
        Role.FOCAL_POINT, "marenia"
    )
    assert KeptAnswer.objects.count() == 0
    known = ask("GET", path, mission).json()
    assert known["made_at"] and known["address"] == ""
    assert ask("POST", f"{path}close/", mission, {}).json()["made_at"] is None
    assert client.get(second).status_code == 404
    again = ask("POST", f"{path}close/", mission, {})
    assert (again.status_code, again.json()["code"]) == (409, "no-calendar")


def test_a_token_that_only_reads_sets_nothing(ask: Any, make: Any) -> None:
    reading = make(Role.FOCAL_POINT, "marenia", scopes=[May.READ_CONTACTS]).secret
    for path in ("mail/choose/", "language/", "calendar/open/", "calendar/close/"):
        assert ask("POST", f"/api/me/{path}", reading, {}).status_code == 403
