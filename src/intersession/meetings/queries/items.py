"""Items of a published agenda as lines of a page, and which of them run at the same time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.documents.queries import DocumentLine
from intersession.meetings import rules
from intersession.meetings.models import AgendaItem, Part
from intersession.meetings.published import ItemSeen, PartSeen, RoomSeen
from intersession.meetings.queries.files import FileLine
from intersession.meetings.queries.papers import Papers
from intersession.ui.dates import day_short, hour
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

DASH = "\u2013"
PLURALS: dict[str, Any] = {
    Part.Role.MODERATOR: _("Moderators"),
    Part.Role.KEYNOTE: _("Keynote speakers"),
    Part.Role.SPEAKER: _("Speakers"),
    Part.Role.DISCUSSANT: _("Discussants"),
    Part.Role.RAPPORTEUR: _("Rapporteurs"),
}


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """Who has one role in an item; `pending`: how many of them have no name yet."""

    word: str
    each: str  # of one of them
    people: list[PartSeen]
    pending: int


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """An item with its hours at the place and, where they were asked for, at the reader's."""

    seen: ItemSeen
    url: str
    kind: str  # "" where it says no more than the title
    begins: str
    ends: str
    theirs: str
    now: bool
    room: RoomSeen | None  # None too where all items have the same
    languages: str  # "" too where all items have the same
    roles: list[RoleLine]
    files: list[tuple[PartSeen, FileLine]]
    papers: list[DocumentLine]

    @property
    def anchor(self) -> str:
        return f"item-{self.seen.uid}"

    @property
    def hours(self) -> str:
        return f"{self.begins}{DASH}{self.ends}" if self.ends else self.begins


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Items of one stretch of time: in one column, or in several that run at the same time."""

    columns: list[list[ItemLine]]

    @property
    def parallel(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True, kw_only=True)
class Throughout:
    """What is the same for all items, and therefore said once."""

    languages: tuple[str, ...] = ()
    room: RoomSeen | None = None


def throughout(items: Iterable[ItemSeen]) -> Throughout:
    """Nobody speaks in a break, and an item that was cancelled has no place: they do not count."""
    held = [one for one in items if not one.cancelled and one.kind != AgendaItem.Kind.BREAK]
    languages = {one.languages for one in held}
    rooms = {one.room for one in held if one.room} if all(one.room for one in held) else set()
    return Throughout(
        languages=languages.pop() if len(languages) == 1 and len(held) > 1 else (),
        room=rooms.pop() if len(rooms) == 1 and len(held) > 1 else None,
    )


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Makes the lines of one page: all that is the same for each of them."""

    base: str  # address of the meeting; "": all that is told of an item stands on the same page
    place: tzinfo
    theirs: tzinfo | None
    now: datetime | None  # None: the meeting is not held
    throughout: Throughout
    files: Mapping[str, list[FileLine]]
    papers: Papers
    kinds: Mapping[str, str]

    def slots(self, items: Iterable[ItemSeen]) -> list[Slot]:
        return [
            Slot(columns=[[self.line(one) for one in column] for column in columns])
            for columns in together(items)
        ]

    def line(self, item: ItemSeen) -> ItemLine:
        begins, ends = item.starts_at, item.ends_at
        kind = "" if item.kind == AgendaItem.Kind.OTHER else self.kinds[item.kind]
        named = [part for part in item.parts if part.uid in self.files]
        return ItemLine(
            seen=item,
            url=self._address(item),
            kind="" if text(item.title) == kind else kind,
            begins=self._hour(begins) if begins else "",
            ends=self._hour(ends) if ends else "",
            theirs=self._theirs(begins, ends) if begins and self.theirs else "",
            now=self._is_now(item),
            room=None if item.room == self.throughout.room else item.room,
            languages="" if item.languages == self.throughout.languages else _spoken(item),
            roles=roles(item.parts),
            files=[(part, file) for part in named for file in self.files[part.uid]],
            papers=self.papers.of(item.documents),
        )

    def _address(self, item: ItemSeen) -> str:
        if self.base:
            return f"{self.base}item/{item.uid}/"
        return f"#about-{item.uid}" if tells_more(item) else ""

    def _hour(self, at: datetime) -> str:
        return hour(at, "", str(self.place))

    def _theirs(self, begins: datetime, ends: datetime | None) -> str:
        """With the day, where it is another one than at the place."""
        told = [self._their_hour(begins), self._their_hour(ends) if ends else ""]
        return DASH.join(filter(None, told))

    def _their_hour(self, at: datetime) -> str:
        here, there = at.astimezone(self.place).date(), at.astimezone(self.theirs).date()
        clock = hour(at, "", str(self.theirs))
        return clock if here == there else f"{day_short(there)}\u00a0{clock}"

    def _is_now(self, item: ItemSeen) -> bool:
        if self.now is None or item.starts_at is None or item.ends_at is None or item.cancelled:
            return False
        return item.starts_at <= self.now < item.ends_at


def tells_more(item: ItemSeen) -> bool:
    """Than its line in the agenda does."""
    return bool(item.objectives or item.questions or item.format or item.parts or item.documents)


def _spoken(item: ItemSeen) -> str:
    return listing([language_name(code) for code in item.languages])


def roles(parts: Iterable[PartSeen]) -> list[RoleLine]:
    """In the order in which roles are named."""
    found: dict[str, list[PartSeen]] = {}
    for part in parts:
        found.setdefault(part.role, []).append(part)
    return [
        RoleLine(
            word=str(word if len(found[role]) == 1 else PLURALS[role]),
            each=str(word),
            people=[part for part in found[role] if part.confirmed],
            pending=sum(not part.confirmed for part in found[role]),
        )
        for role, word in rules.ROLE_NAMES.items()
        if role in found
    ]


def together(items: Iterable[ItemSeen]) -> Iterator[list[list[ItemSeen]]]:
    """Columns for each stretch of time. An item without length, or one that was cancelled, stands
    alone; within a stretch a column is one room, where the rooms are known."""
    group: list[ItemSeen] = []
    until: datetime | None = None
    for item in items:
        timed = bool(item.starts_at and item.ends_at) and not item.cancelled
        if timed and until and item.starts_at and item.ends_at and item.starts_at < until:
            group.append(item)
            until = max(until, item.ends_at)
            continue
        if group:
            yield _columns(group)
        group, until = [item], item.ends_at if timed else None
    if group:
        yield _columns(group)


def _columns(group: list[ItemSeen]) -> list[list[ItemSeen]]:
    columns: list[list[ItemSeen]] = []
    for item in group:
        free = [column for column in columns if _ended(column[-1], item)]
        same = [column for column in free if column[-1].room == item.room]
        chosen = (same or free or [None])[0]
        if chosen is None:
            columns.append([item])
        else:
            chosen.append(item)
    return columns


def _ended(before: ItemSeen, item: ItemSeen) -> bool:
    return bool(before.ends_at and item.starts_at and before.ends_at <= item.starts_at)
