"""Server CPU, queries and weight of pages in the example: 132 Members, 97 answers, 181 Entities."""

import gzip
import os
import re
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
# (what, who, address, most milliseconds of CPU)
PAGES = (
    ("first page", "focal_point", "/", 12),
    ("consultation, public", "public", "/consultations/topics-2012/", 12),
    ("consultation, focal point", "focal_point", "/consultations/topics-2012/", 12),
    ("consultation, Administration", "administration", "/consultations/topics-2012/", 12),
    ("brief", "chair", "/consultations/theme-2012/brief/", 12),
    ("membership list", "public", "/membership/", 15),
    ("membership list, Administration", "administration", "/membership/", 15),
    ("grid of answers", "administration", "/consultations/topics-2012/grid/", 40),
)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    example([])
    call_command("collectstatic", interactive=False, verbosity=0)
    links = {person.role: person.path for person in reversed(people(clock.example()))}
    print(f"{'page':34}{'queries':>8}{'best ms':>9}{'median':>8}{'limit':>7}{'gzip B':>8}")
    for what, who, path, limit in PAGES:
        client = Client()
        if who != "public":
            client.get(links[who])
        client.get(path)
        connection.force_debug_cursor = True
        reset_queries()
        page = client.get(path)
        queries = list(connection.queries)
        connection.force_debug_cursor = False
        times = sorted(_milliseconds(client, path) for _ in range(ROUNDS))
        size = len(gzip.compress(page.content))
        print(f"{what:34}{len(queries):>8}{times[0]:>9.1f}{median(times):>8.1f}{limit:>7}{size:>8}")
    _cold_load(Client())


def _milliseconds(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000


def _cold_load(client: Client) -> None:
    page = client.get("/membership/").content
    wanted = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)
    sizes = [len(gzip.compress(page))]
    for address in wanted:
        file = Path(settings.STATIC_ROOT) / address.decode().removeprefix(settings.STATIC_URL)
        sizes.append(len(gzip.compress(file.read_bytes())))
    print(f"cold load of the membership list: {len(sizes)} requests, {sum(sizes)} octets (gzip)")


if __name__ == "__main__":
    main()
