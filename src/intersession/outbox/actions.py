"""Verbs of the outbox: write mails into it, hold, release and edit what has not left yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.access.guard import Actor, Refusal
from intersession.ledger.models import Identified
from intersession.ledger.record import name_of, record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.models import Mail
from intersession.ui.text import text

# A wording: plain or lazy text, or a mapping of languages as in a JSON field.
Wording = Any

SUBJECT_MARKS: dict[str, Any] = {
    Mail.Purpose.ACTION_REQUIRED: _("[Action required]"),
    Mail.Purpose.PLEASE_CONFIRM: _("[Please confirm]"),
    Mail.Purpose.FOR_INFORMATION: _("[For information]"),
}


class MailHasLeft(Refusal):
    message = _("The mail to %(to)s is being sent or has been sent; it can no longer be changed.")


class MailNotQueued(Refusal):
    message = _("Only a mail that waits to be sent can be held; this one is %(state)s.")


class MailNotHeld(Refusal):
    message = _(
        "Only a mail that is held or was not delivered can be released; this one is %(state)s."
    )


class MailChangedMeanwhile(Refusal):
    message = _("Somebody else edited this mail after you opened it. Its present text is shown.")


class MailHasNoText(Refusal):
    message = _("A mail needs a subject of one line and a text.")


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """`words` say who it is ("Focal point, Permanent Mission of …"); `values` fill %(name)s in
    subject and body; `user` is the primary key of the account, if there is one."""

    to: str
    words: str
    language: str = "en"
    user: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def queue_mail(
    *,
    recipient: Recipient,
    purpose: str,
    reason: str,
    subject: Wording,
    body: Wording,
    dedup: str,
    link: str = "",
    about: Identified | None = None,
    send_after: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Mail:
    """One mail. The same `dedup` (at most 200 characters) again gives the row that is there.

    subject: without its mark "[Action required]", which `purpose` adds. body: plain text whose
    first line says what to do and by when. link: an address of ours ("/consultations/…/").
    """
    draft = _draft(recipient, purpose, reason, subject, body, link, about, send_after or at, at)
    draft["dedup"] = dedup
    mail, new = Mail.objects.get_or_create(dedup=dedup, defaults=draft)
    if new:
        record(Verb.MAIL_QUEUED, by=by, at=at, subject=mail, purpose=purpose, about=mail.about)
    return mail


@transaction.atomic
def announce(
    *,
    recipients: Iterable[Recipient],
    purpose: str,
    reason: Any,  # said in the language of each recipient
    subject: Wording,
    body: Wording,
    campaign: str,
    about: Identified,
    link: str = "",
    send_after: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Mails to many, each in the recipient's language, with one entry in the ledger.

    Nobody gets the same campaign about the same row twice; the number of new mails is returned.
    """
    wordings = (subject, body)
    drafts = {
        _key(campaign, about, r.to): _draft(
            r, purpose, reason, *wordings, link, about, send_after or at, at
        )
        for r in recipients
    }
    new = [Mail(dedup=key, **drafts[key]) for key in drafts.keys() - _known(list(drafts))]
    new.sort(key=lambda mail: mail.to)
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        told: dict[str, Any] = {"campaign": campaign, "purpose": purpose, "mails": len(new)}
        record(Verb.MAIL_ANNOUNCED, by=by, at=at, subject=about, **told)
    return len(new)


@transaction.atomic
def hold(*, mail: Mail, reason: str, by: Actor, at: datetime) -> Mail:
    row = _locked(mail)
    if not rules.can_be_held(row):
        raise MailNotQueued(state=rules.STATE_NAMES[row.state])
    row.state, row.error = Mail.State.HELD, reason
    row.save(update_fields=["state", "error"])
    record(Verb.MAIL_HELD, by=by, at=at, subject=row, reason=reason)
    return row


@transaction.atomic
def release(*, mail: Mail, by: Actor, at: datetime) -> Mail:
    """It may leave from now on, with a fresh count of attempts."""
    row = _locked(mail)
    if not rules.can_be_released(row):
        raise MailNotHeld(state=rules.STATE_NAMES[row.state])
    row.state, row.error, row.attempts = Mail.State.QUEUED, "", 0
    row.send_after = max(row.send_after, at)
    row.save(update_fields=["state", "error", "attempts", "send_after"])
    record(Verb.MAIL_RELEASED, by=by, at=at, subject=row)
    return row


@transaction.atomic
def edit(
    *, mail: Mail, subject: str, body: str, version: str = "", by: Actor, at: datetime
) -> Mail:
    """`version`: `rules.version_of` the mail the form was filled from; without one, last wins."""
    row = _locked(mail)
    if not rules.can_be_edited(row):
        raise MailHasLeft(to=row.to)
    if version and version != rules.version_of(row):
        raise MailChangedMeanwhile
    if not rules.has_text(subject, body):
        raise MailHasNoText
    row.subject, row.body = subject.strip(), body.strip() + "\n"
    row.save(update_fields=["subject", "body"])
    record(Verb.MAIL_EDITED, by=by, at=at, subject=row, version=rules.version_of(row))
    return row


def _locked(mail: Mail) -> Mail:
    return Mail.objects.select_for_update().get(pk=mail.pk)


def _key(campaign: str, about: Identified, to: str) -> str:
    return f"{campaign}|{about.uid}|{to.lower()}"[:200]


def _known(keys: Sequence[str]) -> set[str]:
    return set(Mail.objects.filter(dedup__in=keys).values_list("dedup", flat=True))


def _draft(
    recipient: Recipient,
    purpose: str,
    reason: Any,
    subject: Wording,
    body: Wording,
    link: str,
    about: Identified | None,
    send_after: datetime,
    at: datetime,
) -> dict[str, Any]:
    with override(recipient.language):
        why = str(reason)[:200]
        filled = _filled(subject, recipient), _filled(body, recipient)
        marked = f"{SUBJECT_MARKS[purpose]} {' '.join(filled[0].split())}"
    return {
        "to": recipient.to,
        "recipient_id": recipient.user,
        "recipient_words": recipient.words[:200],
        "language": recipient.language,
        "purpose": purpose,
        "reason": why,
        "subject": marked[:250],
        "body": filled[1].strip() + "\n",
        "link": link,
        "about": name_of(about) if about else "",
        "send_after": send_after,
        "created_at": at,
    }


def _filled(wording: Wording, recipient: Recipient) -> str:
    words = text(wording, recipient.language)
    return words % recipient.values if recipient.values else words
