"""Run on the database of a server, for the people who stand at its doors.

people N    the morning of the workshop, N people confirmed; prints their codes
came        prints how many rows of attendance there are, of how many people, and further reads
"""

import json
import sys
from datetime import UTC, datetime

import django

django.setup()

from intersession.desk.models import Example  # noqa: E402 - models need the settings
from intersession.meetings.models import Meeting  # noqa: E402
from intersession.participation import badges, registering  # noqa: E402
from intersession.participation.models import Attendance, Registration  # noqa: E402

MORNING = datetime(2012, 4, 24, 7, 20, tzinfo=UTC)
CONFIRMED = Registration.State.CONFIRMED


def people(number: str) -> None:
    Example.objects.update(now=MORNING)
    meeting = Meeting.objects.get(slug="workshop-1-2012")
    known = Registration.objects.filter(meeting=meeting).order_by("pk")
    pks = list(known.exclude(delegation__state="draft").values_list("pk", flat=True))
    known.filter(pk__in=pks[: int(number)]).update(state=CONFIRMED)
    known.filter(pk__in=pks[int(number) :]).update(state=Registration.State.WAITING_LIST)
    Registration.objects.bulk_create(
        _person(meeting, place) for place in range(int(number) - len(pks))
    )
    rows = known.filter(state=CONFIRMED).values_list("uid", "badge_number")
    print(json.dumps([badges.code_of(uid, number) for uid, number in rows]))


def _person(meeting: Meeting, place: int) -> Registration:
    return Registration(
        meeting=meeting,
        badge_name=f"Person {place:03} OF THE DIALOGUE",
        function="Adviser",
        affiliation=("Harbour Aid", "Institute of Movement", "Radio Passage")[place % 3],
        stakeholder=("ngo", "academia", "media")[place % 3],
        state=CONFIRMED,
        added_at=MORNING,
        changed_at=MORNING,
        delete_after=registering.delete_after(meeting),
    )


def came() -> None:
    rows = list(Attendance.objects.filter(taken_back_at=None))
    again = sum(len(row.again) for row in rows)
    print(json.dumps([len(rows), len({row.registration_id for row in rows}), again]))


if __name__ == "__main__":
    {"people": people, "came": came}[sys.argv[1]](*sys.argv[2:])
