"""Places from afar, following, and former years, through the API."""

from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import RemotePlace
from intersession.outbox.models import Mail

AT = "/api/meeting/workshop-1-2012/"
WAY_IN = "https://platform.example/j/1?pwd=secret"


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def post(ask: Any, officer: str) -> Any:
    def post(path: str, body: Any = None, status: int = 200) -> Any:
        answer = ask("POST", f"{AT}remote/{path}", officer, {} if body is None else body)
        assert answer.status_code == status, answer.content
        assert "platform.example" not in answer.content.decode()
        return answer.json()

    return post


def test_places_are_given_and_no_way_in_comes_back(post: Any, ask: Any, officer: str) -> None:
    people = [{"email": "a@far.example", "address": WAY_IN}, {"email": "b@far.example"}]
    assert post("places/give/", {"places": people}) == {"added": 2, "changed": 0}
    wrong = {"places": [{"email": "c@far.example"}, {"email": "nobody"}]}
    assert post("places/give/", wrong, 409)["code"] == "not-a-mailbox"
    listed = ask("GET", f"{AT}remote/places/", officer)
    assert "platform.example" not in listed.content.decode()
    assert [one["given"] for one in listed.json()["items"]] == [True, False]
    assert post("places/send/") == {"mails": 2}
    assert post("places/send/", None, 409)["code"] == "nobody-to-tell"
    assert "/meetings/remote/" in Mail.objects.order_by("-pk")[0].link
    assert post("places/speakers/", None, 409)["code"] == "nobody-far-away"
    path = f"place/{listed.json()['items'][0]['uid']}/"
    changed = post(f"{path}change/", {"email": "a@far.example", "name": "A"})
    assert (changed["given"], changed["name"]) == (True, "A")
    taken = post(f"{path}change/", {"email": "b@far.example"}, 409)
    assert taken["code"] == "has-a-place"
    assert post(f"{path}change/", {"email": "a@far.example", "shut": True})["given"] is False
    assert post(f"{path}renew/")["told_at"] is None
    assert post(f"{path}remove/")["places"] == RemotePlace.objects.count() == 1


def test_who_is_far_away_is_told_to_the_administration_alone(
    post: Any, ask: Any, make: Any, counted: Any, officer: str
) -> None:
    post("places/give/", {"places": [{"email": f"{n}@far.example"} for n in "abc"]})
    counted(f"{AT}remote/places/", officer)
    assert ask("GET", f"{AT}remote/", officer).json()["untold"] == 3
    mission = make(Role.FOCAL_POINT, "marenia").secret
    for path in ("remote/", "remote/places/"):
        assert ask("GET", f"{AT}{path}", mission).status_code == 403


def test_one_follows_a_meeting_for_oneself(ask: Any, make: Any) -> None:
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("POST", f"{AT}follow/", mission, {}).json()["follows"] is True
    assert ask("GET", f"{AT}following/", mission).json()["follows"] is True
    other = make(Role.ADMINISTRATION).secret
    assert ask("GET", f"{AT}following/", other).json()["follows"] is False
    assert ask("POST", f"{AT}unfollow/", mission, {}).json()["follows"] is False
    over = ask("POST", "/api/meeting/workshop-1-2011/follow/", mission, {})
    assert over.json()["code"] == "nothing-to-follow"


def test_former_years_are_read_by_everybody(ask: Any, topics: Any) -> None:
    found = ask("GET", "/api/history/?limit=3").json()
    assert found["total"] > 0 and found["items"][0]["title"]["words"]
