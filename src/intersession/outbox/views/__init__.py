"""Pages of the outbox, split by noun."""

from intersession.outbox.views.campaigns import (
    campaign,
    campaign_change,
    campaign_hold,
    campaign_preview,
    campaign_queue,
    campaign_release,
    campaign_withdraw,
    campaigns,
    campaigns_add,
)
from intersession.outbox.views.mails import detail, edit, hold, index, release, schedule, several
from intersession.outbox.views.readers import choices, mailbox, mailbox_mail, unsubscribe

__all__ = [
    "campaign",
    "campaign_change",
    "campaign_hold",
    "campaign_preview",
    "campaign_queue",
    "campaign_release",
    "campaign_withdraw",
    "campaigns",
    "campaigns_add",
    "choices",
    "detail",
    "edit",
    "hold",
    "index",
    "mailbox",
    "mailbox_mail",
    "release",
    "schedule",
    "several",
    "unsubscribe",
]
