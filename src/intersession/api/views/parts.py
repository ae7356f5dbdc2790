"""Operations of the parts of speakers, and of the files they sent."""

import uuid
from typing import Any

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.receiving import CONTENT_TYPE
from intersession.api.rules import OneOrTheOther
from intersession.api.shapes import speakers as shapes
from intersession.api.views._rows import meeting_of, named, who
from intersession.api.views.speakers import facts_of, full, part_facts
from intersession.documents.downloads import sent
from intersession.meetings import actions, published
from intersession.meetings.models import Part, SpeakerFile
from intersession.meetings.queries.files import file_for, presentations, standing

Full = shapes.SpeakerFull


@writes(
    _("Change the part of a speaker"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.PartBody,
    gives=Full,
)
def meeting_part_change(request: Any, slug: str, uid: uuid.UUID, body: shapes.PartBody) -> Full:
    changed = actions.change_part(part=_part(slug, uid), facts=part_facts(body), **who(request))
    return _of(changed)


@writes(
    _("Say how a speaker answered, and by which channel"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.PartAnswer,
    gives=Full,
)
def meeting_part_answer(request: Any, slug: str, uid: uuid.UUID, body: shapes.PartAnswer) -> Full:
    part = _part(slug, uid)
    return _of(actions.answer_part(part=part, **body.model_dump(), **who(request)))


@writes(
    _("Give the part of a speaker to somebody else; gives the new speaker"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.PartReplace,
    gives=Full,
)
def meeting_part_replace(request: Any, slug: str, uid: uuid.UUID, body: shapes.PartReplace) -> Full:
    part = _part(slug, uid)
    if (body.speaker is None) == (body.person is None):
        raise OneOrTheOther
    people = part.item.meeting.speakers.select_related("meeting", "entity")
    speaker = named(people, uid=body.speaker) if body.speaker else None
    facts = facts_of(body.person) if body.person else None
    given = {"speaker": speaker, "facts": facts, "channel": body.channel or ""}
    return _of(actions.replace_speaker(part=part, **given, **who(request)))


@writes(_("Take a part off a speaker"), access=May.MANAGE_MEETINGS, gives=Full)
def meeting_part_remove(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    part = _part(slug, uid)
    actions.remove_part(part=part, **who(request))
    return _of(part)


@reads(
    _("Presentations and statements of a meeting that are open to you"),
    access=PUBLIC,
    gives=list[shapes.FileOfPart],
)
def meeting_files(request: Any, slug: str) -> list[shapes.FileOfPart]:
    meeting = meeting_of(slug)
    rows = standing().filter(part__item__meeting=meeting)
    if not request.actor.may(May.MANAGE_MEETINGS):
        open_to = presentations(meeting, published.latest(meeting), request.actor)
        rows = rows.filter(uid__in=[one.uid for found in open_to.values() for one in found])
    return [shapes.file(row, str(row.part.uid), slug) for row in rows]


@reads(_("A presentation or statement of a speaker"), access=PUBLIC, gives=None)
def meeting_file(request: Any, slug: str, uid: uuid.UUID) -> FileResponse:
    """As its page gives it; what somebody may not have is not there for them."""
    row = file_for(meeting_of(slug), uid, request.actor)
    if row is None:
        raise Http404
    return sent(row.file, CONTENT_TYPE)


@writes(
    _("Keep a file of a speaker from the public"),
    access=May.MANAGE_MEETINGS,
    gives=Full,
)
def meeting_file_hold(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    row = _file(slug, uid)
    actions.hold_file(file=row, **who(request))
    return _of(row.part)


@writes(
    _("Keep a file of a speaker from the public no longer"),
    access=May.MANAGE_MEETINGS,
    gives=Full,
)
def meeting_file_release(request: Any, slug: str, uid: uuid.UUID, body: Any) -> Full:
    row = _file(slug, uid)
    actions.release_file(file=row, **who(request))
    return _of(row.part)


def _of(part: Part) -> Full:
    return full(part.item.meeting, part.speaker.uid)


def _part(slug: str, uid: uuid.UUID) -> Part:
    rows = Part.objects.select_related("item__meeting", "speaker__meeting", "speaker__entity")
    found: Part = get_object_or_404(rows, item__meeting__slug=slug, uid=uid)
    return found


def _file(slug: str, uid: uuid.UUID) -> SpeakerFile:
    rows = standing().select_related("part__item__meeting", "part__speaker", "file")
    found: SpeakerFile = get_object_or_404(rows, part__item__meeting__slug=slug, uid=uid)
    return found
