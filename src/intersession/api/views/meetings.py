"""Operations of meetings."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import Listed, Paged, bodies, part
from intersession.api.shapes import meetings as shapes
from intersession.api.views._rows import meeting_full, meeting_of, named, one_line, who
from intersession.documents.models import Document
from intersession.meetings import actions
from intersession.meetings.models import Meeting
from intersession.programme.models import Programme


@reads(_("Meetings, the latest first"), access=PUBLIC, gives=Listed[shapes.MeetingLine], asks=Paged)
def meetings(request: Any, asked: Paged) -> Listed[shapes.MeetingLine]:
    rows = Meeting.objects.select_related("programme").order_by("-starts_at", "pk")
    return part(rows, asked, shapes.meeting)


@reads(_("A meeting: agenda and documents"), access=PUBLIC, gives=shapes.MeetingFull)
def meeting(request: Any, slug: str) -> shapes.MeetingFull:
    return meeting_full(request, slug)


def _facts(body: bodies.MeetingFacts, row: Meeting | None = None) -> actions.Facts:
    """A name that is given twice counts once, the last time."""
    given = body.model_dump(exclude={"programme", "slug", "figures"})
    figures = row.figures if row else {}
    if body.figures is not None:
        figures = {one_line(one.name, ":"): one_line(one.value) for one in body.figures}
    return actions.Facts(**given, figures=figures)


@writes(
    _("Add a meeting"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.NewMeeting,
    gives=shapes.MeetingFull,
    status=201,
)
def meetings_add(request: Any, body: bodies.NewMeeting) -> shapes.MeetingFull:
    year = named(Programme.objects, year=body.programme)
    made = actions.add_meeting(programme=year, facts=_facts(body), slug=body.slug, **who(request))
    return meeting_full(request, made.slug)


@writes(
    _("Change a meeting"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.MeetingFacts,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_change(request: Any, slug: str, body: bodies.MeetingFacts) -> shapes.MeetingFull:
    row = meeting_of(slug)
    actions.change_meeting(meeting=row, facts=_facts(body, row), **who(request))
    return meeting_full(request, slug)


@writes(
    _("Move a meeting to its next state"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.MeetingState,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_state(request: Any, slug: str, body: bodies.MeetingState) -> shapes.MeetingFull:
    actions.move(meeting=meeting_of(slug), **body.model_dump(), **who(request))
    return meeting_full(request, slug)


@writes(
    _("Cancel the meeting"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.Why,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_cancel(request: Any, slug: str, body: bodies.Why) -> shapes.MeetingFull:
    actions.cancel_meeting(meeting=meeting_of(slug), reason=body.reason, **who(request))
    return meeting_full(request, slug)


@writes(
    _("Hold a meeting after all"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.Why,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_restore(request: Any, slug: str, body: bodies.Why) -> shapes.MeetingFull:
    actions.restore_meeting(meeting=meeting_of(slug), reason=body.reason, **who(request))
    return meeting_full(request, slug)


@writes(
    _("List a document for a meeting"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.Paper,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_documents(request: Any, slug: str, body: bodies.Paper) -> shapes.MeetingFull:
    row = meeting_of(slug)
    paper = named(Document.objects, slug=body.document)
    actions.attach_document(meeting=row, document=paper, **who(request))
    return meeting_full(request, slug)


@writes(
    _("Take a document off the list of a meeting"),
    access=May.MANAGE_MEETINGS,
    takes=bodies.Paper,
    gives=shapes.MeetingFull,
    of="meeting",
)
def meeting_documents_remove(request: Any, slug: str, body: bodies.Paper) -> shapes.MeetingFull:
    row = meeting_of(slug)
    paper = named(Document.objects, slug=body.document)
    actions.detach_document(meeting=row, document=paper, **who(request))
    return meeting_full(request, slug)
