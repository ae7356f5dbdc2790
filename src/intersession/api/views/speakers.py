"""Operations of the speakers of a meeting."""

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.rules import NotKnown
from intersession.api.shapes import Listed, part
from intersession.api.shapes import speakers as shapes
from intersession.api.views._rows import meeting_of, named, who
from intersession.meetings import actions, invitations, rules
from intersession.meetings.actions import PartFacts, SpeakerFacts
from intersession.meetings.actions.meetings import UnknownTimeZone
from intersession.meetings.models import Meeting, Speaker
from intersession.meetings.queries import speakers as queries
from intersession.membership.models import Entity

Full = shapes.SpeakerFull


@reads(
    _("Speakers of a meeting, with parts, answers and what is missing"),
    access=May.MANAGE_MEETINGS,
    gives=Listed[Full],
    asks=shapes.AskSpeakers,
)
def meeting_speakers(request: Any, slug: str, asked: shapes.AskSpeakers) -> Listed[Full]:
    found = [shapes.speaker(row) for row in queries.rows_of(meeting_of(slug))]
    rows = [one for one in found if asked.state in (None, one.state)]
    return part(rows, asked, lambda row: row)


@writes(
    _("Add a speaker"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.SpeakerBody,
    gives=Full,
    status=201,
)
def meeting_speakers_add(request: Any, slug: str, body: shapes.SpeakerBody) -> Full:
    meeting = meeting_of(slug)
    made = actions.add_speaker(meeting=meeting, facts=facts_of(body), **who(request))
    return full(meeting, made.uid)


@writes(
    _("Invite speakers for the parts for which they were not asked yet"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.Write,
    gives=shapes.MailsWritten,
)
def meeting_speakers_invite(request: Any, slug: str, body: shapes.Write) -> shapes.MailsWritten:
    meeting = meeting_of(slug)
    asked = _asked(meeting, body, invitations.to_invite(meeting))
    mails = actions.invite_speakers(meeting=meeting, **asked, **who(request))
    return shapes.MailsWritten(mails=mails)


@writes(
    _("Remind speakers who have not answered"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.Write,
    gives=shapes.MailsWritten,
)
def meeting_speakers_remind(request: Any, slug: str, body: shapes.Write) -> shapes.MailsWritten:
    meeting = meeting_of(slug)
    asked = _asked(meeting, body, invitations.to_remind(meeting, request.now))
    mails = actions.remind_speakers(meeting=meeting, **asked, **who(request))
    return shapes.MailsWritten(mails=mails)


@reads(_("A speaker of a meeting"), access=May.MANAGE_MEETINGS, gives=Full)
def meeting_speaker(request: Any, slug: str, uid: uuid.UUID) -> Full:
    return full(meeting_of(slug), uid)


@writes(
    _("Change what is known of a speaker"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.SpeakerChange,
    gives=Full,
)
def meeting_speaker_change(
    request: Any, slug: str, uid: uuid.UUID, body: shapes.SpeakerChange
) -> Full:
    speaker = speaker_at(slug, uid)
    given = {"facts": facts_of(body), "seen": body.seen}
    actions.change_speaker(speaker=speaker, **given, **who(request))
    return full(speaker.meeting, uid)


@writes(
    _("Give a speaker a part in an agenda item"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.NewPart,
    gives=Full,
)
def meeting_speaker_parts(request: Any, slug: str, uid: uuid.UUID, body: shapes.NewPart) -> Full:
    speaker = speaker_at(slug, uid)
    item = named(speaker.meeting.agenda.select_related("meeting"), uid=body.item)
    actions.add_part(item=item, speaker=speaker, facts=part_facts(body), **who(request))
    return full(speaker.meeting, uid)


@writes(
    _("Send a speaker the link to their own page"),
    access=May.MANAGE_MEETINGS,
    takes=shapes.SendLink,
    gives=Full,
)
def meeting_speaker_link(request: Any, slug: str, uid: uuid.UUID, body: shapes.SendLink) -> Full:
    """The link is in the mail, and in no answer."""
    speaker = speaker_at(slug, uid)
    actions.send_link(speaker=speaker, renew=body.renew, **who(request))
    return full(speaker.meeting, uid)


def speaker_at(slug: str, uid: uuid.UUID) -> Speaker:
    rows = Speaker.objects.select_related("meeting", "entity")
    found: Speaker = get_object_or_404(rows, meeting__slug=slug, uid=uid)
    return found


def full(meeting: Meeting, uid: uuid.UUID) -> Full:
    found = queries.speaker_of(meeting, uid)
    if found is None:
        raise Http404
    return shapes.speaker(found)


def facts_of(body: shapes.Person) -> SpeakerFacts:
    given = body.model_dump(exclude={"seen", "entity"})
    zone = given.get("time_zone", "")
    if zone and rules.zone_of(zone) is None:
        raise UnknownTimeZone(zone=zone)
    entity = named(Entity.objects, slug=body.entity) if body.entity else None
    return SpeakerFacts(**{**given, "email": body.email or ""}, entity=entity)


def part_facts(body: shapes.PartBody) -> PartFacts:
    given = body.model_dump(exclude={"item", "position"})
    return PartFacts(**given, position=body.position - 1 if body.position else None)


def _asked(
    meeting: Meeting, body: shapes.Write, waiting: list[invitations.Asked]
) -> dict[str, Any]:
    """Whom to write to: those named, or all who wait."""
    speakers = [one.speaker for one in waiting]
    if body.speakers is not None:
        known = {row.uid: row for row in meeting.speakers.all()}
        for uid in body.speakers:
            if uid not in known:
                raise NotKnown(name=str(uid))
        speakers = [known[uid] for uid in body.speakers]
    return {"speakers": speakers, "note": body.note}
