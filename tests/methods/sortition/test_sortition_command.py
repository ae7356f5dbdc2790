"""`intersession sortition PEOPLE QUOTAS`: what it reads, prints, and refuses."""

import io
import json
import subprocess
import sys

import pytest

from intersession.methods.sortition import _meter
from intersession.methods.sortition.command import main

PEOPLE = """id,region,sex,sent,cost,must,prio,ldc
a,Africa,f,X,1200.50,x,1,1
b,Africa,m,X,900,,2,1
c,Asia,f,Y,1000,,1,0
d,Asia,m,Y,800,,2,yes
e,Europe,f,,300,,1,0
NA,Europe,m,,250,no,2,
"""
QUOTAS = """feature,value,min,max,kind
region,Africa,1,2,hard
region,Asia,1,2,
region,Europe,0,2,
sex,f,2,3,wished
region+sex,Asia+m,1,1,wished
"""
COST = ("--cost", "cost")


@pytest.fixture
def sortition(tmp_path, capsys):
    """Run the command on the text of two files; gives status, standard output and error."""

    def run(*options, people=PEOPLE, quotas=QUOTAS):
        for name, text in (("people.csv", people), ("quotas.csv", quotas)):
            content = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name).write_bytes(content)
        files = [str(tmp_path / "people.csv"), str(tmp_path / "quotas.csv")]
        status = main([*files, *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_a_lottery_is_one_object_with_the_agreed_keys(sortition):
    status, out, _ = sortition("--seats", "3", "--seed", "0", *COST, "--budget", "4000", "--json")
    told = json.loads(out)
    assert status == 0 and list(told) == [
        "chances", "worst", "rooms", "certificate", "drawn", "cost", "binding", "never", "seconds",
    ]  # fmt: skip
    assert list(told["certificate"]) == ["upper", "achieved", "gap"]
    assert sum(told["chances"].values()) == pytest.approx(3) and len(told["drawn"]) == 3
    assert "NA" in told["chances"]


def test_without_a_seed_nobody_is_drawn(sortition):
    told = json.loads(sortition("--seats", "2-3", "--json")[1])
    assert told["drawn"] is None and told["cost"] is None


def test_a_plan_is_one_object_with_the_agreed_keys(sortition):
    options = ("--entity", "sent", "--per-entity", "2", "--priority", "prio", "--must", "must")
    share = ("--share", "ldc:2/3:spend")
    status, out, _ = sortition("--seats", "3", *options, *share, *COST, "--plan", "--json")
    told = json.loads(out)
    assert status == 0 and told.pop("seconds") >= 0
    assert told == {
        "room": ["a", "c", "d"],
        "reasons": {
            "a": "must have a seat",
            "c": "no room meets the rules without this person",
            "d": "brings the wish region:Asia+sex:m nearer: 1 asked for, 1 there",
        },
        "reserves": ["e", "b", "NA"],
        "cost": 3000.5,
        "wished": [["sex:f", "min", 2, "got", 2], ["region:Asia+sex:m", "min", 1, "got", 1]],
        "optimal": True,
    }


def test_no_room_is_exit_1_with_conflict_and_repairs(sortition):
    status, out, err = sortition("--seats", "3", *COST, "--budget", "1500", "--json")
    told = json.loads(out)["infeasible"]
    assert status == 1 and ["budget", "max", 1500, "needed", 1950] in told["conflict"]
    more = [each for each in told["repairs"] if each["change"].startswith("raise the budget")]
    assert more == [{"change": "raise the budget from 1500 to 1950", "worst": 1.0, "cost": 1950}]
    assert "a budget of 1500, but 1950 are needed" in err


def test_supply_that_is_short_is_told_as_agreed(sortition):
    quotas = "category,feature,min,max\nregion,Africa,3,3\n"
    status, out, _ = sortition("--seats", "3", "--json", quotas=quotas)
    assert status == 1
    assert json.loads(out)["infeasible"]["conflict"] == [
        ["region:Africa", "min", 3, "nominated", 2]
    ]


def test_without_json_people_read_sentences(sortition):
    status, out, _ = sortition("--seats", "3", "--plan", *COST)
    assert status == 0 and "3 seats, cost" in out and "Reserves, in order:" in out
    status, out, _ = sortition("--seats", "3", "--seed", "x")
    assert status == 0 and "A lottery over" in out and "Drawn:" in out


@pytest.mark.parametrize(
    "header", ["feature,value,min,max", "category,feature,min,max", "Category,Name,Min,Max"]
)
def test_headers_of_existing_tools_are_read_alike(sortition, header):
    rows = "region,Africa,1,1\nregion,Asia,1,1\n"
    told = sortition("--seats", "2", "--json", quotas=f"{header}\n{rows}")[1]
    assert json.loads(told)["chances"]["a"] == 0.5


def test_spellings_of_spreadsheets_are_read_alike(sortition):
    plain = json.loads(sortition("--seats", "3", "--json")[1])["chances"]
    for people in (PEOPLE.replace("\n", "\r\n"), "\ufeff" + PEOPLE, PEOPLE + "\n,,,,,,,\n"):
        assert json.loads(sortition("--seats", "3", "--json", people=people)[1])["chances"] == plain


def test_people_without_a_value_and_values_no_quota_knows_are_told(sortition):
    people = PEOPLE.replace("e,Europe", "e,").replace("NA,Europe", "NA,Afrika")
    status, _, err = sortition("--seats", "3", "--plan", "--json", people=people)
    assert status == 0 and "1 without a value of region" in err
    assert "No quota knows the value 'Afrika' of region (1)." in err


FLEX = "feature,value,min,max,min_flex,max_flex\nregion,Asia,1,2,0,3\n"


def test_flexible_numbers_are_read_over_and_told(sortition):
    status, _, err = sortition("--seats", "2", "--json", quotas=FLEX)
    assert status == 0 and "min_flex and max_flex are not used" in err


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"people": PEOPLE.replace("b,Africa", "a,Africa")}, "people.csv, row 3, column 1"),
        ({"people": PEOPLE.replace("900", "-900")}, "people.csv, row 3, column 5"),
        ({"people": PEOPLE.replace("900", "9.001")}, "people.csv, row 3, column 5"),
        ({"people": PEOPLE.replace("900", "")}, "people.csv, row 3, column 5"),
        ({"people": PEOPLE.replace(",x,1,1", ",maybe,1,1")}, "people.csv, row 2, column 6"),
        ({"people": PEOPLE.replace("a,Africa", ",Africa")}, "people.csv, row 2, column 1"),
        ({"people": PEOPLE.replace(",2,1\nc", "\nc")}, "people.csv, row 3, column 7"),
        ({"people": PEOPLE.replace("id,", "region,")}, "people.csv, row 1, column 2"),
        ({"people": PEOPLE.replace("id,", "name,")}, "people.csv, row 1"),
        ({"people": PEOPLE.encode() + b"\xff"}, "people.csv, row 8"),
        ({"people": ""}, "people.csv: the file is empty"),
        ({"people": PEOPLE.splitlines()[0]}, "people.csv: the file names nobody"),
        ({"quotas": QUOTAS.replace("Africa,1,2", "Africa,3,2")}, "quotas.csv, row 2, column 4"),
        ({"quotas": QUOTAS.replace("Africa,1,2", "Africa,-1,2")}, "quotas.csv, row 2, column 3"),
        ({"quotas": QUOTAS.replace("hard", "soft")}, "quotas.csv, row 2, column 5"),
        ({"quotas": QUOTAS.replace("sex,f", "age,f")}, "quotas.csv, row 5, column 1"),
        ({"quotas": QUOTAS.replace("Asia+m", "Asia")}, "quotas.csv, row 6, column 2"),
        ({"quotas": QUOTAS.replace("region,Asia", "region,Africa")}, "quotas.csv, row 3, column 1"),
        ({"quotas": QUOTAS.replace("min", "least")}, "quotas.csv, row 1, column 3"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_row_and_column(sortition, changes, place):
    status, out, err = sortition("--seats", "3", *COST, "--must", "must", "--plan", **changes)
    assert (status, out) == (2, "") and place in err


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--seats", "0"),
        ("--seats", "4-3"),
        ("--seats", "x"),
        ("--seats", "3", "--budget", "10"),
        ("--seats", "3", "--per-entity", "1"),
        ("--seats", "3", "--unit", "entity"),
        ("--seats", "3", "--cost", "cost", "--budget", "-1"),
        ("--seats", "3", "--cost", "cost", "--share", "ldc:2"),
        ("--seats", "3", "--cost", "cost", "--share", "ldc:0.5:budget"),
        ("--seats", "3", "--seed", ""),
        ("--seats", "3", "--plan", "--seed", "1"),
        ("--seats", "3", "--entity", "nothing"),
        ("--seats", "3", "more.csv"),
    ],
)
def test_wrong_usage_is_exit_2(sortition, options):
    status, out, err = sortition(*options)
    assert (status, out) == (2, "") and err


