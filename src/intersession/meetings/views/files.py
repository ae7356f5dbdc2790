"""Presentations and statements of speakers, as they go out."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from intersession.access.guard import needs, public
from intersession.access.once import once
from intersession.access.policy import May
from intersession.documents.downloads import sent
from intersession.meetings import actions
from intersession.meetings.queries.files import file_for, standing
from intersession.meetings.views._page import meeting_at, who
from intersession.meetings.views.speakers import at_once


@public
@require_GET
def files(request: Any, slug: str, uid: UUID) -> FileResponse:
    """What nobody may have is not there, for them."""
    row = file_for(meeting_at(request, slug), uid, request.actor)
    if row is None:
        raise Http404
    return sent(row.file)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def files_hold(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _kept_back(request, slug, uid, actions.hold_file)


@needs(May.MANAGE_MEETINGS)
@require_POST
@once
def files_release(request: Any, slug: str, uid: UUID) -> HttpResponse:
    return _kept_back(request, slug, uid, actions.release_file)


def _kept_back(request: Any, slug: str, uid: UUID, verb: Any) -> HttpResponse:
    meeting = meeting_at(request, slug)
    rows = standing().select_related("part__item__meeting", "part__speaker__meeting", "file")
    row = get_object_or_404(rows, part__item__meeting=meeting, uid=uid)
    return at_once(request, meeting, row.part.speaker, lambda: verb(file=row, **who(request)))
