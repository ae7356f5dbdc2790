"""Verbs of the agenda: items are added, changed and removed as a draft; see `publishing`."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings import rules
from intersession.meetings.actions._items import ItemFacts, not_meanwhile, shallow, stamped
from intersession.meetings.actions._lock import locked, says
from intersession.meetings.models import AgendaItem, Meeting, Part
from intersession.ui.dates import moment
from intersession.ui.text import text


class OutsideTheMeeting(Refusal):
    message = _(
        "The item would not lie within the meeting, which lasts from %(begins)s to %(ends)s."
    )


class TitleMissing(Refusal):
    message = _("An agenda item needs a title in at least one language.")


class LengthWrong(Refusal):
    message = _("An item lasts from 1 minute to 24 hours.")


class NoSuchItem(Refusal):
    message = _("The agenda has no item %(number)s.")


class SpeakersKnow(Refusal):
    message = _(
        "Speakers of “%(title)s” were invited already. Cancel the item, so that they are told, or "
        "take them off it first."
    )


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    facts: ItemFacts,
    documents: Collection[Document] = (),
    guid: str = "",
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """The next item of the draft."""
    meeting = locked(meeting)
    _sound(meeting, facts)
    last = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    stamp = {"changed_at": at, "changed_by": str(by)[:300]}
    item: AgendaItem = meeting.agenda.create(number=last + 1, guid=guid, **shallow(facts), **stamp)
    item.documents.set(documents)
    about: dict[str, Any] = {"number": item.number, **_plain(facts)}
    record(Verb.ITEM_ADDED, by=by, at=at, subject=item, **about)
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    facts: ItemFacts,
    documents: Collection[Document] | None = None,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """`seen`: `item.changes` as the writer read it; refused when somebody changed it meanwhile.

    Without `documents` those of the item stay.
    """
    meeting = locked(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    not_meanwhile(item, seen)
    _sound(meeting, facts)
    given = shallow(facts)
    changed = [name for name, value in given.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, given[name])
    if documents is not None:
        item.documents.set(documents)
    stamped(item, by, at)
    about: dict[str, Any] = {"changed": changed, **_plain(facts)}
    record(Verb.ITEM_CHANGED, by=by, at=at, subject=item, **about)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor, at: datetime) -> None:
    """Take an item off the draft; the items after it move up by one."""
    meeting = locked(item.meeting)
    found = meeting.agenda.filter(pk=item.pk).first()
    if found is None:
        raise NoSuchItem(number=item.number)
    if found.parts.exclude(state=Part.State.PROPOSED).exists():
        raise SpeakersKnow(title=text(found.title))
    about: dict[str, Any] = {"number": found.number, "title": found.title}
    record(Verb.ITEM_REMOVED, by=by, at=at, subject=found, **about)
    found.parts.all().delete()
    found.delete()
    for later in meeting.agenda.filter(number__gt=found.number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])


def _sound(meeting: Meeting, facts: ItemFacts) -> None:
    if not says(facts.title):
        raise TitleMissing
    if facts.minutes is not None and not 1 <= facts.minutes <= rules.LONGEST_ITEM:
        raise LengthWrong
    if facts.starts_at and not rules.within(meeting, facts.starts_at, facts.minutes):
        raise OutsideTheMeeting(begins=_hour(meeting, "starts_at"), ends=_hour(meeting, "ends_at"))


def _hour(meeting: Meeting, end: str) -> str:
    return moment(getattr(meeting, end), text(meeting.place), meeting.time_zone)


def _plain(facts: ItemFacts) -> dict[str, Any]:
    """For the ledger: hours in UTC, rooms and teams by name."""
    given = shallow(facts)
    return {
        **given,
        "starts_at": facts.starts_at.astimezone(UTC).isoformat() if facts.starts_at else None,
        "room": str(facts.room.uid) if facts.room else None,
        "team": str(facts.team.uid) if facts.team else None,
    }
