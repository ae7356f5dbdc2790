"""What may still happen to a mail."""

import hashlib
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.outbox.models import Mail

State = Mail.State

STATE_NAMES: dict[str, Any] = {
    State.QUEUED: _("waiting to be sent"),
    State.HELD: _("held"),
    State.SENDING: _("being sent"),
    State.SENT: _("sent"),
    State.FAILED: _("not delivered"),
}
SHAPES: dict[str, str] = {
    State.QUEUED: "planned",
    State.HELD: "lock",
    State.SENDING: "open",
    State.SENT: "done",
    State.FAILED: "late",
}
MOST_ATTEMPTS = 6
# A row that stays in `sending` for so long belongs to a process that is gone.
STUCK_AFTER = timedelta(minutes=10)


def can_be_held(mail: Mail) -> bool:
    return mail.state == State.QUEUED


def can_be_released(mail: Mail) -> bool:
    return mail.state in {State.HELD, State.FAILED}


def can_be_edited(mail: Mail) -> bool:
    return mail.state in {State.QUEUED, State.HELD, State.FAILED}


def has_text(subject: str, body: str) -> bool:
    return bool(subject.strip() and body.strip()) and len(subject.strip().splitlines()) == 1


def pause_after(attempts: int) -> timedelta:
    """2, 4, 8, 16, 32 minutes: what a server puts off it mostly takes within the hour."""
    return timedelta(minutes=2**attempts)


def version_of(mail: Mail) -> str:
    """Changes whenever the text changes; 16 hexadecimal digits."""
    return hashlib.sha256(f"{mail.subject}\n{mail.body}".encode()).hexdigest()[:16]
