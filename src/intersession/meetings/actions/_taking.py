"""Do what the plan of a schedule says: rooms, speakers, items, parts, each in few statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from intersession.access.guard import Actor
from intersession.documents.models import Document
from intersession.meetings.models import AgendaItem, Meeting, Part, Room, Speaker, SpeakerFile
from intersession.meetings.schedules import held
from intersession.meetings.schedules.plans import Difference, Line, Plan, What
from intersession.meetings.schedules.said import ItemSaid

MANY = 500  # rows in one statement


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What somebody decided about a plan of digest `seen`.

    `rooms`: by name in the file the room meant, None for a new one; `overwrite`: names of items and
    of persons that were changed here, too, and follow the file all the same.
    """

    seen: str
    rooms: Mapping[str, Room | None] = field(default_factory=dict)
    widen: bool = False  # the meeting, over what lies outside; else that is left out
    remove: bool = True  # what the file no longer has
    confirmed: bool = True  # its persons have confirmed
    overwrite: Collection[str] = ()


class Taking:
    """One schedule. `values`: by name in the file, what stands in each column afterwards."""

    def __init__(self, plan: Plan, choices: Choices, by: Actor, at: datetime) -> None:
        self.plan, self.choices, self.at = plan, choices, at
        self.meeting: Meeting = plan.meeting
        self.stamp = {"changed_at": at, "changed_by": str(by)[:300]}
        self.rooms: dict[str, Room | None] = {}
        self.speakers: dict[str, Speaker] = {}  # by `held.key_of`
        self.rows: dict[str, AgendaItem] = {}
        self.values: dict[str, dict[str, Any]] = {}
        self.removed: list[str] = []
        self.made: list[Speaker] = []

    def perform(self, language: str) -> None:
        lines = [line for line in self.plan.lines if self.taken(line)]
        self.make_rooms(lines, language)
        self.make_speakers(lines)
        self.add_items([line for line in lines if line.row is None])
        self.change_items([line for line in lines if line.row])
        self.change_speakers()
        self.remove_items()

    def taken(self, line: Line) -> bool:
        if line.item is None or line.what == What.BAD or (line.outside and not self.choices.widen):
            return False
        return not line.gone or line.guid in self.choices.overwrite

    def applied(self, name: str, differences: Collection[Difference]) -> dict[str, Any]:
        chosen = name in self.choices.overwrite
        return {one.name: one.new for one in differences if chosen or not one.both}

    def make_rooms(self, lines: list[Line], language: str) -> None:
        needed = {line.item.room: None for line in lines if line.item and line.item.room}
        last = Room.objects.aggregate(last=Max("position"))["last"] or 0
        made: list[Room] = []
        for name, said in self.plan.said.rooms.items():
            self.rooms[name] = self.plan.rooms[name] or self.choices.rooms.get(name)
            if self.rooms[name] is None and name in needed:
                words = dict(said.words) or {language: name}
                guid = said.guid if said.guid not in self.plan.here.rooms_by_guid else ""
                facts = {"name": words, "venue": dict(said.venue), "seats": said.seats}
                room = self.rooms[name] = Room(guid=guid, position=last + len(made) + 1, **facts)
                made.append(room)
        Room.objects.bulk_create(made)

    def make_speakers(self, lines: list[Line]) -> None:
        """Those who have a part in what is taken in."""
        self.speakers = {held.key_of(row): row for row in self.plan.here.speakers.values()}
        used = {part.person for line in lines if line.item for part in line.item.parts or ()}
        for line in self.plan.persons:
            said = line.person
            if line.row is None and said.key in used:
                facts = {name: held.plain(getattr(said, name)) for name in held.OF_PERSON}
                self.made.append(
                    Speaker(meeting=self.meeting, guid=said.key, added_at=self.at, **facts)
                )
        self.speakers |= {row.guid: row for row in Speaker.objects.bulk_create(self.made, MANY)}

    def change_speakers(self) -> None:
        changed = []
        for line in self.plan.persons:
            given = self.applied(line.person.key, line.differences)
            if line.row and given:
                for name, value in given.items():
                    if name != "affiliation" or line.row.entity is None:
                        setattr(line.row, name, value)
                changed.append(line.row)
        Speaker.objects.bulk_update(changed, held.OF_PERSON, MANY)

    def add_items(self, lines: list[Line]) -> None:
        last = self.meeting.agenda.aggregate(last=Max("number"))["last"] or 0
        order = {line.guid: n for n, line in enumerate(lines)}
        lines = sorted(lines, key=lambda line: _place(line.item, order[line.guid]))
        for number, line in enumerate(lines, last + 1):
            assert line.item
            values = _new(line.item, self.rooms, self.plan)
            row = AgendaItem(meeting=self.meeting, number=number, guid=line.guid, **self.stamp)
            self.write(row, values)
            self.rows[line.guid], self.values[line.guid] = row, values
        AgendaItem.objects.bulk_create([self.rows[line.guid] for line in lines], MANY)
        self.write_parts({line.guid: {} for line in lines})
        self.write_documents([line.guid for line in lines])

    def change_items(self, lines: list[Line]) -> None:
        before, touched = {}, []
        for line in lines:
            assert line.row and line.item
            old, given = held.of_item(line.row), self.applied(line.guid, line.differences)
            if "room" in given:
                given["room"] = held.named(self.rooms.get(line.item.room or ""))
            self.rows[line.guid], self.values[line.guid] = line.row, {**old, **given}
            if not given:
                continue
            touched.append(line)
            self.write(line.row, self.values[line.guid])
            line.row.changes += 1
            for name, value in self.stamp.items():
                setattr(line.row, name, value)
            if "parts" in given:
                before[line.guid] = _parts_of(line.row)
        columns = [*held.COLUMNS, "room", "cancelled_at", "changes", *self.stamp]
        rows = [line.row for line in touched if line.row]
        AgendaItem.objects.bulk_update(rows, columns, MANY)
        self.write_parts(before)
        self.write_documents([line.guid for line in touched])

    def write(self, row: AgendaItem, values: Mapping[str, Any]) -> None:
        for name in held.COLUMNS:
            setattr(row, name, values[name])
        row.starts_at = datetime.fromisoformat(values["starts_at"]) if values["starts_at"] else None
        by_uid = {held.named(room): room for room in self.rooms.values() if room}
        row.room = by_uid.get(values["room"]) or self.plan.here.rooms_by_uid.get(values["room"])
        if values["cancelled"] != (row.cancelled_at is not None):
            row.cancelled_at = self.at if values["cancelled"] else None

    def write_parts(self, before: Mapping[str, Mapping[tuple[str, str], Part]]) -> None:
        """`before`: by item, the parts that a file may speak of; others stay as they are."""
        made: list[Part] = []
        changed: list[Part] = []
        ended: list[Part] = []
        state = Part.State.CONFIRMED if self.choices.confirmed else Part.State.PROPOSED
        for guid, known in before.items():
            wanted = {(one["person"], one["role"]): one for one in self.values[guid]["parts"]}
            ended += [part for key, part in known.items() if key not in wanted]
            for position, (key, one) in enumerate(wanted.items()):
                part = known.get(key) or Part(
                    item=self.rows[guid], speaker=self.speakers[key[0]], role=key[1], state=state
                )
                part.position, part.title = position, one["title"]
                part.minutes, part.remote = one["minutes"], one["remote"]
                (changed if part.pk else made).append(part)
        Part.objects.bulk_create(made, MANY)
        Part.objects.bulk_update(changed, ["position", "title", "minutes", "remote"], MANY)
        self.end_parts(ended)

    def end_parts(self, parts: list[Part]) -> None:
        """Whoever was asked here, or sent something, has withdrawn; the others were never here."""
        kept = self.kept(parts)
        Part.objects.filter(pk__in=kept).update(state=Part.State.WITHDRAWN)
        Part.objects.filter(pk__in=[part.pk for part in parts if part.pk not in kept]).delete()

    def kept(self, parts: list[Part]) -> set[int]:
        names = [part.pk for part in parts]
        rests = {part.pk for part in parts if part.invited_at or part.replaces_id}
        rests |= set(SpeakerFile.objects.filter(part__in=names).values_list("part", flat=True))
        replaced = Part.objects.filter(replaces__in=names).values_list("replaces", flat=True)
        return rests | {pk for pk in replaced if pk}

    def write_documents(self, guids: list[str]) -> None:
        wanted = {guid: self.values[guid]["documents"] for guid in guids}
        slugs = {slug for names in wanted.values() for slug in names}
        rows = {row.slug: row for row in Document.objects.filter(slug__in=slugs)} if slugs else {}
        for guid, names in wanted.items():
            if names or self.plan.here.items.get(guid):
                self.rows[guid].documents.set([rows[slug] for slug in names])

    def remove_items(self) -> None:
        """What rests on an item keeps it on the agenda, as cancelled."""
        rows = []
        for line in self.plan.lines:
            chosen = line.what == What.REMOVE or line.guid in self.choices.overwrite
            if line.item is None and line.row and self.choices.remove and chosen:
                rows.append(line.row)
                self.removed.append(line.guid)
        parts = [part for row in rows for part in row.parts.all()]
        resting = (
            {part.item_id for part in parts if part.pk in self.kept(parts)} if parts else set()
        )
        for row in rows:
            if row.pk in resting:
                row.cancelled_at = self.at
                row.save(update_fields=["cancelled_at"])
        gone = [row.pk for row in rows if row.pk not in resting]
        Part.objects.filter(item__in=gone).delete()
        AgendaItem.objects.filter(pk__in=gone).delete()
        if gone:
            self.count_on()

    def count_on(self) -> None:
        """Numbers without a gap, one after the other: no two items bear the same in between."""
        for number, row in enumerate(self.meeting.agenda.order_by("number"), 1):
            if row.number != number:
                row.number = number
                row.save(update_fields=["number"])


