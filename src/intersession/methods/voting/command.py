"""`intersession voting FILE`: count preferences that stand in a file. Knows no database."""

import argparse
import json
import sys
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from intersession.methods.base import FileError, MethodError, Remark
from intersession.methods.chained import is_chained

from ._count import count
from ._csv import read_csv
from ._model import LEX, RULES, Ballot, Outcome
from ._read import read_export
from ._record import RecordError

REMARKS = {
    "no-exact-margin": "No exact margin is known for the rule {rule}.",
    "merge-test-left-out": "The merge test was left out: {sets} sets, or too many ties.",
    "clone-test-left-out": "The clone test was left out: {sets} sets, or too many ties.",
    "rule-left-out": "What the rule {rule} would choose is out of reach ({why}).",
    "last-row-open": "The last row names nothing and is not ended: {voter} counts as one who said "
    "nothing. Is the file complete?",
    "option-not-listed": "Row {row}: {option} is not on the line of options; it counts as one.",
}


class UsageError(Exception):
    """The command was called in a way that cannot be meant."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What to count, and how."""

    ballots: tuple[Ballot, ...]
    options: tuple[str, ...]
    seats: int
    rule: str
    cap: int | None
    ties: str
    silent: int
    remarks: tuple[Remark, ...] = ()


def main(argv: list[str]) -> int:
    """Run the command; returns its exit status (0 done, 1 no answer, 2 usage or unreadable)."""
    try:
        given = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    started = time.perf_counter()
    try:
        task = _task(given)
        outcome = _count(task)
    except (UsageError, FileError) as error:
        return _say(error, 2)
    except MethodError as error:
        return _say(error, 1)
    seconds = time.perf_counter() - started
    print_remarks((*task.remarks, *outcome.remarks))
    if given.json:
        print(json.dumps(as_json(outcome, seconds), ensure_ascii=False))
    else:
        print(as_text(outcome))
    return 0


def _say(error: Exception, status: int) -> int:
    print(f"intersession voting: {error}", file=sys.stderr)
    return status


