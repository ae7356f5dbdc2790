"""Verbs of parts: somebody gets one in an item, answers, is replaced, is taken off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import invitations, speaking
from intersession.meetings.actions._lock import locked
from intersession.meetings.actions._speakers import (
    CannotBecome,
    GivenToOther,
    ItemCancelled,
    PartFacts,
    SpeakerFacts,
    TooManySpeakers,
    alone,
    become,
    fresh,
    not_over,
    same_meeting,
    same_part,
)
from intersession.meetings.actions.speakers import NoAddress, add_speaker, invite_speakers
from intersession.meetings.models import AgendaItem, Part, Speaker
from intersession.ui.text import text

State = Part.State


class ReasonMissing(Refusal):
    message = _("Say in a few words why; only the Administration reads it.")


class SamePerson(Refusal):
    message = _("%(name)s has this part already. Choose somebody else.")


@transaction.atomic
def add_part(
    *, item: AgendaItem, speaker: Speaker, facts: PartFacts, by: Actor, at: datetime
) -> Part:
    """A part in an item, proposed; who was taken off or declined may get it again."""
    part = _given(item, speaker, facts)
    about: dict[str, Any] = {"speaker": str(speaker.uid), "item": str(item.uid), "role": part.role}
    record(Verb.PART_ADDED, by=by, at=at, subject=part, **about)
    return part


@transaction.atomic
def change_part(*, part: Part, facts: PartFacts, by: Actor, at: datetime) -> Part:
    """Role, place among the others, minutes, title, from afar; without a position it stays."""
    locked(part.item.meeting)
    part = fresh(part)
    _not_twice(part, facts.role)
    given: dict[str, Any] = {name: getattr(facts, name) for name in ("role", "minutes", "remote")}
    given |= {"title": facts.title}
    if facts.position is not None:
        given["position"] = facts.position
    changed = [name for name, value in given.items() if getattr(part, name) != value]
    for name in changed:
        setattr(part, name, given[name])
    part.save(update_fields=changed)
    record(Verb.PART_CHANGED, by=by, at=at, subject=part, changed=changed, role=part.role)
    return part


@transaction.atomic
def remove_part(*, part: Part, by: Actor, at: datetime) -> None:
    """Who was only thought of is gone; who was invited stays known, as taken off."""
    locked(part.item.meeting)
    part = fresh(part)
    about: dict[str, Any] = {"state": part.state, "item": str(part.item.uid), "role": part.role}
    about |= {"speaker": str(part.speaker.uid)}
    kept = part.state != State.PROPOSED or part.files.exists() or part.replaced_by.exists()
    if kept:
        become(part, State.WITHDRAWN)
        part.save(update_fields=["state"])
    record(Verb.PART_REMOVED, by=by, at=at, subject=part, **about)
    if not kept:
        part.delete()


@transaction.atomic
def answer_part(
    *,
    part: Part,
    confirm: bool,
    channel: str = speaking.LINK,
    why: str = "",
    by: Actor,
    at: datetime,
) -> Part:
    """Confirmed or declined, by the speaker's own link or as an officer heard it."""
    meeting = locked(part.item.meeting)
    part = fresh(part)
    not_over(meeting, at)
    own = channel == speaking.LINK
    _may_answer(part, confirm, own, why)
    become(part, State.CONFIRMED if confirm else State.DECLINED)
    part.answered_at, part.answer = at, "" if confirm else why.strip()[:500]
    part.save(update_fields=["state", "answered_at", "answer"])
    about: dict[str, Any] = {"state": part.state, "channel": channel}
    record(Verb.PART_ANSWERED, by=by, at=at, subject=part, **about)
    if own and not confirm:
        invitations.tell_administration(part, by=by, at=at)
    return part


@transaction.atomic
def replace_speaker(
    *,
    part: Part,
    speaker: Speaker | None = None,
    facts: SpeakerFacts | None = None,
    channel: str = "",
    by: Actor,
    at: datetime,
) -> Part:
    """The same role, place and minutes for another person: one of the meeting, or a new one.

    Confirmed at once where `channel` says how; else invited by mail.
    """
    meeting = locked(part.item.meeting)
    part = fresh(part)
    not_over(meeting, at)
    if part.state == State.WITHDRAWN or part.replaced_by.filter(state__in=LIVE).exists():
        raise GivenToOther
    if speaker is not None and speaker.pk == part.speaker_id:
        raise SamePerson(name=speaker.name)
    if speaker is None:
        assert facts is not None
        speaker = add_speaker(meeting=meeting, facts=facts, by=by, at=at)
    if not (channel or speaker.email):
        raise NoAddress(name=speaker.name)
    if part.state != State.DECLINED:
        become(part, State.WITHDRAWN)
        part.save(update_fields=["state"])
    same = {name: getattr(part, name) for name in ("role", "position", "minutes", "remote")}
    new = _given(part.item, speaker, PartFacts(**same), replaces=part)
    about: dict[str, Any] = {"speaker": str(speaker.uid), "before": str(part.speaker.uid)}
    record(Verb.PART_REPLACED, by=by, at=at, subject=new, item=str(part.item.uid), **about)
    if channel:
        return answer_part(part=new, confirm=True, channel=channel, by=by, at=at)
    invite_speakers(meeting=meeting, speakers=[speaker], by=by, at=at)
    return fresh(new)


LIVE = speaking.LIVE


def _given(
    item: AgendaItem, speaker: Speaker, facts: PartFacts, replaces: Part | None = None
) -> Part:
    locked(item.meeting)
    same_meeting(item, speaker)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.cancelled_at is not None:
        raise ItemCancelled(title=text(item.title))
    before = item.parts.filter(speaker=speaker, role=facts.role).first()
    if before is not None:
        return _taken_up(fresh(before), facts, replaces)
    if item.parts.count() >= speaking.MOST_PARTS:
        raise TooManySpeakers(most=speaking.MOST_SPEAKERS, parts=speaking.MOST_PARTS)
    part: Part = item.parts.create(speaker=speaker, replaces=replaces, **_columns(item, facts))
    return part


def _taken_up(part: Part, facts: PartFacts, replaces: Part | None) -> Part:
    """Somebody who was taken off, or declined, comes back: no part stands for this one any more."""
    if part.state in LIVE:
        raise same_part(part)
    part.replaced_by.update(replaces=None)
    part.replaces = replaces
    alone(part)
    part.state, part.answer = State.PROPOSED, ""
    part.invited_at = part.answered_at = part.reminded_at = None
    for name, value in _columns(part.item, facts).items():
        setattr(part, name, value)
    part.save()
    return part


def _columns(item: AgendaItem, facts: PartFacts) -> dict[str, Any]:
    position = facts.position
    if position is None:
        last = item.parts.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
    given = {name: getattr(facts, name) for name in ("role", "minutes", "title", "remote")}
    return {**given, "position": position}


def _not_twice(part: Part, role: str) -> None:
    same = Part.objects.filter(item=part.item, speaker=part.speaker, role=role)
    found = same.exclude(pk=part.pk).select_related("item", "speaker").first()
    if found is not None:
        raise same_part(found)


def _may_answer(part: Part, confirm: bool, own: bool, why: str) -> None:
    if part.item.cancelled_at is not None:
        raise ItemCancelled(title=text(part.item.title))
    if own and part.state not in speaking.TOLD:  # nobody asked, or it is somebody else's now
        names = speaking.STATE_NAMES
        to = State.CONFIRMED if confirm else State.DECLINED
        raise CannotBecome(name=part.speaker.name, state=names[part.state], to=names[to])
    if own and not confirm and not why.strip():
        raise ReasonMissing
