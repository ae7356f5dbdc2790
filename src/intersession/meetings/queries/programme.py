"""The published agenda as readers open it: by day, and item by item."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from intersession.access.guard import Actor
from intersession.meetings import published, rules
from intersession.meetings.models import Meeting, Part
from intersession.meetings.published import Agenda
from intersession.meetings.queries.agenda import by_day, facts_of
from intersession.meetings.queries.files import presentations
from intersession.meetings.queries.items import ItemLine, Lines, Slot, Throughout, throughout
from intersession.meetings.queries.meetings import MeetingLine, meeting_line
from intersession.meetings.queries.papers import Papers, papers_of
from intersession.meetings.queries.speakers import biographies
from intersession.ui.languages import get_language

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class DayOfProgramme:
    day: date | None  # None: no hour was given
    anchor: str
    slots: list[Slot]

    @property
    def items(self) -> list[ItemLine]:
        return [item for slot in self.slots for column in slot.columns for item in column]


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """`octets`: of all documents and presentations together."""

    line: MeetingLine
    venue: Words
    about: Words
    modality: str
    version: Agenda
    days: list[DayOfProgramme]
    throughout: Throughout
    now: ItemLine | None
    papers: Papers
    facts: list[tuple[Any, str]]
    symbol: dict[str, Any]
    octets: int


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """`gone`: it stood in an earlier version. `abstracts` by uid of the part, `biographies` by uid
    of the speaker."""

    line: MeetingLine
    item: ItemLine
    day: date | None
    gone: bool
    version: Agenda
    abstracts: dict[str, Words]
    biographies: dict[str, Words]
    before: ItemLine | None
    after: ItemLine | None


def programme_page(
    meeting: Meeting, actor: Actor, now: datetime, theirs: ZoneInfo | None = None
) -> ProgrammePage:
    """With the documents that somebody may read. Five queries, six where items name documents that
    are not listed."""
    version = published.latest(meeting)
    papers = papers_of(meeting, version, actor)
    return page_of(meeting, version, lines_of(meeting, version, papers, actor, now, theirs))


def page_of(meeting: Meeting, version: Agenda, lines: Lines) -> ProgrammePage:
    line, papers = meeting_line(meeting), lines.papers
    days = [
        DayOfProgramme(
            day=found.day,
            anchor=f"day-{found.day or 0}",
            slots=lines.slots(found.items),
        )
        for found in by_day(version.items, meeting.time_zone)
    ]
    files = (file for several in lines.files.values() for file in several)
    return ProgrammePage(
        line=line,
        venue=meeting.venue,
        about=meeting.about,
        modality=meeting.modality,
        version=version,
        days=days,
        throughout=lines.throughout,
        now=next((item for day in days for item in day.items if item.now), None),
        papers=papers,
        facts=facts_of(meeting, line),
        symbol=_symbol(papers, line),
        octets=papers.octets + sum(file.size for file in files),
    )


def item_page(
    meeting: Meeting, uid: str, actor: Actor, now: datetime, theirs: ZoneInfo | None = None
) -> ItemPage | None:
    """None where no version had such an item. Seven queries at most."""
    version = published.latest(meeting)
    places = {item.uid: place for place, item in enumerate(version.items)}
    lost = {item.uid: item for item in version.gone}
    if uid not in places and uid not in lost:
        return None
    papers = papers_of(meeting, version, actor)
    lines = lines_of(meeting, version, papers, actor, now, theirs, alone=True)
    place = places.get(uid)
    item = lines.line(lost[uid] if place is None else version.items[place])
    at = item.seen.starts_at
    return ItemPage(
        line=meeting_line(meeting),
        item=item,
        day=at.astimezone(ZoneInfo(lines.place)).date() if at else None,
        gone=place is None,
        version=version,
        abstracts=abstracts(meeting, version),
        biographies=biographies(meeting, version),
        before=lines.line(version.items[place - 1]) if place else None,
        after=lines.line(version.items[place + 1])
        if place is not None and place + 1 < len(version.items)
        else None,
    )


def abstracts(meeting: Meeting, agenda: Agenda) -> dict[str, Words]:
    """By uid of the part, of those whom the agenda names. One query."""
    named = [part.uid for item in agenda.items for part in item.parts if part.confirmed]
    rows: Any = Part.objects.filter(item__meeting=meeting, uid__in=named)
    return {str(uid): words for uid, words in rows.values_list("uid", "abstract") if words}


def lines_of(
    meeting: Meeting,
    version: Agenda,
    papers: Papers,
    actor: Actor,
    now: datetime | None,
    theirs: ZoneInfo | None = None,
    *,
    alone: bool = False,
) -> Lines:
    """`alone`: the lines do not stand under what is said once for all of them."""
    place = rules.zone_of(meeting.time_zone) or ZoneInfo("UTC")
    return Lines(
        base=reverse("meetings:detail", args=[meeting.slug]),
        language=get_language(),
        place=place.key,
        theirs=theirs.key if theirs and theirs.key != place.key else "",
        now=None if meeting.cancelled_at else now,
        throughout=Throughout() if alone else throughout(version.items),
        files=presentations(meeting, version, actor),
        papers=papers,
    )


def _symbol(papers: Papers, line: MeetingLine) -> dict[str, Any]:
    first = papers.listed[0] if papers.listed else None
    return {
        "symbol": first.symbol if first else "",
        "original": first.original if first else "",
        "place_date": line.symbol_line,
    }
