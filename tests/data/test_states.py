"""The table of real States: what a real installation starts from."""

import csv
import json
import zoneinfo
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "intersession" / "membership" / "data"
PLACES = ROOT.parent / "shared" / "data" / "places"
BEFORE = date(2011, 10, 20)
AFTER = date(2011, 12, 6)

STATES = json.loads((DATA / "states.json").read_text(encoding="utf-8"))
GROUPS = {group["code"]: group for group in json.loads((DATA / "groups.json").read_text("utf-8"))}
BY_ISO3 = {row["iso3"]: row for row in STATES if row["iso3"]}


def holds(entry, on):
    """True when a dated entry holds on a day: `since` is the first day, `until` the day after."""
    since, until = entry["since"], entry["until"]
    return (not since or since <= on.isoformat()) and (not until or on.isoformat() < until)


def in_group(row, code, on):
    return any(entry["code"] == code and holds(entry, on) for entry in row["groups"])


def count_in(code, on):
    return sum(in_group(row, code, on) for row in STATES)


def iom_members(on):
    return [row for row in STATES if any(holds(entry, on) for entry in row["statuses"])]


def shared_rows(name):
    path = PLACES / name
    if not path.exists():
        pytest.skip(f"the shared data is not beside this repository: {name}")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_all_193_members_and_2_observer_states_of_the_united_nations_are_there():
    standing = [row["un"] for row in STATES if row["kind"] == "state"]
    assert standing.count("member") == 193
    assert standing.count("observer") == 2
    assert {"cook-islands", "niue"} == {
        row["slug"] for row in STATES if row["kind"] == "state" and row["un"] is None
    }


def test_the_european_union_fits_without_being_a_state():
    union = next(row for row in STATES if row["iso2"] == "EU")
    assert union["kind"] == "regional_organisation"
    assert union["iso3"] is None and union["m49"] is None
    assert "exceptionally reserved" in union["note"]


def test_the_holy_see_fits_without_a_regional_group():
    codes = {entry["code"] for entry in BY_ISO3["VAT"]["groups"]}
    assert all(GROUPS[code]["kind"] == "region" for code in codes)
    assert BY_ISO3["VAT"]["statuses"][0]["since"] == "2011-12-05"


def test_iom_had_132_members_on_20_october_2011():
    assert len(iom_members(BEFORE)) == 132


def test_iom_had_146_members_on_6_december_2011_fourteen_of_them_new():
    assert len(iom_members(AFTER)) == 146
    new = [row for row in STATES for entry in row["statuses"] if entry["since"] == "2011-12-05"]
    assert len(new) == 14
    assert len(iom_members(date(2011, 12, 4))) == 132


def test_48_least_developed_countries_on_20_october_2011_and_44_since_december_2024():
    assert count_in("LDC", BEFORE) == 48
    assert count_in("LDC", date(2024, 12, 12)) == 45
    assert count_in("LDC", date(2024, 12, 13)) == 44


def test_a_graduation_takes_effect_on_its_day():
    assert in_group(BY_ISO3["MDV"], "LDC", date(2010, 12, 31))
    assert not in_group(BY_ISO3["MDV"], "LDC", date(2011, 1, 1))
    assert in_group(BY_ISO3["WSM"], "LDC", date(2013, 12, 31))
    assert not in_group(BY_ISO3["WSM"], "LDC", date(2014, 1, 1))


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("AFRICAN", 54),
        ("ASIA_PACIFIC", 55),
        ("EASTERN_EUROPEAN", 23),
        ("GRULAC", 33),
        ("WEOG", 29),
        ("LLDC", 32),
        ("SIDS", 39),
        ("G77", 134),
    ],
)
def test_each_group_has_the_size_its_source_gives(code, size):
    assert count_in(code, date(2025, 1, 1)) == size


def test_a_state_sits_in_at_most_one_income_group_on_any_day():
    for row in STATES:
        for year in range(2000, 2026):
            held = [
                entry["code"]
                for entry in row["groups"]
                if entry["code"].startswith("INCOME_") and holds(entry, date(year, 7, 1))
            ]
            assert len(held) <= 1, f"{row['slug']} {year}: {held}"


def test_every_entry_has_three_names_and_three_formal_names_without_an_article_in_brackets():
    articles = ("(the)", "(le)", "(la)", "(les)", "(l')", "(el)", "(los)", "(las)", "*")
    for row in STATES:
        for language in ("en", "fr", "es"):
            assert row["name"][language].strip() and row["formal"][language].strip(), row["slug"]
            assert not row["name"][language].endswith(articles), row["name"][language]


