"""A workshop that calls for people, and people who register: rows, made directly."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intersession.access.guard import Actor
from intersession.access.models import Appointment, Person, User
from intersession.access.policy import Role
from intersession.desk.models import Example
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity, Representation
from intersession.participation import registering
from intersession.participation.models import Call, Registration, RegistrationQuestion
from intersession.programme.models import Programme

AT = datetime(2012, 3, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2012, 4, 1, 16, 0, tzinfo=UTC)
BEGINS = datetime(2012, 4, 24, 8, 0, tzinfo=UTC)
ENDS = datetime(2012, 4, 25, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICER = Actor(roles=frozenset({Role.ADMINISTRATION}), name="Dialogue team", user=1)
WHO: dict[str, Any] = {"by": OFFICER, "at": AT}
SENT = {"given_name": "Ana", "badge_name": "Ana RUIZ", "function": "Head of unit"}
SENT |= {"language": "en", "modality": "in_person"}


def clock(at: datetime = AT) -> None:
    """The pages are looked at in those days, as an example keeps them."""
    kept = {"stage": "nominations", "now": at, "loaded_at": AT, "link_key": "x"}
    Example.objects.update_or_create(pk=1, defaults=kept)


def workshop(slug: str = "workshop-2012-1", **given: Any) -> Meeting:
    year, _new = Programme.objects.get_or_create(year=2012)
    facts = {"kind": "workshop", "title": {"en": "Protecting migrants"}, "modality": "hybrid"}
    facts |= {"place": {"en": "Geneva"}, "starts_at": BEGINS, "ends_at": ENDS, **given}
    made: Meeting = Meeting.objects.create(programme=year, slug=slug, **facts)
    return made


def calls(meeting: Meeting | None = None, **given: Any) -> Call:
    facts = {"opens_at": AT - 10 * DAY, "nominations_close_at": CLOSES - 7 * DAY}
    facts |= {"registrations_close_at": CLOSES, "credential": False, **given}
    made: Call = Call.objects.create(meeting=meeting or workshop(), **facts)
    return made


def entity(slug: str = "marenia", kind: str = "state") -> Entity:
    made: Entity = Entity.objects.get_or_create(
        slug=slug, defaults={"kind": kind, "name": {"en": slug.capitalize()}}
    )[0]
    return made


def person(call: Call, name: str = "Ana RUIZ", **given: Any) -> Registration:
    facts = {"email": f"{name.split()[0].lower()}@example.org", "badge_name": name, **given}
    facts = {"stakeholder": "ngo", "affiliation": "Helpers", **facts}
    meeting = call.meeting
    made: Registration = Registration.objects.create(
        meeting=meeting,
        added_at=AT,
        changed_at=AT,
        delete_after=registering.delete_after(meeting),
        **facts,
    )
    return made


def sent(
    call: Call, name: str = "Ana RUIZ", state: str = "submitted", **given: Any
) -> Registration:
    """All that is needed is there."""
    facts = {"given_name": name.split()[0], "function": "Head of unit", "submitted_at": AT}
    return person(call, name, state=state, **{**facts, **given})


def question(call: Call, kind: str = "text", words: str = "Why?", **given: Any) -> Any:
    place = call.questions.count() + 1
    facts = {"position": place, "kind": kind, "wording": {"en": words}, **given}
    made: RegistrationQuestion = call.questions.create(**facts)
    return made


def address(row: Registration) -> str:
    row.refresh_from_db()
    return registering.address_of(row)


def shown(answer: Any) -> str:
    """The page, with plain spaces where words are kept together."""
    return str(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def signed_in(client: Any, role: Role = Role.ADMINISTRATION) -> Any:
    user = User.objects.create_user(f"{role}@example.org")
    Person.objects.create(user=user, name="A. Person", function=str(role))
    Appointment.objects.create(user=user, role=role, since="2000-01-01")
    client.force_login(user)
    return client


def contact_of(client: Any, of: Entity, email: str = "contact@example.org") -> User:
    """Signed in, acting for an organisation."""
    user = User.objects.create_user(email)
    Person.objects.create(user=user, name="C. Contact", function="Contact")
    role = Role.FOCAL_POINT if of.kind == "state" else Role.OBSERVER
    Representation.objects.create(user=user, entity=of, role=role, since="2000-01-01")
    client.force_login(user)
    return user


def _part(name: bytes, content: bytes) -> bytes:
    summed = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", summed)


def png(side: int = 2, tail: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\x7f" * side) * 1
    parts = _part(b"IHDR", head) + _part(b"IDAT", rows) + _part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts + tail


def jpeg(width: int = 4, height: int = 4, comment: bytes = b"", tail: bytes = b"") -> bytes:
    said = b"\xff\xfe" + struct.pack(">H", 2 + len(comment)) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\1\0\0\x3f\0" + b"\x12\xff\x00\x34"
    return b"\xff\xd8" + said + frame + scan + b"\xff\xd9" + tail


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def upload(content: bytes | None = None, name: str = "photo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if content is None else content)
