"""`intersession voting FILE`: what it reads, prints, and refuses."""

import json
import subprocess
import sys

import pytest

from intersession.methods.voting import write_export
from intersession.methods.voting.command import main
from tests.methods.test_voting_record import answer, small
from tests.methods.voting_twin import question, register

CSV = "# options: A;B;C;D\nvoter,approves\nv1,A;B\nv2,A\nv3,C\nv4,\n"
KEYS = [
    "rule", "seats", "voters", "answered", "winners", "chosen", "scores", "margin",
    "silent_margin", "coverage", "others", "overlap", "seconds",
]  # fmt: skip


@pytest.fixture
def voting(tmp_path, capsys):
    """Run the command on the bytes of a file; gives status, standard output and error."""

    def run(content, *options, name="votes.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main([str(file), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_json_is_one_object_with_the_agreed_keys(voting):
    status, out, err = voting(CSV, "--seats", "2", "--json")
    told = json.loads(out)
    assert (status, err, list(told)) == (0, "", KEYS)
    assert told.pop("seconds") >= 0
    assert told == {
        "rule": "av",
        "seats": 2,
        "voters": 4,
        "answered": 3,
        "winners": [["A", "B"], ["A", "C"]],
        "chosen": ["A", "C"],
        "scores": {"A": 2, "B": 1, "C": 1, "D": 0},
        "margin": 0,
        "silent_margin": 0,
        "coverage": {"all": 1.0, "groups": {}},
        "others": {
            "pav": [["A", "C"]],
            "cc": [["A", "C"]],
            "equal-shares": [["A", "C"]],
        },
        "overlap": [
            ["A", "B", 0.5], ["A", "C", 0.0], ["A", "D", 0.0],
            ["B", "C", 0.0], ["B", "D", 0.0], ["C", "D", 0.0],
        ],
    }  # fmt: skip


def test_equal_shares_has_no_margin_and_says_so_apart_from_the_object(voting):
    status, out, err = voting(CSV, "--seats", "1", "--rule", "equal-shares", "--json")
    assert status == 0 and json.loads(out)["margin"] is None
    assert err == "No exact margin is known for the rule equal-shares.\n"


def test_without_json_people_read_a_table_and_sentences(voting):
    status, out, _ = voting(CSV, "--seats", "1")
    assert status == 0
    assert "1 of 4 options by the rule av; 3 of 4 voters answered." in out
    assert "  A       2  chosen" in out and "Chosen: A." in out
    assert "1 voter who answered would have to answer differently" in out
    assert "pav would choose A." in out


def test_a_tie_is_told_with_what_broke_it(voting):
    assert "because it covers most voters, from 2 sets" in voting(CSV, "--seats", "2")[1]
    told = voting("voter,approves\n1,A\n2,B\n", "--seats", "1", "--ties", "9")[1]
    assert "by lot with the seed 9, from 2 sets" in told


def test_text_that_looks_like_nothing_or_a_number_stays_text(voting):
    content = "voter,approves\nNA,NA;001\nnull,NA\n1e3,None\n"
    told = json.loads(voting(content, "--seats", "1", "--json")[1])
    assert told["scores"] == {"001": 1, "NA": 2, "None": 1} and told["voters"] == 3


@pytest.mark.parametrize(
    "content",
    [
        CSV.replace("\n", "\r\n"),
        "\ufeff" + CSV,
        CSV.rstrip("\n") + "\n\n",
        CSV.replace("A;B\n", '"A;B"\n', 1).replace("v2,A", "v2, A "),
        CSV.replace("# options: A;B;C;D", "# options: A; B ;C;D,"),
        CSV.replace("# options: A;B;C;D", '"# options: A;B;C;D",'),
        CSV.replace("# options: A;B;C;D", "#Options : A;B;C;D"),
        CSV.replace("\n", "\r"),
        CSV.rstrip("\n"),
    ],
)
def test_spellings_of_spreadsheets_are_read_alike(voting, content):
    told = json.loads(voting(content, "--seats", "1", "--json")[1])
    assert told["scores"] == {"A": 2, "B": 1, "C": 1, "D": 0} and told["voters"] == 4


def test_a_last_row_that_may_have_been_cut_is_told(voting):
    status, out, err = voting(CSV.rstrip("\n"), "--seats", "1", "--json")
    assert status == 0 and json.loads(out)["answered"] == 3
    assert "v4 counts as one who said nothing. Is the file complete?" in err
    assert voting(CSV, "--seats", "1", "--json")[2] == ""


def test_an_option_missing_from_the_line_of_options_counts_and_is_told(voting):
    status, out, err = voting(CSV + "v5,E\n", "--seats", "1", "--json")
    assert status == 0 and json.loads(out)["scores"]["E"] == 1
    assert err == "Row 7: E is not on the line of options; it counts as one.\n"


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (CSV + "v1,A\n", "row 7, column 1", "already on an earlier row"),
        (CSV + "v5", "row 7, column 2", "is the row complete"),
        (CSV + "v5,A,B\n", "row 7, column 3", "needs two"),
        (CSV + 'v5,"A;', "row 7", "not CSV"),
        (CSV + "v5,A;\n", "row 7, column 2", "empty"),
        (CSV + "v5,A;A\n", "row 7, column 2", "A is named twice"),
        (CSV + ",A\n", "row 7, column 1", "no name"),
        (CSV + "v5,A;B;C\n", "row 7, column 2", "at most 2"),
        (CSV.encode() + b"v5,\xff\n", "row 7, column 2", "UTF-8"),
        (CSV + "v5,\0\n", "row 7", "zero byte"),
        ("voter;approves\nv1;A\n", "row 1, column 1", "voter is expected"),
        ("voter\nv1\n", "row 1, column 2", "approves is expected"),
        ("voter,approves,weight\nv1,A,2\n", "row 1, column 3", "one column too many"),
        ("# options: A;;B\nvoter,approves\n", "row 1, column 1", "empty"),
        ("v1,A\n", "row 1, column 1", "voter is expected"),
        ("", "row 1", "header"),
        ("voter,approves\nv1,\n", "votes.csv", "no option"),
        ('voter,approves\n"v\n1",A\nv2,A,B\n', "row 4", "needs two"),
    ],
)
def test_unreadable_files_exit_2_with_row_column_and_a_sentence(voting, content, place, words):
    status, out, err = voting(content, "--seats", "1", "--cap", "2", "--json")
    assert (status, out) == (2, "")
    assert f"votes.csv, {place}" in err or place in err
    assert words in err and err.count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--seats", "0"],
        ["--seats", "-1"],
        ["--seats", "two"],
        ["--seats", "1", "--rule", "borda"],
        ["--seats", "1", "--cap", "0"],
        ["--seats", "1", "--ties", ""],
        ["--seats", "1", "--what"],
        [],
    ],
)
def test_wrong_usage_exits_2(voting, options):
    status, out, err = voting(CSV, *options)
    assert (status, out) == (2, "") and err


