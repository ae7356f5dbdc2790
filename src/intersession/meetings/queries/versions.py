"""Versions of an agenda: what publishing would do, what was published, who follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404

from intersession.access.guard import Actor
from intersession.meetings import change_words, published
from intersession.meetings.agenda_notices import Notices, notices
from intersession.meetings.change_words import ItemTold
from intersession.meetings.models import AgendaVersion, Follower, Meeting
from intersession.meetings.published import Agenda, Change, Words
from intersession.meetings.queries.agenda import DayOfAgenda, by_day

VERSIONS_A_PAGE = 10
MAILS_A_PAGE = 40
MOST_ITEMS = 60  # told of one version on the page of all


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What publishing the draft would do now. `number`: of the version it would become; `mails`:
    the notices shown, of `found`; `seen`: the draft that was looked at."""

    number: int
    items: int
    changed: bool
    told: list[ItemTold]
    found: Notices
    mails: Page
    seen: str


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """`more`: items that changed and are not shown."""

    number: int
    published_at: datetime
    note: Words
    told: list[ItemTold]
    more: int
    mails: int


@dataclass(frozen=True, kw_only=True)
class VersionPage:
    """`latest`: the number of the version that stands now."""

    version: Agenda
    agenda: list[DayOfAgenda]
    latest: int


def preview(meeting: Meeting, at: datetime, note: Words | None = None, page: Any = 1) -> Preview:
    """Nine queries, however long the agenda and however many are told."""
    before, draft = published.latest(meeting), published.drafted(meeting)
    after = published.following(before, draft, at)
    changes = published.changes(before, after)
    found = notices(meeting, before, after, at, note)
    return Preview(
        number=after.number,
        items=len(after.items),
        changed=bool(changes) or not before.number,
        told=_told(meeting, changes, office=True) if before.number else [],
        found=found,
        mails=Paginator(found.mails, MAILS_A_PAGE).get_page(page),
        seen=published.digest(draft),
    )


def version_log(meeting: Meeting, page: Any) -> Page:
    """Lines of versions, the newest first. Two queries."""
    rows = meeting.versions.defer("content").order_by("-number")
    shown = Paginator(rows, VERSIONS_A_PAGE).get_page(page)
    shown.object_list = [version_line(meeting, row) for row in shown.object_list]
    return shown


def version_line(meeting: Meeting, row: AgendaVersion) -> VersionLine:
    changes = [Change(**plain) for plain in row.changes] if row.number > 1 else []
    told = _told(meeting, changes, office=False)
    return VersionLine(
        number=row.number,
        published_at=row.published_at,
        note=row.note,
        told=told[:MOST_ITEMS],
        more=max(0, len(told) - MOST_ITEMS),
        mails=row.told,
    )


def _told(meeting: Meeting, changes: Sequence[Change], *, office: bool) -> list[ItemTold]:
    return change_words.by_item(changes, change_words.place_of(meeting), office=office)


def version_page(meeting: Meeting, number: int) -> VersionPage:
    """One version as it stood; 404 where there is none of that number. Two queries."""
    row = get_object_or_404(meeting.versions, number=number)
    last = meeting.versions.order_by("-number").values_list("number", flat=True)
    version = published.read(row)
    return VersionPage(
        version=version,
        agenda=by_day(version.items, meeting.time_zone),
        latest=last.first() or number,
    )


def follows(meeting: Meeting, actor: Actor) -> bool | None:
    """None for who has not signed in. At most one query."""
    if actor.user is None:
        return None
    return Follower.objects.filter(meeting=meeting, user_id=actor.user).exists()
