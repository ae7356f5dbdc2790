"""What must be true before the server starts, found out in a process of its own.

--check refuses when migrations wait. --example FILE applies them, loads the example where there
is nothing yet, and writes the sign-in addresses of its people to FILE.
"""

import argparse
import sys
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

from intersession.access.policy import ROLE_NAMES, Role
from intersession.config import migrate, static
from intersession.desk.example import links
from intersession.desk.models import Example
from intersession.membership.models import Entity

EXAMPLE = "intersession.desk.commands.example"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prepare", description=__doc__)
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--check", action="store_true")
    wanted.add_argument("--example", type=Path, metavar="FILE")
    asked = parser.parse_args(argv)
    return check() if asked.check else with_example(asked.example)


def check() -> int:
    """0 when the tables are up to date; style sheets are gathered when they changed."""
    if waiting := migrate.missing():
        print(migrate.not_ready(waiting), file=sys.stderr)
        return 1
    static.collect()
    return 0


def with_example(people: Path) -> int:
    """Whatever stands in the database already stays."""
    if migrate.missing():
        migrate.apply()
    static.collect()
    if not Entity.objects.exists():
        print("Loading the example ...", file=sys.stderr)
        if status := _example():
            return status
    _write_links(people)
    return 0


def _example() -> int:
    with redirect_stdout(sys.stderr):
        return int(import_module(EXAMPLE).main([]))


def _write_links(path: Path) -> None:
    """One line for each person: who, a tab, the address. A real dialogue has no such line."""
    example = Example.objects.first()
    people = links.cast(links.people(example)) if example else []
    path.touch(mode=0o600)
    path.write_text("".join(f"{_who(one)}\t{one.path}\n" for one in people), encoding="utf-8")


def _who(person: links.ExamplePerson) -> str:
    role = str(ROLE_NAMES[Role(person.role)])
    words = [role, person.entity_name.get("en", ""), person.function]
    return ", ".join(dict.fromkeys(word for word in words if word))
