"""Verbs of the outbox, split by noun: mails, campaigns, choices of readers, digests."""

from intersession.outbox.actions.campaigns import (
    Plan,
    change_campaign,
    queue_campaign,
    schedule_campaign,
    withdraw_campaign,
    write_campaign,
)
from intersession.outbox.actions.choices import choose
from intersession.outbox.actions.digests import write_digests
from intersession.outbox.actions.mails import (
    Letter,
    MailChangedMeanwhile,
    MailHasLeft,
    MailHasNoText,
    MailNotHeld,
    MailNotQueued,
    announce,
    announce_each,
    edit,
    enclose,
    hold,
    queue_mail,
    release,
    schedule,
)
from intersession.outbox.actions.several import hold_several, release_several
from intersession.outbox.kinds import Recipient

__all__ = [
    "Letter",
    "MailChangedMeanwhile",
    "MailHasLeft",
    "MailHasNoText",
    "MailNotHeld",
    "MailNotQueued",
    "Plan",
    "Recipient",
    "announce",
    "announce_each",
    "change_campaign",
    "choose",
    "edit",
    "enclose",
    "hold",
    "hold_several",
    "queue_campaign",
    "queue_mail",
    "release",
    "release_several",
    "schedule",
    "schedule_campaign",
    "withdraw_campaign",
    "write_campaign",
    "write_digests",
]
