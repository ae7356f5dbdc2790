"""An agenda as others see it: plain values, written into a version when it is published.

Pages, papers, calendars and schedule files read an `Agenda`; none of them reads the rows on which
the Administration works. `drafted` makes one of those rows, so that the draft is shown, compared
and published by the same code.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from intersession.meetings import rules
from intersession.meetings.comparing import CODES, WORDED, Change, compared, hours_of, where_of
from intersession.meetings.models import AgendaItem, AgendaVersion, Meeting, Part, Room
from intersession.prepared import KEY, Given, Prepared

__all__ = [
    "CODES",
    "NOTHING",
    "WORDED",
    "Agenda",
    "Change",
    "ItemSeen",
    "PartSeen",
    "RoomSeen",
    "Words",
    "as_json",
    "changes",
    "digest",
    "drafted",
    "following",
    "in_order",
    "item_as_json",
    "item_from",
    "latest",
    "latest_of",
    "read",
]
Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PartSeen:
    """Somebody's part in an item. Who has not confirmed yet has no name here: `name` is ""."""

    uid: str
    speaker: str  # uid
    role: str  # a value of Part.Role
    name: str
    function: Words
    affiliation: Words  # the name of the Entity, or what was given instead
    title: Words
    minutes: int | None
    remote: bool
    biography: Words = field(default_factory=dict)
    guid: str = ""  # as a schedule file names the person
    source: Mapping[str, Any] = field(default_factory=dict)

    @property
    def confirmed(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True, kw_only=True)
class RoomSeen:
    uid: str
    name: Words
    venue: Words
    seats: int | None
    guid: str = ""  # as a schedule file names it


@dataclass(frozen=True, kw_only=True)
class ItemSeen:
    """`sequence` grows with each version in which a calendar entry of the item is another; `since`:
    when that version was published; `moved_from`: when it was to begin before it moved last."""

    uid: str
    guid: str
    number: int
    kind: str  # a value of AgendaItem.Kind
    title: Words
    detail: Words
    objectives: Words
    questions: tuple[Words, ...]
    format: Words
    starts_at: datetime | None
    minutes: int | None
    room: RoomSeen | None
    languages: tuple[str, ...]
    parts: tuple[PartSeen, ...]
    documents: tuple[str, ...]  # slugs
    cancelled: bool = False
    sequence: int = 0
    source: Mapping[str, Any] = field(default_factory=dict)
    team: str = ""  # uid of the interpreters; for their notices, never shown
    since: datetime | None = None
    moved_from: datetime | None = None

    @cached_property
    def ends_at(self) -> datetime | None:
        if self.starts_at is None or self.minutes is None:
            return None
        return self.starts_at + timedelta(minutes=self.minutes)

    def by_role(self, role: str) -> tuple[PartSeen, ...]:
        return tuple(part for part in self.parts if part.role == role)


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """`number` 0 is the draft; `gone`: items of earlier versions that were taken off, for calendars
    that still hold them. `source`: what a schedule file said of the whole beyond all this."""

    number: int
    published_at: datetime | None
    note: Words
    items: tuple[ItemSeen, ...]
    gone: tuple[ItemSeen, ...] = ()
    source: Mapping[str, Any] = field(default_factory=dict)

    def by_uid(self) -> dict[str, ItemSeen]:
        return {item.uid: item for item in self.items}


NOTHING = Agenda(number=0, published_at=None, note={}, items=())


HOURS = ("starts_at", "since", "moved_from")


def latest(meeting: Meeting) -> Agenda:
    """What was published last; an agenda without items when nothing was. One query."""
    row = _latest.one(meeting=meeting.pk)
    return read(row) if row else NOTHING


_latest = Prepared(
    lambda: (
        AgendaVersion.objects.filter(meeting=Given("meeting", KEY))
        .defer("changes")
        .order_by("-number")[:1]
    )
)


def latest_of(meetings: list[Meeting]) -> dict[int, Agenda]:
    """By primary key of the meeting, for those that have a version. One query."""
    rows = AgendaVersion.objects.filter(meeting__in=meetings).order_by("number")
    return {row.meeting_id: read(row) for row in rows}


def read(row: AgendaVersion) -> Agenda:
    content = row.content
    return Agenda(
        number=row.number,
        published_at=row.published_at,
        note=row.note,
        items=tuple(item_from(plain) for plain in content["items"]),
        gone=tuple(item_from(plain) for plain in content.get("gone", ())),
        source=content.get("source", {}),
    )


def drafted(meeting: Meeting) -> Agenda:
    """The agenda as it would be published now. Four queries, however long it is."""
    return replace(draft_of(in_order(meeting)), source=meeting.schedule)


def draft_of(rows: Sequence[AgendaItem]) -> Agenda:
    """The same of rows that `in_order` gave."""
    items = tuple(_seen(row) for row in rows)
    return Agenda(number=0, published_at=None, note={}, items=items)


