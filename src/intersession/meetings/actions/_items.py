"""What verbs of agenda items share: the facts they take, who wrote last."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.meetings.actions._lock import Words
from intersession.meetings.models import AgendaItem, Room, Team
from intersession.ui.dates import moment


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """What is known of an item. `starts_at` is aware; an item with an hour may lack its length."""

    title: Words
    kind: str = AgendaItem.Kind.OTHER
    detail: Words = field(default_factory=dict)
    objectives: Words = field(default_factory=dict)
    questions: tuple[Words, ...] = ()
    format: Words = field(default_factory=dict)
    starts_at: datetime | None = None
    minutes: int | None = None
    room: Room | None = None
    languages: tuple[str, ...] = ()
    team: Team | None = None


class ItemChangedMeanwhile(Refusal):
    message = _("%(who)s changed this item at %(when)s, while you wrote. Nothing was overwritten.")


def not_meanwhile(item: AgendaItem, seen: int | None) -> None:
    if seen is not None and seen != item.changes:
        raise ItemChangedMeanwhile(who=item.changed_by, when=moment(item.changed_at))


def stamped(item: AgendaItem, by: Actor, at: datetime) -> None:
    item.changes += 1
    item.changed_at, item.changed_by = at, str(by)[:300]
    item.save()


def shallow(facts: ItemFacts) -> dict[str, Any]:
    """As the columns take it; rooms and teams stay rows."""
    given = {part.name: getattr(facts, part.name) for part in fields(facts)}
    return {**given, "questions": list(facts.questions), "languages": list(facts.languages)}
