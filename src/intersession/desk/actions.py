"""The clock of the example."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.desk.models import Example
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
