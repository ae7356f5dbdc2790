"""All or nothing, once, never over what somebody else wrote meanwhile; and undone as a whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from intersession.access.models import Person, User
from intersession.imports import actions, queries
from intersession.imports.actions import _performing, taking
from intersession.imports.models import Import, Remembered, Step
from intersession.imports.tests.conftest import AT, OFFICER, WHO, take
from intersession.ledger.models import Entry
from intersession.ledger.record import verify
from intersession.membership import actions as membership
from intersession.membership.models import (
    Entity,
    Group,
    GroupMembership,
    MembershipStatus,
    Representation,
)

STATUSES = "Code,Status,Since\nGMB,member,2005-01-01\nTZA,member,1998-01-01\n"
EVERYTHING = {
    "entities": "ISO3,Name,Capital\nGMB,Gambia,Banjul\nXXA,New,Town\n",
    "people": "Code,Name,E-mail\nGMB,Awa JALLOW,a@gmb.example\nGMB,B C,a@gmb.example\n",
    "statuses": STATUSES,
    "groups": "Code,Group\nGMB,Friends\nTZA,Friends\n",
}


def state_of_things() -> dict[str, Any]:
    tables = (MembershipStatus, GroupMembership, Group, Representation, Person, User)
    found = {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
    return found | {"Entity": list(Entity.objects.order_by("pk").values())}


@pytest.mark.parametrize("kind", EVERYTHING)
def test_undoing_leaves_everything_as_it_was(kind: str, bring: Any, states: Any) -> None:
    before = state_of_things()
    source, _plan = bring(kind, EVERYTHING[kind])
    take(source)
    assert state_of_things() != before
    actions.undo(source=source, **WHO)
    assert state_of_things() == before
    assert verify() == []
    source.refresh_from_db()
    assert source.state == Import.State.UNDONE
    with pytest.raises(taking.NotTakenIn):
        actions.undo(source=source, **WHO)


def test_every_change_is_an_entry_of_its_own_in_the_ledger(bring: Any, states: Any) -> None:
    source, _plan = bring("statuses", STATUSES)
    take(source)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-5:]
    assert verbs == [
        "imports:list:received",
        "imports:list:arranged",
        "membership:status:given",
        "membership:status:given",
        "imports:list:taken-in",
    ]


MIXED = {
    "entities": "ISO3,Name,Capital\nXXA,New,Town\nGMB,,Banjul\nXXB,Newer,\nTZA,,Dodoma\n",
    "people": "Code,Name,Function,E-mail\nGMB,Awa JALLOW,Counsellor,a@gmb.example\n"
    "GMB,Old ONE,Minister,old@gmb.example\nGMB,B C,Attaché,a@gmb.example\n",
    "statuses": "Code,Status,Since,Until\nGMB,member,2005,\nCIV,member,2000-06-01,2004-01-01\n"
    "CIV,member,2000-06-01,2005-01-01\nCIV,member,2006-01-01,\n",
    "groups": "Code,Group,Since\nGMB,Friends,2001\nTZA,Others,2001\nTZA,Friends,\nGMB,Others,\n",
}


@pytest.mark.parametrize("kind", MIXED)
def test_a_list_leaves_what_its_rows_would_leave_one_by_one(
    kind: str, bring: Any, member: Entity, states: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {"email": "old@gmb.example", "name": "Old ONE", "function": "Counsellor"}
    named = {"role": "focal_point", "since": date(2001, 1, 1), **account}
    membership.name_representative(entity=states["GMB"], **named, **WHO)
    source, _plan = bring(kind, MIXED[kind])
    found = []
    for together in (_performing.runs, lambda lines: ([line] for line in lines)):
        monkeypatch.setattr(_performing, "runs", together)
        with transaction.atomic():
            take(source)
            steps = list(Step.objects.order_by("number").values_list("row", "did", "before"))
            entries = list(Entry.objects.order_by("pk").values_list("number", "verb", "at"))
            found.append((steps, entries))
            assert verify() == []
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert {row for row, _did, _before in steps} == set(range(2, 6 if kind != "people" else 5))


def test_a_list_is_taken_in_once(bring: Any, states: Any) -> None:
    source, plan = bring("statuses", STATUSES)
    take(source)
    with pytest.raises(taking.TakenInBefore):
        actions.take_in(source=source, seen=plan.digest, **WHO)
    twin, plan = bring("statuses", STATUSES)
    assert queries.twin_of(twin) == source
    with pytest.raises(taking.NothingToDo):
        actions.take_in(source=twin, seen=plan.digest, **WHO)


def test_what_changed_since_it_was_shown_is_shown_and_not_overwritten(
    bring: Any, states: Any
) -> None:
    source, plan = bring("entities", "ISO3,Capital\nGMB,Banjul\nTZA,Dodoma\n")
    membership.change_entity(entity=states["GMB"], capital="Bathurst", **WHO)
    with pytest.raises(actions.ChangedSince) as moved:
        actions.take_in(source=source, seen=plan.digest, **WHO)
    page = queries.plan_page(source, moved.value.plan, "", None)
    assert page.changed == {2}
    assert Entity.objects.get(iso3="TZA").capital == ""


def test_two_officers_with_the_same_row_do_not_record_it_twice(bring: Any, states: Any) -> None:
    first, plan = bring("statuses", STATUSES)
    second, other = bring("statuses", STATUSES.replace("2005", "2006"))
    actions.take_in(source=first, seen=plan.digest, **WHO)
    with pytest.raises(actions.ChangedSince):
        actions.take_in(source=second, seen=other.digest, **WHO)
    assert MembershipStatus.objects.count() == 2


def test_bad_rows_are_left_out_only_when_it_is_said(bring: Any, states: Any) -> None:
    source, plan = bring("statuses", STATUSES + "XXX,member,2001\n")
    with pytest.raises(taking.BadRows):
        take(source)
    assert not MembershipStatus.objects.exists()
    take(source, without_bad=True)
    assert MembershipStatus.objects.count() == 2


def test_a_refusal_in_the_middle_leaves_nothing(
    bring: Any, states: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan may overlook a rule of an action; the action does not."""
    source, plan = bring("entities", "ISO3,Name,Capital\nGMB,,Banjul\nXXA,New,Town\n")
    entity = Entity.objects.get(iso3="TZA")
    Entity.objects.filter(pk=entity.pk).update(iso2="ZZ")
    for line in plan.lines:
        line.act.get("facts", {})["iso2"] = "ZZ"
    monkeypatch.setattr(queries, "plan_of", lambda _given: plan)
    with pytest.raises(taking.RowRefused) as why:
        actions.take_in(source=source, seen=plan.digest, **WHO)
    assert "Row 3 (New)" in str(why.value)
    assert Entity.objects.get(iso3="GMB").capital == ""
    assert not Step.objects.exists()


