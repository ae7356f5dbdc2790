"""Speakers of a meeting as the Administration sees them, their parts, and what they sent."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, Paged, Slug, Words, chosen, code, text, written
from intersession.api.shapes.acting import MailAddress
from intersession.api.shapes.agendas import Minutes
from intersession.meetings import rules, speaking
from intersession.meetings.actions._speakers import NAMES
from intersession.meetings.models import Part, Speaker, SpeakerFile
from intersession.meetings.queries.speakers import MISSING_NAMES, STATES, speaker_line
from intersession.membership.models import Entity

Role = chosen(Part.Role.values)


class AskSpeakers(Paged):
    """`state`: what of all parts needs most."""

    state: chosen(STATES) | None = None


class Person(Sent):
    """`name` may be a role. `entity`: a slug; without one, `affiliation` says it in words.
    `language`: of mail and of the speaker’s own page."""

    name: text(200, 1)
    entity: Slug | None = None
    affiliation: written(200) = {}
    function: written(200) = {}
    email: MailAddress | None = None
    language: chosen(LANGUAGES) = "en"


class SpeakerBody(Person):
    """`stakeholder` "": as its Entity. `gender`: as declared, "" where it was not."""

    stakeholder: chosen(["", *Entity.Kind.values]) = ""
    gender: chosen(Speaker.Gender.values) = ""
    from_capital: bool | None = None
    time_zone: text(60) = ""
    biography: written(1000) = {}


class SpeakerChange(SpeakerBody):
    """`seen`: as the speaker gave it; without it the last one wins."""

    seen: text(16) = ""


class PartBody(Sent):
    """`position`: among those of the item, from 1; without it the last one, or where it is."""

    role: Role = "speaker"
    minutes: Minutes | None = None
    position: Annotated[int, Field(ge=1, le=speaking.MOST_PARTS)] | None = None
    title: written(300) = {}
    remote: bool = False


class NewPart(PartBody):
    """`item`: the uid of an agenda item."""

    item: uuid.UUID


class PartAnswer(Sent):
    """As it was heard. `why`: in a few words, where the speaker declines."""

    confirm: bool
    channel: chosen(speaking.CHANNEL_NAMES)
    why: text(500) = ""


class PartReplace(Sent):
    """`speaker`: somebody of the meeting; or `person`: somebody new. `channel`: how they confirmed;
    without it they are invited by mail at once."""

    speaker: uuid.UUID | None = None
    person: Person | None = None
    channel: chosen(speaking.CHANNEL_NAMES) | None = None


class Write(Sent):
    """`speakers`: uids; without them all who are to be written to. `note`: a word of your own."""

    speakers: Annotated[list[uuid.UUID], Field(max_length=speaking.MOST_SPEAKERS)] | None = None
    note: written(1000) = {}


class SendLink(Sent):
    """`renew`: a new link, and the old one leads nowhere any more."""

    renew: bool = False


@dataclass(frozen=True, kw_only=True)
class FileOfPart:
    """`public`: its speaker agreed to that; `held`: the Administration keeps it back. `path` leads
    to the operation that gives it."""

    uid: str
    part: str
    kind: code(SpeakerFile.Kind.values)
    language: str
    name: str
    content_type: str
    size: int
    public: bool
    held: bool
    path: str


@dataclass(frozen=True, kw_only=True)
class PartOfSpeaker:
    """`item`: its uid, `number` its number. `answer`: why it was declined. `replaced_by`: the uid
    of the part of who has taken over, or ""."""

    uid: str
    item: str
    number: int
    role: code(Part.Role.values)
    state: code(Part.State.values)
    position: int
    minutes: int | None
    title: Words
    abstract: Words
    remote: bool
    invited_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime | None
    answer: str
    replaced_by: str
    files: list[FileOfPart]


@dataclass(frozen=True, kw_only=True)
class SpeakerFull:
    """`state`: what of all parts needs most; `missing`: yet to come; `seen`: for a change."""

    uid: str
    name: str
    entity: str
    affiliation: Words
    function: Words
    email: str
    language: str
    stakeholder: str
    gender: code(Speaker.Gender.values)
    from_capital: bool | None
    time_zone: str
    biography: Words
    recording: code(Speaker.Consent.values)
    recording_at: datetime | None
    state: code(STATES)
    missing: list[code(MISSING_NAMES)]
    parts: list[PartOfSpeaker]
    seen: str


@dataclass(frozen=True, kw_only=True)
class MailsWritten:
    """How many mails are in the outbox now."""

    mails: int


PLAIN = ("name", "affiliation", "function", "email", "language", "stakeholder", "gender")
PLAIN += ("from_capital", "time_zone", "biography", "recording", "recording_at")
OF_PART = ("role", "state", "minutes", "title", "abstract", "remote")
OF_PART += ("invited_at", "reminded_at", "answered_at", "answer")
OF_FILE = ("kind", "language", "public", "held")


def speaker(row: Speaker) -> SpeakerFull:
    """Of a row of `queries.speakers.rows_of`."""
    line = speaker_line(row)
    return SpeakerFull(
        uid=str(row.uid),
        entity=row.entity.slug if row.entity else "",
        state=line.state,
        missing=[name for name, words in MISSING_NAMES.items() if words in line.missing],
        parts=[_part(one, row.meeting.slug) for one in row.parts.all()],
        seen=rules.version_of(row, NAMES),
        **{name: getattr(row, name) for name in PLAIN},
    )


def _part(row: Part, slug: str) -> PartOfSpeaker:
    after = [one for one in row.replaced_by.all() if one.state in speaking.LIVE]
    return PartOfSpeaker(
        uid=str(row.uid),
        item=str(row.item.uid),
        number=row.item.number,
        position=row.position + 1,
        replaced_by=str(after[0].uid) if after else "",
        files=[file(one, str(row.uid), slug) for one in row.files.all()],
        **{name: getattr(row, name) for name in OF_PART},
    )


def file(row: SpeakerFile, part: str, slug: str) -> FileOfPart:
    return FileOfPart(
        uid=str(row.uid),
        part=part,
        name=row.file.name,
        content_type=row.file.content_type,
        size=row.file.size,
        path=f"/api/meeting/{slug}/file/{row.uid}/",
        **{name: getattr(row, name) for name in OF_FILE},
    )
