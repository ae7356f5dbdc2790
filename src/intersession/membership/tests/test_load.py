"""The table of real States and the invented members, each in one step."""

import json
from datetime import date
from pathlib import Path

import pytest

from intersession.ledger.models import Entry
from intersession.membership import actions, queries
from intersession.membership.actions._rows import RowUnreadable
from intersession.membership.actions.loading import (
    MembershipNotEmpty,
    NotInAnExample,
    RowsContradict,
    UnknownGroup,
)
from intersession.membership.models import Entity, Group, Profile
from intersession.membership.tests.conftest import DAY, WHO, page

pytestmark = pytest.mark.django_db
MEMBERS = Path(__file__).parents[2] / "desk/example/data/members.json"
AFTER = date(2011, 12, 6)


def members_on(day):
    return sum(row.counted for row in queries.register_on(day))


def row(**facts):
    return {"slug": "castia", "kind": "state", "name": {"en": "Castia"}} | facts


def test_the_real_states_give_the_counts_of_2011():
    made = actions.load_states(in_example=False, **WHO)
    assert (members_on(DAY), members_on(AFTER)) == (132, 146)
    assert Entity.objects.in_group_on(DAY, "LDC").count() == 48
    assert made["namibia"].iso2 == "NA" and not made["namibia"].fictional
    assert Entry.objects.filter(verb="membership:states:loaded").count() == 1


def test_the_real_states_can_be_loaded_without_the_membership_of_iom():
    actions.load_states(in_example=False, statuses_of="", **WHO)
    assert members_on(DAY) == 0 and Entity.objects.count() > 190


def test_real_states_are_not_loaded_into_an_example_nor_twice():
    with pytest.raises(NotInAnExample):
        actions.load_states(in_example=True, **WHO)
    assert not Group.objects.exists()
    actions.load_states(in_example=False, **WHO)
    with pytest.raises(MembershipNotEmpty, match="already holds"):
        actions.load_states(in_example=False, **WHO)


def test_the_invented_members_give_the_same_counts():
    actions.load_entities(rows=json.loads(MEMBERS.read_text("utf-8")), **WHO)
    assert (members_on(DAY), members_on(AFTER)) == (132, 146)
    states = [row for row in queries.register_on(DAY) if row.kind == "state"]
    # One of them belongs to no regional group, as the Holy See does.
    assert [row.slug for row in states if not row.region] == ["monte-celario"]
    assert all(row.phone and row.language for row in queries.register_on(DAY))
    assert not Entity.objects.filter(fictional=False).exists()
    assert Profile.objects.exists()
    assert Entry.objects.filter(verb="membership:entities:loaded").count() == 1


def test_the_load_costs_the_same_number_of_queries_for_ten_or_all(django_assert_max_num_queries):
    rows = json.loads(MEMBERS.read_text("utf-8"))
    with django_assert_max_num_queries(30):
        actions.load_entities(rows=rows, **WHO)


def test_an_observer_that_became_a_member_is_an_observer_until_then():
    actions.load_entities(rows=[row(observer_since="2000-01-01", member_since="2011-12-05")], **WHO)
    (before,), (after,) = queries.register_on(DAY), queries.register_on(AFTER)
    assert (before.status, after.status) == ("observer_state", "member")


@pytest.mark.parametrize(
    ("rows", "refusal", "said"),
    [
        ([row(kind="planet")], RowUnreadable, r"Row 1 \(castia\)"),
        ([row(), {"slug": "x"}], RowUnreadable, r"Row 2 \(x\).*kind is missing"),
        (["text"], RowUnreadable, "Row 1"),
        ([row(member_since="soon")], RowUnreadable, "soon"),
        ([row(labels=["king"])], RowUnreadable, "king"),
        ([row(groups=[{"code": "NO", "since": None, "until": None}])], UnknownGroup, "NO"),
        ([row(), row()], RowsContradict, "share an address"),
    ],
)
def test_rows_that_cannot_be_read_are_named_and_nothing_is_loaded(rows, refusal, said):
    with pytest.raises(refusal, match=said):
        actions.load_entities(rows=rows, **WHO)
    assert not Entity.objects.exists()


def test_the_page_loads_the_real_states(officer):
    assert "Load the table of States" in page(officer.get("/membership/"))
    answer = officer.post("/membership/load/", {"with_statuses": "on"})
    assert answer["Location"] == "/membership/"
    listed = page(officer.get("/membership/?on=2011-10-20&group=LDC&status="))
    assert "48 of" in listed and listed.count('<th scope="row">') == 48


def test_the_page_refuses_in_an_example(officer, clock):
    answer = officer.post("/membership/load/", {})
    assert answer.status_code == 422 and "This is an example" in page(answer)
