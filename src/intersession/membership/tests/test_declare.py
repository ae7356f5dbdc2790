"""Origin, transit, destination: declared by the Entity, dated, per topic, seen by nobody else."""

from datetime import date, timedelta

import pytest

from intersession.ledger.models import Entry
from intersession.membership import actions, panels, queries
from intersession.membership.actions.profiles import DeclaredLater, NoSuchLabel
from intersession.membership.models import Profile
from intersession.membership.tests.conftest import DAY, WHO, page

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "/membership/arvoria/declare/"


def test_the_mission_declares_several_labels_at_once(arvoria, acts, sign_in):
    client = sign_in(acts(arvoria))
    given = {"labels": ["origin", "destination"], "since": "2011-10-20"}
    assert client.post(PAGE, given).status_code == 302
    assert queries.declared(arvoria, "", DAY) == ["destination", "origin"]
    assert page(client.get(PAGE)).count("checked") == 2


def test_a_new_declaration_ends_what_it_leaves_out_and_keeps_the_past(arvoria):
    before = DAY - timedelta(100)
    actions.declare_profile(entity=arvoria, labels=["origin", "transit"], since=before, **WHO)
    actions.declare_profile(entity=arvoria, labels=["transit", "destination"], **WHO)
    assert queries.declared(arvoria, "", DAY) == ["destination", "transit"]
    assert queries.declared(arvoria, "", DAY - timedelta(1)) == ["origin", "transit"]


def test_topics_are_declared_apart(arvoria):
    actions.declare_profile(entity=arvoria, labels=["origin"], topic="one", **WHO)
    actions.declare_profile(entity=arvoria, labels=["transit"], topic="two", **WHO)
    assert queries.declared(arvoria, "one", DAY) == ["origin"]
    assert queries.declared(arvoria, "", DAY) == []


def test_a_slip_can_be_put_right_on_the_same_day(arvoria):
    for labels in (["origin"], ["transit"], [], ["origin"]):
        actions.declare_profile(entity=arvoria, labels=labels, **WHO)
    assert [row.label for row in Profile.objects.all()] == ["origin"]


def test_what_is_no_label_and_what_was_declared_for_later_are_refused(arvoria):
    with pytest.raises(NoSuchLabel, match="winner"):
        actions.declare_profile(entity=arvoria, labels=["winner"], **WHO)
    actions.declare_profile(entity=arvoria, labels=["origin"], since=date(2012, 1, 1), **WHO)
    with pytest.raises(DeclaredLater):
        actions.declare_profile(entity=arvoria, labels=["transit"], **WHO)


def test_the_ledger_tells_that_it_was_declared_but_not_what(arvoria):
    actions.declare_profile(entity=arvoria, labels=["origin"], topic="one", **WHO)
    entry = Entry.objects.get(verb="membership:profile:declared")
    assert "one" in entry.data and "origin" not in entry.data


def test_another_mission_may_not_declare_for_it(arvoria, belmark, acts, sign_in):
    client = sign_in(acts(belmark))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"labels": ["origin"], "since": "2011-10-20"}).status_code == 403


def test_topics_from_above_are_offered(arvoria, officer, monkeypatch):
    monkeypatch.setattr(panels, "_topics", [])
    panels.hang_topics(lambda now: [("t-1", {"en": "Moving to safety"})])
    assert "Moving to safety" in page(officer.get(PAGE))
    officer.post(PAGE + "?topic=t-1", {"labels": ["origin"], "since": "2011-10-20"})
    assert queries.declared(arvoria, "t-1", DAY) == ["origin"]
    assert "Moving to safety" in page(officer.get("/membership/arvoria/"))
