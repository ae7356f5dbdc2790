"""What is due leaves: one row at a time, claimed and committed before the talk with the server.

A mail is never sent twice on a guess. When nobody can know whether the server took it (the line
broke after the text was sent, or the process died), the row is held and says so; a person decides.
When the server takes nothing at all, that is no attempt of any mail: all wait, in their order.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.message import BadHeaderError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from intersession.access.guard import SYSTEM
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.kinds import kind_of
from intersession.outbox.letters import message_of
from intersession.outbox.models import Choice, Mail, Outage
from intersession.outbox.queries.choices import choices_of

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
SHUTS = 421
VERBS = {
    State.SENT: Verb.MAIL_SENT,
    State.HELD: Verb.MAIL_HELD,
    State.FAILED: Verb.MAIL_FAILED,
    State.NOT_NEEDED: Verb.MAIL_NOT_NEEDED,
}
NO_ATTEMPT = {State.NOT_NEEDED, State.GATHERED}
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
    doubtful: bool = False


def send_due(*, at: datetime, limit: int = 200, leaves: bool) -> Sent:
    """Send at most `limit` mails that are due, the oldest first.

    leaves: False in the example, where nothing leaves: the rows are marked sent and can be read in
    the mailboxes. Must not be called inside a transaction.
    """
    counts = {State.HELD: hold_stuck(at=at)}
    server = get_connection() if leaves else None
    if server and not _takes_mail(server, at):
        return Sent(again=_due(at).count(), held=counts[State.HELD])
    for _number in range(limit):
        mail = _claim(at)
        if mail is None:
            break
        fate = _not_at_all(mail, at) or _deliver(mail, server)
        _settle(mail, fate, at)
        counts[State(fate.state)] = counts.get(State(fate.state), 0) + 1
        if fate.stop:
            _note_outage(fate.words, at)
            break
    if server:
        _close(server)
    return Sent(
        sent=counts.get(State.SENT, 0),
        again=counts.get(State.QUEUED, 0),
        failed=counts.get(State.FAILED, 0),
        held=counts[State.HELD],
    )


def _due(at: datetime) -> Any:
    return Mail.objects.filter(state=State.QUEUED, send_after__lte=at)


def _takes_mail(server: Any, at: datetime) -> bool:
    """Whether the server answers, asked only when there is something for it and it is time."""
    gone = Outage.objects.order_by("pk").first()
    if gone and at < gone.next_at:
        return False
    if not _due(at).exists():
        return True
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as reason:
        _note_outage(_words(reason), at)
        return False
    if gone:
        Outage.objects.all().delete()
        log.warning("the mail server answers again, after %s tries", gone.tries)
    return True


@transaction.atomic
def _note_outage(words: str, at: datetime) -> None:
    """All that is due waits with the server's words; it is asked again later and later."""
    gone = Outage.objects.order_by("pk").first() or Outage(since=at, tries=0)
    gone.tries = min(gone.tries + 1, 1000)
    gone.words, gone.next_at = words, at + rules.outage_pause(gone.tries)
    gone.save()
    _due(at).update(error=words)
    log.warning("the mail server takes nothing: %s; asked again at %s", words, gone.next_at)


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


def _claim(at: datetime) -> Mail | None:
    """The next row that is due, marked and committed before anything is sent."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic(durable=True):
        due = _due(at).select_for_update(skip_locked=skip)
        mail: Mail | None = due.order_by("send_after", "pk").first()
        if mail:
            mail.state, mail.claimed_at = State.SENDING, at
            mail.attempts += 1
            mail.save(update_fields=["state", "claimed_at", "attempts"])
        return mail


def _not_at_all(mail: Mail, at: datetime) -> _Fate | None:
    """What was found out since it was written: that nobody needs it, or wants it gathered."""
    kind = kind_of(mail.campaign.kind) if mail.campaign else None
    if kind and mail.campaign:
        because = kind.superfluous(mail.campaign.about, mail.recipient_id, at)
        if because:
            return _Fate(state=State.NOT_NEEDED, words=because)
    return _as_chosen(mail)


def _as_chosen(mail: Mail) -> _Fate | None:
    """Its reader's choice, at the moment of leaving; what asks for an act leaves always."""
    if rules.is_digest(mail) or not rules.can_be_unsubscribed(mail):
        return None
    user: Any = mail.recipient_id
    how = choices_of([user])[user][rules.topic_of(mail)]
    if how == Choice.How.NEVER:
        return _Fate(state=State.NOT_NEEDED, words=_("The reader wants no notices of this kind."))
    return None if how == Choice.How.AT_ONCE else _Fate(state=State.GATHERED)


def _deliver(mail: Mail, server: Any) -> _Fate:
    if server is None:
        return _Fate(state=State.SENT)
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as reason:
        return _Fate(state=State.QUEUED, words=_words(reason), stop=True)
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
    """421: the server shuts. A code of 5xx is its last word; anything else may pass."""
    code, words = _code(reason), _words(reason)
    if code == SHUTS:
        return _Fate(state=State.QUEUED, words=words, stop=True)
    if code >= 500 or mail.attempts >= rules.MOST_ATTEMPTS:
        return _Fate(state=State.FAILED, words=words)
    return _Fate(state=State.QUEUED, words=words, pause=rules.pause_after(mail.attempts))


def _unknown(mail: Mail, reason: str) -> _Fate:
    words = _(
        "Nobody can know whether this mail left: %(reason)s. Ask %(to)s, or look in the mail "
        "server’s log for %(uid)s, before you release it."
    )
    filled = words % {"reason": reason, "to": mail.to, "uid": mail.uid}
    return _Fate(state=State.HELD, words=filled, doubtful=True)


@transaction.atomic
def _settle(mail: Mail, fate: _Fate, at: datetime) -> None:
    mail.state, mail.error = fate.state, fate.words
    mail.sent_at = at if fate.state == State.SENT else None
    mail.send_after = at + fate.pause if fate.pause else mail.send_after
    mail.attempts -= 1 if fate.stop or fate.state in NO_ATTEMPT else 0
    mail.doubtful = fate.doubtful
    mail.save(update_fields=["state", "error", "sent_at", "send_after", "attempts", "doubtful"])
    if fate.state in VERBS:
        verb = VERBS[State(fate.state)]
        record(verb, by=SYSTEM, at=at, subject=mail, attempts=mail.attempts)
    if fate.words and fate.state not in NO_ATTEMPT:
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
