"""Hold and release many mails at once: those that a filter of the list shows."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.models import Identified
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.models import Campaign, Mail
from intersession.outbox.queries.mails import Asked, matching


class NoneOfThem(Refusal):
    message = _("None of these mails can be changed in this way any more.")


class OthersMeanwhile(Refusal):
    message = _(
        "There are %(found)s such mails now; you had seen %(seen)s. Look at the number and confirm "
        "again."
    )


@transaction.atomic
def hold_several(
    *, asked: Asked, reason: str, expected: int | None = None, by: Actor, at: datetime
) -> int:
    """Of the mails that the filter shows, those that wait. `expected`: how many were seen."""
    rows = matching(asked).filter(state=Mail.State.QUEUED)
    subject = _counted(asked, rows, expected)
    number = rows.update(state=Mail.State.HELD, error=reason[:300])
    record(Verb.MAILS_HELD, by=by, at=at, subject=subject, mails=number, **asked.told)
    return number


@transaction.atomic
def release_several(*, asked: Asked, expected: int | None = None, by: Actor, at: datetime) -> int:
    """Those that are held or were not delivered, but never one of which nobody knows whether it
    left: each of these is decided alone."""
    rows = matching(asked).filter(state__in=rules.RELEASABLE, doubtful=False)
    subject = _counted(asked, rows, expected)
    later = Case(When(Q(send_after__lt=at), then=Value(at)), default=F("send_after"))
    number = rows.update(state=Mail.State.QUEUED, error="", attempts=0, send_after=later)
    record(Verb.MAILS_RELEASED, by=by, at=at, subject=subject, mails=number, **asked.told)
    return number


def _counted(asked: Asked, rows: Any, expected: int | None) -> Identified:
    """What the entry in the ledger is about: the campaign, or the first of the mails."""
    found = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    if not found:
        raise NoneOfThem
    if expected is not None and expected != len(found):
        raise OthersMeanwhile(found=len(found), seen=expected)
    if asked.campaign:
        return Campaign.objects.get(uid=asked.campaign)
    return Mail.objects.get(pk=found[0])
