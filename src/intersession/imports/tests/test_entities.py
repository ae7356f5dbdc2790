"""Entities: found again, changed by what a row says, added where they are not there."""

from typing import Any

import pytest

from intersession.imports.tests.conftest import WHO, take, told
from intersession.membership import actions as membership
from intersession.membership.models import Entity


def test_a_row_changes_only_what_it_says(bring: Any, states: Any) -> None:
    source, plan = bring("entities", "ISO3;Nom (espagnol);Capitale;M49\nTZA;Tanzanía;;834\n")
    assert [(c.label, c.old) for c in plan.lines[0].changes][-1] == ("Number (M49)", "")
    take(source)
    tanzania = Entity.objects.get(iso3="TZA")
    assert tanzania.name["es"] == "Tanzanía"
    assert tanzania.name["fr"] == "République-Unie de Tanzanie"
    assert tanzania.m49 == "834"


def test_a_name_alone_is_in_the_language_of_the_heads(bring: Any, db: None) -> None:
    source, _plan = bring("entities", "Pays;Capitale\nSuisse;Berne\n")
    take(source)
    assert Entity.objects.get().name == {"fr": "Suisse"}


def test_our_own_sheet_comes_in_again_without_a_change(
    bring: Any, states: Any, client: Any
) -> None:
    for language in ("en", "fr", "es"):
        for form in ("csv", "xlsx"):
            sheet = client.get(f"/membership/?sheet={form}&status=&lang={language}").content
            _source, plan = bring("entities", sheet)
            assert plan.counts == {"add": 0, "change": 0, "same": 3, "bad": 0}, (language, form)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X,XY,,,", "“XY” has not the form of this code."),
        (",,,,", None),
        ("Gambia,GAM,,,", "Gambia has the code GMB; the row says GAM."),
        ("A,GMB,,TZA,", None),
        ("Y,,Europe/Bern,,", "is no time zone"),
        ("Z,,,,call me", "is no telephone number"),
    ],
)
def test_bad_rows(row: str, reason: str | None, bring: Any, states: Any) -> None:
    _source, plan = bring("entities", f"Name,ISO3,Time zone,Slug,Phone\nQ,,,,\n{row}\n")
    if reason:
        assert reason in plan.lines[1].reason


def test_a_name_that_two_bear_is_asked_and_a_double_row_is_told(bring: Any, states: Any) -> None:
    membership.add_entity(kind="ngo", name={"en": "Gambia"}, slug="gambia-ngo", **WHO)
    rows = "Gambia,X\nNew One,Y\nNew one,Z\n"
    source, plan = bring("entities", f"Name,Capital\n{rows}")
    assert [what for _row, what, _why in told(plan)] == ["bad", "add", "bad"]
    assert "may be" in plan.lines[0].reason
    assert "Row 3 is about the same" in plan.lines[2].reason
    (asked,) = plan.asked
    assert {place.slug for place in asked.near} == {"gambia", "gambia-ngo"}
    _source, plan = bring("entities", f"Name,Capital\n{rows}", answers={asked.key: "gambia"})
    assert plan.lines[0].what == "change"
