"""The fictional membership of the example: shaped like the real one, named like none of it."""

import csv
import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "intersession"
PLACES = ROOT.parent / "shared" / "data" / "places"
BEFORE = date(2011, 10, 20)
AFTER = date(2011, 12, 6)
LANGUAGES = ("en", "fr", "es")
# The one name the design itself uses; two letters away from a real one, and kept on purpose.
KEPT = {"Marenia", "Marénie"}
FICTION = (
    "Wakanda Ruritania Genovia Elbonia Freedonia Zamunda Syldavia Borduria Latveria Sokovia "
    "Graustark Molvania Arstotzka Costaguana Orsinia Zubrowka Krakozhia Agrabah Arendelle Lilliput "
    "Aldovia Qumar Khemed Ishmaelia Evallonia Vulgaria Sylvania Markovia Kinakuta Panem Gilead"
).split()
SITUATIONS = {"LDC", "LLDC", "SIDS", "INCOME_L", "INCOME_LM", "INCOME_UM", "INCOME_H"}

ENTITIES = json.loads(
    (PACKAGE / "desk" / "example" / "data" / "members.json").read_text(encoding="utf-8")
)
REAL = json.loads((PACKAGE / "membership" / "data" / "states.json").read_text(encoding="utf-8"))
STATES = [row for row in ENTITIES if row["kind"] == "state"]
ORGANISATIONS = [row for row in ENTITIES if row["kind"] != "state"]


def holds(entry, on):
    since, until = entry["since"], entry["until"]
    return (not since or since <= on.isoformat()) and (not until or on.isoformat() < until)


def members(on):
    return [r for r in STATES if r["member_since"] and r["member_since"] <= on.isoformat()]


def situations(rows, on):
    held = (entry for row in rows for entry in row["groups"] if holds(entry, on))
    return Counter(entry["code"] for entry in held if entry["code"] in SITUATIONS)


def letters(name):
    """A name as bare lower-case letters: no accent, space, hyphen, apostrophe or bracket."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*", "", name.lower()))
    return re.sub("[^a-z]", "", plain)


def distance(left, right):
    """Number of letters to add, drop or change to get from one word to the other."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def too_close(invented, real):
    names = {
        letters(row["name"][language]): row["name"][language]
        for row in invented
        for language in LANGUAGES
        if row["name"][language] not in KEPT
    }
    real = {letters(name): name for name in real if letters(name)}
    return [
        (ours, theirs)
        for a, ours in names.items()
        for b, theirs in real.items()
        if abs(len(a) - len(b)) <= 2 and distance(a, b) <= 2
    ]


def test_132_members_on_20_october_2011_and_146_on_6_december():
    assert len(members(BEFORE)) == 132
    assert len(members(AFTER)) == 146
    assert sum(row["member_since"] == "2011-12-05" for row in STATES) == 14


def test_the_first_members_date_from_1951_and_none_joined_after_the_example():
    since = sorted(row["member_since"] for row in members(AFTER))
    assert since[0].startswith("1951")
    assert len({day[:4] for day in since}) > 30


def test_members_are_spread_over_regions_as_the_real_ones_were():
    assert Counter(row["region"] for row in members(BEFORE)) == {
        "AFRICAN": 43,
        "ASIA_PACIFIC": 22,
        "EASTERN_EUROPEAN": 21,
        "GRULAC": 23,
        "WEOG": 23,
    }
    new = [row for row in members(AFTER) if row["member_since"] == "2011-12-05"]
    assert Counter(row["region"] for row in new) == {
        "AFRICAN": 7,
        "ASIA_PACIFIC": 4,
        "GRULAC": 2,
        None: 1,
    }


@pytest.mark.parametrize(("on", "size"), [(BEFORE, 132), (AFTER, 146)])
def test_least_developed_landlocked_island_and_income_groups_mirror_the_real_membership(on, size):
    real = [row for row in REAL if any(holds(entry, on) for entry in row["statuses"])]
    assert len(real) == size
    assert situations(members(on), on) == situations(real, on)


def test_the_region_of_a_state_is_one_of_its_groups():
    for row in STATES:
        codes = [entry["code"] for entry in row["groups"]]
        assert row["region"] is None or row["region"] in codes, row["slug"]


def test_every_state_describes_itself_in_three_languages():
    for row in STATES:
        for language in LANGUAGES:
            assert row["name"][language] in row["formal"][language], row["slug"]
            assert row["focal_point"][language]


