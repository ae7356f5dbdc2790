"""Write mails into the outbox; hold, release, edit and schedule what has not left yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.models import Identified
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.outbox import rules
from intersession.outbox.kinds import Recipient
from intersession.outbox.models import Mail
from intersession.outbox.writing import Wording, draft


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
    words: dict[str, Any] = {"reason": reason, "subject": subject, "body": body}
    fields = draft(
        recipient,
        purpose=purpose,
        link=link,
        about=about,
        send_after=send_after or at,
        at=at,
        **words,
    )
    mail, new = Mail.objects.get_or_create(dedup=dedup, defaults={**fields, "dedup": dedup})
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
    told: dict[str, Any] = {"purpose": purpose, "reason": reason, "subject": subject, "body": body}
    told |= {"link": link, "about": about, "send_after": send_after or at, "at": at}
    drafts = {_key(campaign, about, one.to): draft(one, **told) for one in recipients}
    new = [Mail(dedup=key, **drafts[key]) for key in drafts.keys() - _known(list(drafts))]
    new.sort(key=lambda mail: mail.to)
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        facts: dict[str, Any] = {"campaign": campaign, "purpose": purpose, "mails": len(new)}
        record(Verb.MAIL_ANNOUNCED, by=by, at=at, subject=about, **facts)
    return len(new)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one of many is told, where each is told something else. `link`: their own alone;
    `about`: their own row, where what is kept of the mail goes with it."""

    recipient: Recipient
    purpose: str
    reason: Any  # said in the language of the recipient
    subject: Wording
    body: Wording
    link: str = ""
    about: Identified | None = None


@transaction.atomic
def announce_each(
    *,
    letters: Iterable[Letter],
    campaign: str,
    about: Identified,
    link: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """As `announce`, with words of its own for each; of two to one address the first is written."""
    told: dict[str, Any] = {"link": link, "about": about, "send_after": at, "at": at}
    first: dict[str, Letter] = {}
    for letter in letters:
        key = _key(campaign, letter.about or about, letter.recipient.to)
        first.setdefault(key, letter)
    new = [
        Mail(dedup=key, **_worded(first[key], told)) for key in first.keys() - _known(list(first))
    ]
    new.sort(key=lambda mail: mail.to)
    Mail.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        purposes = dict(Counter(mail.purpose for mail in new))
        facts: dict[str, Any] = {"campaign": campaign, "purposes": purposes, "mails": len(new)}
        record(Verb.MAIL_ANNOUNCED, by=by, at=at, subject=about, **facts)
    return len(new)


def _worded(letter: Letter, told: dict[str, Any]) -> dict[str, Any]:
    words = {name: getattr(letter, name) for name in ("purpose", "reason", "subject", "body")}
    own = {"link": letter.link or told["link"], "about": letter.about or told["about"]}
    return draft(letter.recipient, **{**words, **told, **own})


@transaction.atomic(savepoint=False)
def enclose(
    *,
    recipient: Recipient,
    purpose: str,
    reason: Any,
    subject: Wording,
    body: Wording,
    campaign: str,
    about: Identified,
    link: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """One mail that goes with an act whose own entry tells of it: one query, no entry.

    What many do in the same minute, as to answer, would otherwise wait for the main chain. The same
    campaign about the same row again writes nothing.
    """
    told: dict[str, Any] = {"reason": reason, "subject": subject, "body": body, "link": link}
    fields = draft(recipient, purpose=purpose, about=about, send_after=at, at=at, **told)
    mail = Mail(dedup=_key(campaign, about, recipient.to), **fields)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


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
    row.state, row.error, row.attempts, row.doubtful = Mail.State.QUEUED, "", 0, False
    row.send_after = max(row.send_after, at)
    row.save(update_fields=["state", "error", "attempts", "doubtful", "send_after"])
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
    row.subject, row.body = subject.strip(), rules.as_lines(body) + "\n"
    row.save(update_fields=["subject", "body"])
    record(Verb.MAIL_EDITED, by=by, at=at, subject=row, version=rules.version_of(row))
    return row


@transaction.atomic
def schedule(
    *, mail: Mail, send_after: datetime, office_hours: bool = False, by: Actor, at: datetime
) -> Mail:
    """When it may leave, not before now; with `office_hours` within those of the duty station."""
    row = _locked(mail)
    if not rules.can_be_edited(row):
        raise MailHasLeft(to=row.to)
    row.send_after = rules.leaves_at(send_after, office_hours, at)
    row.save(update_fields=["send_after"])
    record(Verb.MAIL_SCHEDULED, by=by, at=at, subject=row, send_after=row.send_after.isoformat())
    return row


def _locked(mail: Mail) -> Mail:
    return Mail.objects.select_for_update().get(pk=mail.pk)


def _key(campaign: str, about: Identified, to: str) -> str:
    return f"{campaign}|{about.uid}|{to.lower()}"[:200]


def _known(keys: Sequence[str]) -> set[str]:
    return set(Mail.objects.filter(dedup__in=keys).values_list("dedup", flat=True))
