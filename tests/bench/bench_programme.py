"""The page of a meeting with sixty items: CPU, queries, weight; its paper, folder and frame.

Beside pretalx's schedule of sixty talks where PRETALX_PYTHON names an interpreter that has it, and
beside the figures that were measured of pretalx and Indico once.
"""

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
OURS = {"DJANGO_SETTINGS_MODULE", "INTERSESSION_VAR", "DATABASE_URL", "PYTHONPATH"}
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

from intersession.access.guard import SYSTEM  # noqa: E402
from intersession.desk.commands.example import main as example  # noqa: E402
from intersession.meetings.actions import publish_agenda  # noqa: E402
from intersession.meetings.models import Meeting  # noqa: E402
from intersession.meetings.tests.workshop import filled  # noqa: E402

ROUNDS = 40
ITEMS = (1, 3, 60)
MOST_MS, MOST_OCTETS, MOST_QUERIES = 12, 45_000, 12
# Measured once on a machine like this one: milliseconds of CPU and octets of a cold load. pretalx
# answers a page and then the data for it.
PEERS = (
    ("pretalx schedule", 121 + 113, 340_000),
    ("Indico meeting", 130, 2_700_000),
)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    example([])
    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    print(f"{'page':34}{'queries':>8}{'best ms':>9}{'median':>8}{'limit':>7}{'gzip B':>8}")
    slugs = {number: _agenda_of(number) for number in ITEMS}
    rows = {
        number: _row(client, f"/meetings/{slugs[number]}/", f"{number} items") for number in ITEMS
    }
    big = f"/meetings/{slugs[60]}/"
    item = Meeting.objects.get(slug=slugs[60]).agenda.get(number=3)
    _row(client, f"{big}item/{item.uid}/", "one item")
    _row(client, f"{big}embed/", "in a frame, 60 items")
    _row(client, f"{big}agenda/pdf/", "PDF, 60 items", limit=500, rounds=5)
    _row(client, f"{big}agenda/docx/", "DOCX, 60 items", limit=500, rounds=5)
    print(f"folder of 60 items made: {_once(client, big + 'offline/'):.0f} ms, ", end="")
    print(f"kept: {_once(client, big + 'offline/'):.1f} ms")
    cold, requests = _cold_load(client, big)
    print(f"cold load of 60 items: {requests} requests, {cold} octets (gzip), limit {MOST_OCTETS}")
    best = rows[60][1]
    assert len({row[0] for row in rows.values()}) == 1, "queries grow with the items"
    assert rows[60][0] <= MOST_QUERIES and cold <= MOST_OCTETS
    _beside(best, cold)


def _agenda_of(number: int) -> str:
    meeting = Meeting.objects.filter(kind="council").order_by("-starts_at")[0]
    meeting.pk, meeting.uid = None, uuid4()
    meeting.slug, meeting.ends_at = f"bench-{number}", meeting.starts_at + timedelta(days=12)
    meeting._state.adding = True
    meeting.save()
    at = meeting.starts_at - timedelta(days=9)
    filled(meeting, meeting.starts_at, number, by=SYSTEM, at=at)
    publish_agenda(meeting=meeting, by=SYSTEM, at=at)
    return meeting.slug


def _row(
    client: Client, path: str, what: str, limit: int = MOST_MS, rounds: int = ROUNDS
) -> tuple[int, float]:
    client.get(path)
    connection.force_debug_cursor = True
    reset_queries()
    page = client.get(path)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    times = sorted(_once(client, path) for _ in range(rounds))
    size = len(gzip.compress(page.content))
    print(f"{what:34}{queries:>8}{times[0]:>9.1f}{median(times):>8.1f}{limit:>7}{size:>8}")
    return queries, times[0]


def _once(client: Client, path: str) -> float:
    began = time.process_time()
    answer: Any = client.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return (time.process_time() - began) * 1000


def _cold_load(client: Client, path: str) -> tuple[int, int]:
    page = client.get(path).content
    sizes = [len(gzip.compress(page))]
    for address in re.findall(rb'(?:href|src)="(/static/[^"]+)"', page):
        file = Path(settings.STATIC_ROOT) / address.decode().removeprefix(settings.STATIC_URL)
        sizes.append(len(gzip.compress(file.read_bytes())))
    return sum(sizes), len(sizes)


def _beside(best: float, cold: int) -> None:
    """The weight is that of before: what pretalx sends depends on how its scripts were built."""
    now = _pretalx(os.environ.get("PRETALX_PYTHON"))
    for name, milliseconds, octets in PEERS:
        print(
            f"{name}, measured before: {milliseconds} ms, {octets / 1000:.0f} kB: "
            f"{milliseconds / best:.0f} times the CPU, {octets / cold:.0f} times the weight"
        )
    if now:
        print(f"pretalx schedule, measured now: {now:.0f} ms: {now / best:.1f} times the CPU")


def _pretalx(python: str | None) -> float | None:
    """Milliseconds, in a process of its own: a page and then the data for it. `python` is the
    interpreter of a virtual environment with pretalx."""
    if not python:
        print("pretalx: left out, PRETALX_PYTHON names no interpreter that has it", flush=True)
        return None
    peer = Path(__file__).with_name("peer_pretalx_sixty.py")
    plain = {name: value for name, value in os.environ.items() if name not in OURS}
    with tempfile.TemporaryDirectory() as folder:
        command = [python, str(peer)]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=plain)
    if ran.returncode:
        print("pretalx is installed, but its schedule could not be made:", ran.stderr[-300:])
        return None
    return sum(json.loads(ran.stdout.splitlines()[-1]).values())


if __name__ == "__main__":
    main()
