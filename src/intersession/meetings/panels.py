"""Where the page of a meeting shows something from above, and what this app shows below."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.documents.queries import Grouping
from intersession.meetings import queries
from intersession.meetings.models import Meeting
from intersession.meetings.queries.remote import own_link
from intersession.programme.models import Programme
from intersession.ui.panels import Panel, Place

_place = Place()
hang, panels_of = _place.hang, _place.panels_of

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


def place_from_afar(meeting: Meeting, actor: Actor, now: datetime) -> Panel | None:
    """For the page of the meeting, to whoever is signed in and has a place. One query, or none."""
    link = own_link(meeting, actor)
    if not link:
        return None
    return Panel(heading=_("From afar"), template="meetings/_remote.html", content=link)
