"""The room of a meeting, through the API: proposed, overruled, offered, answered, replaced."""

from datetime import timedelta
from typing import Any

import pytest

from intersession.access.policy import May, Role
from intersession.membership.models import Entity, Profile
from intersession.participation.models import Registration, RoomRules
from intersession.participation.tests.room_cast import nominee

AT = "/api/meeting/workshop-1-2012/"
RULES = {"seats_least": 1, "seats_most": 2, "costs": {"": 100_000}}
WOMEN = {"values": [{"feature": "gender", "value": "woman"}], "least": 1}


@pytest.fixture
def four(called: Any) -> list[Registration]:
    """Two of each of two Entities ask for a seat; the last one is a woman."""
    rows = []
    for slug in ("marenia", "agurem"):
        entity = Entity.objects.get(slug=slug)
        rows += [nominee(called.meeting, entity, position=n, gender="man") for n in (1, 2)]
    Registration.objects.filter(pk=rows[-1].pk).update(gender="woman")
    return rows


def test_a_list_is_proposed_overruled_offered_answered_and_replaced(
    four: Any, office: Any, make: Any, ask: Any, topics: Any
) -> None:
    assert office("room/propose/", None, 409)["code"] == "no-rules-yet"
    assert office("get room/")["rules"] is None
    made = office("room/rules/", RULES)
    assert office("room/rules/", {**RULES, "seen": "0" * 16}, 409)["code"] == (
        "room-changed-meanwhile"
    )
    unknown = {**RULES, "costs": {"MOON": 1}}
    assert office("room/rules/", unknown, 409)["code"] == "not-known"
    assert office("room/rules/", {**RULES, "seats_most": 0}, 422)["code"] == "wrong-fields"
    assert office("room/rules/", {**RULES, "seen": made["seen"]})["seen"] == made["seen"]
    listed = office("room/propose/")
    assert listed == {"number": 1, "seats": 2, "reserves": 2, "cost": 200_000}
    room = office("get room/")
    assert [one["state"] for one in room["seats"]] == ["proposed", "proposed"]
    assert (room["money"]["cost"], room["proposal"]["number"]) == (200_000, 1)
    out, reserve = room["seats"][0]["uid"], room["others"][0]["uid"]
    chair = make(Role.CHAIR).secret
    why = {"reason": "Comes with the Minister"}
    path = f"{AT}room/seat/{out}/overrule/"
    assert ask("POST", path, chair, {"reason": ""}).status_code == 422
    assert ask("POST", path, chair, why).json() == {"uid": out, "state": "taken_out"}
    assert office(f"room/seat/{reserve}/overrule/", why)["state"] == "proposed"
    late = {"answer_by": (topics.now - timedelta(days=1)).isoformat()}
    assert office("room/offer/", late, 409)["code"] == "deadline-wrong"
    soon = {"answer_by": (topics.now + timedelta(days=9)).isoformat()}
    assert office("room/offer/", soon) == {"seats": 2}
    assert office(f"room/seat/{reserve}/overrule/", why, 409)["code"] == "seat-taken"
    answer = {"accept": False, "channel": "phone"}
    assert office(f"room/seat/{reserve}/answer/", answer, 409)["code"] == "why-missing"
    declined = office(f"room/seat/{reserve}/answer/", {**answer, "why": "Ill."})
    assert declined["state"] == "declined"
    assert office("room/replace/") == {"coming": 1}
    assert office("room/replace/", None, 409)["code"] == "nobody-declined"
    assert office("room/propose/", None, 409)["code"] == "seats-offered"


def test_targets_are_added_changed_moved_and_removed(called: Any, office: Any) -> None:
    made = office("room/targets/add/", WOMEN, 201)
    assert made["values"] == WOMEN["values"]
    assert office("room/targets/add/", WOMEN, 409)["code"] == "target-twice"
    nothing = {"values": [{"feature": "ldc", "value": "yes"}]}
    assert office("room/targets/add/", nothing, 409)["code"] == "target-empty"
    unknown = {"values": [{"feature": "region", "value": "MOON"}], "least": 1}
    assert office("room/targets/add/", unknown, 409)["code"] == "not-known"
    second = office("room/targets/add/", {**nothing, "most": 3}, 201)
    moved = office(f"room/target/{second['uid']}/move/", {"up": True})
    assert [one["uid"] for one in moved] == [second["uid"], made["uid"]]
    path = f"room/target/{made['uid']}/"
    change = {**WOMEN, "wished": False, "seen": made["seen"]}
    assert office(f"{path}change/", change)["wished"] is False
    assert office(f"{path}change/", change, 409)["code"] == "room-changed-meanwhile"
    upside = {**WOMEN, "least": 3, "most": 2}
    assert office(f"{path}change/", upside, 409)["code"] == "target-upside-down"
    assert office(f"{path}remove/") == {"uid": made["uid"]}
    office(f"{path}remove/", None, 404)


