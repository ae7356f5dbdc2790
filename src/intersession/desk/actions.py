"""The clock of the example; the secret address of one's own calendar."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.access.models import User
from intersession.desk.feed import digest_of
from intersession.desk.models import CalendarAddress, Example
from intersession.ledger.models import Run
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.ui.dates import moment


class NoExample(Refusal):
    message = _("This is not an example; its clock is the real one.")


class NoHour(Refusal):
    message = _("This is not a day and an hour to which the clock could move.")


class ForwardOnly(Refusal):
    message = _("The clock moves forward only. It stands at %(now)s.")


class TooFar(Refusal):
    message = _("The clock moves two years at most at one time.")


class NoCalendar(Refusal):
    message = _("Your calendar has no address; there is nothing to switch off.")


AT_MOST = timedelta(days=731)


@transaction.atomic
def move_clock(*, to: datetime, by: Actor, at: datetime) -> Example:
    """Forward, never back: the ledger is in the order of what happened."""
    example = Example.objects.select_for_update().first()
    if example is None:
        raise NoExample()
    if to <= example.now:
        raise ForwardOnly(now=moment(example.now))
    if to - example.now > AT_MOST:
        raise TooFar()
    example.now = to
    example.save(update_fields=["now"])
    record(Verb.CLOCK_MOVED, by=by, at=at, subject=Run(), to=to.isoformat())
    return example


@transaction.atomic
def open_calendar(*, user: User, by: Actor, at: datetime) -> str:
    """The secret part of a new address, which is told this once; the one before is dead."""
    token = secrets.token_urlsafe(32)
    given = {"digest": digest_of(token), "made_at": at, "read_on": None}
    CalendarAddress.objects.update_or_create(user=user, defaults=given)
    record(Verb.CALENDAR_OPENED, by=by, at=at, subject=user)
    return token


@transaction.atomic
def close_calendar(*, user: User, by: Actor, at: datetime) -> None:
    gone, _kinds = CalendarAddress.objects.filter(user=user).delete()
    if not gone:
        raise NoCalendar()
    record(Verb.CALENDAR_CLOSED, by=by, at=at, subject=user)
