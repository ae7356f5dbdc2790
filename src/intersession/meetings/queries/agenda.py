"""One meeting as its page shows it: the agenda that was published, documents, facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents import queries as documents
from intersession.documents.models import Document
from intersession.documents.rules import readable
from intersession.meetings import published, rules
from intersession.meetings.models import Meeting
from intersession.meetings.published import Agenda, ItemSeen
from intersession.meetings.queries.meetings import (
    FIGURE_NAMES,
    MODALITY_NAMES,
    MeetingLine,
    meeting_line,
)
from intersession.ui.dates import moment, number
from intersession.ui.text import text

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class DayOfAgenda:
    day: date | None  # None: no hour was given
    items: list[ItemSeen]


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    line: MeetingLine
    venue: Words
    about: Words
    version: Agenda
    agenda: list[DayOfAgenda]
    papers: list[documents.DocumentLine]
    facts: list[tuple[Any, str]]
    symbol: dict[str, Any]


def meeting_page(meeting: Meeting, actor: Actor) -> MeetingPage:
    """One meeting with its agenda and the documents somebody may read. Three queries."""
    line = meeting_line(meeting)
    papers = documents.lines(_papers(meeting, actor))
    first = papers[0] if papers else None
    version = published.latest(meeting)
    return MeetingPage(
        line=line,
        venue=meeting.venue,
        about=meeting.about,
        version=version,
        agenda=by_day(version.items, meeting.time_zone),
        papers=papers,
        facts=facts_of(meeting, line),
        symbol={
            "symbol": first.symbol if first else "",
            "original": first.original if first else "",
            "place_date": line.symbol_line,
        },
    )


def by_day(items: Iterable[ItemSeen], time_zone: str) -> list[DayOfAgenda]:
    """By day at the place of the meeting; items without an hour stand with the ones before."""
    zone = rules.zone_of(time_zone) or UTC
    days: dict[date | None, list[ItemSeen]] = {}
    last: date | None = None
    for item in items:
        last = item.starts_at.astimezone(zone).date() if item.starts_at else last
        days.setdefault(last, []).append(item)
    return [DayOfAgenda(day=when, items=found) for when, found in days.items()]


def _papers(meeting: Meeting, actor: Actor) -> list[Document]:
    rows = meeting.papers.filter(document__distribution__in=readable(actor))
    return [row.document for row in rows.select_related("document").order_by("position", "pk")]


def facts_of(meeting: Meeting, line: MeetingLine) -> list[tuple[Any, str]]:
    """Terms and values; a fact whose name is not known is shown under its own name."""
    place = ", ".join(part for part in (text(meeting.venue), text(meeting.place)) if part)
    begins = moment(line.starts_at, text(line.place), line.time_zone)
    facts = [
        (_("Begins"), begins),
        (_("Ends"), moment(line.ends_at, text(line.place), line.time_zone)),
        (_("Place"), place),
        (_("Time zone"), line.time_zone),
        (_("How"), text(MODALITY_NAMES[meeting.modality])),
    ]
    for name, value in meeting.figures.items():
        shown = number(value) if isinstance(value, int) else text(value)
        facts.append((FIGURE_NAMES.get(name, name.replace("_", " ").capitalize()), shown))
    return facts
