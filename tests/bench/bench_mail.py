"""CPU time of a mail to 1,000 readers: queued, each in their language, and made ready to leave.

Run: python tests/bench/bench_mail.py
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))
os.environ["DJANGO_SETTINGS_MODULE"] = "intersession.config.settings"
os.environ["INTERSESSION_VAR"] = tempfile.mkdtemp(prefix="intersession-bench-")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from intersession.access.guard import Actor  # noqa: E402
from intersession.access.models import User  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.desk.commands.example import main as example  # noqa: E402
from intersession.membership.models import Entity, Representation  # noqa: E402
from intersession.outbox import actions  # noqa: E402
from intersession.outbox.letters import message_of  # noqa: E402
from intersession.outbox.models import Mail  # noqa: E402
from intersession.outbox.queries import campaigns  # noqa: E402

READERS, MOST_SECONDS = 1000, 2.0
AT = datetime(2011, 10, 20, 8, 30, tzinfo=UTC)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="An officer")


def main() -> int:
    example([])
    _more_focal_points()
    known = campaigns.matter("circulate", "ic-2011-7", AT)
    assert known is not None
    kind, subject = known
    words = campaigns.ready_wording(kind, subject, AT)
    plan = actions.Plan(audience="focal_points", purpose=kind.purpose, **words)
    row = actions.write_campaign(kind="circulate", about="ic-2011-7", plan=plan, by=OFFICER, at=AT)
    began = time.process_time()
    number = actions.queue_campaign(campaign=row, by=OFFICER, at=AT)
    queued = time.process_time() - began
    began = time.process_time()
    for mail in Mail.objects.filter(campaign=row):
        message_of(mail).message().as_bytes()
    ready = time.process_time() - began
    print(f"{number} mails queued in {queued:.2f} s CPU (limit {MOST_SECONDS:.0f} s)")
    print(f"{number} mails made ready, text and HTML, in {ready:.2f} s CPU")
    return int(number != READERS or queued > MOST_SECONDS)


def _more_focal_points() -> None:
    """As many as make 1,000, spread over the Members and the languages."""
    members = list(Entity.objects.filter(statuses__kind="member", statuses__since__lt=AT.date()))
    there = Representation.objects.filter(entity__in=members, role=Role.FOCAL_POINT).count()
    users = User.objects.bulk_create(
        User(email=f"more{n}@bench.example", language=("en", "fr", "es")[n % 3], password="!")
        for n in range(READERS - there)
    )
    Representation.objects.bulk_create(
        Representation(
            entity=members[n % len(members)],
            user=user,
            role=Role.FOCAL_POINT,
            since=AT.date().replace(month=1),
        )
        for n, user in enumerate(users)
    )


if __name__ == "__main__":
    sys.exit(main())
