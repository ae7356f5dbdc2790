"""What every verb about a registration does: take its row, remember who did what and why."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.participation import deciding, registering
from intersession.participation.fields import version
from intersession.participation.models import Call, Registration

MOST_REMEMBERED = 60


class ChangedMeanwhile(Refusal):
    message = _(
        "Somebody else changed this registration after you opened it. Look at it as it stands now, "
        "then send again."
    )


class ActNotPossible(Refusal):
    message = _("%(name)s: %(act)s is not possible, for the registration is %(state)s.")


class RegistrationForgotten(Refusal):
    message = _("What this registration held has been deleted.")


class ReasonNeeded(Refusal):
    message = _("Say in a few words why; the person reads it.")


class NoCall(Refusal):
    message = _("This meeting does not call for registrations.")


def locked(registration: Registration, seen: str = "", *, emptied: bool = False) -> Registration:
    """The row, as it stands and nobody else changes it. `seen`: `version` of what was shown.

    `emptied`: also one whose papers and needs the clock has deleted.
    """
    Registration.objects.select_for_update().get(pk=registration.pk)
    row = of(registration.pk)
    if registering.is_erased(row) or (row.forgotten_at and not emptied):
        raise RegistrationForgotten
    if seen and seen != version(row):
        raise ChangedMeanwhile
    return row


def of(pk: int) -> Registration:
    related = ("meeting", "entity", "delegation", "invitation")
    row: Registration = Registration.objects.select_related(*related).get(pk=pk)
    return row


def call_of(row: Registration) -> Call:
    call = Call.objects.filter(meeting=row.meeting_id).first()
    if call is None:
        raise NoCall
    return call


def not_refused(act: str, row: Registration) -> None:
    if not deciding.may(act, row.state):
        said = {"act": deciding.ACTS[act].label, "state": deciding.STATE_NAMES[row.state]}
        raise ActNotPossible(name=row.badge_name, **said)


def remember(row: Registration, act: str, why: str = "", *, by: Actor, at: datetime) -> None:
    """In the row, which is emptied on its day; the ledger keeps who and what, never why."""
    step = {"act": act, "at": at.isoformat(), "by": str(by), "why": why}
    row.history = [*row.history, step][-MOST_REMEMBERED:]
    row.changes += 1
    row.changed_at, row.changed_by = at, str(by)


def open_field(row: Registration, field: str, now: Any, at: datetime) -> None:
    shut_field(row, field)
    row.opened = [*row.opened, {"field": field, "now": now, "at": at.isoformat(), "returned": ""}]


def shut_field(row: Registration, field: str) -> None:
    row.opened = [one for one in row.opened if one["field"] != field]
