"""Registrations for a meeting, through the API; papers never."""

from typing import Any

import pytest

from intersession.access.policy import May, Role
from intersession.api import rules
from intersession.ledger.models import Entry
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, Representation
from intersession.outbox.models import Mail
from intersession.participation import sealing
from intersession.participation.actions import dossiers
from intersession.participation.models import Registration
from intersession.participation.registering import delete_after, themselves
from intersession.participation.tests.registering import png

AT = "/api/meeting/workshop-1-2012/"


@pytest.fixture
def person(called: Any, topics: Any) -> Any:
    def person(name: str = "Ana Ruiz", meeting: Any = None, **given: Any) -> Registration:
        first = name.partition(" ")[0].lower()
        facts = {"badge_name": name, "email": f"{first}@helpers.example", "state": "submitted"}
        facts |= {"stakeholder": "ngo", "affiliation": "Helpers", "submitted_at": topics.now}
        at = {"added_at": topics.now, "changed_at": topics.now}
        meeting = meeting or called.meeting
        return Registration.objects.create(
            meeting=meeting, delete_after=delete_after(meeting), **{**facts, **at, **given}
        )

    return person


def test_one_is_read_and_decided_on(person: Any, office: Any) -> None:
    row = person(diet="none")
    path = f"registration/{row.uid}/"
    full = office(f"get {path}")
    assert (full["diet"], full["acts"][0], full["linked"]) == ("none", "approve", [])
    approve = {"act": "approve", "seen": full["seen"]}
    assert office(f"{path}decide/", {"act": "send"}, 422)["code"] == "wrong-fields"
    approved = office(f"{path}decide/", approve)
    assert approved["state"] == "approved"
    assert [one["act"] for one in approved["history"]] == ["approve"]
    assert office(f"{path}decide/", approve, 409)["code"] == "changed-meanwhile"
    assert office(f"{path}decide/", {"act": "check"}, 409)["code"] == "act-not-possible"
    assert office(f"{path}decide/", {"act": "cancel"}, 409)["code"] == "reason-needed"
    linked = office(f"{path}link/", {"renew": True})
    link = Mail.objects.order_by("-pk")[0].link
    assert "/participation/registration/" in link and "/participation/" not in str(linked)
    assert office(f"{path}leave/", {"leave": True})["late_leave"] is True
    entry = Entry.objects.filter(verb="participation:registration:decided").latest("pk")
    assert "token “Grid”" in entry.by and "Ruiz" not in entry.data


def test_a_change_after_the_approval_is_settled(person: Any, office: Any, topics: Any) -> None:
    row = person(state="approved")
    dossiers.write_registration(
        registration=row, given={"function": "Head"}, send=True, by=themselves(row), at=topics.now
    )
    path = f"registration/{row.uid}/"
    (waits,) = office(f"get {path}")["waiting"]
    assert (waits["field"], waits["now"]) == ("function", "Head")
    field = {"field": "function", "yes": False}
    assert office(f"{path}settle/", field, 409)["code"] == "reason-needed"
    settled = office(f"{path}settle/", {"field": "function", "yes": True})
    assert (settled["function"], settled["waiting"]) == ("Head", [])
    assert office(f"{path}settle/", field, 409)["code"] == "nothing-waits"


def test_many_are_decided_on_as_the_preview_showed_them(person: Any, office: Any) -> None:
    for name in ("Ana Ruiz", "Bo Lim", "Cy Dahl"):
        row = person(name)
    Registration.objects.filter(pk=row.pk).update(state="approved")
    seen = office("get registrations/preview/?act=approve")["items"]
    assert [one["becomes"] for one in seen] == ["approved", "approved", ""]
    chosen = [{"registration": one["registration"], "seen": one["seen"]} for one in seen]
    Registration.objects.filter(uid=chosen[0]["registration"]).update(function="Another")
    done = office("registrations/decide/", {"act": "approve", "chosen": chosen})
    assert done["done"] == 1
    left = [one["registration"] for one in done["left"]]
    assert left == [chosen[0]["registration"], chosen[2]["registration"]]
    stranger = [{"registration": "6f030000-0000-4000-8000-000000000000"}]
    wrong = {"act": "approve", "chosen": stranger}
    assert office("registrations/decide/", wrong, 409)["code"] == "not-known"
    assert office("registrations/decide/", {"act": "approve", "chosen": []}, 422)


