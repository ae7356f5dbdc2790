"""`intersession migrate`: the tables are created, or brought up to date."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="intersession migrate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is missing (exit 1)")
    asked = parser.parse_args(argv)
    waiting = missing()
    if asked.check:
        return _told(waiting)
    apply()
    print(f"{len(waiting)} migrations applied." if waiting else "The tables are up to date.")
    return 0


def missing() -> list[str]:
    """The migrations that were not applied yet, as `app.name`, in order."""
    make_folder()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def apply() -> None:
    make_folder()
    call_command("migrate", interactive=False, verbosity=0)


def make_folder() -> None:
    """SQLite makes the file, not the folder around it."""
    if connection.vendor == "sqlite":
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)


def not_ready(waiting: list[str]) -> str:
    return (
        f"The tables are not up to date: {len(waiting)} migrations wait, from {waiting[0]} on.\n"
        "Make a backup, then run `intersession migrate`."
    )


def _told(waiting: list[str]) -> int:
    if waiting:
        print(not_ready(waiting), file=sys.stderr)
    return int(bool(waiting))
