"""The page of an Entity: open facts for all, people and labels for those who may see them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intersession.access.policy import Role
from intersession.membership import actions, panels
from intersession.membership.tests.conftest import DAY, WHO, appointed, page

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def full(arvoria, acts):
    """Arvoria with a focal point, a head of mission and a declared label."""
    acts(arvoria, "head_of_mission")
    acts(arvoria, "focal_point")
    actions.declare_profile(entity=arvoria, labels=["transit"], **WHO)
    return arvoria


def read(client):
    return page(client.get("/membership/arvoria/"))


def test_everybody_reads_names_codes_status_and_groups(client, full, africa):
    actions.join_group(entity=full, group=africa, since=date(2001, 2, 3), **WHO)
    seen = read(client)
    for words in ("The Arvoria", "l’Arvorie", "XAR", "since 1 January 1990", "African States"):
        assert words in seen
    assert "since 3 February 2001" in seen


def test_the_public_sees_neither_people_nor_contacts_nor_labels(client, full):
    seen = read(client)
    for words in ("555 00 01", "@arvoria.example", "A focal_point", "Country of transit"):
        assert words not in seen


@pytest.mark.parametrize("role", ["focal_point", "head_of_mission"])
def test_the_mission_sees_its_own_people_contacts_and_labels(full, acts, sign_in, role):
    seen = read(sign_in(acts(full, role, email="me@arvoria.example")))
    for words in ("555 00 01", "focal_point@arvoria.example", "A focal_point"):
        assert words in seen
    assert "Country of transit" in seen
    assert ("/membership/arvoria/represent/" in seen) is (role == "head_of_mission")


@pytest.mark.parametrize("role", ["focal_point", "head_of_mission", "observer", "donor"])
def test_another_mission_sees_none_of_them(full, belmark, acts, sign_in, role):
    seen = read(sign_in(acts(belmark, role)))
    for words in ("555 00 01", "@arvoria.example", "A focal_point", "Country of transit"):
        assert words not in seen


def test_the_chair_sees_functions_but_no_contacts_and_no_labels(full, sign_in, db):
    seen = read(sign_in(appointed("chair@example.org", Role.CHAIR)))
    assert "A focal_point" in seen
    assert "@arvoria.example" not in seen and "555 00 01" not in seen
    assert "Country of transit" not in seen


def test_the_administration_sees_all_and_may_change_it(full, officer):
    seen = read(officer)
    assert "Country of transit" in seen and "555 00 01" in seen
    for verb in ("change", "status", "group", "represent", "declare"):
        assert f"/membership/arvoria/{verb}/" in seen


def test_a_status_that_ended_is_told_with_its_dates(client, add):
    add("Castia", since=date(2000, 1, 1), until=date(2005, 6, 7))
    seen = page(client.get("/membership/castia/"))
    assert "from 1 January 2000 until before 7 June 2005" in seen
    assert "No status on 20 October 2011" in seen


def test_a_beginning_known_by_year_or_not_at_all_is_told_so(client):
    rows = [
        {
            "slug": "castia",
            "kind": "state",
            "name": {"en": "Castia"},
            "groups": [
                {"code": "LDC", "since": None, "until": None, "precision": None},
                {"code": "SIDS", "since": "2005-01-01", "until": None, "precision": "year"},
            ],
        }
    ]
    actions.load_entities(rows=rows, **WHO)
    seen = page(client.get("/membership/castia/"))
    assert "beginning not recorded" in seen and "since 2005" in seen
    assert "1900" not in seen and "1 January 2005" not in seen


def test_the_page_costs_the_same_for_one_group_or_three(client, arvoria, africa, ldc):
    counts = []
    for n in range(2):
        group = (africa, ldc)[n]
        actions.join_group(entity=arvoria, group=group, since=DAY, **WHO)
        with CaptureQueriesContext(connection) as asked:
            read(client)
        counts.append(len(asked.captured_queries))
    assert len(set(counts)) == 1 and 0 < counts[0] <= 8


def test_who_acts_costs_the_same_for_one_or_three(arvoria, acts, officer):
    counts = []
    for n in range(3):
        acts(arvoria, email=f"f{n}@arvoria.example")
        with CaptureQueriesContext(connection) as asked:
            read(officer)
        counts.append(len(asked.captured_queries))
    assert len(set(counts)) == 1


def test_an_app_above_hangs_a_panel_in(client, arvoria, monkeypatch):
    made = []

    def maker(entity, actor, now):
        made.append((entity.slug, actor.signed_in, now.date()))

    monkeypatch.setattr(panels._place, "_makers", [])
    panels.hang(maker)
    panels.hang(maker)
    read(client)
    assert made == [("arvoria", False, DAY)]


def test_an_unknown_entity_is_not_found(client, db):
    assert client.get("/membership/nowhere/").status_code == 404
