"""Two agendas compared: each difference as a plain value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from intersession.meetings.order import put_elsewhere

if TYPE_CHECKING:  # `published` gives the values and calls this module
    from intersession.meetings.published import Agenda, ItemSeen, PartSeen


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference between two agendas. `code` is one of CODES; `before` and `after` are what
    that code needs: hours as ISO 8601 in UTC, names of rooms by language, parts as dicts."""

    code: str
    item: str  # uid
    number: int
    title: Mapping[str, str]
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
    "team",  # uids; for the Administration and the teams alone
    "reordered",  # stands elsewhere among items that did not move: numbers
    "reworded",  # after = names of the fields; before = {"title": …} where that is one of them
)
WORDED = ("title", "detail", "objectives", "questions", "format", "kind", "documents")


def compared(before: Agenda, after: Agenda, plain: Callable[[ItemSeen], Any]) -> list[Change]:
    """See `published.changes`. `plain`: an item as it is written into a version."""
    known, now = before.by_uid(), after.by_uid()
    elsewhere = _reordered(before, after)
    found = [
        change
        for item in after.items
        for change in (
            _of_item(known[item.uid], item, item.uid in elsewhere)
            if item.uid in known
            else [_change("added", item, after=plain(item))]
        )
    ]
    lost = [item for item in before.items if item.uid not in now]
    return found + [_change("removed", item, before=plain(item)) for item in lost]


def _of_item(before: ItemSeen, after: ItemSeen, elsewhere: bool) -> Iterator[Change]:
    if before.cancelled != after.cancelled:
        yield _change("cancelled" if after.cancelled else "restored", after)
    hours = hours_of(before), hours_of(after)
    if hours[0] != hours[1]:
        yield _change("moved", after, before=hours[0], after=hours[1])
    if where_of(before) != where_of(after):
        yield _change("room", after, **_rooms(before, after))
    if before.languages != after.languages:
        languages = list(before.languages), list(after.languages)
        yield _change("languages", after, before=languages[0], after=languages[1])
    if before.team != after.team:
        yield _change("team", after, before=before.team, after=after.team)
    yield from _of_parts(before, after)
    if elsewhere:
        yield _change("reordered", after, before=before.number, after=after.number)
    yield from _of_words(before, after)


def _of_words(before: ItemSeen, after: ItemSeen) -> Iterator[Change]:
    worded = [name for name in WORDED if getattr(before, name) != getattr(after, name)]
    if _details(before, after) != _details(after, before):
        worded.append("parts")
    if where_of(before) == where_of(after) and before.room != after.room:
        worded.append("room")
    if (before.guid, before.source) != (after.guid, after.source):
        worded.append("source")
    if worded:
        called = {"title": before.title} if "title" in worded else None
        yield _change("reworded", after, before=called, after=worded)


def _of_parts(before: ItemSeen, after: ItemSeen) -> Iterator[Change]:
    """Who did not change is not named; who changed name, role or place left and joined."""
    known, now = set(map(_who, before.parts)), set(map(_who, after.parts))
    for part in before.parts:
        if _who(part) not in now:
            yield _change("left", after, before=asdict(part))
    for part in after.parts:
        if _who(part) not in known:
            yield _change("joined", after, after=asdict(part))


def _who(part: PartSeen) -> tuple[str, str, str, bool]:
    return part.speaker, part.role, part.name, part.remote


def _details(item: ItemSeen, other: ItemSeen) -> list[PartSeen]:
    """The parts of those who neither joined nor left, in their order."""
    shared = set(map(_who, other.parts))
    return [part for part in item.parts if _who(part) in shared]


def _reordered(before: Agenda, after: Agenda) -> set[str]:
    """Who has another hour or room moved in any case."""
    known = before.by_uid()
    both = [item for item in after.items if item.uid in known and _stays(known[item.uid], item)]
    return put_elsewhere([item.uid for item in before.items], [item.uid for item in both])


def _stays(before: ItemSeen, after: ItemSeen) -> bool:
    return hours_of(before) == hours_of(after) and where_of(before) == where_of(after)


def hours_of(item: ItemSeen) -> dict[str, Any]:
    return {
        "starts_at": item.starts_at.isoformat() if item.starts_at else None,
        "minutes": item.minutes,
    }


def where_of(item: ItemSeen) -> tuple[Any, ...] | None:
    return (item.room.uid, item.room.name, item.room.venue) if item.room else None


def _rooms(before: ItemSeen, after: ItemSeen) -> dict[str, Any]:
    """The names of both rooms; of both buildings where the rooms are called the same."""
    rooms = before.room, after.room
    names = [dict(room.name) if room else None for room in rooms]
    if names[0] == names[1]:
        names = [dict(room.venue) if room else None for room in rooms]
    return {"before": names[0], "after": names[1]}


def _change(code: str, item: ItemSeen, *, before: Any = None, after: Any = None) -> Change:
    return Change(
        code=code, item=item.uid, number=item.number, title=item.title, before=before, after=after
    )
