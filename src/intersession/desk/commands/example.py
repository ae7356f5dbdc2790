"""`intersession example`: load the example, print its sign-in addresses."""

import argparse
import sys
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from intersession.access.guard import Refusal
from intersession.desk import clock
from intersession.desk.example.links import people
from intersession.desk.example.load import LATER_STAGES, STAGES, load
from intersession.desk.models import Example


def main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    _make_tables()
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


def _make_tables() -> None:
    """An empty database has no tables yet; one that has them is left as it is."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    if Example._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)


def _print_links(example: Example) -> None:
    """One line for each person: role, entity, address, parted by tabs."""
    for person in people(example):
        print(f"{person.role}\t{person.entity}\t{person.path}")
