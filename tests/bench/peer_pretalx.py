"""pretalx on one schedule, for `bench_schedule`: run by the interpreter that has it installed.

    PRETALX_PYTHON tests/bench/peer_pretalx.py SCHEDULE.json

Makes an event of its own in a folder of its own, and prints best CPU milliseconds as JSON. It sends
nothing anywhere: mail stays in memory.
"""

import contextlib
import datetime as dt
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 15
FOLDER = Path(tempfile.mkdtemp(prefix="pretalx-bench-"))
CONFIG = """[filesystem]
data = {0}
static = {0}/static
media = {0}/media
logs = {0}/logs
[site]
url = http://localhost
secret = of-this-bench-alone-and-of-no-use-anywhere-else-at-all
[database]
backend = sqlite3
name = {0}/db.sqlite3
"""
(FOLDER / "pretalx.cfg").write_text(CONFIG.format(FOLDER))
os.environ["PRETALX_CONFIG_FILE"] = str(FOLDER / "pretalx.cfg")
os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretalx import __version__  # noqa: E402
from pretalx.event.models import Event, Organiser  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room, TalkSlot  # noqa: E402
from pretalx.submission.models import Submission  # noqa: E402


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    # Its own addresses of files are hashed, which asks for a build with Node.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    schedule = json.loads(Path(sys.argv[1]).read_text())["schedule"]["conference"]
    with contextlib.redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
        with scopes_disabled():
            began = time.process_time()
            event = make(schedule)
            made = (time.process_time() - began) * 1000
    pages = {
        "page": f"/{event.slug}/schedule/",
        "json": f"/{event.slug}/schedule/export/schedule.json",
        "widget": f"/{event.slug}/schedule/widgets/schedule.json",
    }
    told = {name: of(address) for name, address in pages.items()}
    print(json.dumps({"version": __version__, "made": made, **told}))


def make(conference: dict) -> Event:
    """Through its models, then released as its own version."""
    first, last = (dt.date.fromisoformat(conference["days"][n]["date"]) for n in (0, -1))
    event = Event.objects.create(
        name="Bench",
        slug="bench",
        organiser=Organiser.objects.create(name="Bench", slug="bench"),
        date_from=first,
        date_to=last,
        timezone="Europe/Berlin",
        email="bench@example.org",
        is_public=True,
        locale_array="en,de",
        content_locale_array="en,de",
    )
    event.build_initial_data()
    rooms, people = {}, {}
    for day in conference["days"]:
        for name, talks in day["rooms"].items():
            room = rooms.get(name) or Room.objects.create(event=event, name=name)
            rooms[name] = room
            for talk in talks:
                add(event, room, talk, people)
    event.wip_schedule.freeze("1.0", notify_speakers=False)
    return event


def add(event: Event, room: Room, talk: dict, people: dict) -> None:
    submission = Submission.objects.create(
        event=event,
        title=talk["title"],
        abstract=talk["abstract"],
        description=talk["description"],
        content_locale=talk["language"],
        submission_type=event.cfp.default_type,
        state="confirmed",
    )
    for person in talk["persons"]:
        key = person["id"]
        if key not in people:
            email = f"{key}@example.org"
            people[key] = User.objects.create_user(email=email, name=person["public_name"])
            biography = person.get("biography") or ""
            SpeakerProfile.objects.create(user=people[key], event=event, biography=biography)
        submission.speakers.add(people[key])
    start = dt.datetime.fromisoformat(talk["date"])
    hours, minutes = map(int, talk["duration"].split(":"))
    slot = {"room": room, "start": start, "end": start + dt.timedelta(hours=hours, minutes=minutes)}
    TalkSlot.objects.update_or_create(
        submission=submission, schedule=event.wip_schedule, defaults={**slot, "is_visible": True}
    )


def of(address: str) -> dict:
    client = Client(headers={"host": "localhost"})
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004
        return {"status": answer.status_code}
    times = []
    for _round in range(ROUNDS):
        began = time.process_time()
        content = client.get(address).content
        times.append((time.process_time() - began) * 1000)
    return {"best": min(times), "median": median(times), "octets": len(content)}


if __name__ == "__main__":
    main()
