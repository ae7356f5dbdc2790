"""Delegations to a meeting, through the API: one's own, and any for the Administration."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from intersession.access.policy import May, Role
from intersession.api.tests.conftest import sent
from intersession.participation.models import Delegation

AT = "/api/meeting/workshop-1-2012/"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
ANA = {"family_name": "Ruiz", "given_name": "Ana", "email": "ana@marenia.example"}
BO = {"family_name": "Bo", "email": "bo@marenia.example"}
OWN = "delegation/marenia/"
pytestmark = pytest.mark.usefixtures("called")


@pytest.fixture
def mission(ask: Any, make: Any) -> Any:
    """Sends for Marenia."""
    return partial(sent, ask, make(Role.FOCAL_POINT, "marenia").secret)


def test_people_are_put_forward_in_their_order_and_sent(mission: Any) -> None:
    assert mission(f"get {OWN}")["state"] == "not_begun"
    assert mission(f"{OWN}send/", None, 409)["code"] == "nobody-put-forward"
    assert mission(f"{OWN}people/add/", {**ANA, "family_name": " "}, 409)["code"] == "name-missing"
    assert mission(f"{OWN}people/add/", {**ANA, "gender": "woman"}, 422)["code"] == "wrong-fields"
    mission(f"{OWN}people/add/", {**ANA, "role": "head"}, 201)
    assert mission(f"{OWN}people/add/", {**BO, "role": "head"}, 409)["code"] == "head-named"
    first, second = mission(f"{OWN}people/add/", BO, 201)["people"]
    moved = mission(f"{OWN}people/{second['uid']}/move/", {"up": True})
    assert [one["name"] for one in moved["people"]] == ["Bo", "Ana Ruiz"]
    change = {**ANA, "role": "head", "function": "Minister", "seen": first["seen"]}
    changed = mission(f"{OWN}people/{first['uid']}/change/", change)
    assert changed["people"][1]["function"] == "Minister"
    stale = mission(f"{OWN}people/{first['uid']}/change/", change, 409)
    assert stale["code"] == "changed-meanwhile"
    words = {"words": "Ana first", "seen": ""}
    assert mission(f"{OWN}rotation/", words)["rotation"] == "Ana first"
    assert mission(f"{OWN}rotation/", words, 409)["code"] == "changed-meanwhile"
    assert mission(f"{OWN}send/")["state"] == "sent"
    assert mission(f"{OWN}send/", None, 409)["code"] == "sent-already"
    gone = mission(f"{OWN}people/{second['uid']}/remove/")
    assert [one["kind"] for one in gone["since_sent"]] == ["removed"]


def test_a_draft_is_its_entitys_alone(mission: Any, office: Any, ask: Any, make: Any) -> None:
    uid = mission(f"{OWN}people/add/", ANA, 201)["people"][0]["uid"]
    seen = office(f"get {OWN}")
    assert (seen["hidden"], seen["people"], seen["changes"]) == (True, [], 0)
    assert "Ruiz" not in str(seen)
    office(f"{OWN}people/{uid}/remove/", None, 404)
    assert office(f"{OWN}people/add/", BO, 409)["code"] == "draft-of-the-entity"
    other = make(Role.FOCAL_POINT, "agurem").secret
    for method, path in (("GET", OWN), ("POST", f"{OWN}people/add/"), ("POST", f"{OWN}send/")):
        body = None if method == "GET" else (BO if "add" in path else {})
        assert ask(method, AT + path, other, body).status_code == 403
    assert ask("GET", AT + OWN).status_code == 401
    assert office(f"{OWN}open/")["people"][0]["name"] == "Ana Ruiz"
    assert office(f"{OWN}people/add/", BO, 201)["people"][1]["name"] == "Bo"


def test_the_administration_allows_checks_and_takes_note(
    mission: Any, office: Any, ask: Any, make: Any
) -> None:
    allowed = office(f"{OWN}allow/", {"names": 1, "seats": 1, "late_leave": True})
    assert (allowed["names"], allowed["by"], allowed["late_leave"]) == (1, "delegation", True)
    wrong = {"names": 1, "seats": 2}
    assert office(f"{OWN}allow/", wrong, 409)["code"] == "seats-beyond-names"
    mission(f"{OWN}people/add/", ANA, 201)
    assert mission(f"{OWN}people/add/", BO, 409)["code"] == "too-many-names"
    token = make(Role.FOCAL_POINT, "marenia").secret
    filed = _filed(ask, token, PDF)
    assert filed.status_code == 200 and filed.json()["credential"] == "waits"
    sha256 = filed.json()["credential_sha256"]
    assert _filed(ask, token, b"MZ\x90").status_code == 409
    mission(f"{OWN}send/")
    got = ask("GET", f"{AT}{OWN}credential/", token)
    assert b"".join(got.streaming_content) == PDF
    other = {"good": True, "sha256": "0" * 64}
    assert office(f"{OWN}credential/check/", other, 409)["code"] == "no-credential"
    good = {"good": True, "sha256": sha256}
    assert office(f"{OWN}credential/check/", good)["credential"] == "checked"
    changed = mission(f"{OWN}rotation/", {"words": "In turn"})["changes"]
    assert office(f"{OWN}see/", {"changes": changed - 1}, 409)["code"] == "changed-meanwhile"
    assert office(f"{OWN}see/", {"changes": changed})["since_sent"] == []
    for path in ("allow/", "open/", "credential/check/", "see/"):
        assert ask("POST", f"{AT}{OWN}{path}", token, {}).status_code == 403


def _filed(ask: Any, token: str, content: bytes) -> Any:
    path = f"{AT}{OWN}credential/file/?name=note.pdf"
    headers = {"Authorization": f"Bearer {token}"}
    kind = "application/octet-stream"
    return Client().generic("POST", path, content, content_type=kind, headers=headers)


def test_all_are_listed_to_the_administration_alone(
    mission: Any, office: Any, ask: Any, make: Any, counted: Any
) -> None:
    mission(f"{OWN}people/add/", ANA, 201)
    counted(f"{AT}delegations/", make(Role.ADMINISTRATION).secret)
    (row,) = office("get delegations/?state=drafting")["items"]
    assert (row["entity"], row["people"]) == ("marenia", None)
    mission("get delegations/", None, 403)


def test_a_token_reaches_no_further_than_the_rights_ticked(ask: Any, make: Any) -> None:
    only = make(Role.FOCAL_POINT, "marenia", scopes=[May.DECLARE_PROFILE]).secret
    assert ask("GET", AT + OWN, only).status_code == 403
    assert ask("POST", f"{AT}{OWN}people/add/", only, ANA).status_code == 403
    half = make(Role.ADMINISTRATION, scopes=[May.NOMINATE]).secret
    assert ask("POST", f"{AT}{OWN}people/add/", half, ANA).status_code == 403
    assert not Delegation.objects.exists()


def test_the_rights_of_a_focal_point_pass_to_somebody_else(
    mission: Any, ask: Any, make: Any, topics: Any
) -> None:
    path = "/api/entity/marenia/rights/hand-over/"
    body = {"email": "third@marenia.example", "function": "Third Secretary"}
    body["on"] = topics.now.date().isoformat()
    past = {**body, "on": "2010-01-01"}
    assert mission(path, past, 409)["code"] == "day-out-of-bounds"
    named = {**body, "of": "somebody@arvoria.example"}
    assert mission(path, named, 409)["code"] == "not-yours-to-give"
    done = mission(path, body)
    assert (done["email"], done["kept"]) == ("third@marenia.example", False)
    mission(f"{OWN}people/add/", ANA, 403)
    other = make(Role.FOCAL_POINT, "agurem").secret
    assert ask("POST", path, other, body).status_code == 409