def test_french_formal_names_elide_before_a_vowel():
    vowels = "AEIOUÀÂÉÈÊÎÏÔÛ"
    for row in STATES:
        assert not re.search(rf"\b([Dd]e|la|le|du) [{vowels}]", row["formal"]["fr"]), row["formal"]


@pytest.mark.parametrize("field", ["slug", "code3", "phone"])
def test_what_identifies_an_entity_is_unique(field):
    values = [row[field] for row in ENTITIES if row[field] is not None]
    assert len(values) == len(set(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entities_share_a_name(language):
    names = [letters(row["name"][language]) for row in ENTITIES]
    assert len(names) == len(set(names))


def test_codes_stay_in_the_ranges_iso_3166_leaves_to_users():
    for row in STATES:
        assert re.fullmatch(r"Q[M-Z][A-Z]|X[A-Z]{2}", row["code3"]), row["code3"]
    assert not {row["code3"] for row in STATES} & {row["iso3"] for row in REAL}


def test_telephone_numbers_are_plainly_fictional():
    assert all(re.fullmatch(r"\+41 22 555 \d\d \d\d", row["phone"]) for row in ENTITIES)


def test_no_invented_name_is_within_two_letters_of_a_real_state_or_capital():
    real = [row["name"][language] for row in REAL for language in LANGUAGES]
    assert too_close(STATES, real + [row["capital"] for row in REAL]) == []


def test_no_invented_name_is_borrowed_from_a_well_known_fiction():
    assert too_close(STATES, FICTION) == []


def test_the_check_on_names_would_catch_a_real_one_with_a_letter_changed():
    borrowed = {"name": {"en": "Kenyo", "fr": "Kényo", "es": "Kenyo"}}
    assert too_close([borrowed], ["Kenya"]) == [("Kenyo", "Kenya")]


def test_no_word_of_an_invented_name_is_the_name_of_a_real_state():
    real = {letters(row["name"][language]) for row in REAL for language in LANGUAGES}
    for row in STATES:
        words = {letters(w) for name in row["name"].values() for w in re.split(r"[ -]", name)}
        assert not words & real, row["name"]


def test_no_capital_is_a_real_capital():
    real = {letters(row["capital"]) for row in REAL}
    assert not {letters(row["capital"]) for row in STATES} & real


def test_no_invented_name_is_close_to_any_country_or_territory_of_the_shared_table():
    path = PLACES / "countries.csv"
    if not path.exists():
        pytest.skip("the shared data is not beside this repository: countries.csv")
    columns = ("name_en", "name_fr", "name_es", "cldr_en", "m49_fr", "m49_es")
    with path.open(encoding="utf-8", newline="") as handle:
        real = [row[column] for row in csv.DictReader(handle) for column in columns]
    assert too_close(STATES, real) == []


def test_hard_cases_of_names_are_there():
    names = [row["name"] for row in STATES]
    assert any("'" in name["en"] for name in names)
    assert any(re.match("[ÉÎÀ]", name["fr"]) for name in names)
    assert any("ñ" in name["es"].lower() for name in names)
    assert any("ll" in name["es"].lower() for name in names)
    assert any("ch" in name["es"].lower() for name in names)
    assert any("-" in name["fr"] for name in names)
    assert any(" of " in name["en"] for name in names)
    scripts = {unicodedata.name(row["local"][0]).split()[0] for row in STATES if row["local"]}
    assert {"ARABIC", "CYRILLIC", "GREEK"} <= scripts


def test_labels_are_origin_transit_or_destination_and_each_state_has_one():
    for row in STATES:
        assert row["labels"] and set(row["labels"]) <= {"origin", "transit", "destination"}


def test_there_are_observer_states_and_every_kind_of_organisation():
    observers = [row for row in STATES if not row["member_since"]]
    assert len(observers) == 20 and all(row["observer_since"] for row in observers)
    assert {row["kind"] for row in ORGANISATIONS} == {
        "igo",
        "ngo",
        "academia",
        "media",
        "private_sector",
        "migrants",
        "other",
    }
    for row in ORGANISATIONS:
        assert bool(row["observer_since"]) != bool(row["partner_since"]), row["slug"]


def test_a_state_admitted_in_december_2011_had_been_an_observer_before():
    for row in STATES:
        if row["member_since"] == "2011-12-05":
            assert row["observer_since"] < row["member_since"], row["slug"]
