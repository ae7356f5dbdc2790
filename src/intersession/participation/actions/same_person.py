"""One human being at several meetings: said by a person, never found out silently."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.participation.actions._dossiers import locked
from intersession.participation.models import Registration


class SameMeeting(Refusal):
    message = _("Both registrations are for this meeting: cancel the one that is too many instead.")


class LinkedAlready(Refusal):
    message = _("These two are linked already.")


class NotLinked(Refusal):
    message = _("This registration is linked to no other.")


@transaction.atomic
def link_person(
    *, registration: Registration, other: Registration, by: Actor, at: datetime
) -> Registration:
    """All that either was linked with is then the same person; the oldest row stands for them."""
    row, other = locked(registration, emptied=True), Registration.objects.get(pk=other.pk)
    if row.meeting_id == other.meeting_id:
        raise SameMeeting
    one, two = _root(row), _root(other)
    if one.pk == two.pk:
        raise LinkedAlready
    first, second = sorted((one, two), key=lambda each: (each.added_at, each.pk))
    Registration.objects.filter(same_as=second).update(same_as=first)
    Registration.objects.filter(pk=second.pk).update(same_as=first)
    record(Verb.PERSON_RECOGNISED, by=by, at=at, subject=row, other=str(other.uid))
    row.refresh_from_db()
    return row


@transaction.atomic
def unlink_person(*, registration: Registration, by: Actor, at: datetime) -> Registration:
    """This one alone; the others stay linked to each other."""
    row = locked(registration, emptied=True)
    others = list(Registration.objects.filter(same_as=row).order_by("added_at", "pk"))
    if row.same_as_id is None and not others:
        raise NotLinked
    if others:
        first, *rest = others
        pks = [each.pk for each in rest]
        Registration.objects.filter(pk=first.pk).update(same_as=None)
        Registration.objects.filter(pk__in=pks).update(same_as=first)
    Registration.objects.filter(pk=row.pk).update(same_as=None)
    record(Verb.PERSON_PARTED, by=by, at=at, subject=row)
    row.refresh_from_db()
    return row


def _root(row: Registration) -> Registration:
    return row.same_as or row
