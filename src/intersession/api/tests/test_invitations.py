"""Invitations to a meeting, through the API."""

from typing import Any

import pytest

from intersession.access.policy import Role
from intersession.outbox.models import Mail

AT = "/api/meeting/workshop-1-2012/"
pytestmark = pytest.mark.usefixtures("called")


def test_invitations_are_added_sent_answered_renewed_and_withdrawn(office: Any) -> None:
    body = {"email": "ana@helpers.example", "name": "Ana Ruiz", "stakeholder": "ngo"}
    made = office("invitations/add/", body, 201)
    assert (made["state"], made["stakeholder"], made["entity"]) == ("draft", "ngo", "")
    assert office("invitations/add/", body, 409)["code"] == "invited-already"
    wrong = {**body, "email": "bo@helpers.example", "entity": "nowhere"}
    assert office("invitations/add/", wrong, 409)["code"] == "not-known"
    path = f"invitation/{made['uid']}/"
    assert office(f"{path}answer/", {"accept": True}, 409)["code"] == "not-yours"
    assert office("invitations/send/", {"note": {"en": "Welcome."}}) == {"mails": 1}
    assert office("invitations/send/", None, 409)["code"] == "nobody-to-invite"
    assert office("invitations/remind/", None, 409)["code"] == "nobody-to-remind"
    again = {"invitations": [made["uid"]]}
    assert office("invitations/send/", again, 409)["code"] == "not-known"
    assert office(f"{path}answer/", {"accept": False}, 409)["code"] == "reason-missing"
    declined = office(f"{path}answer/", {"accept": False, "why": "Away."})
    assert (declined["state"], declined["answer"]) == ("declined", "Away.")
    assert office(f"{path}answer/", {"accept": True})["state"] == "accepted"
    renewed = office(f"{path}link/")
    link = Mail.objects.order_by("-pk")[0].link
    assert "/participation/invitation/" in link and "/participation/" not in str(renewed)
    assert office(f"{path}withdraw/")["state"] == "withdrawn"
    assert office(f"{path}withdraw/", None, 409)["code"] == "not-yours"


def test_many_are_invited_at_once_or_none(office: Any) -> None:
    found = office("get invitations/proposed/?kind=ngo")
    right = [one for one in found if not one["wrong"]][:3]
    many = [{"email": one["email"], "entity": one["entity"]} for one in right]
    twice = {"invitations": [*many, many[0]]}
    assert office("invitations/add-many/", twice, 409)["code"] == "invited-already"
    added = office("invitations/add-many/", {"invitations": many}, 201)
    assert len(added["invitations"]) == len(many) > 0
    wrong = {one["email"]: one["wrong"] for one in office("get invitations/proposed/?kind=ngo")}
    assert {wrong[one["email"]] for one in many} == {"twice"}
    assert office("invitations/add-many/", {"invitations": []}, 422)["code"] == "wrong-fields"


def test_invitations_are_the_administrations(
    office: Any, ask: Any, make: Any, counted: Any
) -> None:
    for name in "abc":
        made = office("invitations/add/", {"email": f"{name}@x.example"}, 201)
    counted(f"{AT}invitations/", make(Role.ADMINISTRATION).secret)
    assert office("get invitations/?state=accepted")["total"] == 0
    for role, entity in ((Role.FOCAL_POINT, "marenia"), (Role.CHAIR, "")):
        token = make(role, entity).secret
        assert ask("GET", f"{AT}invitations/", token).status_code == 403
        path = f"{AT}invitation/{made['uid']}/withdraw/"
        assert ask("POST", path, token, {}).status_code == 403
