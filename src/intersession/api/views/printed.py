"""Operations that print what other operations list."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, require
from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads
from intersession.api.shapes import papers as shapes
from intersession.api.views._made import as_octets
from intersession.api.views._rows import meeting_of
from intersession.documents.papers import download, in_language, made
from intersession.meetings.papers import agenda_paper
from intersession.meetings.queries import meeting_page
from intersession.membership import queries
from intersession.membership.papers import list_paper, people_paper


@reads(
    _("The list of Entities as it is filtered, made as a file"),
    access=PUBLIC,
    gives=None,
    asks=shapes.AskListPaper,
)
def entities_paper(request: Any, asked: shapes.AskListPaper) -> HttpResponse:
    """In the alphabetical order of the paper's own language."""
    wanted = asked.as_list(request.now.date())
    with in_language(request):
        paper = list_paper(queries.listing_of(wanted))
        return as_octets(download(made(paper, asked.form, f"membership-{wanted.day}")))


@reads(
    _("Who acts for whom, made as a file"),
    access=May.READ_CONTACTS,
    gives=None,
    asks=shapes.AskListPaper,
)
def representatives_paper(request: Any, asked: shapes.AskListPaper) -> HttpResponse:
    """Contacts of all: a mission, which may read its own, may not have this list."""
    require(request.actor, May.READ_CONTACTS)
    wanted = asked.as_list(request.now.date())
    with in_language(request):
        listing = queries.listing_of(wanted)
        paper = people_paper(listing, queries.representatives(listing))
        return as_octets(download(made(paper, asked.form, f"representatives-{wanted.day}")))


@reads(
    _("The agenda of a meeting, made as a file"),
    access=PUBLIC,
    gives=None,
    asks=shapes.AskPaper,
)
def meeting_agenda_paper(request: Any, slug: str, asked: shapes.AskPaper) -> HttpResponse:
    """It goes from hand to hand: whoever asks, it lists what everybody may read."""
    meeting = meeting_of(slug)
    with in_language(request):
        paper = agenda_paper(meeting_page(meeting, Actor()))
        return as_octets(download(made(paper, asked.form, f"agenda-{slug}")))
