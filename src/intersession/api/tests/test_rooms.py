"""Rooms, and teams of interpreters, through the API."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import Meeting

AT = "/api/meeting/workshop-1-2012/"


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def post(ask: Any, officer: str) -> Any:
    def post(path: str, body: Any = None, status: int = 200) -> Any:
        answer = ask("POST", path, officer, {} if body is None else body)
        assert answer.status_code == status, answer.content
        return answer.json()

    return post


HALL = {"name": {"en": "Hall 1"}, "seats": 200, "booths": 6, "equipment": ["receivers"]}


def test_a_room_is_added_changed_ended_offered_and_removed(
    post: Any, ask: Any, officer: str
) -> None:
    made = post("/api/rooms/add/", HALL, 201)
    path = f"/api/room/{made['uid']}/"
    assert made["equipment"] == ["receivers"]
    assert post("/api/rooms/add/", HALL, 409)["code"] == "room-name-taken"
    wider = {**HALL, "seats": 220, "seen": made["seen"]}
    assert post(f"{path}change/", wider)["seats"] == 220
    assert post(f"{path}change/", wider, 409)["code"] == "room-changed-meanwhile"
    assert post(f"{path}change/", {**HALL, "seats": 0}, 422)["code"] == "wrong-fields"
    assert post(f"{path}end/")["ended"] is True
    assert post(f"{path}end/", None, 409)["code"] == "room-ended-already"
    assert post(f"{path}offer/")["ended"] is False
    item = {"title": {"en": "Opening"}, "room": made["uid"]}
    uid = post(f"{AT}agenda/", item)["added"][0]
    assert post(f"{path}remove/", None, 409)["code"] == "room-in-use"
    assert ask("GET", path, officer).json()["items"] == 1
    post(f"{AT}agenda/{uid}/remove/")
    assert post(f"{path}remove/") == {"uid": made["uid"]}
    assert ask("GET", path, officer).status_code == 404


def test_rooms_are_listed_to_the_administration_alone(
    post: Any, ask: Any, make: Any, counted: Any, officer: str
) -> None:
    for number in (1, 2, 3):
        post("/api/rooms/add/", {"name": {"en": f"Room {number}"}}, 201)
    counted("/api/rooms/", officer)
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", "/api/rooms/", mission).status_code == 403


def test_a_team_is_added_given_half_days_and_removed(post: Any, ask: Any, officer: str) -> None:
    begins = Meeting.objects.get(slug="workshop-1-2012").starts_at + timedelta(minutes=10)
    item = {"title": {"en": "Panel"}, "starts_at": begins.isoformat(), "minutes": 60}
    post(f"{AT}agenda/", {**item, "languages": ["fr"]})
    body = {"name": "A", "languages": ["fr", "en"], "email": "lead@booths.example"}
    assert post(f"{AT}teams/add/", {**body, "email": "nobody"}, 409)["code"] == "not-an-address"
    made = post(f"{AT}teams/add/", body)
    team, half = made["teams"][0], made["half_days"][0]
    assert (team["languages"], half["free"]) == (["en", "fr"], [1])
    given = {"team": team["uid"], "half_days": [half["key"]]}
    assert post(f"{AT}teams/assign/", {**given, "half_days": ["never"]}, 409)["code"] == "not-known"
    assert post(f"{AT}teams/assign/", given)["teams"][0]["items"] == [1]
    path = f"{AT}team/{team['uid']}/"
    renamed = {**body, "name": "B", "seen": team["seen"]}
    assert post(f"{path}change/", renamed)["teams"][0]["name"] == "B"
    assert post(f"{path}change/", renamed, 409)["code"] == "team-changed-meanwhile"
    limits = {"half_days": 1, "longest": 30, "lunch": 60, "noon": 13, "evening": 18}
    asked = post(f"{AT}interpretation/", {**limits, "channels": {"fr": 2}})
    assert asked["limits"] == {**limits, "channels": {"fr": 2}}
    assert "too_long" in {one["code"] for one in asked["conflicts"]}
    twice = post(f"{AT}interpretation/", {**limits, "channels": {"fr": 2, "en": 2}}, 409)
    assert twice["code"] == "channel-twice"
    assert post(f"{path}remove/")["teams"] == []
    assert ask("GET", f"{AT}teams/").status_code == 401
