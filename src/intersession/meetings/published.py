"""An agenda as others see it: plain values, written into a version when it is published.

Pages, papers, calendars and schedule files read an `Agenda`; none of them reads the rows on which
the Administration works. `drafted` makes one of those rows, so that the draft is shown, compared
and published by the same code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from intersession.meetings import rules
from intersession.meetings.models import AgendaItem, AgendaVersion, Meeting, Part, Room

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
    """`sequence` grows with each version in which a calendar entry of the item is another."""

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

    @property
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


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two agendas. `code` is one of CODES; `before` and `after` are what
    that code needs: hours as ISO 8601 in UTC, names of rooms by language, parts as dicts."""

    code: str
    item: str  # uid
    number: int
    title: Words
    before: Any = None
    after: Any = None


CODES = (
    "added",
    "removed",
    "cancelled",
    "restored",
    "moved",  # another hour or length: {"starts_at": …, "minutes": …}
    "room",
    "joined",  # a part that was not there: after = {"uid", "speaker", "role", "name", …}
    "left",
    "languages",
    "reworded",  # after = names of the fields
)
WORDED = ("title", "detail", "objectives", "questions", "format", "kind", "documents")


def latest(meeting: Meeting) -> Agenda:
    """What was published last; an agenda without items when nothing was. One query."""
    row = meeting.versions.order_by("-number").first()
    return read(row) if row else NOTHING


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
    items = tuple(_seen(row) for row in in_order(meeting))
    return Agenda(number=0, published_at=None, note={}, items=items, source=meeting.schedule)


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
    plain["starts_at"] = item.starts_at.isoformat() if item.starts_at else None
    return plain


def item_from(plain: Mapping[str, Any]) -> ItemSeen:
    starts_at, room = plain["starts_at"], plain["room"]
    made = {
        "starts_at": datetime.fromisoformat(starts_at) if starts_at else None,
        "room": RoomSeen(**room) if room else None,
        "parts": tuple(PartSeen(**part) for part in plain["parts"]),
        **{name: tuple(plain[name]) for name in ("questions", "languages", "documents")},
    }
    return ItemSeen(**{**plain, **made})


def following(before: Agenda, draft: Agenda) -> Agenda:
    """The draft as the version after `before`: sequences counted on, items that are gone kept."""
    known, now = before.by_uid(), draft.by_uid()
    gone = [item for item in (*before.gone, *before.items) if item.uid not in now]
    kept = {item.uid: item for item in gone}
    items = tuple(_counted(known.get(item.uid) or kept.get(item.uid), item) for item in draft.items)
    ended = tuple(
        replace(item, cancelled=True, sequence=item.sequence + 1) if item.uid in known else item
        for item in kept.values()
    )
    return replace(draft, number=before.number + 1, items=items, gone=ended)


def _counted(before: ItemSeen | None, now: ItemSeen) -> ItemSeen:
    if before is None:
        return now
    same = replace(before, number=now.number) == replace(now, sequence=before.sequence)
    return replace(now, sequence=before.sequence + (not same))


def changes(before: Agenda, after: Agenda) -> list[Change]:
    """What is another in `after`, item by item in its order; what is gone stands last."""
    known, now = before.by_uid(), after.by_uid()
    found = [
        change
        for item in after.items
        for change in (_of_item(known[item.uid], item) if item.uid in known else _added(item))
    ]
    lost = [item for item in before.items if item.uid not in now]
    return found + [_change("removed", item, before=item_as_json(item)) for item in lost]


def _added(item: ItemSeen) -> Iterator[Change]:
    yield _change("added", item, after=item_as_json(item))


def _of_item(before: ItemSeen, after: ItemSeen) -> Iterator[Change]:
    if before.cancelled != after.cancelled:
        yield _change("cancelled" if after.cancelled else "restored", after)
    hours = _hours(before), _hours(after)
    if hours[0] != hours[1]:
        yield _change("moved", after, before=hours[0], after=hours[1])
    if before.room != after.room:
        yield _change("room", after, before=_named(before), after=_named(after))
    if before.languages != after.languages:
        languages = list(before.languages), list(after.languages)
        yield _change("languages", after, before=languages[0], after=languages[1])
    yield from _of_parts(before, after)
    worded = [name for name in WORDED if getattr(before, name) != getattr(after, name)]
    if worded:
        yield _change("reworded", after, after=worded)


def _of_parts(before: ItemSeen, after: ItemSeen) -> Iterator[Change]:
    """Who did not change is not named; who changed role, title or place left and joined."""
    known, now = set(map(_who, before.parts)), set(map(_who, after.parts))
    for part in before.parts:
        if _who(part) not in now:
            yield _change("left", after, before=asdict(part))
    for part in after.parts:
        if _who(part) not in known:
            yield _change("joined", after, after=asdict(part))


def _who(part: PartSeen) -> tuple[str, str, str, bool]:
    return part.uid, part.role, part.name, part.remote


def _hours(item: ItemSeen) -> dict[str, Any]:
    return {
        "starts_at": item.starts_at.isoformat() if item.starts_at else None,
        "minutes": item.minutes,
    }


def _named(item: ItemSeen) -> dict[str, str] | None:
    return dict(item.room.name) if item.room else None


def _change(code: str, item: ItemSeen, *, before: Any = None, after: Any = None) -> Change:
    return Change(
        code=code, item=item.uid, number=item.number, title=item.title, before=before, after=after
    )