def test_a_missing_file_exits_2(capsys, tmp_path):
    assert main([str(tmp_path / "none.csv"), "--seats", "1"]) == 2
    assert "none.csv: it cannot be opened" in capsys.readouterr().err


def test_a_question_without_answer_exits_1_in_words(voting):
    status, out, err = voting(CSV, "--seats", "5", "--json")
    assert (status, out) == (1, "") and "5 options cannot be chosen from 4" in err


def test_a_record_brings_its_own_settings(voting):
    export = write_export(
        question=question(rule="cc", seats=1, ties="77"),
        register=register(6),
        answers=[answer("R1", "A"), answer("R2", "A"), answer("R3", "B"), answer("R4")],
    )
    told = json.loads(voting(export.content, "--json", name="q.jsonl")[1])
    assert (told["rule"], told["seats"], told["voters"], told["answered"]) == ("cc", 1, 6, 3)
    assert (told["margin"], told["silent_margin"]) == (1, 1)
    told = json.loads(voting(export.content, "--seats", "2", "--rule", "av", "--json")[1])
    assert (told["rule"], told["seats"], told["chosen"]) == ("av", 2, ["A", "B"])


def test_an_altered_record_exits_1_and_names_the_row(voting):
    content = small().content.replace(b'"late"', b'"held"')
    status, out, err = voting(content, "--json", name="q.jsonl")
    assert (status, out) == (1, "") and "q.jsonl: Row 5" in err


def test_help_tells_the_file_and_exits_0(capsys):
    assert main(["--help"]) == 0
    assert "# options: A;B;C" in " ".join(capsys.readouterr().out.split())


def test_the_method_is_imported_quickly_and_without_django():
    program = (
        "import sys, time; start = time.process_time();"
        "import intersession.methods.voting.command;"
        "took = time.process_time() - start;"
        "print(took < 0.2, 'django' in sys.modules, 'numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.split() == ["True", "False", "False"], ran.stderr
