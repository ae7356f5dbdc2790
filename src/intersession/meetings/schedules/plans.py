"""What taking a schedule in would change, item by item. Asks nothing about single items.

Three are compared: what the file says, what stands here, and what stood here when a file was taken
in last. Who changed only the file is followed; who changed only what stands here is left alone;
where both did, both are shown and what stands here is kept, unless somebody says otherwise.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from intersession.ledger.models import canonical
from intersession.meetings import rules
from intersession.meetings.models import AgendaItem, Meeting, Room, ScheduleTaken, Speaker
from intersession.meetings.schedules import held
from intersession.meetings.schedules.said import ItemSaid, PersonSaid, ScheduleSaid

WORDED = ("title", "detail")  # of which a file of others says one language


class What(StrEnum):
    BAD = "bad"
    BOTH = "both"  # changed in the file and here
    REMOVE = "remove"
    CHANGE = "change"
    ADD = "add"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One column: what stands here, what would. `both`: somebody changed it here, too."""

    name: str
    old: Any
    new: Any
    both: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """`item` None: the file no longer has it. `gone`: it was taken off here since."""

    guid: str
    what: What
    item: ItemSaid | None = None
    row: AgendaItem | None = None
    differences: tuple[Difference, ...] = ()
    wanted: Mapping[str, Any] = field(default_factory=dict)  # of an item that is there already
    outside: bool = False
    gone: bool = False

    @property
    def title(self) -> Any:
        return self.item.title if self.item else self.row.title if self.row else ""


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    person: PersonSaid
    what: What
    row: Speaker | None = None
    differences: tuple[Difference, ...] = ()
    wanted: Mapping[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class Plan:
    """`rooms`: by name in the file the room here, None where there is none of that name."""

    meeting: Meeting
    said: ScheduleSaid
    taken: ScheduleTaken
    here: held.Held
    rooms: dict[str, Room | None]
    lines: list[Line] = field(default_factory=list)
    persons: list[PersonLine] = field(default_factory=list)
    follows: bool = False  # a later state of what was taken in before, and no other schedule

    @cached_property
    def counts(self) -> Counter[What]:
        return Counter(line.what for line in self.lines)

    @property
    def outside(self) -> list[Line]:
        return [line for line in self.lines if line.outside]

    @property
    def unknown_rooms(self) -> list[str]:
        """Those that an item which can be taken in needs."""
        needed = {line.item.room for line in self.lines if line.item and line.what != What.BAD}
        return [name for name, room in self.rooms.items() if room is None and name in needed]

    @property
    def does(self) -> int:
        """How many items would be another, whatever is ticked."""
        changing = (What.BOTH, What.REMOVE, What.CHANGE, What.ADD)
        found = sum(self.counts[what] for what in changing)
        return found + self.persons_change + self.frame_changes

    @property
    def frame_changes(self) -> bool:
        """What is kept of the whole."""
        return self.said.source is not None and self.said.source != self.meeting.schedule

    @property
    def persons_change(self) -> int:
        return sum(line.what in (What.CHANGE, What.BOTH) for line in self.persons)

    @property
    def new_persons(self) -> int:
        return sum(line.what == What.ADD for line in self.persons)

    @cached_property
    def digest(self) -> str:
        """Another one whenever anything would be done otherwise."""
        told = [
            [line.guid, line.what, line.outside, [[d.name, d.old, d.new] for d in line.differences]]
            for line in self.lines
        ]
        people = [
            [line.person.key, line.what, [[d.name, d.old, d.new] for d in line.differences]]
            for line in self.persons
        ]
        rooms = {name: room.pk if room else None for name, room in self.rooms.items()}
        plain = canonical([told, people, rooms, self.follows])
        return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:32]


def plan_of(meeting: Meeting, said: ScheduleSaid) -> Plan:
    """Eight queries, however long the schedule is."""
    taken = ScheduleTaken.objects.filter(meeting=meeting).first() or ScheduleTaken(meeting=meeting)
    here = held.held(meeting, taken)
    plan = Plan(meeting=meeting, said=said, taken=taken, here=here, rooms=_rooms(said, taken, here))
    names = {item.guid for item in said.items}
    shared = names & (taken.items.keys() | here.items.keys())
    plan.follows = 2 * len(shared) >= min(len(names), len(taken.items) or len(names))
    plan.lines = [*map(_Comparing(plan).line, said.items), *_lost(plan, names)]
    plan.persons = [_person(plan, person) for person in said.persons.values()]
    return plan


