"""How an Entity describes itself: origin, transit, destination, several at once, per topic."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity, Profile, overlapping
from intersession.ui.dates import duty_day


class NoSuchLabel(Refusal):
    message = _("“%(label)s” is none of origin, transit and destination.")


class DeclaredLater(Refusal):
    message = _("A later declaration is already recorded. Change that one.")


@transaction.atomic
def declare_profile(
    *,
    entity: Entity,
    labels: Collection[str],
    topic: str = "",
    since: date | None = None,
    by: Actor,
    at: datetime,
) -> list[Profile]:
    """From `since` (the day of `at` when None) the Entity bears exactly these labels on `topic`.

    Labels of before that are not among them end on that day. The ledger says that something was
    declared and on which topic; what was declared stays between the Entity and the count.
    """
    _check_labels(labels)
    day = since or duty_day(at)
    entity = Entity.objects.select_for_update().get(pk=entity.pk)
    rows = Profile.objects.filter(entity=entity, topic=topic)
    if rows.filter(since__gt=day).exists():
        raise DeclaredLater
    held = list(overlapping(rows, day, None))
    _end([row for row in held if row.label not in labels], day)
    _reopen([row for row in held if row.label in labels and row.until is not None])
    fresh = sorted(set(labels) - {row.label for row in held})
    Profile.objects.bulk_create(
        [Profile(entity=entity, topic=topic, label=label, since=day) for label in fresh]
    )
    record(Verb.PROFILE_DECLARED, by=by, at=at, subject=entity, topic=topic, since=str(day))
    return list(rows.filter(until=None).order_by("label"))


def _check_labels(labels: Collection[str]) -> None:
    for label in labels:
        if label not in Profile.Label.values:
            raise NoSuchLabel(label=label)


def _end(rows: Collection[Profile], day: date) -> None:
    for row in rows:
        if row.since == day:  # declared and taken back on one day: it never held
            row.delete()
        else:
            row.until = day
            row.save(update_fields=["until"])


def _reopen(rows: Collection[Profile]) -> None:
    for row in rows:
        row.until = None
        row.save(update_fields=["until"])
