"""Meetings whose agenda may be copied, and what a copy would add."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from intersession.meetings import rules
from intersession.meetings.copying import Copied, copies
from intersession.meetings.models import Meeting
from intersession.meetings.queries.timeline import hours_of
from intersession.ui.dates import span, weekday
from intersession.ui.text import text

MOST = 100  # meetings, the latest first


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    slug: str
    title: dict[str, str]
    when: str
    items: int


@dataclass(frozen=True, kw_only=True)
class CopyLine:
    title: dict[str, str]
    kind: Any
    when: str
    room: str
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CopyPage:
    """`lines`: of the meeting that was chosen; `there`: items that the draft has already."""

    sources: list[SourceLine]
    chosen: SourceLine | None
    lines: list[CopyLine]
    there: int


def copy_page(meeting: Meeting, chosen: Meeting | None) -> CopyPage:
    return CopyPage(
        sources=[_source(row) for row in _sources(meeting)],
        chosen=_source(_counted().get(pk=chosen.pk)) if chosen else None,
        lines=[_line(one, meeting) for one in copies(chosen, meeting)] if chosen else [],
        there=meeting.agenda.count(),
    )


def _counted() -> Any:
    return Meeting.objects.annotate(items=Count("agenda"))


def _sources(meeting: Meeting) -> Any:
    """Earlier ones with an agenda; those of its own kind first."""
    rows = _counted().filter(items__gt=0, starts_at__lt=meeting.starts_at).exclude(pk=meeting.pk)
    latest = list(rows.order_by("-starts_at")[:MOST])
    return sorted(latest, key=lambda row: row.kind != meeting.kind)


def _source(row: Any) -> SourceLine:
    days = rules.days_of(row)
    return SourceLine(slug=row.slug, title=row.title, when=span(days[0], days[-1]), items=row.items)


def _line(one: Copied, meeting: Meeting) -> CopyLine:
    row, when = one.source, ""
    if one.starts_at:
        zone = rules.zone_of(meeting.time_zone)
        hours = hours_of(one.starts_at, one.ends_at, meeting.time_zone)
        when = f"{weekday(one.starts_at.astimezone(zone).date())}, {hours}"
    return CopyLine(
        title=row.title,
        kind=rules.KIND_OF_ITEM_NAMES.get(row.kind, row.kind),
        when=when,
        room=text(one.room.name) if one.room else "",
        said=one.said,
    )
