"""The clock of the example."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.desk.models import Example
from intersession.ledger.models import Run
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb


class NoExample(Refusal):
    message = _("This is not an example; its clock is the real one.")


@transaction.atomic
def move_clock(*, to: datetime, by: Actor, at: datetime) -> Example:
    """Forward, never back: the ledger is in the order of what happened."""
    example = Example.objects.select_for_update().first()
    if example is None:
        raise NoExample()
    if to > example.now:
        example.now = to
        example.save(update_fields=["now"])
        record(Verb.CLOCK_MOVED, by=by, at=at, subject=Run(), to=to.isoformat())
    return example
