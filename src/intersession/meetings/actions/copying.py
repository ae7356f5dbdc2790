"""The agenda of another meeting is taken over into a draft."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.actions._items import ItemFacts
from intersession.meetings.actions._lock import locked
from intersession.meetings.actions.agenda import add_item
from intersession.meetings.copying import Copied, copies
from intersession.meetings.models import AgendaItem, Meeting


class NothingToCopy(Refusal):
    message = _("The agenda of that meeting has no item to copy.")


class CopyOfItself(Refusal):
    message = _("Choose another meeting: an agenda is not copied into itself.")


class DraftHasItems(Refusal):
    message = _(
        "This draft has items already. Say that the copied ones may stand beside them, or remove "
        "those first."
    )


@transaction.atomic
def copy_agenda(
    *, meeting: Meeting, source: Meeting, beside: bool = False, by: Actor, at: datetime
) -> list[AgendaItem]:
    """Items with objectives, questions, format, rooms and languages; nobody who spoke.

    A draft that has items takes more only with `beside`.
    """
    meeting = locked(meeting)
    if source.pk == meeting.pk:
        raise CopyOfItself
    if not beside and meeting.agenda.exists():
        raise DraftHasItems
    found = copies(source, meeting)
    if not found:
        raise NothingToCopy
    added = [add_item(meeting=meeting, facts=_facts(one), by=by, at=at) for one in found]
    about: dict[str, Any] = {"copied_from": source.slug, "items": len(added)}
    record(Verb.AGENDA_COPIED, by=by, at=at, subject=meeting, **about)
    return added


def _facts(one: Copied) -> ItemFacts:
    row = one.source
    same = ("title", "kind", "detail", "objectives", "format", "minutes")
    return ItemFacts(
        **{name: getattr(row, name) for name in same},
        questions=tuple(row.questions),
        languages=tuple(row.languages),
        starts_at=one.starts_at,
        room=one.room,
    )
