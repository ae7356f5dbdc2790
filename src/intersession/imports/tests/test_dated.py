"""Statuses and groups with their dates."""

from datetime import date
from typing import Any

import pytest

from intersession.imports import cells
from intersession.imports.tests.conftest import WHO, take, told
from intersession.membership import actions as membership
from intersession.membership.models import Entity, Group, GroupMembership, MembershipStatus


def test_a_status_is_added_ended_or_known(bring: Any, states: Any, member: Entity) -> None:
    rows = "CIV,member,2000-06-01,2012-01-01\nGMB,Membre,1er mai 2005,\nTZA,miembro,1998,\n"
    source, plan = bring("statuses", f"Code,Status,Since,Until\n{rows}")
    assert [what for _row, what, _why in told(plan)] == ["change", "add", "add"]
    take(source)
    found = MembershipStatus.objects.order_by("entity__iso3").values_list(
        "entity__iso3", "since", "until", "precision"
    )
    assert list(found) == [
        ("CIV", date(2000, 6, 1), date(2012, 1, 1), "day"),
        ("GMB", date(2005, 5, 1), None, "day"),
        ("TZA", date(1998, 1, 1), None, "year"),
    ]
    _again, plan = bring("statuses", f"Code,Status,Since,Until\n{rows}")
    assert plan.counts["same"] == 3
    assert plan.does == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("CIV,member,2005-01-01,", "is recorded with “Member” since 1 June 2000 already"),
        ("CIV,observer State,2005-01-01,", "is recorded with “Observer State”"),
        ("GMB,member,2005-01-01,2004-01-01", "before it begins"),
        ("GMB,member,2005-02-31,", "Since"),
        ("GMB,king,2005-02-01,", "“king” is none of: Member, Observer State"),
        ("XXX,member,2005-02-01,", "No Entity has the code “XXX”."),
        ("CIV (nobody),member,2005-02-01,", "No Entity has the code"),
        (",member,2005-02-01,", "No Entity is named in this row."),
        ("GMB,member,03/04/2005,", "two dates"),
    ],
)
def test_a_row_that_cannot_be_is_told_in_words(
    row: str, reason: str, bring: Any, member: Entity
) -> None:
    _source, plan = bring("statuses", f"Code,Status,Since,Until\n{row}\n")
    ((_number, what, why),) = told(plan)
    assert what == "bad"
    assert reason.replace("Since", "From") in why.replace("\u00a0", " ")


def test_rows_of_one_list_may_not_contradict_each_other(bring: Any, states: Any) -> None:
    rows = "GMB,member,2005-01-01\nGMB,observer_state,2006-01-01\nGMB,member,2005-01-01\n"
    _source, plan = bring("statuses", f"Code,Status,Since\n{rows}")
    assert [what for _row, what, _why in told(plan)] == ["add", "bad", "same"]
    assert "in row 2 of this list" in plan.lines[1].reason


def test_one_date_that_tells_settles_the_order_of_the_column(bring: Any, states: Any) -> None:
    rows = "GMB,member,03/04/2005\nTZA,member,28/02/2001\n"
    source, plan = bring("statuses", f"Code,Status,Since\n{rows}")
    take(source)
    assert MembershipStatus.objects.get(entity__iso3="GMB").since == date(2005, 4, 3)


@pytest.mark.parametrize(
    "said", ["2011-10-20", "20.10.2011", "20/10/2011", "10/20/2011", "20 October 2011",
             "20 octobre 2011", "20 de octubre de 2011", "20 Oct 2011", "2011-10-20 10:00"]
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(said: str) -> None:
    assert cells.day(said) == date(2011, 10, 20)


def test_a_code_and_a_name_of_two_entities_are_told(bring: Any, states: Any) -> None:
    _source, plan = bring("statuses", "Code,Country,Status\nGMB,Côte d'Ivoire,member\n")
    assert "The code GMB is that of Gambia" in plan.lines[0].reason


def test_a_group_is_known_by_code_or_name_and_made_where_there_is_none(
    bring: Any, states: Any
) -> None:
    membership.add_group(code="LDC", kind="development", name={"fr": "PMA"}, **WHO)
    rows = "GMB,pma\nTZA,LDC\nCIV,Friends of the Dialogue\n"
    source, plan = bring("groups", f"Code,Group\n{rows}", given={"group_kind": "other"})
    assert plan.lines[2].changes[0].new == "Friends of the Dialogue (new)"
    take(source)
    assert Group.objects.get(name__en="Friends of the Dialogue").kind == "other"
    assert set(GroupMembership.objects.values_list("entity__iso3", "precision")) == {
        ("GMB", "unknown"),
        ("TZA", "unknown"),
        ("CIV", "unknown"),
    }


@pytest.mark.parametrize(
    ("heads", "dates", "read"),
    [
        ("Pays;Depuis", ["01/02/1998"], ["1998-02-01"]),
        ("País;Desde", ["01/02/1998"], ["1998-02-01"]),
        ("Pays;Depuis", ["01/02/1998", "01/13/1999"], ["1998-01-02", "1999-01-13"]),
        ("Country;Since", ["01/02/1998"], [None]),
        ("Pays;Depuis", ["1/2/1998", "13/1/1999", "1/13/1999"], [None, "1999-01-13", "1999-01-13"]),
    ],
)
def test_a_date_in_slashes_is_read_as_the_language_of_the_heads_writes_it(
    heads: str, dates: list[str], read: list[Any], bring: Any, states: Any
) -> None:
    """Unless another date of the column shows that the month stands first."""
    names = ("Gambia", "Côte d’Ivoire", "United Republic of Tanzania")
    rows = "".join(f"{name};{said}\n" for name, said in zip(names, dates, strict=False))
    _source, plan = bring("statuses", f"{heads}\n{rows}")
    assert [line.act.get("since") for line in plan.lines] == read