@pytest.mark.parametrize("field", ["slug", "iso2", "iso3", "m49"])
def test_codes_are_unique(field):
    values = [row[field] for row in STATES if row[field] is not None]
    assert len(values) == len(set(values))


def test_the_table_keeps_namibias_code_as_text():
    assert BY_ISO3["NAM"]["iso2"] == "NA"


def test_codes_are_well_formed_and_every_time_zone_exists():
    zones = zoneinfo.available_timezones()
    for row in STATES:
        assert row["iso2"].isupper() and len(row["iso2"]) == 2
        assert row["m49"] is None or (row["m49"].isdigit() and len(row["m49"]) == 3)
        assert row["time_zone"] in zones, row["slug"]


def test_every_date_is_a_date_and_says_how_precise_it_is():
    for row in STATES:
        for entry in row["groups"] + row["statuses"]:
            assert entry["precision"] in {"day", "year", "unknown"}
            assert (entry["since"] is None) == (entry["precision"] == "unknown")
            days = [date.fromisoformat(entry[key]) for key in ("since", "until") if entry[key]]
            assert days == sorted(set(days)), row["slug"]
            if entry["precision"] == "year":
                assert entry["since"].endswith("-01-01")


def test_every_group_used_has_a_name_in_three_languages_and_none_is_idle():
    used = {entry["code"] for row in STATES for entry in row["groups"]}
    assert used == set(GROUPS)
    for group in GROUPS.values():
        assert all(group["name"][language] for language in ("en", "fr", "es"))


def test_one_entry_a_line_so_that_a_correction_reads_well():
    lines = (DATA / "states.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(STATES) + 2


def test_codes_and_situations_agree_with_the_shared_table_of_countries():
    rows = {row["iso3"]: row for row in shared_rows("countries.csv")}
    for iso3, state in BY_ISO3.items():
        row = rows[iso3]
        assert state["iso2"] == row["iso2"]
        assert int(state["m49"]) == int(row["m49"])
        for column, code in (("lldc", "LLDC"), ("sids", "SIDS"), ("g77", "G77")):
            assert in_group(state, code, date(2024, 1, 1)) == (row[column] == "1"), (iso3, code)
        assert in_group(state, "LDC", date(2024, 1, 1)) == (row["ldc"] == "1"), iso3


def test_income_groups_agree_with_the_shared_history_from_the_first_of_july_that_follows():
    compared = 0
    for row in shared_rows("wb_income_history.csv"):
        state = BY_ISO3.get(row["iso3"])
        if state is None or int(row["year"]) < 2000:
            continue
        on = date(int(row["year"]) + 1, 7, 1)
        held = [code for code in "L LM UM H".split() if in_group(state, f"INCOME_{code}", on)]
        assert held == ([row["group"]] if row["group"] else []), (row["iso3"], row["year"])
        compared += 1
    assert compared > 4000


def test_membership_agrees_with_the_shared_list_on_both_dates():
    rows = shared_rows("iom_membership_1951_2014.csv")
    before = {row["iso3"] for row in rows if row["member_on_2011_10_20"] == "1"}
    new = {row["iso3"] for row in rows if row["admitted_2011_12_05"] == "1"}
    assert {row["iso3"] for row in iom_members(BEFORE)} == before
    assert {row["iso3"] for row in iom_members(AFTER)} == before | new


def test_every_state_with_a_capital_says_where_it_lies():
    lacking = [row["slug"] for row in STATES if row["kind"] == "state" and "latitude" not in row]
    assert lacking == []
    placed = [row for row in STATES if "latitude" in row]
    assert all(-90 <= row["latitude"] <= 90 for row in placed)
    assert all(-180 <= row["longitude"] <= 180 for row in placed)


def test_capitals_lie_where_the_shared_gazetteer_puts_them():
    rows = {row["iso2"]: row for row in shared_rows("countries.csv") if row["cap_lat"]}
    for row in (one for one in STATES if one["iso2"] in rows):
        there = rows[row["iso2"]]
        assert abs(row["latitude"] - float(there["cap_lat"])) < 0.01, row["slug"]
        assert abs(row["longitude"] - float(there["cap_lon"])) < 0.01, row["slug"]