def test_what_was_changed_afterwards_is_not_undone(bring: Any, states: Any) -> None:
    source, _plan = bring("entities", "ISO3,Name,Capital\nGMB,,Banjul\nXXA,New,Town\n")
    take(source)
    membership.change_entity(entity=states["GMB"], capital="Bathurst", **WHO)
    with pytest.raises(Exception, match="Row 2 was changed"):
        actions.undo(source=source, **WHO)
    assert Entity.objects.filter(iso3="XXA").exists()


def test_what_something_rests_on_is_not_undone(bring: Any, states: Any) -> None:
    source, _plan = bring("entities", "ISO3,Name\nXXA,New\n")
    take(source)
    new = Entity.objects.get(iso3="XXA")
    membership.give_status(entity=new, kind="member", since=date(2011, 1, 1), **WHO)
    with pytest.raises(Exception, match="Row 2 cannot be taken back: New cannot be removed"):
        actions.undo(source=source, **WHO)
    assert MembershipStatus.objects.count() == 1


def test_columns_are_remembered_for_the_next_list_with_these_heads(
    receive: Any, states: Any
) -> None:
    strange = "Kennung,Seit\nGMB,2005\n"
    source = receive("statuses", strange)
    assert source.columns == {}
    meaning = {"columns": {"0": "code", "1": "since"}, "given": {"status": "member"}}
    actions.arrange(source=source, **meaning, **WHO)
    again = receive("statuses", ",," + strange.replace("\n", "\n,,").removesuffix(",,"))
    assert again.columns == {"2": "code", "3": "since"}
    assert again.given == {"status": "member"}
    assert Remembered.objects.count() == 1


def test_what_a_list_is_about_is_said_of_the_next_one_anew(bring: Any, states: Any) -> None:
    """Two lists of codes and names: the least developed, then the landlocked."""
    given = {"group": "LDC", "since": "2011", "group_kind": "development"}
    bring("groups", "Code,Name\nGMB,Gambia\n", given=given)
    next_one, _plan = bring("groups", "Code,Name\nTZA,\n", given={"group": "LLDC"})
    assert next_one.given == {"group": "LLDC", "group_kind": "development"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"0": "since"}, "Say which column holds “Entity”"),
        ({"0": "code", "1": "code"}, "more than one column: A, B"),
    ],
)
def test_columns_that_do_not_tell_enough_are_refused(
    columns: dict[str, str], reason: str, receive: Any, states: Any
) -> None:
    source = receive("statuses", "A,B\nGMB,2005\n")
    with pytest.raises(Exception, match=reason):
        actions.arrange(source=source, columns=columns, given={"status": "member"}, **WHO)


def test_the_file_and_what_undoing_needs_are_deleted_on_schedule(bring: Any, states: Any) -> None:
    source, _plan = bring("statuses", STATUSES)
    take(source)
    kept = source.content.path
    assert actions.forget(by=OFFICER, at=AT + timedelta(days=30)) == 0
    assert actions.forget(by=OFFICER, at=AT + timedelta(days=31, hours=1)) == 1
    with pytest.raises(FileNotFoundError):
        open(kept)
    assert not Step.objects.exists()
    with pytest.raises(taking.Forgotten):
        actions.undo(source=source, **WHO)
