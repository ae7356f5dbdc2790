"""The register of a day: what other apps count by."""

from datetime import date, timedelta

from intersession.membership import actions, queries, rules
from intersession.membership.models import Group
from intersession.membership.tests.conftest import AT, DAY, WHO


def registered(day=DAY):
    return {row.slug: row for row in queries.register_on(day)}


def test_members_count_observers_are_listed_and_others_are_absent(add):
    add("Arvoria"), add("Castia", "observer_state"), add("Dorn", "")
    rows = registered()
    assert {slug: row.counted for slug, row in rows.items()} == {"arvoria": True, "castia": False}
    assert rows["castia"].status == "observer_state"


def test_a_status_holds_from_its_first_day_and_not_on_its_last(add):
    add("New", since=DAY), add("Gone", until=DAY), add("Next", since=DAY + timedelta(1))
    assert list(registered()) == ["new"]
    assert list(registered(DAY - timedelta(1))) == ["gone"]


def test_who_is_partner_and_member_is_registered_once_as_a_member(add, arvoria):
    actions.give_status(entity=arvoria, kind="partner", since=date(2000, 1, 1), **WHO)
    assert registered()["arvoria"].status == "member"
    assert rules.status_on(arvoria.pk, DAY) == "member"


def test_region_and_groups_are_those_of_the_day(arvoria, africa, ldc):
    m49 = Group.objects.create(code="M49_002", kind="region", name={"en": "Africa"}, position=9)
    for group in (m49, ldc, africa):
        actions.join_group(entity=arvoria, group=group, since=date(2000, 1, 1), **WHO)
    left = arvoria.groups.get(group=ldc)
    assert registered()["arvoria"].groups == ("AFRICAN", "LDC", "M49_002")
    actions.leave_group(membership=left, on=DAY, **WHO)
    row = registered()["arvoria"]
    assert (row.region, row.groups) == ("AFRICAN", ("AFRICAN", "M49_002"))
    assert queries.regions() == {"AFRICAN": {"en": "African States", "fr": "États d’Afrique"}}


def test_the_register_costs_three_queries_for_one_or_many(add, django_assert_num_queries):
    for n in range(4):
        add(f"State {n}")
        with django_assert_num_queries(3):
            assert len(queries.register_on(DAY)) == n + 1


def test_accounts_are_those_of_the_day_that_are_open(
    arvoria, belmark, acts, django_assert_num_queries
):
    acting = acts(arvoria)
    acts(arvoria, "head_of_mission", until=DAY)
    closed = acts(belmark)
    closed.is_active = False
    closed.save()
    with django_assert_num_queries(1):
        rows = queries.accounts_of([arvoria.pk, belmark.pk], DAY)
    assert rows == [(arvoria.pk, acting.pk, acting.email, "focal_point", "en")]


def test_membership_is_asked_of_a_day(arvoria, add):
    castia = add("Castia", "observer_state")
    assert rules.is_member_on(arvoria.pk, DAY)
    assert not rules.is_member_on(arvoria.pk, date(1989, 12, 31))
    assert not rules.is_member_on(castia.pk, DAY)
    assert not rules.is_member_on(None, AT.date())
