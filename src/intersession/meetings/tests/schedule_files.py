"""Schedule files for tests: small invented ones, and the way of a file into an agenda and back."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.meetings import actions, published, queries
from intersession.meetings.models import (
    AgendaItem,
    AgendaVersion,
    Meeting,
    Part,
    Room,
    ScheduleFile,
    Speaker,
)
from intersession.meetings.schedules import schedule_of
from intersession.meetings.tests.conftest import WHO

HERE = Path(__file__).parent / "schedules"
SHARED = next(
    (p / "shared/data/agenda" for p in Path(__file__).parents if (p / "shared").exists()), HERE
)
INVENTED = sorted(path.name for path in HERE.glob("*.json"))
REAL = {
    "schedule_frab-camp2019.json": 79,
    "schedule_pretalx-democon.json": 36,
    "schedule_pretalx-rc3.json": 48,
}
DAYS = {
    "starts_at": datetime(2012, 4, 24, 7, tzinfo=UTC),
    "ends_at": datetime(2012, 4, 25, 20, tzinfo=UTC),
}


def content_of(name: str) -> bytes:
    return (HERE / name).read_bytes()


def held_in(content: bytes) -> dict[str, Any]:
    """A meeting on the first day of the schedule: it has to be widened."""
    day = json.loads(content)["schedule"]["conference"]["days"][0]["date"]
    hours = (datetime.fromisoformat(f"{day}T{hour}:00:00+00:00") for hour in ("08", "09"))
    return dict(zip(("starts_at", "ends_at"), hours, strict=True))


def receive(
    meeting: Meeting, content: bytes | str | dict[str, Any], name: str = ""
) -> ScheduleFile:
    """Any of the three: octets, text, or what the JSON holds."""
    meeting.refresh_from_db()
    if isinstance(content, dict):
        content = json.dumps(content)
    octets = content.encode() if isinstance(content, str) else content
    upload = SimpleUploadedFile(name or "schedule.json", octets)
    return actions.receive_schedule(meeting=meeting, upload=upload, language="en", **WHO)


def take(meeting: Meeting, content: Any, name: str = "", **choices: Any) -> ScheduleFile:
    row = receive(meeting, content, name)
    given = {"widen": True, **choices}
    seen = queries.plan_of_file(row).digest
    return actions.take_schedule(file=row, choices=actions.Choices(seen=seen, **given), **WHO)


def plan(meeting: Meeting, content: Any, name: str = "") -> Any:
    return queries.plan_of_file(receive(meeting, content, name))


def publish(meeting: Meeting) -> AgendaVersion:
    meeting.refresh_from_db()
    return actions.publish_agenda(meeting=meeting, **WHO)


def export(meeting: Meeting, language: str = "") -> dict[str, Any]:
    meeting.refresh_from_db()
    address = f"https://dialogue.example/meetings/{meeting.slug}/"
    agenda = published.latest(meeting)
    return schedule_of(meeting, agenda, address=address, language=language)


def without_addresses(schedule: dict[str, Any], slug: str) -> str:
    """As it is written, but for what names the meeting here: its slug, in address and acronym."""
    written = json.dumps(schedule, ensure_ascii=False, indent=1)
    return written.replace(f"/meetings/{slug}/", "/meetings/…/").replace(f'"{slug}"', '"…"')


TEN = datetime(2012, 4, 24, 8, tzinfo=UTC)  # 10:00 in Geneva


def item(meeting: Meeting, name: str, *, cancelled: bool = False, **given: Any) -> AgendaItem:
    facts = actions.ItemFacts(**{"title": {"en": name}, **given})
    row = actions.add_item(meeting=meeting, facts=facts, **WHO)
    if cancelled:
        row.cancelled_at = WHO["at"]
        row.save()
    return row


def whole_item(meeting: Meeting, documents: Any = ()) -> AgendaItem:
    """With all that an item can have: one person in two roles, another from afar."""
    room = Room.objects.create(name={"en": "Hall", "fr": "Salle"}, venue={"en": "Palace"}, seats=90)
    facts = actions.ItemFacts(
        title={"en": "Harbours", "fr": "Ports"},
        kind="panel",
        detail={"en": "In short"},
        objectives={"es": "Oír"},
        questions=({"en": "Who pays?"}, {"fr": "Qui reste ?"}),
        format={"en": "Two statements"},
        starts_at=TEN,
        minutes=90,
        room=room,
        languages=("en", "fr"),
    )
    row = actions.add_item(meeting=meeting, facts=facts, documents=documents, **WHO)
    chair, far = (
        Speaker.objects.create(meeting=meeting, name=name, added_at=WHO["at"], **more)
        for name, more in (
            ("Ines Marrow", {"function": {"fr": "Directrice"}, "biography": {"en": "Writes."}}),
            ("Kofi Tarn", {"affiliation": {"en": "Port office"}}),
        )
    )
    parts = (
        (chair, "moderator", {}),
        (chair, "rapporteur", {}),
        (far, "speaker", {"remote": True}),
    )
    for position, (speaker, role, more) in enumerate(parts):
        Part.objects.create(
            item=row, speaker=speaker, role=role, position=position, state="confirmed", **more
        )
    return row
