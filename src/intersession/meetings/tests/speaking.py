"""A workshop with two panels, and people who may speak in them."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.desk.models import Example
from intersession.meetings import actions, speaking
from intersession.meetings.actions import PartFacts, SpeakerFacts
from intersession.meetings.models import AgendaItem, Meeting, Part, Speaker
from intersession.meetings.tests.conftest import AT, TEN, WHO, item

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def clock(at: datetime = AT) -> None:
    """The pages are looked at in those days, as an example keeps them."""
    kept = {"stage": "topics", "now": at, "loaded_at": AT, "link_key": "x"}
    Example.objects.update_or_create(pk=1, defaults=kept)


def shown(answer: Any) -> str:
    """The page, with plain spaces where words are kept together."""
    return str(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def panel(meeting: Meeting, name: str = "Panel one", **given: Any) -> AgendaItem:
    return item(meeting, name, kind="panel", starts_at=TEN, minutes=60, **given)


def person(meeting: Meeting, name: str = "Ana Ruiz", **given: Any) -> Speaker:
    given = {"email": f"{name.split()[0].lower()}@example.org", **given}
    return actions.add_speaker(meeting=meeting, facts=SpeakerFacts(name=name, **given), **WHO)


def part(row: AgendaItem, speaker: Speaker, role: str = "speaker", **given: Any) -> Part:
    facts = PartFacts(role=role, **given)
    return actions.add_part(item=row, speaker=speaker, facts=facts, **WHO)


def invited(row: AgendaItem, speaker: Speaker, **given: Any) -> Part:
    made = part(row, speaker, **given)
    actions.invite_speakers(meeting=row.meeting, speakers=[speaker], **WHO)
    made.refresh_from_db()
    return made


def confirmed(row: AgendaItem, speaker: Speaker, **given: Any) -> Part:
    made = part(row, speaker, **given)
    return actions.answer_part(part=made, confirm=True, channel="phone", **WHO)


def address(speaker: Speaker) -> str:
    return speaking.address_of(speaker)


def upload(content: bytes = PDF, name: str = "slides.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(**parts: str) -> bytes:
    """An archive as office programs write it."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()
