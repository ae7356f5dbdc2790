"""`intersession question`: list the questions, export the file that anyone can recount."""

import argparse
import json
import sys
from pathlib import Path

from intersession.access.guard import Refusal
from intersession.consultations.models import Question
from intersession.consultations.queries import counting
from intersession.consultations.rules import register_day
from intersession.desk import clock
from intersession.desk.clockwork import tick


def main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    if given.act == "list":
        return _list(given.json)
    return _export(given.slug, Path(given.file))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intersession question")
    acts = parser.add_subparsers(dest="act", required=True)
    listing = acts.add_parser("list", help="slug, state and date of the meeting")
    listing.add_argument("--json", action="store_true")
    export = acts.add_parser("export", help="write the recount file of a closed question")
    export.add_argument("slug")
    export.add_argument("file")
    return parser


def _list(as_json: bool) -> int:
    at = clock.current()
    rows = [
        (q.slug, str(q.state_at(at).value), register_day(q.meeting).isoformat())
        for q in Question.objects.select_related("meeting").order_by("meeting__starts_at", "pk")
    ]
    if as_json:
        names = ("slug", "state", "date")
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
    for row in () if as_json else rows:
        print("\t".join(row))
    return 0


def _export(slug: str, file: Path) -> int:
    """Refused while the question is open: it would tell who answered what before the hour."""
    tick()
    question = Question.objects.select_related("meeting").filter(slug=slug).first()
    if question is None:
        print(f"There is no question {slug!r}; see `intersession question list`.", file=sys.stderr)
        return 2
    if question.kind == Question.Kind.OPEN:
        print(
            "An open question is answered in words; there is nothing to recount.", file=sys.stderr
        )
        return 1
    if question.closed_at is None:
        print(f"{slug} is not closed yet; the file would tell who answered what.", file=sys.stderr)
        return 1
    try:
        made = counting.export(question)
        file.write_bytes(made.content)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{file} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    rows = made.content.count(b"\n")
    print(f"{slug}: {rows} rows, SHA-256 {made.digest}", file=sys.stderr)
    return 0