def test_where_no_room_meets_the_rules_conflict_and_repairs_are_data(
    four: Any, office: Any
) -> None:
    office("room/rules/", RULES)
    target = office("room/targets/add/", {**WOMEN, "least": 2, "wished": False}, 201)
    said = office("room/propose/", None, 409)
    assert (said["code"], said["status"]) == ("infeasible", 409)
    rule = said["conflict"][0]
    assert (rule["side"], rule["asked"], rule["has"]) == ("min", 2, 1)
    assert rule["words"].startswith("at least 2")
    help_ = next(one for one in said["repairs"] if one["targets"])
    assert help_["targets"][target["uid"]] in ({"least": 1}, {"wished": True})
    assert any(one["recruits"] for one in said["repairs"])
    changed = help_["repair"][:-2] + "xx"
    assert office("room/repair/", {"repair": changed}, 409)["code"] == "repair-too-old"
    assert office("room/repair/", {"repair": help_["repair"]})["seats"] == 2


def test_somebody_has_a_seat_in_any_case_until_no_longer(
    four: Any, office: Any, make: Any, ask: Any
) -> None:
    office("room/rules/", {**RULES, "seats_most": 1})
    body = {"registration": str(four[3].uid), "reason": "Chairs the panel"}
    assert office("room/must-have/", body)["reason"] == "Chairs the panel"
    assert [one["registration"] for one in office("get room/")["must_have"]] == [str(four[3].uid)]
    stranger = {**body, "registration": "6f030000-0000-4000-8000-000000000000"}
    assert office("room/must-have/", stranger, 409)["code"] == "not-known"
    gone = {"registration": str(four[3].uid)}
    assert office("room/must-not-have/", gone) == gone
    assert office("get room/")["must_have"] == []


def test_a_list_that_is_asked_for_twice_with_one_key_is_proposed_once(
    four: Any, office: Any, make: Any, ask: Any
) -> None:
    office("room/rules/", RULES)
    token, path = make(Role.ADMINISTRATION).secret, f"{AT}room/propose/"
    first, again = (ask("POST", path, token, {}, Idempotency_Key="one") for _ in range(2))
    assert first.json() == again.json() and first.json()["number"] == 1
    assert ask("POST", path, token, {}).json()["number"] == 2


def test_only_administration_and_chair_see_the_room_and_the_chair_changes_no_rule(
    four: Any, office: Any, ask: Any, make: Any
) -> None:
    office("room/rules/", RULES)
    chair, mission = make(Role.CHAIR).secret, make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", f"{AT}room/", chair).status_code == 200
    for path in ("room/rules/", "room/propose/", "room/offer/", "room/replace/"):
        assert ask("POST", AT + path, chair, {}).status_code == 403
    assert ask("GET", f"{AT}room/", mission).status_code == 403
    only = make(Role.ADMINISTRATION, scopes=[May.MANAGE_PARTICIPATION]).secret
    assert ask("GET", f"{AT}room/", only).status_code == 403
    assert ask("POST", f"{AT}room/must-have/", only, {}).status_code == 403
    assert RoomRules.objects.count() == 1


def test_what_an_entity_declared_stands_beside_no_name(four: Any, office: Any) -> None:
    Profile.objects.filter(entity__slug="marenia").delete()
    Profile.objects.create(entity=four[0].entity, label="transit", since="2000-01-01")
    office("room/rules/", {**RULES, "seats_most": 1})
    wish = {"values": [{"feature": "transit", "value": "yes"}], "least": 1}
    office("room/targets/add/", {**wish, "wished": False}, 201)
    office("room/propose/")
    room = office("get room/")
    assert "transit" not in str([room["seats"], room["others"]]).lower()