def _place(item: ItemSaid | None, order: int) -> tuple[Any, ...]:
    """As a file of ours counted them; else by hour."""
    assert item
    hour = item.starts_at.timestamp() if item.starts_at else float("inf")
    return item.number is None, item.number or 0, hour, order


def _new(item: ItemSaid, rooms: Mapping[str, Room | None], plan: Plan) -> dict[str, Any]:
    """What stands in each column of an item that was not there."""
    empty = held.of_new()
    facts = {name: held.plain(value) for name, value in item.facts.items()}
    for name in ("title", "detail"):
        facts[name] = {code: wording for code, wording in facts[name].items() if wording}
    persons = {
        part.person: plan.here.key(plan.said.persons[part.person]) for part in item.parts or ()
    }
    known = plan.here.documents
    return {
        **empty,
        **facts,
        "room": held.named(rooms.get(item.room or "")),
        "parts": [held.part(persons[part.person], part) for part in item.parts or ()],
        "documents": sorted(slug for slug in item.documents or () if slug in known),
        "cancelled": bool(item.cancelled),
    }


def _parts_of(row: AgendaItem) -> dict[tuple[str, str], Part]:
    shown = [part for part in row.parts.all() if held.shown(part)]
    return {(held.key_of(part.speaker), part.role): part for part in shown}
