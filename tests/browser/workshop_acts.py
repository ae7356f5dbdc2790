"""Run on the database of a server, for the workshop that a browser builds there.

rooms       two rooms in which it can be held
speakers    who moderates and speaks in its panels, all confirmed; somebody who follows it
mails       prints an object: the subjects of what was written to each address since
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from intersession.access.guard import Actor  # noqa: E402 - models need the settings
from intersession.access.models import User  # noqa: E402
from intersession.access.policy import Role  # noqa: E402
from intersession.desk.models import Example  # noqa: E402
from intersession.meetings import actions  # noqa: E402
from intersession.meetings.models import Meeting, Room  # noqa: E402
from intersession.outbox.models import Mail  # noqa: E402

OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team")
PARTS = (
    ("Panel I", "Moderator of Panel I", "moderator", "en"),
    ("Panel I", "Expert from capital, Marenia", "speaker", "fr"),
    ("Panel I", "Expert from capital, Calladoro", "speaker", "es"),
    ("Panel II", "Moderator of Panel II", "moderator", "en"),
    ("Opening", "Chair of the Council", "speaker", "en"),
)


def rooms() -> None:
    for position, name in enumerate(("Main hall", "Room 3"), 1):
        Room.objects.create(name={"en": name}, position=position)


def speakers() -> None:
    meeting, who = Meeting.objects.get(slug="workshop-1-2012"), _who()
    for title, name, role, language in PARTS:
        email = name.lower().replace(",", "").replace(" ", ".") + "@speakers.example"
        facts = actions.SpeakerFacts(name=name, email=email, language=language)
        speaker = actions.add_speaker(meeting=meeting, facts=facts, **who)
        part = actions.add_part(
            item=meeting.agenda.get(title__en=title),
            speaker=speaker,
            facts=actions.PartFacts(role=role),
            **who,
        )
        actions.answer_part(part=part, confirm=True, channel="phone", **who)
    reader = User.objects.get(email="mission@marenia.example")
    by = Actor(roles=frozenset({Role.FOCAL_POINT}), name="A reader", user=reader.pk)
    actions.follow_meeting(meeting=meeting, by=by, at=who["at"])


def mails() -> None:
    found: dict[str, list[str]] = {}
    for to, subject in Mail.objects.filter(created_at__gte=_now()).values_list("to", "subject"):
        found.setdefault(to, []).append(subject)
    Mail.objects.filter(created_at__gte=_now()).update(created_at=_now() - timedelta(days=1))
    print(json.dumps(found))


def _now():
    return Example.objects.get().now


def _who():
    return {"by": OFFICER, "at": _now()}


if __name__ == "__main__":
    {"rooms": rooms, "speakers": speakers, "mails": mails}[sys.argv[1]]()
