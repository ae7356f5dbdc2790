"""What does not go together in an agenda: told in words, never forbidden.

Each check takes the meeting and its rows in their order (`published.in_order`: with room, team and
parts at hand) and asks the database nothing about single items.
"""

from collections.abc import Callable, Iterator, Sequence

from intersession.meetings.conflicts import interpretation, rooms
from intersession.meetings.conflicts._conflict import Conflict, together
from intersession.meetings.conflicts.days import days, outside
from intersession.meetings.conflicts.panels import panels
from intersession.meetings.conflicts.people import people
from intersession.meetings.models import AgendaItem, Meeting

Check = Callable[[Meeting, Sequence[AgendaItem]], Iterator[Conflict]]
CHECKS: tuple[Check, ...] = (
    people,
    *rooms.CHECKS,
    *interpretation.CHECKS,
    days,
    outside,
    panels,
)


def conflicts_of(
    meeting: Meeting, rows: Sequence[AgendaItem], checks: Sequence[Check] = CHECKS
) -> list[Conflict]:
    """In the order of the checks; what was cancelled conflicts with nothing."""
    held = [row for row in rows if row.cancelled_at is None]
    return [conflict for check in checks for conflict in check(meeting, held)]


__all__ = ["CHECKS", "Conflict", "conflicts_of", "together"]
