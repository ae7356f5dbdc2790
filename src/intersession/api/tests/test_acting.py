"""Who acts for an Entity, through the API: named, handed over, ended; contacts for few."""

from typing import Any

import pytest

from intersession.access.models import User
from intersession.access.policy import May, Role
from intersession.api.tests.conftest import somebody
from intersession.ledger.models import Entry
from intersession.membership.models import Representation

MARENIA = "/api/entity/marenia/"
NEW = {"role": "focal_point", "email": "New.Desk@marenia.example", "function": "Attaché"}
NEW |= {"since": "2011-10-20"}


@pytest.fixture
def officer(make: Any) -> str:
    return str(make(Role.ADMINISTRATION).secret)


def focal_point(entity: str = "marenia") -> dict[str, str]:
    rows = Representation.objects.filter(entity__slug=entity, role=Role.FOCAL_POINT)
    row = rows.select_related("user").order_by("pk")[0]
    return {"role": row.role, "email": row.user.email, "since": str(row.since)}


def acting(answer: Any) -> dict[str, tuple[str, bool]]:
    assert answer.status_code == 200, answer.content
    return {one["email"]: (one["role"], one["in_force"]) for one in answer.json()}


def test_contacts_are_for_those_who_see_them_on_the_page(ask: Any, make: Any) -> None:
    own = ask("GET", f"{MARENIA}acting/", make(Role.FOCAL_POINT, "marenia").secret)
    assert focal_point()["email"] in acting(own)
    chair = ask("GET", f"{MARENIA}acting/", make(Role.CHAIR).secret)
    assert set(acting(chair)) == {""} and chair.json()[0]["people"]
    for token in (make(Role.FOCAL_POINT, "agurem").secret, make(Role.AUDITOR).secret):
        refused = ask("GET", f"{MARENIA}acting/", token)
        assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    narrow = make(Role.ADMINISTRATION, scopes=[May.READ_OUTBOX]).secret
    assert ask("GET", f"{MARENIA}acting/", narrow).status_code == 403


def test_the_list_of_all_is_not_for_a_mission(ask: Any, make: Any, officer: str) -> None:
    listed = ask("GET", "/api/representatives/?q=marenia", officer).json()
    assert {row["entity"] for row in listed["items"]} == {"marenia"}
    assert focal_point()["email"] in [row["email"] for row in listed["items"]]
    mission = make(Role.FOCAL_POINT, "marenia").secret
    assert ask("GET", "/api/representatives/", mission).status_code == 403


def test_somebody_is_named_in_place_of_another_on_one_day(ask: Any, officer: str) -> None:
    before = focal_point()
    named = ask("POST", f"{MARENIA}represent/", officer, {**NEW, "in_place_of": before})
    found = acting(named)
    assert found["new.desk@marenia.example"] == ("focal_point", True)
    assert found[before["email"]] == ("focal_point", False)
    assert User.objects.get(email="new.desk@marenia.example").persons.get().function == "Attaché"
    last = Entry.objects.filter(verb="membership:representation:given").latest("pk")
    assert "by token “Grid”" in last.by


@pytest.mark.parametrize(
    "changed, status, code",
    [
        ({"email": "no address"}, 409, "not-an-address"),
        ({"function": "  "}, 409, "person-without-function"),
        ({"role": "chair"}, 422, "wrong-fields"),
        ({"role": "administration"}, 422, "wrong-fields"),
        ({"password": "x"}, 422, "wrong-fields"),
    ],
)
def test_what_cannot_be_named_is_refused(
    changed: Any, status: int, code: str, ask: Any, officer: str
) -> None:
    answer = ask("POST", f"{MARENIA}represent/", officer, {**NEW, **changed})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not User.objects.filter(email__startswith="new.desk").exists()


def test_rights_are_handed_over_given_and_ended(ask: Any, officer: str) -> None:
    ask("POST", f"{MARENIA}represent/", officer, NEW)
    to, here = "new.desk@marenia.example", focal_point()
    path = f"{MARENIA}represent/"
    ended = {**here, "email": to, "since": "2011-10-20", "on": "2011-10-20"}
    assert to not in acting(ask("POST", f"{path}end/", officer, ended)), "it never held"
    over = ask("POST", f"{path}hand-over/", officer, {**here, "to": to, "on": "2011-10-20"})
    assert acting(over)[to][1] and not acting(over)[here["email"]][1]
    given = {"role": "head_of_mission", "email": to, "since": "2011-10-20"}
    assert ("head_of_mission", True) in acting(ask("POST", f"{path}give/", officer, given)).values()
    twice = ask("POST", f"{path}give/", officer, given)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-acts")
    nobody = {**given, "email": "nobody@nowhere.example"}
    assert ask("POST", f"{path}give/", officer, nobody).json()["code"] == "not-known"


def test_a_head_of_mission_reaches_no_further_than_on_the_page(ask: Any, make: Any) -> None:
    head = str(make(Role.HEAD_OF_MISSION, "marenia").secret)
    path, office = f"{MARENIA}represent/", somebody(Role.ADMINISTRATION).email
    assert acting(ask("POST", path, head, NEW))["new.desk@marenia.example"][1]
    others = ask("POST", path, head, {**NEW, "email": office})
    assert (others.status_code, others.json()["code"]) == (409, "account-of-others")
    over = {**focal_point(), "to": office, "on": "2011-10-20"}
    refused = ask("POST", f"{path}hand-over/", head, over)
    assert (refused.status_code, refused.json()["code"]) == (409, "account-of-others")
    higher = ask("POST", path, head, {**NEW, "role": "head_of_mission"})
    assert (higher.status_code, higher.json()["code"]) == (409, "role-not-yours")
    assert ask("POST", "/api/entity/agurem/represent/", head, NEW).status_code == 403
    assert ask("POST", f"{path}give/", head, {**NEW}).status_code == 403
