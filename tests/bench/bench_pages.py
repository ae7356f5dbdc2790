"""Server CPU, queries and weight of pages in the example: 132 Members, 97 answers, 181 Entities."""

import gzip
import os
import re
import sys
import tempfile
import time
from datetime import date, timedelta
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

from intersession.access.models import Appointment  # noqa: E402
from intersession.access.policy import May  # noqa: E402
from intersession.api.actions import make_token  # noqa: E402
from intersession.desk import clock  # noqa: E402
from intersession.desk.acting import actor_for  # noqa: E402
from intersession.desk.commands.example import main as example  # noqa: E402
from intersession.desk.example.links import people  # noqa: E402
from intersession.membership.models import Entity, MembershipStatus  # noqa: E402

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
    ("API: 230 Entities", "public", "/api/entities/?limit=230", 8),
    ("API: 230 Entities, with a token", "token", "/api/entities/?limit=230", 8),
)


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    settings.API_LIMITS = {"token": 100_000, "address": 100_000}
    example([])
    _fill_up_to(230)
    call_command("collectstatic", interactive=False, verbosity=0)
    links = {person.role: person.path for person in reversed(people(clock.example()))}
    print(f"{'page':34}{'queries':>8}{'best ms':>9}{'median':>8}{'limit':>7}{'gzip B':>8}")
    for what, who, path, limit in PAGES:
        client = Client(headers=_token() if who == "token" else {})
        if who in links:
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


def _fill_up_to(entities: int) -> None:
    """The example has 181; a list of the API is measured with as many rows as a workshop has."""
    for number in range(entities - Entity.objects.count()):
        name = {code: f"Organisation {number}" for code in ("en", "fr", "es")}
        entity = Entity.objects.create(kind="ngo", slug=f"organisation-{number}", name=name)
        status = {"kind": "observer_organisation", "since": date(2000, 1, 1)}
        MembershipStatus.objects.create(entity=entity, **status)


def _token() -> dict[str, str]:
    user, at = Appointment.objects.filter(role="administration")[0].user, clock.current()
    by = actor_for(user, user.persons.first(), at.date())
    until = at.date() + timedelta(days=30)
    given = {"name": "Bench", "scopes": [May.MANAGE_ENTITIES], "until": until, "strong": True}
    return {"Authorization": f"Bearer {make_token(**given, by=by, at=at).secret}"}


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
