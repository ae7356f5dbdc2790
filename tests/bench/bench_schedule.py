"""A schedule of 48 items comes in, is published and goes out: CPU, beside pretalx where it is.

The peer runs in a process of its own, with the interpreter that PRETALX_PYTHON names (a virtual
environment with pretalx); without one it is left out. pretalx imports no schedules any more, so
its event is made through its models.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.meetings import actions, queries  # noqa: E402
from intersession.programme.actions import start_programme  # noqa: E402

ROUNDS = 30
SLUG = "bench"
REAL = ROOT.parent / "shared" / "data" / "agenda" / "schedule_pretalx-rc3.json"
INVENTED = ROOT / "src/intersession/meetings/tests/schedules/harbour.json"
WHO = {
    "by": Actor(roles=frozenset({Role.ADMINISTRATION}), name="Bench"),
    "at": datetime(2011, 9, 28, 9, tzinfo=UTC),
}
# (what, most milliseconds of CPU)
LIMITS = {"read": 200, "take": 1_000, "publish": 500, "json": 12, "page": 12}


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else REAL if REAL.exists() else INVENTED
    ours = {**comes_in(path.read_bytes()), **goes_out()}
    peer = of_pretalx(path)
    print(f"schedule: {path.name}")
    print(f"{'what':34}{'best ms':>9}{'limit':>7}{'octets':>9}{'pretalx ms':>12}{'ratio':>7}")
    for what, (words, milliseconds, octets) in ours.items():
        theirs = peer.get(what, {}).get("best") if what in ("json", "page") else None
        ratio = f"{theirs:>12.1f}{theirs / milliseconds:>7.1f}" if theirs else ""
        print(f"{words:34}{milliseconds:>9.1f}{LIMITS[what]:>7}{octets or '':>9}{ratio}")
    if "widget" in peer and "best" in peer["widget"]:
        print(f"pretalx fills its page from another {peer['widget']['best']:.1f} ms of JSON")


def comes_in(content: bytes) -> dict[str, tuple[str, float, int]]:
    """Once: read and compared, taken in, published."""
    days = json.loads(content)["schedule"]["conference"]["days"]
    first, last = (datetime.fromisoformat(f"{days[n]['date']}T00:00:00+00:00") for n in (0, -1))
    meeting = actions.add_meeting(
        programme=start_programme(year=first.year, theme={"en": "Bench"}, **WHO),
        facts=actions.Facts(
            kind="workshop",
            title={"en": "Bench"},
            place={"en": "Geneva"},
            starts_at=first,
            ends_at=last + timedelta(days=2),
        ),
        slug=SLUG,
        **WHO,
    )
    upload = SimpleUploadedFile("schedule.json", content)
    row = actions.receive_schedule(meeting=meeting, upload=upload, language="en", **WHO)
    read = least(lambda: queries.plan_of_file(row), 5)
    choices = actions.Choices(seen=queries.plan_of_file(row).digest)
    take = cpu(lambda: actions.take_schedule(file=row, choices=choices, **WHO))
    meeting.refresh_from_db()
    publish = cpu(lambda: actions.publish_agenda(meeting=meeting, **WHO))
    return {
        "read": ("read and compared", read, len(content)),
        "take": (f"taken in, {meeting.agenda.count()} items", take, 0),
        "publish": ("published", publish, 0),
    }


def goes_out() -> dict[str, tuple[str, float, int]]:
    client = Client()
    found = {}
    for what, words, address in (
        ("json", "schedule JSON, served", f"/meetings/{SLUG}/agenda/schedule/"),
        ("page", "public page, served", f"/meetings/{SLUG}/"),
    ):
        octets = len(client.get(address).content)
        found[what] = (words, least(lambda a=address: client.get(a), ROUNDS), octets)
    return found


def of_pretalx(path: Path) -> dict[str, dict[str, float]]:
    python = os.environ.get("PRETALX_PYTHON")
    if not python:
        print("pretalx: left out, PRETALX_PYTHON names no interpreter that has it", flush=True)
        return {}
    peer = [python, str(Path(__file__).with_name("peer_pretalx.py")), str(path)]
    plain = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(peer, capture_output=True, text=True, env=plain, check=False)
    if done.returncode:
        print(f"pretalx: left out, it does not run: {done.stderr.strip().splitlines()[-1:]}")
        return {}
    found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    print(f"pretalx {found['version']}")
    return found


OURS = {"DJANGO_SETTINGS_MODULE", "INTERSESSION_VAR", "DATABASE_URL", "PYTHONPATH"}


def cpu(work) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def least(work, rounds: int) -> float:
    return min(cpu(work) for _round in range(rounds))


if __name__ == "__main__":
    main()
