"""One person in two places at once, or with no time to walk from one to the other."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.conflicts._conflict import Conflict, together
from intersession.meetings.models import AgendaItem, Meeting, Speaker
from intersession.ui.text import text

TWICE = _("%(name)s would be in two items at the same time: “%(first)s” and “%(second)s”.")
NO_TIME = _(
    "%(name)s has %(minutes)s minutes from “%(first)s” to “%(second)s”, which is in another room."
)


def people(meeting: Meeting, rows: Sequence[AgendaItem]) -> Iterator[Conflict]:
    """Who stands twice as speaker is one person when the address of mail is the same."""
    there = {row.pk: _people(row) for row in rows}
    for first, second in together(rows, apart=rules.BETWEEN_ROOMS):
        for who in there[first.pk].keys() & there[second.pk].keys():
            found = _between(there[first.pk][who].name, first, second)
            if found:
                yield found


def _people(row: AgendaItem) -> dict[str, Speaker]:
    parts = [part for part in row.parts.all() if part.state in rules.ACTIVE]
    return {_same(part.speaker): part.speaker for part in parts}


def _same(speaker: Speaker) -> str:
    return speaker.email.strip().casefold() or str(speaker.uid)


def _between(name: str, first: AgendaItem, second: AgendaItem) -> Conflict | None:
    assert first.starts_at and second.starts_at
    left = second.starts_at - first.starts_at - timedelta(minutes=first.minutes or 0)
    minutes = int(left.total_seconds() // 60)
    overlap = minutes < 0 or first.starts_at == second.starts_at
    if not overlap and (first.room_id == second.room_id or not (first.room and second.room)):
        return None
    values = {"name": name, "first": text(first.title), "second": text(second.title)}
    return Conflict(
        code="person" if overlap else "walk",
        items=(str(first.uid), str(second.uid)),
        message=TWICE if overlap else NO_TIME,
        values=values if overlap else {**values, "minutes": minutes},
        hint=not overlap,
    )
