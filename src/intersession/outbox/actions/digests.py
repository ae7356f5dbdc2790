"""One mail for what was gathered for a reader since the last one."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from intersession.access.guard import Actor
from intersession.access.models import User
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.kinds import Recipient
from intersession.outbox.models import Mail
from intersession.outbox.queries.choices import choices_of
from intersession.outbox.writing import draft
from intersession.ui.dates import day

MOST = 50  # notices in one digest; what is beyond goes into the next


@transaction.atomic
def write_digests(*, by: Actor, at: datetime) -> int:
    """For each reader whose hour has come. How many were written."""
    waiting = Mail.objects.select_for_update().filter(state=Mail.State.GATHERED, digest=None)
    rows = list(waiting.order_by("recipient", "send_after", "pk"))
    chosen = choices_of({row.recipient_id for row in rows if row.recipient_id})
    written = 0
    for user, mails in groupby(rows, key=lambda row: row.recipient_id):
        for how, gathered in _due(list(mails), chosen[user], at).items():
            written += _write(user, how, gathered[:MOST], by, at)
    return written


def _due(mails: list[Mail], chosen: dict[str, str], at: datetime) -> dict[str, list[Mail]]:
    """By rhythm, what came before its last hour."""
    found: dict[str, list[Mail]] = {}
    for mail in mails:
        how = chosen[rules.topic_of(mail)]
        hour = rules.digest_hour(how, at)
        if hour and mail.send_after <= hour:
            found.setdefault(how, []).append(mail)
    return found


def _write(user: int, how: str, mails: list[Mail], by: Actor, at: datetime) -> int:
    hour: Any = rules.digest_hour(how, at)
    dedup = f"{rules.DIGEST}{user}|{how}|{hour.date()}"
    if Mail.objects.filter(dedup=dedup).exists():  # came late: the next digest has them
        return 0
    digest = Mail.objects.create(dedup=dedup, **_fields(User.objects.get(pk=user), mails, at))
    Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(digest=digest)
    record(Verb.MAIL_QUEUED, by=by, at=at, subject=digest, digest=how, mails=len(mails))
    return 1


def _fields(user: User, mails: list[Mail], at: datetime) -> dict[str, Any]:
    with override(user.language):
        number = ngettext("%(n)s notice", "%(n)s notices", len(mails)) % {"n": len(mails)}
        head = _("Read when you have time: %(notices)s, for information only.")
        parts = [head % {"notices": number}, *(_notice(mail) for mail in mails)]
        subject = _("%(notices)s, %(day)s") % {"notices": number, "day": day(at)}
        reason = _("you asked for one mail in place of several")
    return draft(
        Recipient(
            to=user.email,
            words=mails[0].recipient_words,
            language=user.language,
            user=user.pk,
        ),
        purpose=Mail.Purpose.FOR_INFORMATION,
        reason=reason,
        subject=subject,
        body="\n\n".join(parts),
        link="",
        about=None,
        send_after=at,
        at=at,
    )


def _notice(mail: Mail) -> str:
    """Subject without its mark, first paragraph, address."""
    subject = mail.subject.partition("] ")[2] or mail.subject
    first = mail.body.strip().partition("\n\n")[0]
    address = f"{settings.PUBLIC_URL}{mail.link}" if mail.link else ""
    return "\n".join(part for part in (subject, first, address) if part)
