"""What may still happen to a mail."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from intersession.outbox.models import Campaign, Choice, Mail
from intersession.ui.office_hours import duty_zone, next_office_hour, office_hours

State = Mail.State

STATE_NAMES: dict[str, Any] = {
    State.QUEUED: _("waiting to be sent"),
    State.HELD: _("held"),
    State.SENDING: _("being sent"),
    State.SENT: _("sent"),
    State.FAILED: _("not delivered"),
    State.GATHERED: _("kept for a digest"),
    State.NOT_NEEDED: _("not needed any more"),
    State.WITHDRAWN: _("withdrawn"),
}
SHAPES: dict[str, str] = {
    State.QUEUED: "planned",
    State.HELD: "lock",
    State.SENDING: "open",
    State.SENT: "done",
    State.FAILED: "late",
    State.GATHERED: "part",
    State.NOT_NEEDED: "no",
    State.WITHDRAWN: "no",
}
RELEASABLE = (State.HELD, State.FAILED)
SCHEDULABLE = (State.QUEUED, State.HELD)
WITHDRAWABLE = (State.QUEUED, State.HELD, State.FAILED, State.GATHERED)
WAITING = (State.QUEUED, State.SENDING, State.GATHERED)

PURPOSE_NAMES: dict[str, Any] = {
    Mail.Purpose.ACTION_REQUIRED: _("Action required"),
    Mail.Purpose.PLEASE_CONFIRM: _("Please confirm"),
    Mail.Purpose.FOR_INFORMATION: _("For information"),
}
# What mail for information may be about: the app of the row it is about.
TOPICS: dict[str, Any] = {
    "consultations": _("Consultations: receipts of answers, proposals, conclusions"),
    "documents": _("Documents circulated to the membership"),
    "meetings": _("Meetings"),
    "other": _("All other notices"),
}
HOW_NAMES: dict[str, Any] = {
    Choice.How.AT_ONCE: _("each at once"),
    Choice.How.DAILY: _("gathered, once a day"),
    Choice.How.WEEKLY: _("gathered, once a week"),
    Choice.How.NEVER: _("not at all"),
}
DIGEST = "digest|"  # with this begin the keys of digests
MOST_ATTEMPTS = 6
# A row that stays in `sending` for so long belongs to a process that is gone.
STUCK_AFTER = timedelta(minutes=10)


def can_be_held(mail: Mail) -> bool:
    return mail.state == State.QUEUED


def can_be_released(mail: Mail) -> bool:
    return mail.state in RELEASABLE


def can_be_edited(mail: Mail) -> bool:
    return mail.state in {State.QUEUED, State.HELD, State.FAILED}


def as_lines(words: str) -> str:
    """As a browser sends a text, with one kind of line end and nothing around it."""
    return "\n".join(line.rstrip() for line in words.strip().splitlines())


def has_text(subject: str, body: str) -> bool:
    return bool(subject.strip() and body.strip()) and len(subject.strip().splitlines()) == 1


def pause_after(attempts: int) -> timedelta:
    """2, 4, 8, 16, 32 minutes: what a server puts off it mostly takes within the hour."""
    return timedelta(minutes=2**attempts)


def version_of(mail: Mail) -> str:
    """Changes whenever the text changes; 16 hexadecimal digits."""
    return hashlib.sha256(f"{mail.subject}\n{mail.body}".encode()).hexdigest()[:16]


def campaign_version(campaign: Campaign) -> str:
    told = json.dumps([campaign.subject, campaign.body, campaign.audience], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def campaign_key(campaign: Campaign, about: UUID, to: str) -> str:
    """The same for every campaign of that kind and number about that row: nobody gets two."""
    return f"{campaign.kind}-{campaign.number}|{about}|{to.lower()}"[:200]


def leaves_at(wanted: datetime | None, only_office_hours: bool, at: datetime) -> datetime:
    """Not before now; where office hours are asked for, within them."""
    hour = max(wanted or at, at)
    return next_office_hour(hour) if only_office_hours else hour


def outage_pause(tries: int) -> timedelta:
    """1, 2, 4, 8, then every 15 minutes: a server that is away is asked again and again."""
    return timedelta(minutes=min(2 ** (tries - 1), 15))


def topic_of(mail: Mail) -> str:
    app = mail.about.partition(".")[0]
    return app if app in TOPICS else "other"


def is_digest(mail: Mail) -> bool:
    return mail.dedup.startswith(DIGEST)


def can_be_unsubscribed(mail: Mail) -> bool:
    """What a delegation must act on is never unsubscribed."""
    return mail.purpose == Mail.Purpose.FOR_INFORMATION and mail.recipient_id is not None


def digest_hour(how: str, at: datetime) -> datetime | None:
    """The last hour at which that digest was due: the beginning of office hours, each day or
    each Monday. None for what is not gathered."""
    if how not in {Choice.How.DAILY, Choice.How.WEEKLY}:
        return None
    local = at.astimezone(duty_zone())
    begin = office_hours()[0]
    day = local.date() if local.time() >= begin else local.date() - timedelta(days=1)
    if how == Choice.How.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, begin, tzinfo=duty_zone())
