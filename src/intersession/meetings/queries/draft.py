"""The draft of an agenda as the Administration works on it: days, rooms, people, conflicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings import published, rules
from intersession.meetings.conflicts import Conflict, conflicts_of
from intersession.meetings.models import AgendaItem, Meeting, Part, Room
from intersession.meetings.published import Agenda, Change, ItemSeen
from intersession.meetings.queries import timeline
from intersession.ui.dates import weekday
from intersession.ui.text import text

Words = Mapping[str, str]
# The short words of a change: what is told to others says more.
MARKS: dict[str, Any] = {
    "added": pgettext_lazy("change of an agenda item", "new"),
    "cancelled": pgettext_lazy("change of an agenda item", "cancelled"),
    "restored": pgettext_lazy("change of an agenda item", "restored"),
    "moved": pgettext_lazy("change of an agenda item", "moved"),
    "room": pgettext_lazy("change of an agenda item", "another room"),
    "joined": pgettext_lazy("change of an agenda item", "speaker added"),
    "left": pgettext_lazy("change of an agenda item", "speaker taken off"),
    "languages": pgettext_lazy("change of an agenda item", "other languages"),
    "team": pgettext_lazy("change of an agenda item", "another team"),
    "reordered": pgettext_lazy("change of an agenda item", "in another place"),
    "reworded": pgettext_lazy("change of an agenda item", "reworded"),
}
STATES: dict[str, tuple[str, Any]] = {
    Part.State.PROPOSED: ("planned", pgettext_lazy("state of a speaker", "proposed")),
    Part.State.INVITED: ("part", pgettext_lazy("state of a speaker", "invited")),
    Part.State.CONFIRMED: ("done", pgettext_lazy("state of a speaker", "confirmed")),
    Part.State.DECLINED: ("no", pgettext_lazy("state of a speaker", "declined")),
    Part.State.WITHDRAWN: ("no", pgettext_lazy("state of a speaker", "withdrawn")),
}
NO_ROOM = _("No room yet")
OF_A_DAY = "holiday"  # the conflict that is said once for a day


@dataclass(frozen=True, kw_only=True)
class Speaks:
    role: Any
    name: str
    affiliation: str
    shape: str
    state: Any
    remote: bool


@dataclass(frozen=True, kw_only=True)
class DraftItem:
    """`changes` is what a form says it has seen; `day` and `hour` are those of the place."""

    uid: str
    number: int
    kind: Any
    panel: bool  # whose balance stands beside it
    title: Words
    detail: Words
    starts_at: datetime | None
    ends_at: datetime | None
    minutes: int | None
    day: str
    hour: str
    hours: str
    room: Room | None
    languages: tuple[str, ...]
    people: tuple[Speaks, ...]
    conflicts: tuple[Conflict, ...]
    marks: tuple[Any, ...]
    cancelled: bool
    changes: int

    @property
    def column(self) -> str:
        return str(self.room.uid) if self.room else ""


@dataclass(frozen=True, kw_only=True)
class DraftDay:
    """`heads`: names of rooms where items are parallel, else empty."""

    day: date | None
    words: str
    heads: dict[str, str]
    rows: list[timeline.Row]
    conflicts: list[str]


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """`changes`: since what was published last, of which `version` is 0 when nothing was."""

    days: list[DraftDay]
    items: int
    conflicts: int
    hints: int
    version: Agenda
    changes: list[Change]
    gone: list[ItemSeen]
    offered: list[tuple[str, str]]  # days of the meeting: 2012-04-24, in words
    rooms: list[tuple[str, str]]  # uid and name


def draft_page(meeting: Meeting) -> DraftPage:
    """What the Administration works on. Five queries, however long it is."""
    rows = published.in_order(meeting)
    version = published.latest(meeting)
    changes = published.changes(version, published.draft_of(rows))
    conflicts = conflicts_of(meeting, rows)
    items = [_item(row, meeting, changes, conflicts) for row in rows]
    here = {str(row.uid) for row in rows}
    return DraftPage(
        days=_days(items, meeting, conflicts),
        items=len(items),
        conflicts=sum(not one.hint for one in conflicts),
        hints=sum(one.hint for one in conflicts),
        version=version,
        changes=changes,
        gone=[item for item in version.items if item.uid not in here],
        offered=[(day.isoformat(), weekday(day)) for day in rules.days_of(meeting)],
        rooms=rooms_offered(rows),
    )


def rooms_offered(rows: Iterable[AgendaItem] = ()) -> list[tuple[str, str]]:
    """Those that may be chosen, and those in which something stands already."""
    found = {str(room.uid): room for room in Room.objects.filter(ended=False)}
    found |= {str(row.room.uid): row.room for row in rows if row.room}
    in_order = sorted(found.values(), key=lambda room: (room.position, room.pk))
    return [(str(room.uid), text(room.name)) for room in in_order]


def _item(
    row: AgendaItem, meeting: Meeting, changes: list[Change], conflicts: list[Conflict]
) -> DraftItem:
    uid, zone = str(row.uid), rules.zone_of(meeting.time_zone) or UTC
    local = row.starts_at.astimezone(zone) if row.starts_at else None
    ends_at = _end(row)
    mine = (one for one in conflicts if uid in one.items and one.code != OF_A_DAY)
    return DraftItem(
        uid=uid,
        number=row.number,
        kind=rules.KIND_OF_ITEM_NAMES.get(row.kind, row.kind),
        panel=row.kind == AgendaItem.Kind.PANEL,
        title=row.title,
        detail=row.detail,
        starts_at=row.starts_at,
        ends_at=ends_at,
        minutes=row.minutes,
        day=f"{local:%Y-%m-%d}" if local else "",
        hour=f"{local:%H:%M}" if local else "",
        hours=timeline.hours_of(row.starts_at, ends_at, meeting.time_zone),
        room=row.room,
        languages=tuple(row.languages),
        people=tuple(_speaks(part) for part in row.parts.all()),
        conflicts=tuple(sorted(mine, key=lambda one: one.hint)),
        marks=tuple(dict.fromkeys(MARKS[one.code] for one in changes if one.item == uid)),
        cancelled=row.cancelled_at is not None,
        changes=row.changes,
    )


def _end(row: AgendaItem) -> datetime | None:
    if row.starts_at is None or row.minutes is None:
        return None
    return row.starts_at + timedelta(minutes=row.minutes)


def _speaks(part: Part) -> Speaks:
    speaker = part.speaker
    shape, word = STATES[part.state]
    return Speaks(
        role=rules.ROLE_NAMES[part.role],
        name=speaker.name,
        affiliation=text(speaker.entity.name if speaker.entity else speaker.affiliation),
        shape=shape,
        state=word,
        remote=part.remote,
    )


def _days(items: list[DraftItem], meeting: Meeting, conflicts: list[Conflict]) -> list[DraftDay]:
    """Each day of the meeting, with or without items; what has no hour yet stands before or after
    those with which it goes."""
    zone = rules.zone_of(meeting.time_zone) or UTC
    found = timeline.by_days(items, zone)
    said: dict[str, list[str]] = defaultdict(list)
    for one in conflicts:
        if one.code == OF_A_DAY:
            said[one.items[0]].append(one.sentence)
    empty = {day: [] for day in rules.days_of(meeting) if day not in found}
    days = sorted({**found, **empty}.items(), key=lambda pair: pair[0] or date.min)
    return [_day(day, there, said) for day, there in days]


def _day(day: date | None, items: list[DraftItem], said: Mapping[str, list[str]]) -> DraftDay:
    names = {item.column: text(item.room.name) if item.room else str(NO_ROOM) for item in items}
    return DraftDay(
        day=day,
        words=weekday(day) if day else "",
        heads={uid: names[uid] for uid in timeline.columns(items)},
        rows=timeline.rows(items),
        conflicts=[sentence for item in items for sentence in said.get(item.uid, ())],
    )
