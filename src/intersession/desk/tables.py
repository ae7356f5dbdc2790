"""A database that has no tables yet gets them; one that has some is left as it is."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection

from intersession.desk.models import Example


def make() -> None:
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    if Example._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
