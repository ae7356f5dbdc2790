"""Verbs of the agenda: items are added, changed and removed as a draft; see `publishing`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions._items import (
    ItemFacts,
    not_meanwhile,
    plain,
    shallow,
    sound,
    stamped,
    still_there,
)
from intersession.meetings.actions._lock import locked
from intersession.meetings.models import AgendaItem, Meeting, Part, SpeakerFile
from intersession.ui.text import text


class SpeakersKnow(Refusal):
    message = _(
        "Speakers of “%(title)s” were invited or replaced already. Cancel the item instead of "
        "removing it, so that they are told."
    )


class PapersOfSpeakers(Refusal):
    message = _(
        "Speakers sent files for “%(title)s”, which stay with it. Cancel the item instead of "
        "removing it."
    )


class PartsPassedOn(Refusal):
    message = _(
        "A part in “%(title)s” was given to somebody else meanwhile. Cancel the item instead of "
        "removing it."
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
    sound(meeting, facts)
    last = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    stamp = {"changed_at": at, "changed_by": str(by)[:300]}
    item: AgendaItem = meeting.agenda.create(number=last + 1, guid=guid, **shallow(facts), **stamp)
    item.documents.set(documents)
    about: dict[str, Any] = {"number": item.number, **plain(facts)}
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
    item = still_there(meeting, item)
    not_meanwhile(item, seen)
    sound(meeting, facts, item)
    given = shallow(facts)
    changed = [name for name, value in given.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, given[name])
    if documents is not None:
        item.documents.set(documents)
    stamped(item, by, at)
    about: dict[str, Any] = {"changed": changed, **plain(facts)}
    if documents is not None:
        about["documents"] = sorted(paper.symbol for paper in documents)
    record(Verb.ITEM_CHANGED, by=by, at=at, subject=item, **about)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor, at: datetime) -> None:
    """Take an item off the draft; the items after it move up by one."""
    meeting = locked(item.meeting)
    found = still_there(meeting, item)
    _removable(found)
    about: dict[str, Any] = {"number": found.number, "title": found.title}
    record(Verb.ITEM_REMOVED, by=by, at=at, subject=found, **about)
    found.parts.all().delete()
    found.delete()
    for later in meeting.agenda.filter(number__gt=found.number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])


def _removable(item: AgendaItem) -> None:
    """Only what nobody outside the Administration has seen, answered or sent something for."""
    title = text(item.title)
    if item.parts.exclude(state=Part.State.PROPOSED).exists():
        raise SpeakersKnow(title=title)
    if SpeakerFile.objects.filter(part__item=item).exists():
        raise PapersOfSpeakers(title=title)
    if Part.objects.filter(replaces__item=item).exists():
        raise PartsPassedOn(title=title)
