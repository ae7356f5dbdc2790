"""Verbs of badges: printed, or made void because one was lost."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.meetings.models import Meeting
from intersession.participation import badges
from intersession.participation.actions._dossiers import locked, remember
from intersession.participation.models import Registration

MOST_BADGES = 2_000  # in one file


class NoBadges(Refusal):
    message = _("There is no badge to print: nobody is confirmed, or all have theirs.")


class TooManyBadges(Refusal):
    message = _("One file holds at most %(most)s badges. Print only those that are new.")


class BadgeNotYet(Refusal):
    message = _("%(name)s is not confirmed: there is no badge yet.")


class TooManyNumbers(Refusal):
    message = _("%(name)s has had %(most)s badges. There is no further number.")


@transaction.atomic
def print_badges(
    *, meeting: Meeting, rows: Sequence[Registration], by: Actor, at: datetime
) -> list[Registration]:
    """Those that are printed now, as they stand, with the hour and what each says."""
    if not rows:
        raise NoBadges
    if len(rows) > MOST_BADGES:
        raise TooManyBadges(most=MOST_BADGES)
    pks = [row.pk for row in rows]
    ours = Registration.objects.filter(pk__in=pks, meeting=meeting).select_related("entity")
    several = list(ours.select_for_update(of=("self",)).order_by("pk"))
    for row in several:
        if row.state != Registration.State.CONFIRMED:
            raise BadgeNotYet(name=row.badge_name)
        row.badge_printed_at, row.badge_said = at, badges.said_on(row)
    printed = ["badge_printed_at", "badge_said"]
    Registration.objects.bulk_update(several, printed, batch_size=200)
    record(Verb.BADGES_PRINTED, by=by, at=at, subject=meeting, badges=len(several))
    order = {pk: place for place, pk in enumerate(pks)}
    return sorted(several, key=lambda row: order[row.pk])


@transaction.atomic
def renew_badge(*, registration: Registration, by: Actor, at: datetime) -> Registration:
    """The one that was lost opens no door any more; a new one is to be printed."""
    row = locked(registration)
    if row.state != Registration.State.CONFIRMED:
        raise BadgeNotYet(name=row.badge_name)
    if row.badge_number >= badges.HIGHEST:
        raise TooManyNumbers(name=row.badge_name, most=badges.HIGHEST)
    row.badge_number += 1
    row.badge_printed_at, row.badge_said = None, ""
    remember(row, "badge", by=by, at=at)
    row.save()
    record(Verb.BADGE_RENEWED, by=by, at=at, subject=row, number=row.badge_number)
    return row
