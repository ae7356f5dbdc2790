"""Agendas of meetings: the draft, what was published, and what is sent to change them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import Hour, Slug, Words, chosen, code, text, written
from intersession.meetings import published
from intersession.meetings.change_words import ItemTold
from intersession.meetings.conflicts import Conflict
from intersession.meetings.models import AgendaItem as MeetingItem
from intersession.meetings.models import Meeting, Part
from intersession.meetings.queries import Preview, VersionLine
from intersession.meetings.rules import LONGEST_ITEM
from intersession.ui.languages import NAMES

MOST_QUESTIONS, MOST_PAPERS = 20, 50
Minutes = Annotated[int, Field(ge=1, le=LONGEST_ITEM)]
# How often an item was changed, as the draft gives it.
Seen = Annotated[int, Field(ge=0, le=2**31 - 1)]


class AgendaItem(Sent):
    """`room` and `team`: their uids; `languages`: interpreted; `documents`: slugs."""

    title: written(300, least=1)
    kind: chosen(MeetingItem.Kind.values) = "other"
    detail: written(2000) = {}
    objectives: written(4000) = {}
    questions: Annotated[list[written(1000, least=1)], Field(max_length=MOST_QUESTIONS)] = []
    format: written(1000) = {}
    starts_at: Hour | None = None
    minutes: Minutes | None = None
    room: uuid.UUID | None = None
    languages: Annotated[list[chosen(NAMES)], Field(max_length=len(NAMES))] = []
    team: uuid.UUID | None = None
    documents: Annotated[list[Slug], Field(max_length=MOST_PAPERS)] = []


class ItemChange(AgendaItem):
    """`seen`: the item’s `changes` as they were read; without it the last one wins."""

    seen: Seen | None = None


class ItemPlace(Sent):
    """All of where and when; what is left out is empty. `seen` as when it is changed."""

    starts_at: Hour | None = None
    minutes: Minutes | None = None
    room: uuid.UUID | None = None
    seen: Seen | None = None


class ItemWhy(Sent):
    """It stays in the ledger."""

    reason: text(500, 1)


class AgendaCopy(Sent):
    """`source`: the slug of another meeting. `beside`: also where the draft has items."""

    source: Slug
    beside: bool = False


class AgendaPublish(Sent):
    """`reason`: why nobody is told, where `tell` is false. `seen`: as the preview gave it."""

    note: written(1000) = {}
    tell: bool = True
    reason: text(500) = ""
    seen: text(16) = ""


@dataclass(frozen=True, kw_only=True)
class RoomOfItem:
    uid: str
    name: Words
    venue: Words
    seats: int | None


@dataclass(frozen=True, kw_only=True)
class PartOfItem:
    """`name` is "" until the speaker has confirmed; `affiliation`: the Entity, or what was said."""

    uid: str
    speaker: str
    role: code(Part.Role.values)
    name: str
    function: Words
    affiliation: Words
    title: Words
    minutes: int | None
    remote: bool


@dataclass(frozen=True, kw_only=True)
class Item:
    """`minutes` is null where its length is not known; `uid` stays when the number changes.
    `documents`: slugs. `sequence` grows with each version in which its calendar entry is another.
    """

    uid: str
    number: int
    kind: code(MeetingItem.Kind.values)
    title: Words
    detail: Words
    objectives: Words
    questions: list[Words]
    format: Words
    starts_at: datetime | None
    ends_at: datetime | None
    minutes: int | None
    room: RoomOfItem | None
    languages: list[str]
    parts: list[PartOfItem]
    documents: list[str]
    cancelled: bool
    sequence: int


@dataclass(frozen=True, kw_only=True)
class DraftItem(Item):
    """`changes`: how often it was changed, for `seen`; `team`: the uid of its interpreters."""

    changes: int
    team: str


@dataclass(frozen=True, kw_only=True)
class AgendaDraft:
    """The agenda as the Administration works on it; `published` is the version others see, or 0.
    `added`: uids of the items that this request added."""

    meeting: str
    published: int
    items: list[DraftItem]
    added: list[str]


@dataclass(frozen=True, kw_only=True)
class AgendaConflict:
    """`items`: uids. A `hint` may well be meant so."""

    code: str
    hint: bool
    sentence: str
    items: list[str]


@dataclass(frozen=True, kw_only=True)
class ItemNews:
    """What became of one item, in sentences."""

    item: str
    number: int
    title: Words
    sentences: list[str]


@dataclass(frozen=True, kw_only=True)
class AgendaVersionLine:
    """`more`: items that changed, too, and are not listed."""

    number: int
    published_at: datetime
    note: Words
    changes: list[ItemNews]
    more: int


@dataclass(frozen=True, kw_only=True)
class AgendaAsPublished:
    meeting: str
    number: int
    latest: int
    published_at: datetime | None
    note: Words
    items: list[Item]


@dataclass(frozen=True, kw_only=True)
class TouchedCounts:
    """To how many a mail would be written; `unreached`: nobody knows their address."""

    speakers: int
    teams: int
    remote: int
    followers: int
    unreached: int


@dataclass(frozen=True, kw_only=True)
class AgendaPreview:
    """`changed` is false where there is nothing to publish. `seen`: send it when you publish."""

    number: int
    items: int
    changed: bool
    changes: list[ItemNews]
    touched: TouchedCounts
    seen: str


LISTS = ("questions", "languages", "documents")
SAME = tuple(n for n in Item.__dataclass_fields__ if n not in ("room", "parts", *LISTS))
OF_PART = tuple(PartOfItem.__dataclass_fields__)
OF_ROOM = tuple(RoomOfItem.__dataclass_fields__)


def item(seen: published.ItemSeen) -> Item:
    return Item(**_values(seen))


def draft(row: Meeting, added: list[MeetingItem] | None = None) -> AgendaDraft:
    rows = published.in_order(row)
    changes = {str(one.uid): one.changes for one in rows}
    return AgendaDraft(
        meeting=row.slug,
        published=published.latest(row).number,
        items=[
            DraftItem(**_values(one), changes=changes[one.uid], team=one.team)
            for one in published.draft_of(rows).items
        ],
        added=[str(one.uid) for one in added or ()],
    )


def _values(seen: published.ItemSeen) -> dict[str, object]:
    room = seen.room
    return {
        **{name: getattr(seen, name) for name in SAME},
        **{name: list(getattr(seen, name)) for name in LISTS},
        "room": RoomOfItem(**{n: getattr(room, n) for n in OF_ROOM}) if room else None,
        "parts": [PartOfItem(**{n: getattr(one, n) for n in OF_PART}) for one in seen.parts],
    }


def conflict(found: Conflict) -> AgendaConflict:
    return AgendaConflict(
        code=found.code, hint=found.hint, sentence=found.sentence, items=list(found.items)
    )


def news(told: ItemTold) -> ItemNews:
    return ItemNews(
        item=told.item, number=told.number, title=dict(told.title), sentences=list(told.sentences)
    )


def version(line: VersionLine) -> AgendaVersionLine:
    return AgendaVersionLine(
        number=line.number,
        published_at=line.published_at,
        note=dict(line.note),
        changes=[news(one) for one in line.told],
        more=line.more,
    )


def as_published(meeting: Meeting, found: published.Agenda, latest: int) -> AgendaAsPublished:
    return AgendaAsPublished(
        meeting=meeting.slug,
        number=found.number,
        latest=latest,
        published_at=found.published_at,
        note=dict(found.note),
        items=[item(one) for one in found.items],
    )


def preview(found: Preview) -> AgendaPreview:
    kinds = [mail.reader.kind for mail in found.found.mails]
    return AgendaPreview(
        number=found.number,
        items=found.items,
        changed=found.changed,
        changes=[news(one) for one in found.told],
        touched=TouchedCounts(
            speakers=kinds.count("speaker"),
            teams=kinds.count("team"),
            remote=kinds.count("remote"),
            followers=kinds.count("follower"),
            unreached=len(found.found.silent),
        ),
        seen=found.seen,
    )