def test_two_are_said_to_be_one_person_and_parted_again(person: Any, office: Any) -> None:
    earlier = Meeting.objects.get(slug="workshop-1-2011")
    old, new, twin = person(meeting=earlier), person(), person("Ana Ruiz", email="b@x.example")
    path = f"registration/{new.uid}/"
    full = office(f"get {path}")
    assert [one["uid"] for one in full["proposed"]] == [str(old.uid)]
    assert [one["uid"] for one in full["twins"]] == [str(twin.uid)]
    assert office(f"{path}same/", {"other": str(twin.uid)}, 409)["code"] == "same-meeting"
    assert office(f"{path}same/", {"other": str(old.uid)})["linked"][0]["uid"] == str(old.uid)
    assert office(f"{path}part/")["linked"] == []
    assert office(f"{path}part/", None, 409)["code"] == "not-linked"


def test_who_asks_for_deletion_is_answered(person: Any, office: Any, topics: Any) -> None:
    row = person()
    path = f"registration/{row.uid}/"
    assert office(f"{path}deletion/", {"yes": True}, 409)["code"] == "not-asked"
    dossiers.ask_deletion(registration=row, by=themselves(row), at=topics.now)
    waits = office("get deletions/")
    assert [one["registration"] for one in waits["asked"]] == [str(row.uid)]
    assert waits["due"][0]["registrations"] == 1
    assert office(f"{path}deletion/", {"yes": False}, 409)["code"] == "reason-needed"
    gone = office(f"{path}deletion/", {"yes": True})
    assert (gone["state"], gone["email"], gone["badge_name"]) == ("cancelled", "", "—")


def test_papers_are_told_of_and_never_given(
    person: Any, office: Any, make: Any, topics: Any
) -> None:
    row = person()
    row.papers.create(
        kind="passport",
        name="ruiz-passport.png",
        content_type="image/png",
        size=9,
        sealed=sealing.seal(png()),
        added_at=topics.now,
        delete_after=row.delete_after,
    )
    full = office(f"get registration/{row.uid}/")
    assert [one["kind"] for one in full["papers"]] == ["passport"]
    assert "ruiz-passport" not in str(full)
    assert May.READ_PERSONAL_PAPERS in rules.NOTHING_TO_DO
    with pytest.raises(rules.MoreThanYouMay):
        make(Role.ADMINISTRATION, scopes=[May.READ_PERSONAL_PAPERS])


def test_registrations_are_the_administrations(
    person: Any, office: Any, ask: Any, make: Any, counted: Any
) -> None:
    for name in ("Ana Ruiz", "Bo Lim", "Cy Dahl"):
        row = person(name)
    for path in ("registrations/", "registrations/preview/"):
        counted(AT + path, make(Role.ADMINISTRATION).secret)
    found = office("get registrations/?name=lim&state=submitted")["items"]
    assert [one["name"] for one in found] == ["Bo Lim"]
    office("get registrations/?state=gone", None, 422)
    for role, entity in ((Role.CHAIR, ""), (Role.FOCAL_POINT, "marenia"), (Role.AUDITOR, "")):
        token = make(role, entity).secret
        for path in ("registrations/", f"registration/{row.uid}/", "deletions/"):
            assert ask("GET", AT + path, token).status_code == 403
        decide = ask("POST", f"{AT}registration/{row.uid}/decide/", token, {"act": "approve"})
        assert decide.status_code == 403


def test_whom_an_entity_only_thinks_of_is_not_there(person: Any, called: Any, office: Any) -> None:
    marenia = Entity.objects.get(slug="marenia")
    facts = {"meeting": called.meeting, "entity": marenia, "changed_at": called.opens_at}
    draft = Registration._meta.get_field("delegation").related_model.objects.create(**facts)
    row = person(delegation=draft, entity=marenia, state="nominated")
    assert office("get registrations/")["total"] == 0
    office(f"get registration/{row.uid}/", None, 404)
    other = person("Bo Lim", meeting=Meeting.objects.get(slug="workshop-1-2011"))
    office(f"registration/{other.uid}/decide/", {"act": "approve"}, 404)


def test_an_organisation_registers_its_people_and_a_state_does_not(
    called: Any, ask: Any, make: Any
) -> None:
    body = {"name": "Ana Ruiz", "email": "ana@helpers.example"}
    path = f"{AT}registrations/add/"
    rows = Representation.objects.filter(role=Role.OBSERVER).exclude(entity__kind="state")
    token = make(Role.OBSERVER, rows.values_list("entity__slug", flat=True)[0]).secret
    made = ask("POST", path, token, body)
    assert made.status_code == 201 and made.json()["state"] == "nominated"
    assert ask("POST", path, token, body).json()["code"] == "registered-already"
    own = ask("GET", f"{AT}registrations/own/", token).json()
    assert [one["name"] for one in own] == ["Ana Ruiz"]
    for role, entity in ((Role.FOCAL_POINT, "marenia"), (Role.ADMINISTRATION, "")):
        assert ask("POST", path, make(role, entity).secret, body).status_code == 403
