"""`intersession sortition PEOPLE.csv QUOTAS.csv`: plan or draw a room. Knows no database."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from intersession.methods.base import FileError, MethodError, Remark
from intersession.methods.chained import is_chained

from . import _words as words
from ._draw import write_draw
from ._lottery import lottery
from ._meter import Meter
from ._model import BUDGET, ENTITY, PERSON, SPEND, Candidate, Infeasible, Rules, Share
from ._plan import plan
from ._read import Columns, read_people, read_quotas, remarks_on
from ._redraw import DrawError, read_draw, run_again
from ._repairs import with_chances

CENTS = 100
FEW, PATIENCE = 60, 0.3  # people, seconds: repairs are told with their worst chance


class UsageError(Exception):
    """The command was called in a way that cannot be meant."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Who there is, under which rules, and what a reader should know of the files."""

    candidates: tuple[Candidate, ...]
    rules: Rules
    remarks: tuple[Remark, ...] = ()


def main(argv: list[str]) -> int:
    """Run the command; returns its exit status (0 done, 1 no answer, 2 usage or unreadable)."""
    try:
        given = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _run(given)
    except (UsageError, FileError) as error:
        return _say(error, 2)
    except Infeasible as error:
        if given.json:
            print(json.dumps(words.infeasible_as_json(error), ensure_ascii=False))
        return _say(words.infeasible_as_text(error), 1)
    except DrawError as error:
        if given.json:
            print(json.dumps({"chain": "altered", "row": error.row}))
        return _say(f"{given.files[0]}: {error}", 1)
    except MethodError as error:
        return _say(error, 1)


def _say(said: object, status: int) -> int:
    print(f"intersession sortition: {said}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intersession sortition",
        usage="intersession sortition PEOPLE.csv QUOTAS.csv --seats K|LO-HI [options]\n"
        "       intersession sortition FILE.jsonl [--json]",
        description="Plan the room that meets the rules best (--plan), or a fair lottery over all "
        "such rooms; with --seed, draw one. The file of a draw alone is checked and drawn again.",
        epilog="QUOTAS: feature,value,min,max[,min_flex,max_flex][,kind] (kind hard or wished; a "
        "pair is a+b,x+y), or category,feature,min,max. Every column of PEOPLE is a feature.",
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help=argparse.SUPPRESS)
    add("--seats", type=_seats, metavar="K|LO-HI", help="how many seats, or a range")
    add("--id", default="id", metavar="COLUMN", help="identifier (default: id)")
    add("--entity", metavar="COLUMN", help="who sends them")
    add("--per-entity", type=_number, metavar="N", help="the most of one Entity")
    add("--cost", metavar="COLUMN", help="amounts with at most two decimals")
    add("--budget", type=_amount, metavar="B", help="the most that a room costs")
    add("--share", type=_share, metavar="COLUMN:0.6667[:spend|budget]",
        help="least share for those marked in the column, of spend (default) or of the budget; "
        "a third word, wished, makes it a wish")  # fmt: skip
    add("--must", metavar="COLUMN", help="who must have a seat (1 or 0, yes or no, x)")
    add("--barred", metavar="COLUMN", help="who may have none")
    add("--priority", metavar="COLUMN", help="each Entity's own order, from 1: kept")
    add("--past", metavar="COLUMN", help="former support: weighs against, cost being equal")
    add("--unit", choices=(PERSON, ENTITY), default=PERSON, help="whose chances are made equal")
    add("--plan", action="store_true", help="the one best room instead of a lottery")
    add("--seed", metavar="S", help="any text; draws a room")
    add("--record", metavar="FILE", help="write the draw as a file that anyone can run again")
    add("--origin", default="", metavar="TEXT", help="how the seed came about, for the record")
    add("--json", action="store_true", help="one JSON object on standard output")
    return parser


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number, 0 or more")
    return int(text)


def _seats(text: str) -> tuple[int, int]:
    low, dash, high = text.partition("-")
    seats = _number(low), _number(high if dash else low)
    if not 0 <= seats[0] <= seats[1] or seats[1] < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seats (like 30 or 28-32)")
    return seats


def _amount(text: str) -> int:
    try:
        cents = Fraction(text) * CENTS
    except (ValueError, ZeroDivisionError):
        cents = Fraction(-1)
    if cents < 0 or cents.denominator != 1 or cents > 10**15:
        said = f"{text!r} is not an amount of 0 or more with at most two decimals"
        raise argparse.ArgumentTypeError(said)
    return int(cents)


def _share(text: str) -> tuple[str, Share]:
    parts = text.split(":")
    words_ = set(parts[2:])
    try:
        part = Fraction(parts[1]) if len(parts) > 1 else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        part = Fraction(-1)
    known = words_ <= {SPEND, BUDGET, "wished"} and not {SPEND, BUDGET} <= words_
    if not parts[0] or not 0 <= part <= 1 or part.denominator > 10**6 or not known:
        said = f"{text!r} is not COLUMN:SHARE with a share from 0 to 1, and then spend or budget"
        raise argparse.ArgumentTypeError(said)
    of = BUDGET if BUDGET in words_ else SPEND
    wished = "wished" in words_
    return parts[0], Share(part=part.numerator, whole=part.denominator, of=of, wished=wished)


