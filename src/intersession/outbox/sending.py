"""What is due leaves: one row at a time, claimed and committed before the talk with the server.

A mail is never sent twice on a guess. When nobody can know whether the server took it (the line
broke after the text was sent, or the process died), the row is held and says so; a person decides.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from intersession.access.guard import SYSTEM
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.models import Mail

State = Mail.State
log = logging.getLogger("intersession.outbox")

# The server answered, and the answer was no: the mail has certainly not left.
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
)
UNREADABLE = (BadHeaderError, ValueError)  # cannot even be written as a mail


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What one round did. `held`: rows whose fate is not known; `again`: will be tried again."""

    sent: int = 0
    again: int = 0
    failed: int = 0
    held: int = 0


@dataclass(frozen=True, kw_only=True)
class _Fate:
    state: str
    words: str = ""
    pause: timedelta | None = None
    stop: bool = False  # the server is away: the others wait too


def send_due(*, at: datetime, limit: int = 50, leaves: bool) -> Sent:
    """Send at most `limit` mails that are due.

    leaves: False in the example, where nothing leaves: the rows are marked sent and can be read in
    the outbox. Must not be called inside a transaction.
    """
    counts = {State.HELD: hold_stuck(at=at)}
    server = get_connection() if leaves else None
    for _number in range(limit):
        mail = _claim(at)
        if mail is None:
            break
        fate = _deliver(mail, server) if server else _Fate(state=State.SENT)
        _settle(mail, fate, at)
        counts[State(fate.state)] = counts.get(State(fate.state), 0) + 1
        if fate.stop:
            break
    if server:
        _close(server)
    return Sent(
        sent=counts.get(State.SENT, 0),
        again=counts.get(State.QUEUED, 0),
        failed=counts.get(State.FAILED, 0),
        held=counts[State.HELD],
    )


@transaction.atomic
def hold_stuck(*, at: datetime) -> int:
    """Rows left in `sending` by a process that is gone are held, not sent again."""
    gone = Mail.objects.select_for_update().filter(
        state=State.SENDING, claimed_at__lte=at - rules.STUCK_AFTER
    )
    rows = list(gone)
    for mail in rows:
        _settle(mail, _unknown(mail, _("the process that sent it ended")), at)
    return len(rows)


def message_of(mail: Mail, server: Any = None) -> EmailMessage:
    """Plain text. The Message-ID comes from the row, so that a second copy can be recognised."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{mail.uid}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    return EmailMessage(
        mail.subject, text_of(mail), to=[mail.to], headers=headers, connection=server
    )


def text_of(mail: Mail) -> str:
    """The text as it leaves: first paragraph, link, the rest, and why the reader gets it."""
    first, gap, rest = mail.body.strip().partition("\n\n")
    link = f"{settings.PUBLIC_URL}{mail.link}" if mail.link else ""
    with override(mail.language):
        why = _("You receive this because: %(reason)s") % {"reason": mail.reason}
    parts = [first, link, rest, f"-- \n{why}" if mail.reason else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def _claim(at: datetime) -> Mail | None:
    """The next row that is due, marked and committed before anything is sent."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic(durable=True):
        due = Mail.objects.select_for_update(skip_locked=skip).filter(
            state=State.QUEUED, send_after__lte=at
        )
        mail = due.order_by("send_after", "pk").first()
        if mail:
            mail.state, mail.claimed_at = State.SENDING, at
            mail.attempts += 1
            mail.save(update_fields=["state", "claimed_at", "attempts"])
        return mail


def _deliver(mail: Mail, server: Any) -> _Fate:
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as reason:
        return _later(mail, _words(reason), stop=True)
    try:
        message_of(mail, server).send()
    except UNREADABLE as reason:
        return _Fate(state=State.FAILED, words=_words(reason))
    except REFUSED as reason:
        _close(server)
        return _refused(mail, reason)
    except (smtplib.SMTPException, OSError) as reason:
        _close(server)
        return _unknown(mail, _words(reason))
    return _Fate(state=State.SENT)


def _refused(mail: Mail, reason: Exception) -> _Fate:
    """A code of 5xx is the server's last word; anything else may pass."""
    if _code(reason) >= 500:
        return _Fate(state=State.FAILED, words=_words(reason))
    return _later(mail, _words(reason))


def _later(mail: Mail, words: str, stop: bool = False) -> _Fate:
    if mail.attempts >= rules.MOST_ATTEMPTS:
        return _Fate(state=State.FAILED, words=words, stop=stop)
    pause = rules.pause_after(mail.attempts)
    return _Fate(state=State.QUEUED, words=words, pause=pause, stop=stop)


def _unknown(mail: Mail, reason: str) -> _Fate:
    words = _(
        "Nobody can know whether this mail left: %(reason)s. Ask %(to)s, or look in the mail "
        "server’s log for %(uid)s, before you release it."
    )
    filled = words % {"reason": reason, "to": mail.to, "uid": mail.uid}
    return _Fate(state=State.HELD, words=filled)


@transaction.atomic
def _settle(mail: Mail, fate: _Fate, at: datetime) -> None:
    mail.state, mail.error = fate.state, fate.words
    mail.sent_at = at if fate.state == State.SENT else None
    mail.send_after = at + fate.pause if fate.pause else mail.send_after
    mail.save(update_fields=["state", "error", "sent_at", "send_after"])
    verbs = {
        State.SENT: Verb.MAIL_SENT,
        State.HELD: Verb.MAIL_HELD,
        State.FAILED: Verb.MAIL_FAILED,
    }
    if fate.state in verbs:
        record(verbs[State(fate.state)], by=SYSTEM, at=at, subject=mail, attempts=mail.attempts)
    if fate.words:
        log.warning("mail %s: %s: %s", mail.uid, fate.state, fate.words)


def _code(reason: Exception) -> int:
    if isinstance(reason, smtplib.SMTPRecipientsRefused):
        return max((code for code, _words in reason.recipients.values()), default=0)
    return int(getattr(reason, "smtp_code", 0))


def _words(reason: Exception) -> str:
    """The server's own words, as far as it gave any."""
    if isinstance(reason, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(said)}" for code, said in reason.recipients.values())
    if isinstance(reason, smtplib.SMTPResponseException):
        return f"{reason.smtp_code} {_text(reason.smtp_error)}"
    return str(reason) or type(reason).__name__


def _text(said: Any) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _close(server: Any) -> None:
    """A line that is broken already cannot be closed politely."""
    try:
        server.close()
    except (smtplib.SMTPException, OSError) as reason:
        log.info("mail server: %s", reason)
