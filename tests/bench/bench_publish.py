"""An agenda of 60 items is published again: whom it touches, 250 notices in three languages queued.

With an address of an empty PostgreSQL database as argument: there, and else on SQLite.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)
if len(sys.argv) > 1:
    os.environ["DATABASE_URL"] = sys.argv[1]

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.models import User  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.meetings import actions, queries  # noqa: E402
from intersession.meetings.models import (  # noqa: E402
    AgendaItem,
    Follower,
    Meeting,
    Part,
    Room,
    Speaker,
)
from intersession.outbox.models import Mail  # noqa: E402
from intersession.programme.models import Programme  # noqa: E402

BEGINS = datetime(2012, 4, 24, 7, 0, tzinfo=UTC)
AT = datetime(2012, 4, 20, 13, 0, tzinfo=UTC)  # on the Friday before
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team")
ITEMS, SPEAKERS, READERS = 60, 90, 250
LIMIT = 2.0  # seconds of CPU
LANGUAGES = ("en", "fr", "es")


def main() -> None:
    call_command("migrate", verbosity=0)
    meeting = _workshop()
    actions.publish_agenda(meeting=meeting, by=OFFICER, at=AT)
    Mail.objects.all().delete()
    for n, item in enumerate(meeting.agenda.order_by("number")):
        item.starts_at += timedelta(minutes=15)
        item.title = {"en": f"Panel {n} anew", "fr": f"Séance {n} bis"}
        item.save()
    print(f"{'seconds of CPU':34}{'ours':>8}{'limit':>8}")
    _say("the preview of who is touched", lambda: queries.preview(meeting, AT))
    _say(
        f"published, {READERS} notices queued",
        lambda: actions.publish_agenda(meeting=meeting, by=OFFICER, at=AT),
    )
    assert Mail.objects.count() == READERS, Mail.objects.count()


def _workshop() -> Meeting:
    """Ninety speakers, one to an item and the others in panels; the other readers follow."""
    meeting = Meeting.objects.create(
        programme=Programme.objects.create(year=2012),
        kind="workshop",
        slug="w",
        title={"en": "First workshop", "fr": "Premier atelier"},
        place={"en": "Geneva", "fr": "Genève"},
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(days=2),
    )
    room = Room.objects.create(name={"en": "Room XIX", "fr": "Salle XIX"})
    items = AgendaItem.objects.bulk_create(_items(meeting, room))
    speakers = Speaker.objects.bulk_create(
        Speaker(
            meeting=meeting,
            name=f"Speaker {n}",
            email=f"speaker{n}@example.org",
            language=LANGUAGES[n % 3],
            added_at=AT,
        )
        for n in range(SPEAKERS)
    )
    Part.objects.bulk_create(
        Part(item=items[n % ITEMS], speaker=speaker, state="confirmed")
        for n, speaker in enumerate(speakers)
    )
    users = User.objects.bulk_create(
        User.objects.unsaved(f"reader{n}@example.org", language=LANGUAGES[n % 3])
        for n in range(READERS - SPEAKERS)
    )
    Follower.objects.bulk_create(Follower(meeting=meeting, user=user, since=AT) for user in users)
    return meeting


def _items(meeting: Meeting, room: Room) -> list[AgendaItem]:
    return [
        AgendaItem(
            meeting=meeting,
            number=n + 1,
            title={"en": f"Panel {n}", "fr": f"Séance {n}"},
            starts_at=BEGINS + timedelta(minutes=30 * n),
            minutes=30,
            room=room,
        )
        for n in range(ITEMS)
    ]


def _say(what: str, act: Callable[[], Any]) -> None:
    began = time.process_time()
    act()
    print(f"{what:34}{time.process_time() - began:>8.2f}{LIMIT:>8}", flush=True)


if __name__ == "__main__":
    main()
