"""Where the page of a meeting shows something from above, and what this app shows below.

A panel is read only. Nothing here imports upwards; the app above calls `hang` when it is ready.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents.queries import Grouping
from intersession.meetings import queries
from intersession.meetings.models import Meeting
from intersession.programme.models import Programme
from intersession.programme.panels import Panel

__all__ = ["Maker", "Panel", "documents_by_meeting", "hang", "meetings_of_the_year", "panels_of"]
Maker = Callable[[Meeting, Actor, datetime], Panel | None]
_makers: list[Maker] = []


def hang(maker: Maker) -> None:
    """Add a panel to the page of a meeting; hanging the same one twice shows it once."""
    if maker not in _makers:
        _makers.append(maker)


def panels_of(meeting: Meeting, actor: Actor, now: datetime) -> list[Panel]:
    made = (maker(meeting, actor, now) for maker in _makers)
    return [panel for panel in made if panel]


# For the register of documents and its table of languages.
documents_by_meeting = Grouping(
    name="meeting",
    label=_("Meeting"),
    every=_("All meetings"),
    choices=queries.with_documents,
    documents=queries.documents_of,
)


def meetings_of_the_year(programme: Programme, actor: Actor, now: datetime) -> Panel | None:
    """For the page of a programme. One query."""
    lines = queries.of_programme(programme)
    if not lines:
        return None
    return Panel(heading=_("Meetings"), template="meetings/_lines.html", content=lines)
