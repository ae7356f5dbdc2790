"""What every dated fact of the membership keeps to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal, at_place
from intersession.ledger.record import Told
from intersession.membership.actions._many import in_parts
from intersession.membership.models import (
    Entity,
    GroupMembership,
    MembershipStatus,
    Representation,
)
from intersession.ui.dates import day as day_words

Held = MembershipStatus | GroupMembership | Representation
Check = Callable[[Any, list[Any]], None]
Tell = Callable[[Any, bool], Told]  # of a row, and whether it ended


class EndsBeforeItBegins(Refusal):
    message = _("It cannot end on %(until)s: it begins on %(since)s.")


def check_period(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise EndsBeforeItBegins(since=day_words(since), until=day_words(until))


def sharing_a_day(row: Any, others: Iterable[Any]) -> list[Any]:
    """Those that hold on a day on which `row` holds, the earliest first."""
    found = [
        one for one in others if _before(one.since, row.until) and _before(row.since, one.until)
    ]
    return sorted(found, key=lambda one: one.since)


def _before(day: date, until: date | None) -> bool:
    return until is None or day < until


@dataclass(frozen=True, kw_only=True)
class Ending:
    """From `on` it no longer holds; None takes an end back. An end may be moved."""

    row: Held
    on: date | None


def locked(entities: Iterable[Entity]) -> None:
    """Two people who write about one Entity at once come one after the other."""
    rows = Entity.objects.select_for_update().order_by("pk").only("pk")
    list(in_parts(rows, "pk", {entity.pk for entity in entities}))


def write(
    acts: Sequence[Any], table: Any, check: Check, tell: Tell
) -> tuple[list[Any], list[Told]]:
    """Acts are endings, and rows that are not saved yet: these begin. The row of each, and what it
    has to tell at that moment.

    `check` gets a row and what else its Entity holds once the acts before are done. Ends are saved
    at once and beginnings together, last: what stands clear with them does so without them.
    """
    entities = {row.entity_id: row.entity for row in map(_row, acts)}
    locked(entities.values())
    held: dict[int, list[Any]] = defaultdict(list)
    for row in in_parts(table, "entity", set(entities)):
        row.entity = entities[row.entity_id]
        held[row.entity_id].append(row)
    rows, told = [], []
    for place, act in enumerate(acts):
        with at_place(place):
            row = _done(act, held[_row(act).entity_id], check)
        rows.append(row)
        told.append(tell(row, isinstance(act, Ending)))
    table.bulk_create([row for row in rows if row.pk is None])
    return rows, told


def _row(act: Any) -> Any:
    return act.row if isinstance(act, Ending) else act


def _done(act: Any, held: list[Any], check: Check) -> Any:
    if not isinstance(act, Ending):
        check(act, held)
        held.append(act)
        return act
    row = next((one for one in held if one.pk == act.row.pk), None)
    if row is None:
        raise type(act.row).DoesNotExist
    row.until = act.on
    check(row, [one for one in held if one is not row])
    row.save(update_fields=["until"])
    return row
