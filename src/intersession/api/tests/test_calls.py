"""The call of a meeting, and the questions it adds, through the API."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.policy import Role

AT = "/api/meeting/workshop-1-2012/"


def hours(topics: Any, **days: int) -> dict[str, str]:
    wanted = {"opens_at": 1, "nominations_close_at": 30, "registrations_close_at": 60, **days}
    return {name: (topics.now + timedelta(days=n)).isoformat() for name, n in wanted.items()}


def test_a_call_is_opened_and_changed(office: Any, ask: Any, topics: Any) -> None:
    assert ask("GET", f"{AT}call/").status_code == 404
    wrong = hours(topics, nominations_close_at=0)
    assert office("call/open/", wrong, 409)["code"] == "closes-before-it-opens"
    body = {**hours(topics), "limits": {"ngo": {"names": 2, "seats": 1}}}
    made = office("call/open/", body, 201)
    assert made["limits"] == [{"kind": "ngo", "names": 2, "seats": 1}]
    assert made["counts"] == dict.fromkeys(made["counts"], 0)
    assert office("call/open/", body, 409)["code"] == "call-is-open"
    change = {**body, "names": 3, "words": {"en": "Bring your papers."}, "seen": made["seen"]}
    changed = office("call/change/", change)
    assert (changed["names"], changed["words"]) == (3, {"en": "Bring your papers."})
    assert office("call/change/", change, 409)["code"] == "changed-meanwhile"
    assert office("call/change/", {**change, "seats": 61}, 422)["code"] == "wrong-fields"
    assert office("call/change/", {**change, "fee": 1}, 422)["code"] == "wrong-fields"


def test_nobody_else_is_told_of_a_call_before_it_opens(
    office: Any, ask: Any, make: Any, topics: Any
) -> None:
    office("call/open/", hours(topics), 201)
    mission = make(Role.FOCAL_POINT, "marenia").secret
    for token in ("", mission):
        assert ask("GET", f"{AT}call/", token).status_code == 404
        assert ask("GET", "/api/calls/", token).json()["total"] == 0
    assert office("get /api/calls/")["items"][0]["state"] == "to_open"
    change = ask("POST", f"{AT}call/change/", mission, hours(topics))
    assert change.status_code == 403


def test_an_open_call_is_read_by_all_and_its_counts_by_few(
    called: Any, ask: Any, make: Any, office: Any
) -> None:
    mission = make(Role.FOCAL_POINT, "marenia").secret
    public, own = (ask("GET", f"{AT}call/", token).json() for token in ("", mission))
    assert (public["own"], public["counts"], public["kinds"]) == ("", None, [])
    assert (own["own"], own["counts"]) == ("not_begun", None)
    kinds = {one["kind"]: one["called"] for one in office("get call/")["kinds"]}
    assert kinds["state"] > 100


QUESTION = {"kind": "choice", "wording": {"en": "Which day?"}}
CHOICES = [{"en": "The first"}, {"en": "The second"}]


def test_questions_are_added_changed_moved_ended_and_asked_again(
    called: Any, office: Any, ask: Any, make: Any
) -> None:
    wrong = office("call/questions/add/", QUESTION, 409)
    assert wrong["code"] == "choices-missing"
    (first,) = office("call/questions/add/", {**QUESTION, "choices": CHOICES}, 201)
    assert [one["code"] for one in first["choices"]] == ["c1", "c2"]
    depends = {"kind": "text", "wording": {"en": "Why?"}}
    depends |= {"condition": {"question": first["uid"], "answer": "c2"}, "required_for": ["*"]}
    unknown = {**depends, "condition": {"question": first["uid"], "answer": "c9"}}
    assert office("call/questions/add/", unknown, 409)["code"] == "condition-not-there"
    _first, second = office("call/questions/add/", depends, 201)
    assert second["condition"] == {"question": first["uid"], "answer": "c2"}
    path = f"call/question/{first['uid']}/"
    fewer = {**QUESTION, "choices": [CHOICES[0], {"en": "Both"}], "seen": first["seen"]}
    assert office(f"{path}change/", fewer, 409)["code"] == "others-depend"
    more = {**QUESTION, "choices": [*CHOICES, {"en": "Both"}], "seen": first["seen"]}
    changed = office(f"{path}change/", more)[0]
    assert [one["code"] for one in changed["choices"]] == ["c1", "c2", "c3"]
    assert office(f"{path}change/", more, 409)["code"] == "question-changed-meanwhile"
    assert office(f"{path}move/", {"up": False}, 409)["code"] == "others-depend"
    assert office(f"{path}end/", None, 409)["code"] == "others-depend"
    ended = office(f"call/question/{second['uid']}/end/")
    assert [(one["number"], one["ended"]) for one in ended] == [(1, False), (0, True)]
    asked = office(f"call/question/{second['uid']}/ask/")
    assert [one["number"] for one in asked] == [1, 2]
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", f"{AT}call/questions/", mission).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "song"}, "body/kind"),
        ({"wording": {}}, "body/wording"),
        ({"required_for": ["all"]}, "body/required_for/0"),
        ({"condition": {"question": "x", "answer": "c1"}}, "body/condition/question"),
    ],
)
def test_a_question_that_is_wrong_names_its_field(
    body: Any, field: str, called: Any, office: Any
) -> None:
    wrong = office("call/questions/add/", {**QUESTION, "choices": CHOICES, **body}, 422)
    assert wrong["errors"][0]["field"] == field
