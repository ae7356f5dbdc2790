"""The database itself refuses dates that overlap, whoever writes; on both databases."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from intersession.membership.models import (
    GroupMembership,
    MembershipStatus,
    Profile,
    Representation,
)

SPAN = {"since": date(2010, 1, 1), "until": date(2011, 1, 1)}


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.fixture
def held(add):
    entity = add("Arvoria", "")
    return MembershipStatus.objects.create(entity=entity, kind="member", **SPAN)


def status(held, since, until, kind="member"):
    return lambda: MembershipStatus.objects.create(
        entity=held.entity, kind=kind, since=since, until=until
    )


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2010, 1, 1), date(2011, 1, 1)),
        (date(2010, 12, 31), None),
        (date(2000, 1, 1), None),
        (date(2000, 1, 1), date(2010, 1, 2)),
        (date(2010, 5, 1), date(2010, 6, 1)),
    ],
)
def test_two_statuses_of_a_kind_never_share_a_day(held, since, until):
    refused(status(held, since, until))


@pytest.mark.parametrize(
    ("since", "until"), [(date(2011, 1, 1), None), (date(2000, 1, 1), date(2010, 1, 1))]
)
def test_one_may_begin_on_the_day_the_other_ends(held, since, until):
    assert status(held, since, until)().pk


def test_other_kinds_and_other_entities_are_free(held, add):
    assert status(held, *SPAN.values(), kind="partner")().pk
    other = add("Belmark", "")
    assert MembershipStatus.objects.create(entity=other, kind="member", **SPAN).pk


def test_a_status_cannot_be_moved_onto_another(held):
    later = status(held, date(2011, 1, 1), None)()
    refused(lambda: MembershipStatus.objects.filter(pk=held.pk).update(until=None))
    moved = MembershipStatus.objects.filter(pk=later.pk)
    refused(lambda: moved.update(since=date(2010, 12, 31)))
    assert moved.update(source="a correction of its own row") == 1


def test_a_bulk_of_rows_is_held_against_itself(held):
    rows = [
        MembershipStatus(entity=held.entity, kind="partner", since=date(2000 + n, 1, 1))
        for n in range(2)
    ]
    refused(lambda: MembershipStatus.objects.bulk_create(rows))


def test_an_end_before_the_beginning_is_refused(held):
    refused(status(held, date(2012, 1, 1), date(2012, 1, 1)))
    refused(status(held, date(2012, 1, 1), date(2011, 6, 1)))


def test_groups_labels_and_rights_do_not_overlap_either(held, africa, ldc, acts):
    entity, user = held.entity, acts(held.entity)
    alike = [
        (GroupMembership, {"entity": entity, "group": africa}),
        (Profile, {"entity": entity, "label": "origin", "topic": ""}),
        (Representation, {"entity": entity, "user": user, "role": "donor"}),
    ]
    for model, facts in alike:
        model.objects.create(**facts, **SPAN)
        refused(lambda model=model, facts=facts: model.objects.create(**facts, **SPAN))
        model.objects.create(**facts, since=SPAN["until"])
    GroupMembership.objects.create(entity=entity, group=ldc, **SPAN)
    Profile.objects.create(entity=entity, label="origin", topic="another", **SPAN)
