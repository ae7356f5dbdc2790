"""Verbs of meetings. What a calendar shows raises `sequence`, so that calendars take it over."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules
from intersession.meetings.campaigns import told_of
from intersession.meetings.models import AgendaItem, Meeting, MeetingDocument
from intersession.meetings.notices import told_anew
from intersession.programme.models import Programme
from intersession.ui.text import text

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a meeting. Hours are aware; `figures` are facts such as participants."""

    kind: str
    title: Words
    place: Words
    starts_at: datetime
    ends_at: datetime
    time_zone: str = "Europe/Zurich"
    number: int | None = None
    venue: Words = field(default_factory=dict)
    modality: str = Meeting.Modality.IN_PERSON
    about: Words = field(default_factory=dict)
    figures: Mapping[str, int | str] = field(default_factory=dict)


class EndsBeforeItBegins(Refusal):
    message = _("The meeting ends before it begins.")


class UnknownTimeZone(Refusal):
    message = _("“%(zone)s” is not a time zone. Time zones are written like Europe/Zurich.")


class WordsMissing(Refusal):
    message = _("A meeting needs a title and a place, each in at least one language.")


class AddressTaken(Refusal):
    message = _("There is a page at /meetings/%(slug)s/ already. Choose another address.")


class ChangedMeanwhile(Refusal):
    message = _(
        "Somebody changed this meeting while you wrote. The page shows what you wrote; open the "
        "meeting in another window to see what stands there now."
    )


class NotInOrder(Refusal):
    message = _("A meeting moves one state at a time.")


class ReasonMissing(Refusal):
    message = _("Say why the meeting goes one state back.")


class NoReason(Refusal):
    message = _("Say why the meeting is cancelled, or why it is held after all.")


class CancelledAlready(Refusal):
    message = _("The meeting is cancelled.")


class NotCancelled(Refusal):
    message = _("The meeting is not cancelled.")


class HeldAlready(Refusal):
    message = _("The meeting has been held; it cannot be cancelled any more.")


class OutsideTheMeeting(Refusal):
    message = _("The agenda item begins before or after the meeting.")


class TitleMissing(Refusal):
    message = _("An agenda item needs a title in at least one language.")


class NoSuchItem(Refusal):
    message = _("The agenda has no item %(number)s.")


class ListedAlready(Refusal):
    message = _("%(symbol)s is listed for this meeting already.")


class NotListed(Refusal):
    message = _("%(symbol)s is not listed for this meeting.")


@transaction.atomic
def add_meeting(
    *, programme: Programme, facts: Facts, slug: str = "", by: Actor, at: datetime
) -> Meeting:
    """A planned meeting of the year; without `slug` its address comes from its title."""
    _sound(facts)
    slug = slug or _free_slug(facts.title, programme.year)
    if slug in rules.RESERVED or Meeting.objects.filter(slug=slug).exists():
        raise AddressTaken(slug=slug)
    meeting = Meeting.objects.create(programme=programme, slug=slug, changed_at=at, **asdict(facts))
    about: dict[str, Any] = {"year": programme.year, "slug": slug, **_plain(facts)}
    record(Verb.MEETING_ADDED, by=by, at=at, subject=meeting, **about)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, facts: Facts, seen: int | None = None, by: Actor, at: datetime
) -> Meeting:
    """`seen` is the sequence the writer read: refused when somebody changed it meanwhile."""
    meeting = _locked(meeting)
    if seen is not None and seen != meeting.sequence:
        raise ChangedMeanwhile()
    _sound(facts)
    told = told_of(meeting)
    before = {name: getattr(meeting, name) for name in asdict(facts)}
    changed = [name for name, value in asdict(facts).items() if before[name] != value]
    if "starts_at" in changed:
        meeting.moved_from = meeting.starts_at
    for name in changed:
        setattr(meeting, name, getattr(facts, name))
    _bumped(meeting, at)
    about: dict[str, Any] = {"changed": changed, **_plain(facts)}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
    told_anew(meeting, told, by=by, at=at)
    return meeting


