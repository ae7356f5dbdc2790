"""The schedule of pretalx with sixty talks: CPU in milliseconds for its page and for its data.

Run by bench_programme.py where pretalx is installed, in a process of its own: another Django.
"""

import json
import os
import tempfile
import time
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "pretalx.settings"
os.environ["PRETALX_DATA_DIR"] = tempfile.mkdtemp(prefix="pretalx-bench-")
os.environ["PRETALX_DB_NAME"] = os.path.join(os.environ["PRETALX_DATA_DIR"], "db.sqlite3")
ROUNDS, TALKS = 20, 60

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.models import Event, Organiser  # noqa: E402
from pretalx.person.models import User  # noqa: E402


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    settings.COMPRESS_ENABLED = settings.COMPRESS_OFFLINE = False
    call_command("migrate", interactive=False, verbosity=0)
    with scopes_disabled():
        slug = filled()
    client = Client(headers={"host": "localhost"})
    print(
        json.dumps(
            {
                p: measured(client, f"/{slug}/{p}")
                for p in ("schedule/", "schedule/widgets/schedule.json")
            }
        )
    )


def filled() -> str:
    day = now().replace(hour=8, minute=0, second=0, microsecond=0)
    organiser = Organiser.objects.create(name="Bench", slug="bench")
    event = Event.objects.create(
        name="Bench",
        slug="bench",
        organiser=organiser,
        is_public=True,
        date_from=day.date(),
        date_to=(day + timedelta(days=4)).date(),
        email="bench@example.org",
        locale="en",
        locale_array="en",
        content_locale_array="en",
    )
    with scope(event=event):
        event.build_initial_data()
        rooms = [event.rooms.create(name=f"Room {n}") for n in (1, 2)]
        kind = event.cfp.default_type
        for n in range(TALKS):
            talk = event.submissions.create(
                title=f"Talk {n}", submission_type=kind, abstract="x" * 200
            )
            for s in range(2):
                user = User.objects.create_user(
                    email=f"s{n}-{s}@example.org", name=f"Speaker {n} {s}", password="x"
                )
                user.profiles.create(event=event, biography="x" * 100)
                talk.speakers.add(user)
            talk.accept(force=True)
            talk.confirm(force=True)
            slot = talk.slots.filter(schedule=event.wip_schedule).first()
            begins = day + timedelta(days=n // 15, minutes=30 * (n % 15))
            slot.room, slot.start, slot.end = rooms[n % 2], begins, begins + timedelta(minutes=30)
            slot.save()
        event.wip_schedule.freeze("v1", notify_speakers=False)
    return str(event.slug)


def measured(client: Client, path: str) -> float:
    assert client.get(path, follow=True).status_code == 200, path
    return min(once(client, path) for _ in range(ROUNDS))


def once(client: Client, path: str) -> float:
    began = time.process_time()
    client.get(path, follow=True)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
