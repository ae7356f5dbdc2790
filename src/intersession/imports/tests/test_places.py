"""The real lists of States go into a fresh installation with little to say about their columns.

Left out where the folder of shared data is not at hand.
"""

from pathlib import Path
from typing import Any

import pytest

from intersession.imports.tests.conftest import take
from intersession.membership.models import Entity, Group, GroupMembership, MembershipStatus

PLACES = next(
    (p / "shared/data/places" for p in Path(__file__).parents if (p / "shared").exists()), None
)
pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(
        PLACES is None or not PLACES.exists(), reason="the shared lists of States are not at hand"
    ),
]


def content(name: str) -> bytes:
    assert PLACES is not None
    return (PLACES / f"{name}.csv").read_bytes()


def test_the_lists_of_states_groups_and_members_go_in_one_after_the_other(bring: Any) -> None:
    source, plan = bring("entities", content("countries"))
    bad = [line.title for line in plan.lines if line.reason]
    assert plan.counts["add"] + len(bad) == 249
    assert bad == []
    take(source, without_bad=True)
    assert Entity.objects.get(iso3="NAM").iso2 == "NA"
    assert Entity.objects.get(iso3="AFG").m49 == "004"

    source, plan = bring("groups", content("group_ldc_dated"), given={"group": "LDC"})
    assert plan.counts["bad"] == 0, [line for line in plan.lines if line.reason]
    take(source)
    botswana = GroupMembership.objects.get(entity__iso3="BWA")
    assert (botswana.since.year, botswana.precision, botswana.until.year) == (1971, "year", 1994)

    source, plan = bring("groups", content("group_un-regional-groups"))
    take(source, without_bad=True)
    assert Group.objects.count() > 5
    source, plan = bring("statuses", content("iom_membership_1951_2014"))
    assert plan.counts["bad"] == 0, [line for line in plan.lines if line.reason]
    take(source)
    assert MembershipStatus.objects.filter(precision="year").count() == 156
    _again, plan = bring("statuses", content("iom_membership_1951_2014"))
    assert plan.counts["same"] == 156