def in_order(meeting: Meeting) -> list[AgendaItem]:
    """Rows with room, parts and documents: by hour; an item without one stays behind the item that
    has the number before."""
    parts = Part.objects.select_related("speaker__entity").order_by("position", "pk")
    rows = list(
        meeting.agenda.select_related("room", "team")
        .prefetch_related(Prefetch("parts", queryset=parts), "documents")
        .order_by("number")
    )
    hour = meeting.starts_at
    hours = {}
    for row in rows:
        hour = hours[row.pk] = row.starts_at or hour
    return sorted(rows, key=lambda row: (hours[row.pk], _place(row), row.number))


def _place(row: AgendaItem) -> int:
    return row.room.position if row.room and row.starts_at else 0


def _seen(row: AgendaItem) -> ItemSeen:
    plain = ("kind", "number", "title", "detail", "objectives", "format", "minutes", "source")
    return ItemSeen(
        uid=str(row.uid),
        guid=row.guid or str(row.uid),
        questions=tuple(row.questions),
        starts_at=row.starts_at.astimezone(UTC) if row.starts_at else None,
        room=_room(row.room),
        languages=tuple(row.languages),
        parts=tuple(_part(part) for part in row.parts.all() if part.state in rules.SHOWN),
        documents=tuple(sorted(paper.slug for paper in row.documents.all())),
        cancelled=row.cancelled_at is not None,
        team=str(row.team.uid) if row.team else "",
        **{name: getattr(row, name) for name in plain},
    )


def _room(room: Room | None) -> RoomSeen | None:
    if room is None:
        return None
    guid = room.guid or str(room.uid)
    return RoomSeen(
        uid=str(room.uid), name=room.name, venue=room.venue, seats=room.seats, guid=guid
    )


def _part(part: Part) -> PartSeen:
    speaker, confirmed = part.speaker, part.state == Part.State.CONFIRMED
    named = speaker.entity.name if speaker.entity else speaker.affiliation
    return PartSeen(
        uid=str(part.uid),
        speaker=str(speaker.uid),
        role=part.role,
        name=speaker.name if confirmed else "",
        function=speaker.function if confirmed else {},
        affiliation=named if confirmed else {},
        title=part.title if confirmed else {},
        minutes=part.minutes,
        remote=part.remote,
        biography=speaker.biography if confirmed else {},
        guid=speaker.guid or str(speaker.uid),
        source=speaker.source if confirmed else {},
    )


def as_json(agenda: Agenda) -> dict[str, Any]:
    """For `AgendaVersion.content`; number, hour and note are columns of their own."""
    return {
        "items": [item_as_json(item) for item in agenda.items],
        "gone": [item_as_json(item) for item in agenda.gone],
        "source": dict(agenda.source),
    }


def item_as_json(item: ItemSeen) -> dict[str, Any]:
    plain = asdict(item)
    hours = {name: getattr(item, name) for name in HOURS}
    return plain | {name: hour.isoformat() if hour else None for name, hour in hours.items()}


def digest(draft: Agenda) -> str:
    """Another one whenever anything of the draft is another; 16 hexadecimal digits."""
    plain = json.dumps([item_as_json(item) for item in draft.items], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def item_from(plain: Mapping[str, Any]) -> ItemSeen:
    hours, room = {name: plain.get(name) for name in HOURS}, plain["room"]
    made = {
        **{name: datetime.fromisoformat(hour) if hour else None for name, hour in hours.items()},
        "room": RoomSeen(**room) if room else None,
        "parts": tuple(PartSeen(**part) for part in plain["parts"]),
        **{name: tuple(plain[name]) for name in ("questions", "languages", "documents")},
    }
    return ItemSeen(**{**plain, **made})


def following(before: Agenda, draft: Agenda, at: datetime | None = None) -> Agenda:
    """The draft as the version after `before`: sequences counted on, items that are gone kept."""
    known, now = before.by_uid(), draft.by_uid()
    earlier = {item.uid: item for item in before.gone}
    # Versions of former releases do not say since when an item has stood as it does.
    earlier |= {
        uid: replace(item, since=item.since or before.published_at) for uid, item in known.items()
    }
    items = tuple(_counted(earlier.get(item.uid), item, at) for item in draft.items)
    gone = tuple(
        replace(item, cancelled=True, sequence=item.sequence + 1, since=at)
        if uid in known
        else item
        for uid, item in earlier.items()
        if uid not in now
    )
    return replace(draft, number=before.number + 1, items=items, gone=gone)


def _counted(before: ItemSeen | None, now: ItemSeen, at: datetime | None) -> ItemSeen:
    if before is None:
        return replace(now, since=at)
    moved = before.starts_at != now.starts_at
    moved_from = (before.starts_at if moved else None) or before.moved_from
    same = _entry(before) == _entry(now)
    sequence, since = before.sequence + (not same), before.since if same else at
    return replace(now, sequence=sequence, since=since, moved_from=moved_from)


def _entry(item: ItemSeen) -> tuple[Any, ...]:
    """What a calendar entry says of an item."""
    names = [(part.role, part.name) for part in item.parts if part.confirmed]
    return item.title, item.detail, item.cancelled, hours_of(item), where_of(item), names


def changes(before: Agenda, after: Agenda) -> list[Change]:
    """What is another in `after`, item by item in its order; what is gone stands last."""
    return compared(before, after, item_as_json)
