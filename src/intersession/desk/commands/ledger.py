"""intersession ledger verify: check the chains of the ledger."""

import argparse
import json
import sys
from dataclasses import asdict

from django.db.utils import OperationalError, ProgrammingError

from intersession.ledger.models import Chain
from intersession.ledger.record import Break, verify


def main(argv: list[str]) -> int:
    """0 sound; 1 with each place that does not hold, in words; 2 wrong usage or no database."""
    parser = _parser()
    try:
        asked = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has said why
        return int(stop.code or 0)
    try:
        breaks, chains, entries = verify(published=asked.head or ""), *_size()
    except (OperationalError, ProgrammingError) as reason:
        print(f"The ledger cannot be read: {reason}", file=sys.stderr)
        return 2
    (_print_json if asked.json else _print_words)(breaks, chains, entries)
    return 1 if breaks else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intersession ledger", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True, metavar="verify")
    check = words.add_parser("verify", help="check that no entry was altered, removed or added")
    check.add_argument(
        "--head",
        type=_digest,
        metavar="HEX",
        help="a digest of the main chain that was published elsewhere (/ledger/head/)",
    )
    check.add_argument("--json", action="store_true", help="one object on standard output")
    return parser


def _digest(text: str) -> str:
    digest = text.strip().lower()
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("a digest has 64 hexadecimal digits")
    return digest


def _size() -> tuple[int, int]:
    lengths = list(Chain.objects.values_list("length", flat=True))
    return len(lengths), sum(lengths)


def _print_words(breaks: list[Break], chains: int, entries: int) -> None:
    for wrong in breaks:
        print(f"{wrong.chain}, entry {wrong.number}, {wrong.code}: {wrong.sentence}")
    if breaks:
        print(f"{len(breaks)} places do not hold.", file=sys.stderr)
    else:
        print(f"The ledger is sound: {entries} entries in {chains} chains.")


def _print_json(breaks: list[Break], chains: int, entries: int) -> None:
    rows = [{**asdict(wrong), "words": wrong.sentence} for wrong in breaks]
    print(json.dumps({"sound": not breaks, "chains": chains, "entries": entries, "breaks": rows}))