def test_a_recorded_draw_comes_out_again_and_a_changed_byte_is_found(sortition, tmp_path, capsys):
    file = tmp_path / "draw.jsonl"
    record = ("--seed", "7", "--record", str(file), "--origin", "dice")
    drawn = json.loads(sortition("--seats", "3", *record, "--json")[1])["drawn"]
    assert main([str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["drawn"] == drawn
    assert main([str(file)]) == 0 and "the same room" in capsys.readouterr().out
    file.write_bytes(file.read_bytes().replace(b'"id":"c"', b'"id":"x"'))
    assert main([str(file), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out) == {"chain": "altered", "row": 5} and "Row 5" in told.err


def test_what_takes_over_two_seconds_is_told_on_the_way(monkeypatch):
    stream = io.StringIO()
    with _meter.Meter(stream) as meter:
        meter(0.1)
        assert stream.getvalue() == ""
        meter.began = meter.told = meter.began - 3
        meter(0.5, 0.01)
    assert "50%  worst chance so far 0.0100" in stream.getvalue()


def test_asking_for_help_does_not_wait_for_the_solver():
    code = (
        "import sys; from intersession.methods.sortition.command import main; main(['--help']); "
        "print(sorted({'numpy', 'highspy', 'django'} & sys.modules.keys()))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.endswith("[]\n") and "--per-entity N" in out.stdout
