"""`intersession example`: load the example, print its sign-in addresses."""

import argparse
import sys

from intersession.access.guard import Refusal
from intersession.desk import clock, tables
from intersession.desk.example.links import people
from intersession.desk.example.load import LATER_STAGES, STAGES, load
from intersession.desk.models import Example


def main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    tables.make()
    example = clock.example()
    if example is None:
        try:
            example = load(given.stage)
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return 1
        print(f"The example is loaded at stage {example.stage}.", file=sys.stderr)
    elif not given.links:
        print(f"The example is loaded already, at stage {example.stage}.", file=sys.stderr)
        return 1
    if given.links:
        _print_links(example)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intersession example", description="A living example in an empty database."
    )
    parser.add_argument("--stage", choices=(*STAGES, *LATER_STAGES), default="topics")
    parser.add_argument(
        "--links",
        action="store_true",
        help="print role, entity and sign-in address of each person of the example",
    )
    return parser


def _print_links(example: Example) -> None:
    """One line for each person: role, entity, address, parted by tabs."""
    for person in people(example):
        print(f"{person.role}\t{person.entity}\t{person.path}")