class _Comparing:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def line(self, item: ItemSaid) -> Line:
        plan = self.plan
        row = plan.here.items.get(item.guid)
        if item.problems:
            return Line(guid=item.guid, what=What.BAD, item=item, row=row)
        starts_at = item.starts_at
        outside = bool(starts_at and not rules.within(plan.meeting, starts_at, item.minutes))
        if row is None:
            gone = item.guid in plan.taken.items
            what = self.taken_off(item) if gone else What.ADD
            if item.hours_alone and item.cancelled:
                return Line(guid=item.guid, what=What.SAME, item=item, gone=True)
            return Line(guid=item.guid, what=what, item=item, outside=outside, gone=gone)
        old = held.of_item(row)
        wanted = self.wanted(item, row, old)
        found = tuple(self.differences(item, old, wanted))
        what = What.BOTH if any(one.both for one in found) else What.CHANGE if found else What.SAME
        moves = any(one.name in ("starts_at", "minutes") for one in found)
        return Line(
            guid=item.guid,
            what=what,
            item=item,
            row=row,
            differences=found,
            wanted=wanted,
            outside=outside and moves,
        )

    def taken_off(self, item: ItemSaid) -> What:
        """It was removed here; the file may say what it said before."""
        was = self.plan.taken.items[item.guid].get("was", {})
        same = all(was.get(f"{name}:said") == digest(asked(item, name)) for name in names_of(item))
        return What.SAME if same else What.BOTH

    def differences(
        self, item: ItemSaid, old: Mapping[str, Any], wanted: Mapping[str, Any]
    ) -> Iterator[Difference]:
        was = self.plan.taken.items.get(item.guid, {}).get("was", {})
        for name, new in wanted.items():
            if new == old[name]:
                continue
            untouched = was.get(name) == digest(old[name])
            before = was.get(f"{name}:said")
            if not untouched and before == digest(asked(item, name)):
                continue  # the file says what it said before: only here it was changed
            yield Difference(name=name, old=old[name], new=new, both=not untouched)

    def wanted(self, item: ItemSaid, row: AgendaItem, old: dict[str, Any]) -> dict[str, Any]:
        """By column, what would stand there; what the file does not speak of is not named."""
        wanted = {name: held.plain(value) for name, value in item.facts.items()}
        if item.hours_alone:
            hours = {name: wanted[name] for name in ("starts_at", "minutes") if name in wanted}
            return hours | ({"cancelled": True} if item.cancelled else {})
        if item.language:
            for name in WORDED:
                words = {**old[name], **item.facts[name]}
                wanted[name] = {code: wording for code, wording in words.items() if wording}
        if self.plan.said.kind == "ics":
            wanted["source"] = {**old["source"], **wanted["source"]}
        if item.room is not None:
            room = self.plan.rooms.get(item.room)
            wanted["room"] = f"new: {item.room}" if item.room and room is None else held.named(room)
        if item.parts is not None:
            wanted["parts"] = self.parts(item, row, old)
        if item.documents is not None:
            wanted["documents"] = sorted(
                slug for slug in item.documents if slug in self.plan.here.documents
            )
        if item.cancelled is not None:
            wanted["cancelled"] = item.cancelled
        return wanted

    def parts(self, item: ItemSaid, row: AgendaItem, old: dict[str, Any]) -> list[dict[str, Any]]:
        """Who was asked here and has not confirmed is no matter of a file; a role that the file
        does not know stays."""
        assert item.parts is not None
        open_here = {held.key_of(part.speaker) for part in row.parts.all() if not held.shown(part)}
        roles: dict[str, list[dict[str, Any]]] = {}
        for part in old["parts"]:
            roles.setdefault(part["person"], []).append(part)
        found = []
        for said in item.parts:
            key = self.plan.here.key(self.plan.said.persons[said.person])
            if said.role:
                found.append(held.part(key, said))
            elif key in roles:
                found += roles.pop(key)
            elif key not in open_here:
                found.append(held.part(key, said))
        return [part for part in found if part["person"] not in open_here or part in old["parts"]]


def names_of(item: ItemSaid) -> list[str]:
    """The columns that a file speaks of."""
    others = ("room", "parts", "documents", "cancelled")
    return [*item.facts, *(name for name in others if getattr(item, name) is not None)]


def asked(item: ItemSaid, name: str) -> Any:
    """What the file says of a column, before anything here is looked at."""
    if name == "room":
        return item.room
    if name == "parts":
        return [[part.person, part.role, dict(part.title)] for part in item.parts or ()]
    if name == "documents":
        return list(item.documents or ())
    if name == "cancelled":
        return item.cancelled
    return held.plain(item.facts.get(name))


def _lost(plan: Plan, names: set[str]) -> Iterator[Line]:
    """Of an earlier file of the same schedule, and no longer in this one under any name it has."""
    found = {row.pk for guid, row in plan.here.items.items() if guid in names}
    for guid, kept in plan.taken.items.items() if plan.follows else ():
        row = plan.here.items.get(guid)
        if guid in names or row is None or row.pk in found or row.cancelled_at:
            continue
        old, was = held.of_item(row), kept.get("was", {})
        touched = any(":" not in n and digest(old.get(n)) != mark for n, mark in was.items())
        yield Line(guid=guid, what=What.BOTH if touched else What.REMOVE, row=row)


def _person(plan: Plan, person: PersonSaid) -> PersonLine:
    row = plan.here.speaker(person)
    if row is None:
        return PersonLine(person=person, what=What.ADD)
    was = plan.taken.persons.get(person.key, {}).get("was", {})
    old, found = held.of_person(row), []
    wanted = held.person_wanted(person, old)
    for name, new in wanted.items():
        untouched = was.get(name) == digest(old[name])
        if new == old[name]:
            continue
        if not untouched and was.get(f"{name}:said") == digest(getattr(person, name)):
            continue
        found.append(Difference(name=name, old=old[name], new=new, both=not untouched))
    what = What.BOTH if any(d.both for d in found) else What.CHANGE if found else What.SAME
    return PersonLine(person=person, what=what, row=row, differences=tuple(found), wanted=wanted)


def _rooms(said: ScheduleSaid, taken: ScheduleTaken, here: held.Held) -> dict[str, Room | None]:
    """As it was said the last time; else by guid; else by a name in any language."""
    found: dict[str, Room | None] = {}
    for name, room in said.rooms.items():
        known = here.rooms_by_uid.get(taken.rooms.get(name, ""))
        by_guid = here.rooms_by_guid.get(room.guid) if room.guid else None
        found[name] = known or by_guid or here.room_named(name, room.venue)
    return found


def digest(value: Any) -> str:
    plain = canonical(held.plain(value))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:12]


__all__ = [
    "Difference",
    "Line",
    "PersonLine",
    "Plan",
    "What",
    "asked",
    "digest",
    "names_of",
    "plan_of",
]
