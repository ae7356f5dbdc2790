"""Statuses and groups in time: what is refused is refused in words, and nothing is changed."""

from datetime import date

import pytest

from intersession.ledger.models import Entry
from intersession.membership import actions
from intersession.membership.actions._periods import EndsBeforeItBegins
from intersession.membership.actions.statuses import (
    GroupOverlaps,
    StatusesClash,
    StatusOverlaps,
)
from intersession.membership.models import MembershipStatus
from intersession.membership.tests.conftest import AT, WHO, page

pytestmark = pytest.mark.usefixtures("clock")
NEW = {"kind": "member", "since": date(2005, 1, 1)}


def test_a_second_status_of_the_kind_on_the_same_days_is_refused_in_words(arvoria):
    with pytest.raises(StatusOverlaps) as refusal:
        actions.give_status(entity=arvoria, **NEW, **WHO)
    said = str(refusal.value).replace("\u00a0", " ")
    assert said == "The Arvoria already holds the status Member since 1 January 1990."
    assert arvoria.statuses.count() == 1


def test_nobody_is_member_and_observer_state_at_once_but_may_be_partner(arvoria):
    with pytest.raises(StatusesClash, match="End that status first"):
        actions.give_status(entity=arvoria, kind="observer_state", since=date(2005, 1, 1), **WHO)
    actions.give_status(entity=arvoria, kind="partner", since=date(2005, 1, 1), **WHO)


def test_an_observer_becomes_a_member_on_the_day_its_status_ends(add):
    castia = add("Castia", "observer_state")
    actions.end_status(status=castia.statuses.get(), on=date(2011, 12, 5), **WHO)
    actions.give_status(entity=castia, kind="member", since=date(2011, 12, 5), **WHO)
    assert castia.statuses.count() == 2


def test_an_end_can_be_moved_and_taken_back_unless_it_overlaps(arvoria):
    first = actions.end_status(status=arvoria.statuses.get(), on=date(2000, 1, 1), **WHO)
    actions.end_status(status=first, on=None, **WHO)
    actions.end_status(status=first, on=date(2001, 1, 1), **WHO)
    actions.give_status(entity=arvoria, **NEW, **WHO)
    with pytest.raises(StatusOverlaps):
        actions.end_status(status=first, on=None, **WHO)
    first.refresh_from_db()
    assert first.until == date(2001, 1, 1)


def test_nothing_ends_before_it_begins(arvoria):
    with pytest.raises(EndsBeforeItBegins, match="it begins on"):
        actions.end_status(status=arvoria.statuses.get(), on=date(1990, 1, 1), **WHO)


def test_a_group_is_joined_once_at_a_time(arvoria, ldc):
    joined = actions.join_group(entity=arvoria, group=ldc, since=date(1990, 1, 1), **WHO)
    with pytest.raises(GroupOverlaps, match="Least developed"):
        actions.join_group(entity=arvoria, group=ldc, since=date(2000, 1, 1), **WHO)
    actions.leave_group(membership=joined, on=date(2000, 1, 1), **WHO)
    actions.join_group(entity=arvoria, group=ldc, since=date(2000, 1, 1), **WHO)


def test_each_act_leaves_an_entry_about_the_entity(arvoria, ldc):
    before = Entry.objects.count()
    joined = actions.join_group(entity=arvoria, group=ldc, since=date(1990, 1, 1), **WHO)
    actions.leave_group(membership=joined, on=date(2000, 1, 1), **WHO)
    actions.end_status(status=arvoria.statuses.get(), on=date(2012, 1, 1), **WHO)
    entries = Entry.objects.order_by("number")[before:]
    assert [entry.verb.split(":")[1:] for entry in entries] == [
        ["group", "joined"],
        ["group", "left"],
        ["status", "ended"],
    ]
    assert {entry.subject for entry in entries} == {f"membership.entity:{arvoria.uid}"}


def test_the_page_records_a_status(officer, add):
    add("Castia", "")
    given = {"kind": "member", "since": "2011-12-05", "source": "Resolution 1234"}
    answer = officer.post("/membership/castia/status/", given)
    assert (answer.status_code, answer["Location"]) == (302, "/membership/castia/")
    assert MembershipStatus.objects.get().source == "Resolution 1234"


def test_the_page_says_why_a_status_is_refused(officer, arvoria):
    answer = officer.post("/membership/arvoria/status/", {"kind": "member", "since": "2005-01-01"})
    assert answer.status_code == 422
    assert "already holds the status Member" in page(answer)
    assert "Nothing has been changed" in page(answer)


def test_a_date_that_is_none_is_an_entry_that_is_not_right(officer, arvoria):
    answer = officer.post("/membership/arvoria/status/", {"kind": "member", "since": "soon"})
    assert answer.status_code == 422 and "1 entry is not right" in page(answer)


def test_the_pages_end_a_status_and_a_group(officer, arvoria, ldc):
    joined = actions.join_group(entity=arvoria, group=ldc, since=date(1990, 1, 1), **WHO)
    status = arvoria.statuses.get()
    for address in (f"group/{joined.pk}/leave", f"status/{status.pk}/end"):
        address = f"/membership/arvoria/{address}/"
        assert officer.get(address).status_code == 200
        assert officer.post(address, {"on": "2012-01-01"}).status_code == 302
    status.refresh_from_db(), joined.refresh_from_db()
    assert status.until == joined.until == date(2012, 1, 1)


def test_the_page_records_a_group(officer, arvoria, ldc):
    given = {"group": ldc.pk, "since": "2011-10-20"}
    assert officer.post("/membership/arvoria/group/", given).status_code == 302
    assert arvoria.groups.get().since == AT.date()


def test_a_status_of_another_entity_is_not_found(officer, arvoria, belmark):
    status = arvoria.statuses.get()
    assert officer.get(f"/membership/belmark/status/{status.pk}/end/").status_code == 404
