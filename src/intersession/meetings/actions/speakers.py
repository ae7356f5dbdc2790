"""Verbs of speakers: who they are, and the link to their own page."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import invitations, rules, speaking
from intersession.meetings.actions._lock import Words, locked
from intersession.meetings.actions._speakers import (
    NAMES,
    SpeakerChangedMeanwhile,
    SpeakerFacts,
    TooManySpeakers,
    columns,
    not_over,
    sound_speaker,
)
from intersession.meetings.models import Meeting, Speaker

# What a speaker writes; an officer may, too.
OWN = ["biography", "recording"]


class NoAddress(Refusal):
    message = _("No e-mail address of %(name)s is known.")


class PageClosed(Refusal):
    message = _("The page of a speaker closes %(days)s days after the meeting.")


@transaction.atomic
def add_speaker(
    *, meeting: Meeting, facts: SpeakerFacts, guid: str = "", by: Actor, at: datetime
) -> Speaker:
    meeting = locked(meeting)
    sound_speaker(facts)
    if meeting.speakers.count() >= speaking.MOST_SPEAKERS:
        raise TooManySpeakers(most=speaking.MOST_SPEAKERS, parts=speaking.MOST_PARTS)
    speaker: Speaker = meeting.speakers.create(guid=guid, added_at=at, **columns(facts))
    record(Verb.SPEAKER_ADDED, by=by, at=at, subject=speaker, meeting=meeting.slug)
    return speaker


@transaction.atomic
def change_speaker(
    *, speaker: Speaker, facts: SpeakerFacts, seen: str = "", by: Actor, at: datetime
) -> Speaker:
    """`seen`: `rules.version_of` the speaker the form was filled from. The entry names the
    fields, not what they say: e-mail and gender stay out of the ledger."""
    locked(speaker.meeting)
    speaker = Speaker.objects.select_related("entity", "meeting").get(pk=speaker.pk)
    if seen and seen != rules.version_of(speaker, NAMES):
        raise SpeakerChangedMeanwhile
    sound_speaker(facts)
    given = columns(facts)
    changed = [name for name, value in given.items() if getattr(speaker, name) != value]
    for name in changed:
        setattr(speaker, name, given[name])
    speaker.save(update_fields=changed)
    record(Verb.SPEAKER_CHANGED, by=by, at=at, subject=speaker, changed=changed)
    return speaker


@transaction.atomic
def send_link(*, speaker: Speaker, renew: bool = False, by: Actor, at: datetime) -> Speaker:
    """The link again; with `renew` a new one, and the old one leads nowhere any more."""
    meeting = locked(speaker.meeting)
    speaker = Speaker.objects.select_related("meeting", "entity").get(pk=speaker.pk)
    if at >= speaking.closes_at(meeting):
        raise PageClosed(days=speaking.OPEN_DAYS)
    if not speaker.email:
        raise NoAddress(name=speaker.name)
    if renew:
        speaker.link_number += 1
        speaker.save(update_fields=["link_number"])
    record(Verb.SPEAKER_LINKED, by=by, at=at, subject=speaker, renewed=renew)
    invitations.send_link(speaker, by=by, at=at)
    return speaker


@transaction.atomic
def write_about(
    *,
    speaker: Speaker,
    biography: Words,
    recording: str,
    seen: str = "",
    by: Actor,
    at: datetime,
) -> Speaker:
    """What speakers say of themselves; whether they may be recorded is dated."""
    locked(speaker.meeting)
    speaker = Speaker.objects.get(pk=speaker.pk)
    if seen and seen != rules.version_of(speaker, OWN):
        raise SpeakerChangedMeanwhile
    said: dict[str, Any] = {}
    if speaker.recording != recording:
        speaker.recording, speaker.recording_at = recording, at
        said = {"recording": recording}
    speaker.biography = biography
    speaker.save(update_fields=["biography", "recording", "recording_at"])
    record(Verb.SPEAKER_WROTE, by=by, at=at, subject=speaker, **said)
    return speaker


@transaction.atomic
def invite_speakers(
    *,
    meeting: Meeting,
    speakers: list[Speaker],
    note: Words | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """One mail a speaker, with all parts not answered yet; how many were written.

    Whoever was invited for a part is not invited for it again.
    """
    meeting = locked(meeting)
    not_over(meeting, at)
    asked = invitations.to_invite(meeting, speakers)
    if not asked:
        raise NobodyToInvite
    mails = invitations.invite(asked, note or {}, by=by, at=at)
    about: dict[str, Any] = {"speakers": [str(one.uid) for one in asked], "mails": mails}
    record(Verb.SPEAKERS_INVITED, by=by, at=at, subject=meeting, **about)
    return mails


@transaction.atomic
def remind_speakers(
    *,
    meeting: Meeting,
    speakers: list[Speaker],
    note: Words | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Those who have not answered, each at most once a day."""
    meeting = locked(meeting)
    not_over(meeting, at)
    asked = invitations.to_remind(meeting, at, speakers)
    if not asked:
        raise NobodyToRemind
    mails = invitations.remind(asked, note or {}, by=by, at=at)
    about: dict[str, Any] = {"speakers": [str(one.uid) for one in asked], "mails": mails}
    record(Verb.SPEAKERS_REMINDED, by=by, at=at, subject=meeting, **about)
    return mails


class NobodyToInvite(Refusal):
    message = _("Nobody is left to invite: all were invited, or no e-mail address is known.")


class NobodyToRemind(Refusal):
    message = _("Nobody is left to remind: all have answered, or were written to within a day.")