def _run(given: argparse.Namespace) -> int:
    started = time.perf_counter()
    if len(given.files) == 1:
        return _again(given, started)
    task = _task(given)
    _remark(task.remarks)
    try:
        return _planned(given, task, started) if given.plan else _drawn(given, task, started)
    except Infeasible as error:
        if len(task.candidates) <= FEW:
            repairs = with_chances(task.candidates, error.repairs, seconds=PATIENCE)
            raise Infeasible(str(error), conflict=error.conflict, repairs=repairs) from None
        raise


def _planned(given: argparse.Namespace, task: Task, started: float) -> int:
    with Meter() as meter:
        found = plan(candidates=task.candidates, rules=task.rules, progress=meter)
    seconds = time.perf_counter() - started
    _remark(found.remarks)
    return _print(
        given, lambda: words.plan_as_json(found, seconds), lambda: words.plan_as_text(found)
    )


def _drawn(given: argparse.Namespace, task: Task, started: float) -> int:
    with Meter() as meter:
        drawn = lottery(
            candidates=task.candidates,
            rules=task.rules,
            seed=given.seed,
            progress=lambda at: meter(at.done, at.worst),
        )
    seconds = time.perf_counter() - started
    _remark(drawn.remarks)
    if given.record:
        file = write_draw(
            candidates=task.candidates,
            rules=task.rules,
            seed=given.seed,
            origin=given.origin,
            lottery=drawn,
        )
        _write(given.record, file.content)
    return _print(
        given, lambda: words.lottery_as_json(drawn, seconds), lambda: words.lottery_as_text(drawn)
    )


def _print(
    given: argparse.Namespace, as_json: Callable[[], dict[str, Any]], as_text: Callable[[], str]
) -> int:
    print(json.dumps(as_json(), ensure_ascii=False) if given.json else as_text())
    return 0


def _remark(remarks: Iterable[Remark]) -> None:
    for each in remarks:
        print(words.remark(each), file=sys.stderr)


def _again(given: argparse.Namespace, started: float) -> int:
    """The file of a draw: nothing altered, and the same room comes out."""
    content = _bytes(given.files[0])
    if not is_chained(content) and not given.files[0].endswith(".jsonl"):
        raise UsageError("two files are needed, PEOPLE.csv and QUOTAS.csv, or the file of a draw.")
    draw = read_draw(content)
    with Meter() as meter:
        again = run_again(draw, progress=lambda at: meter(at.done, at.worst))
    told = {
        "chain": "ok",
        "drawn": list(again.drawn),
        "exact": again.exact,
        "seed": draw.seed,
        "digest": draw.digest,
        "seconds": round(time.perf_counter() - started, 4),
    }
    exact = "The same lottery" if again.exact else "The same chances (with another solver)"
    text = (
        f"Nothing was altered: {draw.rows} rows, digest {draw.digest}.\n{exact} and the same room "
        f"come out with the seed {draw.seed}:\n{', '.join(again.drawn)}"
    )
    return _print(given, lambda: told, lambda: text)


def _task(given: argparse.Namespace) -> Task:
    _check_usage(given)
    people_file, quotas_file = given.files
    columns = Columns(
        id=given.id,
        entity=given.entity,
        priority=given.priority,
        cost=given.cost,
        shared=given.share[0] if given.share else None,
        must=given.must,
        barred=given.barred,
        past=given.past,
    )
    people = read_people(_bytes(people_file), file=people_file, columns=columns)
    if not people:
        raise FileError("the file names nobody.", file=people_file)
    read = read_quotas(_bytes(quotas_file), file=quotas_file, features=people[0].attributes.keys())
    rules = Rules(
        seats=given.seats,
        quotas=read.quotas,
        per_entity=given.per_entity,
        in_order=given.priority is not None,
        budget=given.budget,
        share=given.share[1] if given.share else None,
        unit=given.unit,
    )
    remarks = (*read.remarks, *remarks_on(people, read.quotas))
    return Task(candidates=people, rules=rules, remarks=remarks)


def _check_usage(given: argparse.Namespace) -> None:
    if len(given.files) != 2:
        raise UsageError("two files are needed, PEOPLE.csv and QUOTAS.csv.")
    if given.seats is None:
        raise UsageError("--seats is needed: the files do not say how many.")
    needs = {
        "--per-entity": (given.per_entity is not None, given.entity, "--entity"),
        "--priority": (given.priority is not None, given.entity, "--entity"),
        "--unit entity": (given.unit == ENTITY, given.entity, "--entity"),
        "--budget": (given.budget is not None, given.cost, "--cost"),
        "--share": (given.share is not None, given.cost, "--cost"),
        "--record": (given.record is not None, given.seed, "--seed"),
        "--seed": (given.seed is not None, given.seed, "a text"),
    }
    for option, (asked, there, other) in needs.items():
        if asked and not there:
            raise UsageError(f"{option} needs {other}.")
    if given.share is not None and given.share[1].of == BUDGET and given.budget is None:
        raise UsageError("a share of the budget needs --budget.")
    if given.plan and (given.seed is not None or given.record is not None):
        raise UsageError("--plan draws nothing: leave out --seed and --record.")


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise FileError(f"it cannot be opened ({error.strerror}).", file=file) from None


def _write(file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise FileError(f"it cannot be written ({error.strerror}).", file=file) from None
