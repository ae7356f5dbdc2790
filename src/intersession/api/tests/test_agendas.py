"""The agenda of a meeting through the API: a draft that two may work on, and its versions."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.meetings.models import Meeting, Room

AT = "/api/meeting/workshop-1-2012/agenda/"


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


@pytest.fixture
def post(ask: Any, officer: str) -> Any:
    def post(word: str, body: Any = None, status: int = 200) -> Any:
        answer = ask("POST", f"{AT}{word}", officer, {} if body is None else body)
        assert answer.status_code == status, answer.content
        return answer.json()

    return post


def begins(minutes: int = 0) -> str:
    meeting = Meeting.objects.get(slug="workshop-1-2012")
    return (meeting.starts_at + timedelta(minutes=minutes)).isoformat()


def test_an_item_is_written_changed_and_moved_by_its_uid(post: Any) -> None:
    room = Room.objects.create(name={"en": "Hall"}, seats=200)
    body = {
        "title": {"en": "Panel one"},
        "kind": "panel",
        "questions": [{"en": "Who pays?", "fr": "Qui paie ?"}],
        "objectives": {"en": "To compare."},
        "format": {"en": "Four statements."},
        "starts_at": begins(60),
        "minutes": 90,
        "room": str(room.uid),
        "languages": ["en", "fr"],
        "documents": ["ic-2011-7"],
    }
    made = post("", body)
    uid = made["added"][0]
    item = next(one for one in made["items"] if one["uid"] == uid)
    assert item["room"]["name"] == {"en": "Hall"} and item["documents"] == ["ic-2011-7"]
    assert (item["questions"], item["changes"]) == (body["questions"], 0)
    assert item["ends_at"]
    again = {**body, "title": {"en": "First panel"}, "seen": 0}
    changed = post(f"{uid}/change/", again)
    assert [one["changes"] for one in changed["items"] if one["uid"] == uid] == [1]
    assert post(f"{uid}/change/", again, 409)["code"] == "item-changed-meanwhile"
    place = {"starts_at": begins(30), "minutes": 45, "seen": 1}
    moved = next(one for one in post(f"{uid}/move/", place)["items"] if one["uid"] == uid)
    assert (moved["minutes"], moved["room"], moved["title"]) == (45, None, {"en": "First panel"})
    assert post(f"{uid}/move/", {**place, "seen": None, "room": uid}, 409)["code"] == "not-known"
    assert post(f"{uid}/cancel/", {"reason": "Ill"})["items"][0]["cancelled"]
    assert post(f"{uid}/cancel/", {"reason": "Ill"}, 409)["code"] == "item-cancelled-already"
    assert not post(f"{uid}/restore/", {"reason": "Well"})["items"][0]["cancelled"]
    assert post(f"{uid}/remove/")["items"] == []
    assert post(f"{uid}/remove/", None, 404)["code"] == "not-found"


def test_a_language_in_which_nothing_was_written_is_left_out(post: Any) -> None:
    body = {"title": {"en": " Opening ", "fr": "  "}, "questions": [{"en": " "}, {"en": "Who?"}]}
    made = post("", body)["items"][0]
    assert (made["title"], made["questions"]) == ({"en": "Opening"}, [{"en": "Who?"}])
    assert post("", {"title": {"en": "  "}}, 409)["code"] == "title-missing"


def test_what_does_not_go_together_is_told_in_words(post: Any, ask: Any, officer: str) -> None:
    for title in ("One", "Two"):
        post("", {"title": {"en": title}, "kind": "panel", "languages": ["fr"]})
    found = ask("GET", f"{AT}conflicts/", officer).json()
    assert {"not_interpreted", "moderator"} <= {one["code"] for one in found}
    assert found[0]["hint"] is False and found[-1]["hint"] is True
    assert ask("GET", f"{AT}conflicts/").status_code == 401


def test_a_version_is_looked_at_published_and_read_by_everybody(
    post: Any, ask: Any, officer: str
) -> None:
    uid = post("", {"title": {"en": "Opening"}, "starts_at": begins(), "minutes": 30})["added"][0]
    seen = ask("GET", f"{AT}preview/", officer).json()
    assert (seen["number"], seen["changed"]) == (1, True)
    assert set(seen["touched"]) == {"speakers", "teams", "remote", "followers", "unreached"}
    assert post("publish/", {"tell": False}, 409)["code"] == "say-why-nobody-is-told"
    published = {"seen": seen["seen"], "note": {"en": "Welcome."}}
    shown = post("publish/", published)
    assert shown["agenda"][0]["uid"] == uid
    assert post("publish/", {}, 409)["code"] == "agenda-unchanged"
    post(f"{uid}/move/", {"starts_at": begins(30), "minutes": 30})
    assert post("publish/", published, 409)["code"] == "draft-changed-meanwhile"
    post("publish/", {"tell": False, "reason": "A word only"})
    versions = ask("GET", f"{AT}versions/").json()
    assert [one["number"] for one in versions["items"]] == [2, 1]
    assert versions["items"][0]["changes"][0]["sentences"]
    first = ask("GET", f"{AT}version/1/").json()
    assert (first["latest"], first["note"]) == (2, {"en": "Welcome."})
    assert first["items"][0]["sequence"] == 0
    assert ask("GET", f"{AT}version/9/").status_code == 404
    assert ask("GET", f"{AT}version/99999999999999999999/").status_code == 404


def test_who_holds_an_older_draft_changes_nothing(post: Any, ask: Any, officer: str) -> None:
    tag = ask("GET", f"{AT}draft/", officer)["ETag"]
    post("", {"title": {"en": "Opening"}})
    late = ask("POST", AT, officer, {"title": {"en": "Closing"}}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")


def test_an_agenda_is_copied_from_another_meeting(post: Any) -> None:
    assert post("copy/", {"source": "workshop-1-2012"}, 409)["code"] == "copy-of-itself"
    assert post("copy/", {"source": "nowhere"}, 409)["code"] == "not-known"
    copied = post("copy/", {"source": "consultation-october-2011"})
    assert len(copied["added"]) == len(copied["items"]) > 0
    again = post("copy/", {"source": "consultation-october-2011"}, 409)
    assert again["code"] == "draft-has-items"


def test_drafts_are_read_with_as_many_queries_for_one_item_as_for_three(
    post: Any, counted: Any, officer: str
) -> None:
    post("", {"title": {"en": "Opening"}})
    post("publish/")
    counted(f"{AT}versions/", officer)
