"""A schedule file comes into the draft of an agenda through the API."""

import json
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import Meeting
from intersession.meetings.tests.schedule_files import content_of

AT = "/api/meeting/workshop-1-2012/"
OCTETS = "application/octet-stream"


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def send(client: Any, officer: str, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    headers = {"Authorization": f"Bearer {officer}"}

    def send(content: bytes, query: str = "name=days.json") -> Any:
        path = f"{AT}schedules/receive/?{query}"
        return client.generic("POST", path, content, OCTETS, headers=headers)

    return send


def schedule() -> bytes:
    """One item on the first day of the workshop, in a room that is not known here."""
    begins = Meeting.objects.get(slug="workshop-1-2012").starts_at
    item = {"guid": "a-1", "date": begins.isoformat(), "duration": "01:00", "title": "Opening"}
    item |= {"room": "Hall 9", "persons": [{"public_name": "Expert", "id": 7}], "language": "en"}
    day = {"date": begins.date().isoformat(), "rooms": {"Hall 9": [item]}}
    conference = {"title": "Two days", "days": [day], "time_zone_name": "Europe/Zurich"}
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def test_a_schedule_is_received_looked_at_and_taken_in_once(
    send: Any, ask: Any, officer: str
) -> None:
    received = send(schedule())
    assert received.status_code == 201, received.content
    path = f"{AT}schedule/{received.json()['uid']}/"
    seen = ask("GET", f"{path}preview/", officer).json()
    assert (seen["counts"]["add"], seen["rooms"], seen["persons"]) == (1, ["Hall 9"], 1)
    assert seen["lines"]["items"][0]["title"] == "Opening"
    take = {"seen": seen["seen"], "rooms": {"Hall 9": None}}
    late = ask("POST", f"{path}take/", officer, {**take, "seen": "another"})
    assert late.json()["code"] == "changed-since"
    other = ask("POST", f"{path}take/", officer, {**take, "rooms": {"Hall 8": None}})
    assert other.json()["code"] == "not-known"
    taken = ask("POST", f"{path}take/", officer, take)
    assert taken.json()["counts"]["added"] == 1, taken.content
    assert ask("POST", f"{path}take/", officer, take).json()["code"] == "taken-before"
    assert ask("GET", f"{path}preview/", officer).json()["code"] == "taken-before"
    draft = ask("GET", f"{AT}agenda/draft/", officer).json()["items"]
    assert (draft[0]["title"], draft[0]["room"]["name"]) == ({"en": "Opening"}, {"en": "Hall 9"})
    listed = ask("GET", f"{AT}schedules/", officer).json()["items"]
    assert listed[0]["taken_in_at"]


@pytest.mark.parametrize(
    "content, code",
    [(b"{", "json-broken"), (b"%PDF", "neither-kind"), (b"{}", "not-a-schedule")],
)
def test_a_file_that_is_no_schedule_is_refused_in_words(
    content: bytes, code: str, send: Any
) -> None:
    answer = send(content)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize("name", ["harbour.json", "indico.ics"])
def test_what_a_schedule_says_is_told_whatever_it_is(
    name: str, send: Any, ask: Any, officer: str
) -> None:
    uid = send(content_of(name), f"name={name}&language=fr").json()["uid"]
    found = ask("GET", f"{AT}schedule/{uid}/preview/?show=add&limit=1", officer)
    assert found.status_code == 200, found.content
    assert found.json()["lines"]["total"] == found.json()["counts"]["add"] > 0
