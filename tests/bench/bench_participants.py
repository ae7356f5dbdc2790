"""The list of 230 participants: CPU, queries and weight of its page, its papers and sheets.

For the public after the issue, for a focal point and for the Administration. Measured in process:
`process_time` of a request, the best and the median of forty.
"""

import gzip
import os
import re
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
    os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
    os.environ.pop("DATABASE_URL", None)

    import django

    django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402

from intersession.access.guard import SYSTEM  # noqa: E402
from intersession.access.models import Appointment, Person, User  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.desk.commands.example import main as example  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.meetings.models import Meeting  # noqa: E402
from intersession.membership.models import Entity, Representation  # noqa: E402
from intersession.participation import registering  # noqa: E402
from intersession.participation.actions import participants as actions  # noqa: E402
from intersession.participation.models import Delegation, Registration  # noqa: E402

ROUNDS, PEOPLE = 40, 230
MOST_MS, MOST_OCTETS, MOST_PDF_MS = 15, 45_000, 500
GIVEN = (
    *("Ana", "Jean-Pierre", "María José", "Ki-moon", "Fatoumata", "Łukasz", "Nguyễn", "Olena"),
    *("Seán", "Aïcha", "Björn", "Chukwuemeka", "Dilnoza", "Élodie", "Farid", "Giulia", "Hồ"),
)
FAMILY = (
    *("de la Cruz", "van der Berg", "al-Hashimi", "Ban", "Kouassi-N’Guessan", "McDonald", "Ó Sé"),
    *("von Groß", "Núñez", "Diallo", "Şahin", "Åkesson", "Wójcik", "Rakotoarisoa", "bin Salim"),
    *("Tuimavave", "Đặng", "Papadopoulou", "Sukarno"),
)
FUNCTIONS = (
    "Director of Migration, Ministry of the Interior",
    "First Secretary, Permanent Mission",
    "Head of the Unit of Data and Research",
    "Counsellor",
    "Professor of Law",
)
TITLES = ("mr", "ms", "he_ms", "dr", "", "professor", "he_mr")


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    example([])
    call_command("collectstatic", interactive=False, verbosity=0)
    meeting = Meeting.objects.filter(kind="workshop").order_by("-starts_at")[0]
    at = meeting.starts_at - timedelta(days=20)
    filled(meeting, PEOPLE, at)
    actions.open_participants(meeting=meeting, closes_at=at + timedelta(days=7), by=SYSTEM, at=at)
    Example.objects.update(now=at + timedelta(days=1))
    page = f"/participation/{meeting.slug}/participants/"
    print(f"{'page':34}{'queries':>8}{'best ms':>9}{'median':>8}{'limit':>7}{'gzip B':>8}")
    rows = [row(browser(Role.FOCAL_POINT), page, "provisional, focal_point", MOST_MS)]
    rows.append(row(browser(Role.ADMINISTRATION), page, "provisional, administration", MOST_MS))
    later = at + timedelta(days=8)
    actions.issue_participants(meeting=meeting, by=SYSTEM, at=later)
    Example.objects.update(now=later)
    who = {"public": Client(), "focal_point": browser(Role.FOCAL_POINT)}
    rows += [row(one, page, f"issued, {name}", MOST_MS) for name, one in who.items()]
    rows.append(row(browser(Role.ADMINISTRATION), page, "issued, administration", MOST_MS))
    mission = who["focal_point"]
    paper = row(mission, f"{page}pdf/", "PDF", MOST_PDF_MS, rounds=5)
    row(mission, f"{page}docx/", "DOCX", MOST_PDF_MS, rounds=5)
    row(mission, f"{page}?sheet=xlsx", "XLSX", MOST_PDF_MS, rounds=5)
    row(mission, f"/participation/{meeting.slug}/statistics/", "statistics", 50)
    cold, requests = cold_load(who["public"], page)
    print(f"cold load: {requests} requests, {cold} octets (gzip), limit {MOST_OCTETS}")
    assert max(rows) <= MOST_MS and paper <= MOST_PDF_MS and cold <= MOST_OCTETS


def filled(meeting: Meeting, number: int, at: datetime) -> None:
    """Two of each of many Members in delegations, the others of organisations, four of five agree
    to be named."""
    states = list(Entity.objects.filter(kind="state").order_by("slug"))[: number * 3 // 8]
    others = list(Entity.objects.exclude(kind="state").order_by("slug"))
    made = {
        one.pk: Delegation.objects.get_or_create(
            meeting=meeting, entity=one, defaults={"state": "sent", "changed_at": at}
        )[0]
        for one in states
    }
    Registration.objects.bulk_create(
        _person(n, meeting, (states + others)[n // 2 % len(states + others)], made, at)
        for n in range(number)
    )


def _person(n: int, meeting: Meeting, entity: Entity, made: Any, at: datetime) -> Registration:
    given, family = GIVEN[n * 7 % len(GIVEN)], FAMILY[n * 11 % len(FAMILY)]
    delegation = made.get(entity.pk)
    return Registration(
        uid=uuid4(),
        meeting=meeting,
        entity=entity,
        delegation=delegation,
        stakeholder=entity.kind,
        state="confirmed",
        role=("head", "expert")[n % 2] if delegation else "participant",
        position=100 + n,
        title=TITLES[n % len(TITLES)],
        given_name=given,
        family_name=family,
        badge_name=f"{given} {family}",
        function=FUNCTIONS[n * 3 % len(FUNCTIONS)],
        email=f"p{n}@people.example",
        gender=("woman", "man", "woman", "")[n % 4],
        from_capital=n % 3 > 0,
        consents={"list": {"said": True, "at": at.isoformat()}} if n % 5 else {},
        added_at=at,
        changed_at=at,
        delete_after=registering.delete_after(meeting),
    )


def browser(role: Role) -> Client:
    client = Client()
    user = User.objects.create_user(f"{role}-{uuid4().hex[:6]}@bench.example")
    Person.objects.create(user=user, name="Somebody", function="Officer")
    if role == Role.FOCAL_POINT:
        entity = Entity.objects.filter(kind="state").order_by("slug")[0]
        given = {"entity": entity, "role": role, "since": "2000-01-01"}
        Representation.objects.create(user=user, **given)
    else:
        Appointment.objects.create(user=user, role=role, since="2000-01-01")
    client.force_login(user)
    return client


def row(client: Client, path: str, what: str, limit: int, rounds: int = ROUNDS) -> float:
    client.get(path)
    connection.force_debug_cursor = True
    reset_queries()
    page = client.get(path)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    assert page.status_code == 200, (path, page.status_code)
    times = sorted(once(client, path) for _ in range(rounds))
    size = len(gzip.compress(page.content))
    print(f"{what:34}{queries:>8}{times[0]:>9.1f}{median(times):>8.1f}{limit:>7}{size:>8}")
    return times[0]


def once(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path)
    return (time.process_time() - began) * 1000


def cold_load(client: Client, path: str) -> tuple[int, int]:
    page = client.get(path).content
    sizes = [len(gzip.compress(page))]
    for address in re.findall(rb'(?:href|src)="(/static/[^"]+)"', page):
        file = Path(settings.STATIC_ROOT) / address.decode().removeprefix(settings.STATIC_URL)
        sizes.append(len(gzip.compress(file.read_bytes())))
    return sum(sizes), len(sizes)


if __name__ == "__main__":
    main()