@transaction.atomic
def move(*, meeting: Meeting, to: str, reason: str = "", by: Actor, at: datetime) -> Meeting:
    """One state forward, or one back with a reason."""
    meeting = _locked(meeting)
    before = meeting.state
    if meeting.cancelled_at:
        raise CancelledAlready()
    if to not in (rules.following(before), rules.preceding(before)):
        raise NotInOrder()
    if to == rules.preceding(before) and not reason.strip():
        raise ReasonMissing()
    meeting.state = to
    _bumped(meeting, at)
    about: dict[str, Any] = {"from": before, "to": to, "reason": reason.strip()}
    record(Verb.MEETING_STATED, by=by, at=at, subject=meeting, **about)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Meeting:
    """It stays on the list and in every calendar, as cancelled."""
    meeting = _locked(meeting)
    if meeting.cancelled_at:
        raise CancelledAlready()
    if meeting.state in rules.OVER:
        raise HeldAlready()
    if not reason.strip():
        raise NoReason()
    told = told_of(meeting)
    meeting.cancelled_at = at
    _bumped(meeting, at)
    record(Verb.MEETING_CANCELLED, by=by, at=at, subject=meeting, reason=reason.strip())
    told_anew(meeting, told, by=by, at=at)
    return meeting


@transaction.atomic
def restore_meeting(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Meeting:
    """It is held after all, in the state in which it was."""
    meeting = _locked(meeting)
    if meeting.cancelled_at is None:
        raise NotCancelled()
    if not reason.strip():
        raise NoReason()
    told = told_of(meeting)
    meeting.cancelled_at = None
    _bumped(meeting, at)
    record(Verb.MEETING_RESTORED, by=by, at=at, subject=meeting, reason=reason.strip())
    told_anew(meeting, told, by=by, at=at)
    return meeting


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: Words,
    detail: Words | None = None,
    starts_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """The next item of the agenda."""
    meeting = _locked(meeting)
    if not _says(title):
        raise TitleMissing()
    if starts_at and not meeting.starts_at <= starts_at <= meeting.ends_at:
        raise OutsideTheMeeting()
    last = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    item: AgendaItem = meeting.agenda.create(
        number=last + 1, title=title, detail=detail or {}, starts_at=starts_at
    )
    about: dict[str, Any] = {"agenda": "added", "number": item.number, "title": title}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
    return item


@transaction.atomic
def remove_item(*, meeting: Meeting, number: int, by: Actor, at: datetime) -> None:
    """Take an item off the agenda; the items after it move up by one."""
    meeting = _locked(meeting)
    item = meeting.agenda.filter(number=number).first()
    if item is None:
        raise NoSuchItem(number=number)
    about: dict[str, Any] = {"agenda": "removed", "number": number, "title": item.title}
    item.delete()
    for later in meeting.agenda.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)


@transaction.atomic
def attach_document(
    *, meeting: Meeting, document: Document, by: Actor, at: datetime
) -> MeetingDocument:
    """List a document for the meeting. The first one gives the page its symbol."""
    meeting = _locked(meeting)
    if meeting.papers.filter(document=document).exists():
        raise ListedAlready(symbol=document.symbol)
    last = meeting.papers.aggregate(last=Max("position"))["last"] or 0
    paper: MeetingDocument = meeting.papers.create(document=document, position=last + 1)
    about: dict[str, Any] = {"document": document.symbol, "listed": True}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)
    return paper


@transaction.atomic
def detach_document(*, meeting: Meeting, document: Document, by: Actor, at: datetime) -> None:
    """Take a document off the list of the meeting; the document itself stays."""
    meeting = _locked(meeting)
    gone, _kinds = meeting.papers.filter(document=document).delete()
    if not gone:
        raise NotListed(symbol=document.symbol)
    about: dict[str, Any] = {"document": document.symbol, "listed": False}
    record(Verb.MEETING_CHANGED, by=by, at=at, subject=meeting, **about)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _bumped(meeting: Meeting, at: datetime) -> None:
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save()


def _sound(facts: Facts) -> None:
    if rules.zone_of(facts.time_zone) is None:
        raise UnknownTimeZone(zone=facts.time_zone)
    if facts.ends_at <= facts.starts_at:
        raise EndsBeforeItBegins()
    if not (_says(facts.title) and _says(facts.place)):
        raise WordsMissing()


def _says(words: Mapping[str, str]) -> bool:
    return any(str(wording).strip() for wording in words.values())


def _free_slug(title: Words, year: int) -> str:
    """From the title up to its colon; with the year where that is taken or nothing is left."""
    slug = slugify(text(title, "en").split(":")[0])[:60].strip("-")
    taken = not slug or slug in rules.RESERVED or Meeting.objects.filter(slug=slug).exists()
    return f"{slug or 'meeting'}-{year}" if taken else slug


def _plain(facts: Facts) -> dict[str, Any]:
    hours = {name: getattr(facts, name).isoformat() for name in ("starts_at", "ends_at")}
    return {**asdict(facts), **hours}
