"""The recount file: written by the method, read back, and recounted by a program of its own."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from os.path import commonprefix
from pathlib import Path
from random import Random

import pytest

from intersession.methods.voting import (
    RULES,
    Answer,
    RecordError,
    Register,
    VotingError,
    command,
    count,
    read_export,
    write_export,
)
from intersession.recount import recount
from tests.methods.voting_twin import (
    LETTERS,
    question,
    random_answers,
    random_approvals,
    register,
)

PROGRAM = Path(recount.__file__)


def answer(receipt, approves="", state="counted", replaces=None, **more):
    return Answer(receipt=receipt, approves=tuple(approves), state=state, replaces=replaces, **more)


def small(**settings):
    answers = [
        answer("R3", "AB"),
        answer("R1", "A", "replaced"),
        answer("R2", "BC", replaces="R1"),
        answer("R4", "é" if "é" in settings.get("options", "") else "C", "late"),
    ]
    return write_export(question=question(**settings), register=register(5), answers=answers)


def rehashed(rows):
    """What somebody would write who alters rows and knows the format."""
    lines, previous = [], "0" * 64
    for number, row in enumerate(rows, start=1):
        row |= {"row": number, "previous": previous}
        row.pop("digest", None)
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = row["digest"] = sha256(text.encode()).hexdigest()
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        lines.append(text.encode() + b"\n")
    return b"".join(lines)


def rows_of(content):
    return [json.loads(line) for line in content.splitlines()]


def fault(content, digest=None):
    """The row and sentence of the recount program; None where it finds nothing wrong."""
    try:
        recount.check(content, digest)
    except recount.Fault as found:
        return found.row, str(found)
    return None


# Writing


def test_rows_stand_in_the_order_of_receipts_and_hang_on_each_other():
    rows = rows_of(small().content)
    assert [row["type"] for row in rows] == ["question", *["answer"] * 4, "outcome"]
    assert [row["receipt"] for row in rows[1:-1]] == ["R1", "R2", "R3", "R4"]
    assert rows[0]["previous"] == "0" * 64 and rows[-1]["rows"] == 6
    assert all(b["previous"] == a["digest"] for a, b in pairwise(rows))
    assert small().digest == rows[-1]["digest"]


def test_the_order_in_which_answers_are_handed_over_leaves_no_trace():
    answers = random_answers(Random(1), "ABC", register(20), None, False)
    one = write_export(question=question(), register=register(20), answers=answers)
    two = write_export(question=question(), register=register(20), answers=reversed(answers))
    assert one == two


def test_no_row_of_an_answer_holds_a_time_and_no_name_where_positions_are_not_public():
    content = small().content.decode()
    assert "entity" not in content and "2011" not in "".join(content.splitlines()[1:])
    keys = {"type", "row", "previous", "digest", "receipt", "approves", "state", "replaces"}
    assert all(set(row) == keys for row in rows_of(small().content)[1:-1])


def test_names_and_groups_are_in_the_file_where_positions_are_public():
    answers = [answer("R1", "A", entity="entity-001", groups=("Asia",))]
    export = write_export(
        question=question(positions="everybody"), register=register(3), answers=answers
    )
    rows = rows_of(export.content)
    assert rows[1]["entity"] == "entity-001" and rows[0]["register"]["entities"][0] == "entity-000"
    assert rows[-1]["outcome"]["coverage"]["groups"] == {"Asia": "1/1"}
    assert fault(export.content) is None


def test_the_register_is_told_by_number_and_digest():
    told = rows_of(small().content)[0]["register"]
    names = "".join(f"entity-{i:03}\n" for i in range(5))
    assert told == {"size": 5, "sha256": sha256(names.encode()).hexdigest()}


def test_an_empty_answer_is_on_the_register_but_has_not_answered():
    export = write_export(
        question=question(), register=register(4), answers=[answer("R1", "A"), answer("R2")]
    )
    assert (export.outcome.voters, export.outcome.answered) == (4, 1)
    assert len(read_export(export.content).ballots) == 2


def test_approvals_of_a_withdrawn_option_stay_in_the_file_and_do_not_count():
    answers = [answer("R1", "CD"), answer("R2", "D"), answer("R3", "AC")]
    asked = question("ABCD", withdrawn="D")
    export = write_export(question=asked, register=register(3), answers=answers)
    assert export.outcome.answered == 2
    assert export.outcome.scores == {"A": 1, "B": 0, "C": 2}
    assert rows_of(export.content)[2]["approves"] == ["D"]
    assert fault(export.content) is None


@pytest.mark.parametrize(
    ("chain", "counts"),
    [
        ([("R1", "late", None)], set()),
        ([("R1", "late_accepted", None)], {"R1"}),
        ([("R1", "counted", None), ("R2", "late", "R1")], {"R1"}),
        ([("R1", "replaced", None), ("R2", "late_accepted", "R1")], {"R2"}),
        ([("R1", "counted", None), ("R2", "held", "R1")], {"R1"}),
        ([("R1", "counted", None), ("R2", "set_aside", "R1")], {"R1"}),
        ([("R1", "replaced", None), ("R2", "held", "R1"), ("R3", "counted", "R2")], {"R3"}),
        ([("R1", "replaced", None), ("R2", "set_aside", "R1"), ("R3", "counted", "R1")], {"R3"}),
        ([("R2", "replaced", None), ("R1", "counted", "R2")], {"R1"}),
    ],
)
def test_the_last_version_that_is_not_out_counts(chain, counts):
    answers = [answer(receipt, "A", state, replaces) for receipt, state, replaces in chain]
    export = write_export(question=question(), register=register(3), answers=answers)
    assert {ballot.voter for ballot in read_export(export.content).ballots} == counts
    assert fault(export.content) is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([answer("R1", "A"), answer("R2", "B", replaces="R1")], "Row 2: it is said to count"),
        ([answer("R1", "A", "replaced")], "Row 2: it is said to be replaced"),
        ([answer("R1", "A", replaces="R9")], "Row 2: it replaces R9"),
        ([answer("R1", "A", replaces="R2"), answer("R2", replaces="R1")], "circle"),
        ([answer("R1", "A", replaces="R1")], "circle"),
        (
            [answer("R1", "", "replaced"), answer("R2", "A", replaces="R1"),
             answer("R3", "B", replaces="R1")],
            "Row 4: a second version",
        ),
        ([answer("R1", "X")], "Row 2: X is not an option"),
        ([answer("R1", "AA")], "approved twice"),
        ([answer("R1", "ABC")], "Row 2: 3 options are approved; at most 2"),
        ([answer("R1", "A", "lost")], "no state 'lost'"),
        ([answer("R1"), answer("R1")], "two rows"),
        ([answer("", "A")], "receipt code is empty"),
        ([answer("R1", "A", entity="entity-000")], "not public"),
        ([answer("R1", "A", groups=("Asia",))], "not public"),
        ([answer(f"R{i}", "A") for i in range(4)], "4 answers count, but the register has 3"),
    ],
)  # fmt: skip
def test_a_record_that_contradicts_itself_is_not_written(answers, words):
    with pytest.raises(RecordError, match=words):
        write_export(question=question(cap=2), register=register(3), answers=answers)


@pytest.mark.parametrize(
    ("asked", "answers", "words"),
    [
        (question(positions="everybody"), [answer("R1", "A")], "no name"),
        (question(positions="everybody"), [answer("R1", "A", entity="X")], "X is not on"),
        (
            question(positions="everybody"),
            [answer(r, "A", entity="entity-000") for r in ("R1", "R2")],
            "entity-000 answers twice",
        ),
        (question(positions="nobody"), [], "positions are one of"),
        (question(opened=datetime(2011, 10, 20)), [], "no zone"),  # noqa: DTZ001
        (question(withdrawn="AB"), [], "2 options cannot be chosen from 1"),
    ],
)
def test_a_question_that_cannot_be_recounted_is_not_written(asked, answers, words):
    with pytest.raises(VotingError, match=words):
        write_export(question=asked, register=register(3), answers=answers)


def test_an_entity_stands_once_on_the_register():
    with pytest.raises(RecordError, match="twice"):
        write_export(question=question(), register=Register(entities=("a", "a")), answers=[])


# Agreement of two programs


@pytest.mark.parametrize("rule", RULES)
def test_the_recount_program_agrees_with_the_method_on_random_records(rule):
    rng = Random(f"agree {rule}")
    for _ in range(60):
        options = LETTERS[: rng.randint(2, 6)]
        cap, public = rng.choice([None, None, 2, 3]), rng.random() < 0.4
        asked = question(
            options,
            withdrawn=rng.choice(["", "", options[0]]),
            rule=rule,
            seats=rng.randint(1, min(3, len(options) - 1)),
            cap=cap,
            ties=rng.choice(["lex", "0", "2012", "é"]),
            positions="everybody" if public else "membership",
        )
        listed = register(rng.choice([0, 3, 12, 40]))
        answers = random_answers(rng, options, listed, cap, public)
        export = write_export(question=asked, register=listed, answers=answers)
        counted, found, digest = recount.check(export.content, export.digest)
        assert digest == export.digest
        ours, theirs = command.as_json(export.outcome, 0), recount.as_json(counted, found, 0)
        assert theirs == ours | {"chain": "ok"}


def test_reading_back_gives_the_ballots_that_were_counted():
    rng = Random(5)
    answers = random_answers(rng, "ABCD", register(40), 3, True)
    asked = question("ABCD", cap=3, positions="everybody", ties="x")
    export = write_export(question=asked, register=register(40), answers=answers)
    record = read_export(export.content)
    again = count(
        ballots=record.ballots,
        options=record.options,
        seats=2,
        cap=3,
        ties="x",
        silent=record.silent,
    )
    assert again == export.outcome and record.question == asked
    assert set(record.answers) == {replace(a, approves=tuple(sorted(a.approves))) for a in answers}


# Alterations


def test_every_changed_removed_or_added_byte_is_found_and_its_row_named():
    content = small(options="ABCé").content
    assert fault(content) is None and "é".encode() in content
    for at in range(len(content) + 1):
        for altered in _mutations(content, at):
            row = commonprefix([content, altered]).count(b"\n") + 1
            assert fault(altered)[0] == row, (at, altered[max(0, at - 20) : at + 20])
            with pytest.raises(RecordError) as refused:
                read_export(altered)
            assert refused.value.row == row


def _mutations(content, at):
    before, after = content[:at], content[at + 1 :]
    for added in (b" ", b"\n"):
        yield before + added + content[at:]
    if at < len(content):
        yield before + after
        for mask in (0x01, 0x80):
            yield before + bytes([content[at] ^ mask]) + after


def test_rows_left_out_swapped_or_doubled_are_found():
    lines = small().content.splitlines(keepends=True)
    for at in range(len(lines)):
        rest = lines[:at] + lines[at + 1 :]
        assert fault(b"".join(rest))[0] == at + 1
        assert fault(b"".join(lines[: at + 1] + lines[at:]))[0] == at + 2
    assert fault(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))[0] == 2
    assert fault(b"")[0] == 1


def test_a_new_chain_over_rows_out_of_order_or_doubled_is_refused():
    """The order of rows could carry a message, and a receipt must stand once."""
    rows = rows_of(small().content)
    rows[1], rows[2] = rows[2], rows[1]
    assert fault(rehashed(rows))[0] == 3
    rows = rows_of(small().content)
    doubled = [*rows[:4], dict(rows[3]), *rows[4:]]
    doubled[-1]["rows"] += 1
    assert fault(rehashed(doubled))[0] == 5


def test_both_programs_let_every_voice_earn_while_one_option_is_paid_for():
    """Found by search: were only what is left counted, A would come in instead of C."""
    approvals = "FG HI EG GH AB BG CH AE CG EG EG CG CG DE AG GH GH CH AG EH G AH".split()
    export = write_export(
        question=question("ABCDEFGHI", rule="equal-shares", seats=4),
        register=register(22),
        answers=[answer(f"R{i:02}", approved) for i, approved in enumerate(approvals)],
    )
    assert export.outcome.winners == (("C", "E", "G", "H"),)
    assert fault(export.content) is None


def test_a_row_that_hangs_on_another_row_than_the_one_before_is_refused():
    rows = rows_of(small().content)
    rows[-1]["previous"] = rows[1]["digest"]
    del rows[-1]["digest"]
    rows[-1]["digest"] = recount.digest_of(rows[-1])
    content = b"".join(recount.canonical(row) + b"\n" for row in rows)
    assert fault(content) == (6, "Row 6: it does not follow the row before it.")
    with pytest.raises(RecordError, match="Row 6: it does not follow"):
        read_export(content)


def test_two_answers_of_one_voter_are_refused_however_they_are_chained():
    rows = rows_of(small().content)
    rows[3]["replaces"] = "R1"
    row, words = fault(rehashed(rows))
    assert row == 4 and "two versions of one answer" in words
    with pytest.raises(RecordError, match="Row 4: a second version"):
        read_export(rehashed(rows))


def test_the_recount_program_agrees_on_equal_shares_where_money_runs_short():
    rng = Random("money")
    chosen_alike = set()
    for _ in range(150):
        options = LETTERS[: rng.randint(4, 7)]
        asked = question(options, rule="equal-shares", seats=rng.randint(2, 4))
        listed = register(rng.randint(4, 25))
        answers = [
            answer(f"R{i:02}", sorted(approved))
            for i, approved in enumerate(
                random_approvals(rng, options, listed.size, rng.choice([1, 2, None]))
            )
        ]
        export = write_export(question=asked, register=listed, answers=answers)
        assert fault(export.content, export.digest) is None
        chosen_alike.add(export.outcome.winners == export.outcome.others["av"])
    assert chosen_alike == {True, False}


def test_a_key_written_twice_or_another_spelling_of_the_same_row_is_found():
    content = small().content
    doubled = content.replace(b'{"approves":', b'{"approves":[],"approves":', 1)
    assert fault(doubled)[0] == 2
    assert fault(content.replace(b'"R1"', b'"\\u00521"', 1))[0] == 2
    assert fault(content.replace(b"\n", b"\r\n"))[0] == 1


def test_a_deep_or_huge_row_is_refused_and_not_a_crash():
    assert fault(b"[" * 100_000 + b"\n")[0] == 1
    assert fault(b'{"row":' + b"9" * 5_000 + b"}\n")[0] == 1


def test_a_vote_altered_with_a_new_chain_is_found_by_outcome_and_by_digest():
    export = small()
    rows = rows_of(export.content)
    rows[3]["approves"] = ["C"]
    forged = rehashed(rows)
    assert fault(forged)[0] == 6 and "not reproduced" in fault(forged)[1]
    rows[3]["approves"] = ["A", "B"]
    rows[2]["state"], rows[1]["state"] = "set_aside", "counted"
    assert "not reproduced" in fault(rehashed(rows))[1]


def test_a_forger_who_also_rewrites_the_outcome_is_found_by_the_digest_on_the_page():
    export = small()
    other = write_export(question=question(), register=register(5), answers=[answer("R3", "C")])
    assert fault(other.content) is None
    row, words = fault(other.content, export.digest)
    assert row == 3 and "another file" in words


@pytest.mark.parametrize(
    ("row", "change", "named"),
    [
        (0, {"seats": True}, 1),
        (0, {"seats": 0}, 1),
        (0, {"seats": 10**30}, 1),
        (0, {"rule": "borda"}, 1),
        (0, {"rule": ["av"]}, 1),
        (0, {"cap": 1}, 3),
        (0, {"ties": ""}, 1),
        (0, {"options": [{"code": "A;B", "withdrawn": False}]}, 1),
        (0, {"options": None}, 1),
        (0, {"register": {"size": 1, "sha256": "x"}}, 1),
        (0, {"register": {"size": 5, "sha256": "x", "entities": []}}, 1),
        (0, {"positions": "everybody"}, 1),
        (1, {"approves": ["X"]}, 2),
        (1, {"approves": "A"}, 2),
        (1, {"approves": ["B", "A"]}, 2),
        (1, {"state": "counted"}, 2),
        (1, {"receipt": "R9"}, 3),
        (1, {"receipt": 7}, 2),
        (1, {"replaces": "R2"}, 2),
        (1, {"entity": "entity-000"}, 2),
        (0, {"version": True}, 1),
        (0, {"opened": "2011-10-20"}, 1),
        (0, {"closed": 7}, 1),
        (0, {"wording": {"en": 7}}, 1),
        (5, {"outcome": None}, 6),
        (5, {"rows": 5}, 7),
    ],
)
def test_a_well_chained_file_with_wrong_content_is_refused_with_its_row(row, change, named):
    rows = rows_of(small().content)
    rows[row] |= change
    assert fault(rehashed(rows))[0] == named


@pytest.mark.parametrize(
    ("row", "key"),
    [(0, key) for key in ("rule", "seats", "cap", "ties", "positions", "options", "register")]
    + [(0, key) for key in ("slug", "kind", "wording", "opened", "closed", "version")]
    + [(1, key) for key in ("receipt", "replaces", "state", "approves")],
)
def test_a_well_chained_row_without_one_of_its_parts_is_refused(row, key):
    rows = rows_of(small().content)
    del rows[row][key]
    assert fault(rehashed(rows))[0] == row + 1


@pytest.mark.parametrize(
    "key", ["winners", "chosen", "scores", "margin", "silent_margin", "coverage", "tie_break"]
)
def test_every_part_of_the_claimed_outcome_is_recounted(key):
    rows = rows_of(small().content)
    rows[-1]["outcome"][key] = 77
    found = fault(rehashed(rows))
    assert found[0] == 6 and f"reproduced: {key}" in found[1]


# The program


def run(*args):
    return subprocess.run(
        [sys.executable, "-I", str(PROGRAM), *map(str, args)], capture_output=True, text=True
    )


def test_the_program_runs_alone_and_tells_its_story(tmp_path):
    file, export = tmp_path / "topics.jsonl", small()
    file.write_bytes(export.content)
    told = run(file, "--digest", export.digest)
    assert told.returncode == 0 and told.stderr == ""
    assert export.digest in told.stdout and "Chosen: A, B" in told.stdout
    shown = json.loads(run(file, "--json").stdout)
    assert shown["chain"] == "ok" and shown["chosen"] == ["A", "B"] and shown["voters"] == 5


def test_the_program_exits_1_for_an_altered_file_and_names_the_row(tmp_path):
    file = tmp_path / "topics.jsonl"
    file.write_bytes(small().content.replace(b'["A","B"]', b'["A","C"]', 1))
    told = run(file, "--json")
    assert told.returncode == 1 and "Row 4" in told.stderr
    assert json.loads(told.stdout) == {
        "chain": "broken",
        "row": 4,
        "error": "Row 4: it was altered: its content does not give its digest.",
    }


def test_the_program_exits_1_for_another_digest_and_2_for_wrong_usage(tmp_path):
    file = tmp_path / "topics.jsonl"
    file.write_bytes(small().content)
    assert run(file, "--digest", "0" * 64).returncode == 1
    assert run(tmp_path / "missing.jsonl").returncode == 2
    assert run(tmp_path).returncode == 2
    assert run().returncode == 2
    assert run(file, "--seats", "2").returncode == 2


def test_the_program_is_one_file_of_the_standard_library():
    tree = ast.parse(PROGRAM.read_text())
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(node.module.split(".")[0])
    assert imported <= sys.stdlib_module_names
