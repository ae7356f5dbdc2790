"""A workshop with people: two panels, their speakers, a team, a remote place, a follower."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from intersession.access.models import User
from intersession.meetings.models import (
    AgendaItem,
    Follower,
    Meeting,
    Part,
    RemotePlace,
    Room,
    Speaker,
    Team,
)
from intersession.meetings.tests.conftest import AT, item
from intersession.outbox.models import Mail

HOUR = timedelta(hours=1)


@dataclass
class Workshop:
    meeting: Meeting
    one: AgendaItem  # 10:00, room XIX, team A: Mo moderates, Ana speaks, Bo is invited
    two: AgendaItem  # 11:00, room XX: Cy speaks, who has no address
    xix: Room
    xx: Room
    a: Team
    people: dict[str, Speaker]

    def part(self, name: str, item: AgendaItem | None = None, **given: Any) -> Part:
        """A confirmed part of that speaker, who is added where not known yet."""
        facts = {"state": "confirmed", "role": "speaker", **given}
        return Part.objects.create(item=item or self.one, speaker=self.speaker(name), **facts)

    def speaker(self, name: str, **given: Any) -> Speaker:
        if name not in self.people:
            facts = {"email": f"{name}@example.org", "name": name.capitalize(), **given}
            self.people[name] = Speaker.objects.create(meeting=self.meeting, added_at=AT, **facts)
        return self.people[name]

    def change(self, what: AgendaItem, **given: Any) -> None:
        AgendaItem.objects.filter(pk=what.pk).update(**given)

    def answer(self, name: str, state: str) -> None:
        Part.objects.filter(speaker=self.people[name]).update(state=state)

    def follow(self, email: str, language: str = "en") -> None:
        user = User.objects.create_user(email, language=language)
        Follower.objects.create(meeting=self.meeting, user=user, since=AT)


def workshop(meeting: Meeting) -> Workshop:
    xix, xx = (Room.objects.create(name={"en": name}, seats=90) for name in ("XIX", "XX"))
    a = Team.objects.create(meeting=meeting, name="A", email="team@example.org", language="fr")
    ten = meeting.starts_at
    one = item(meeting, "Panel I", starts_at=ten, minutes=60, room=xix, team=a, kind="panel")
    two = item(meeting, "Panel II", starts_at=ten + HOUR, minutes=60, room=xx, kind="panel")
    made = Workshop(meeting=meeting, one=one, two=two, xix=xix, xx=xx, a=a, people={})
    made.speaker("mo", language="fr")
    made.speaker("bo", language="es")
    made.speaker("cy", email="")
    made.part("mo", role="moderator")
    made.part("ana")
    made.part("bo", state="invited")
    made.part("cy", two)
    RemotePlace.objects.create(
        meeting=meeting,
        email="far@example.org",
        added_at=AT,
        delete_after=date(2012, 1, 1),
    )
    made.follow("fan@example.org", "fr")
    return made


def mails(number: int) -> dict[str, str]:
    """Subject and text of the mails of that version, by the name in the address."""
    rows = Mail.objects.filter(dedup__startswith=f"agenda-{number}|").order_by("to")
    return {row.to.partition("@")[0]: f"{row.subject}\n{row.body}" for row in rows}


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")
