"""The file of a draw: run again it gives the same room; any byte that was changed is found."""

import json
from dataclasses import replace

import pytest

from intersession.methods.chained import chained
from intersession.methods.sortition import (
    Candidate,
    DrawError,
    Quota,
    Rules,
    SortitionError,
    drawn_by,
    lottery,
    read_draw,
    run_again,
    write_draw,
)

PEOPLE = tuple(
    Candidate(id=f"p{n}", attributes={"r": "XY"[n % 2], "name": "Ömer"}, cost=n) for n in range(7)
)
RULES = Rules(seats=(3, 3), quotas=(Quota(values=(("r", "X"),), least=1, most=2),), budget=12)


@pytest.fixture(scope="module")
def content():
    drawn = lottery(candidates=PEOPLE, rules=RULES, seed="dice 4 2")
    return write_draw(
        candidates=PEOPLE, rules=RULES, seed="dice 4 2", origin="two dice", lottery=drawn
    ).content


def test_the_draw_can_be_made_again_from_its_file(content):
    draw = read_draw(content)
    again = run_again(draw)
    assert again.exact and again.drawn == draw.drawn and draw.origin == "two dice"


def test_only_what_the_rules_ask_for_stands_in_the_file(content):
    assert "Ömer".encode() not in content and b"name" not in content


def test_any_changed_byte_is_found_with_its_row(content):
    rows = [line.split(b"\n")[0] for line in content.splitlines()]
    starts = [sum(len(row) + 1 for row in rows[:at]) for at in range(len(rows))]
    for at in range(0, len(content), 17):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(DrawError) as found:
            read_draw(bytes(changed))
        row = sum(start <= at for start in starts)
        assert found.value.row in (row, row + 1), at


def test_rows_cut_off_or_left_out_are_found(content):
    lines = content.splitlines(keepends=True)
    for altered in (lines[:-1], lines[:2] + lines[3:], lines[1:], []):
        with pytest.raises(DrawError):
            read_draw(b"".join(altered))


@pytest.mark.parametrize("part", ["drawn", "chances", "rooms_sha256"])
def test_a_file_chained_anew_with_another_outcome_is_found(content, part):
    rows = [json.loads(line) for line in content.splitlines()]
    other = next(row["room"] for row in rows if "room" in row and row["room"] != rows[-1]["drawn"])
    rows[-1][part] = {"drawn": other, "chances": {"p0": 1.0}, "rooms_sha256": "0"}[part]
    with pytest.raises(DrawError) as found:
        read_draw(chained(rows)[0])
    assert found.value.row == len(rows)


def test_without_a_seed_there_is_no_draw_to_write():
    with pytest.raises(SortitionError):
        write_draw(
            candidates=PEOPLE,
            rules=RULES,
            seed="",
            origin="",
            lottery=lottery(candidates=PEOPLE, rules=RULES),
        )


@pytest.mark.parametrize("gap", [0.0, 0.9])
def test_a_search_that_was_ended_by_its_time_may_give_other_chances_again_within_its_gap(gap):
    full = lottery(candidates=PEOPLE, rules=RULES)
    (first, _), (second, _) = full.rooms[:2]
    chances = {each.id: ((each.id in first) + (each.id in second)) / 2 for each in PEOPLE}
    short = replace(full, rooms=((first, 0.5), (second, 0.5)), chances=chances, gap=gap)
    told = {"candidates": PEOPLE, "rules": RULES, "seed": "s", "origin": "dice"}
    file = write_draw(lottery=drawn_by(lottery=short, seed="s"), **told)
    draw = read_draw(file.content)
    if gap:
        assert not run_again(draw).exact and run_again(draw).drawn == draw.drawn
        return
    with pytest.raises(DrawError, match="the chances differ"):
        run_again(draw)