def print_remarks(remarks: tuple[Remark, ...]) -> None:
    for remark in remarks:
        print(REMARKS[remark.code].format(**dict(remark.values)), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intersession voting",
        description="Count approval preferences, with margin, coverage and what other rules say.",
        epilog="FILE: CSV voter,approves (; between options; an optional first line "
        "'# options: A;B;C'), or the .jsonl of 'intersession question export', whose settings "
        "hold unless given here.",
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--seats", type=_positive, metavar="K", help="how many options to choose")
    parser.add_argument("--rule", choices=RULES, help="default: av")
    parser.add_argument("--cap", type=_positive, metavar="N", help="most options a voter approves")
    parser.add_argument("--ties", metavar="lex|SEED", help="after coverage: lex, or a lot by seed")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    return parser


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _task(given: argparse.Namespace) -> Task:
    if given.ties == "":
        raise UsageError("--ties needs lex or a seed.")
    content = _bytes(given.file)
    if given.file.endswith(".jsonl") or is_chained(content):
        return _record_task(content, given)
    if given.seats is None:
        raise UsageError("--seats is needed: a CSV file does not say how many to choose.")
    preferences = read_csv(content, file=given.file, cap=given.cap)
    return Task(
        ballots=preferences.ballots,
        options=preferences.options,
        seats=given.seats,
        rule=given.rule or "av",
        cap=given.cap,
        ties=given.ties or LEX,
        silent=0,
        remarks=preferences.remarks,
    )


def _record_task(content: bytes, given: argparse.Namespace) -> Task:
    try:
        record = read_export(content)
    except RecordError as error:
        raise RecordError(f"{given.file}: {error}") from error
    declared = Task(
        ballots=record.ballots,
        options=record.options,
        seats=record.question.seats,
        rule=record.question.rule,
        cap=record.question.cap,
        ties=record.question.ties,
        silent=record.silent,
    )
    settings = {name: getattr(given, name) for name in ("seats", "rule", "cap", "ties")}
    return replace(declared, **{name: v for name, v in settings.items() if v is not None})


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise FileError(f"it cannot be opened ({error.strerror}).", file=file) from None


def _count(task: Task) -> Outcome:
    return count(
        ballots=task.ballots,
        options=task.options,
        seats=task.seats,
        rule=task.rule,
        cap=task.cap,
        ties=task.ties,
        silent=task.silent,
    )


def as_json(outcome: Outcome, seconds: float) -> dict[str, Any]:
    """The object of docs: sets sorted, shares as numbers between 0 and 1."""
    return {
        "rule": outcome.rule,
        "seats": outcome.seats,
        "voters": outcome.voters,
        "answered": outcome.answered,
        "winners": [list(options) for options in outcome.winners],
        "chosen": list(outcome.chosen),
        "scores": dict(outcome.scores),
        "margin": outcome.margin,
        "silent_margin": outcome.silent_margin,
        "coverage": {
            "all": _number(outcome.coverage.all.share),
            "groups": {
                label: _number(share.share) for label, share in outcome.coverage.groups.items()
            },
        },
        "others": {rule: [list(s) for s in sets] for rule, sets in outcome.others.items()},
        "overlap": [[pair.first, pair.second, float(pair.jaccard)] for pair in outcome.overlap],
        "seconds": round(seconds, 4),
    }


def _number(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def as_text(outcome: Outcome) -> str:
    """The same for people: a table, then sentences."""
    lines = [
        f"{outcome.seats} of {len(outcome.options)} options by the rule {outcome.rule}; "
        f"{outcome.answered} of {outcome.voters} voters answered.",
        "",
        *_table(outcome),
        "",
        f"Chosen: {', '.join(outcome.chosen)}{_how(outcome)}.",
        _coverage_sentence(outcome),
        *_margin_sentences(outcome),
        "",
    ]
    for rule, sets in outcome.others.items():
        lines.append(f"{rule} would choose {_sets(sets)}.")
    return "\n".join(lines)


def _table(outcome: Outcome) -> list[str]:
    width = max(len(option) for option in outcome.options)
    order = sorted(outcome.options, key=lambda option: (-outcome.scores[option], option))
    return [
        f"  {option:<{width}}  {outcome.scores[option]:>6}"
        + ("  chosen" if option in outcome.chosen else "")
        for option in order
    ]


def _how(outcome: Outcome) -> str:
    number = len(outcome.winners)
    by = {
        "coverage": "because it covers most voters",
        "lex": "by the alphabet",
        "lot": f"by lot with the seed {outcome.ties}",
    }.get(outcome.tie_break.step)
    return f" ({by}, from {number} sets that win alike)" if by else ""


def _coverage_sentence(outcome: Outcome) -> str:
    share = outcome.coverage.all
    return f"{share.part} of the {share.whole} who answered approve at least one of them."


def _margin_sentences(outcome: Outcome) -> list[str]:
    if len(outcome.winners) > 1:
        return ["Several sets win alike: nobody would have to answer differently to make it so."]
    return [
        _margin_sentence(outcome.margin, "who answered", "answer differently"),
        _margin_sentence(outcome.silent_margin, "who did not answer", "answer"),
    ]


def _margin_sentence(margin: int | None, who: str, act: str) -> str:
    if margin is None:
        return f"No number of voters {who} is known to bring another set level."
    voters = "1 voter" if margin == 1 else f"{margin} voters"
    return f"{voters} {who} would have to {act} for another set to win or draw level."


def _sets(sets: tuple[tuple[str, ...], ...]) -> str:
    if not sets:
        return "nothing that could be worked out"
    shown = " or ".join(", ".join(options) for options in sets[:5])
    return shown if len(sets) <= 5 else f"{shown} or one of {len(sets) - 5} more sets"
