"""Mails about somebody whose data is deleted: that one was written stays; to whom and what goes."""

from collections import Counter
from collections.abc import Collection

from intersession.outbox.models import Mail

State = Mail.State
# Nothing becomes of these any more. What waits, or is held for a person to decide, is left alone.
GONE = (State.SENT, State.FAILED, State.NOT_NEEDED, State.WITHDRAWN)
NO_MAILBOX = "nobody@deleted.invalid"
EMPTY = {"to": NO_MAILBOX, "recipient_words": "", "body": "", "link": "", "error": ""}


def empty(about: Collection[str], most: int) -> Counter[str]:
    """How many were emptied, by what they are about (as the ledger names it). Mails to accounts,
    which are those of an office, stay. Within the transaction of the action that calls, whose own
    entry tells of it."""
    rows = Mail.objects.filter(about__in=about, state__in=GONE, recipient=None)
    mails = list(rows.exclude(to=NO_MAILBOX).order_by("pk")[:most])
    for mail in mails:
        for name, nothing in EMPTY.items():
            setattr(mail, name, nothing)
        mail.dedup = f"emptied:{mail.uid}"  # the key that was there is made of the address
    Mail.objects.bulk_update(mails, [*EMPTY, "dedup"], batch_size=100)
    return Counter(mail.about for mail in mails)
