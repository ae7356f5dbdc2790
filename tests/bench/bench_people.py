"""Server CPU, queries and weight of the lists of who comes: 250 registrations, 150 delegations."""

import gzip
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402

from intersession.desk import clock  # noqa: E402
from intersession.desk.commands.example import main as example  # noqa: E402
from intersession.desk.example.links import people  # noqa: E402

ROUNDS = 30
AT = "/participation/workshop-1-2012/"
# (what, address, most milliseconds of CPU)
PAGES = (
    ("first page", "/", 15),
    ("registrations, 50 of 250", f"{AT}registrations/", 25),
    ("registrations, those of a name", f"{AT}registrations/?name=marenia", 20),
    ("delegations, 50 of 150", f"{AT}delegations/", 30),
    ("the room", f"{AT}room/", 40),
)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    example(["--stage", "workshop"])
    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    client.get(next(one.path for one in people(clock.example()) if one.role == "administration"))
    print(f"{'page':34}{'queries':>8}{'best ms':>9}{'median':>8}{'limit':>7}{'gzip B':>8}")
    for what, path, limit in PAGES:
        client.get(path)
        connection.force_debug_cursor = True
        reset_queries()
        page = client.get(path)
        queries = len(connection.queries)
        connection.force_debug_cursor = False
        times = sorted(_milliseconds(client, path) for _ in range(ROUNDS))
        size = len(gzip.compress(page.content))
        print(f"{what:34}{queries:>8}{times[0]:>9.1f}{median(times):>8.1f}{limit:>7}{size:>8}")


def _milliseconds(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
