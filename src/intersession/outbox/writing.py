"""A mail before it is a row: its words in the language of who reads it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersession.ledger.models import Identified
from intersession.ledger.record import name_of
from intersession.outbox import rules
from intersession.outbox.kinds import Kind, Recipient, Subject
from intersession.outbox.models import Campaign, Mail
from intersession.ui.text import text

# A wording: plain or lazy text, or a mapping of languages as in a JSON field.
Wording = Any
PARTY = "{delegation}"  # in the text of a campaign: the name of the Entity of each reader

SUBJECT_MARKS: dict[str, Any] = {
    Mail.Purpose.ACTION_REQUIRED: _("[Action required]"),
    Mail.Purpose.PLEASE_CONFIRM: _("[Please confirm]"),
    Mail.Purpose.FOR_INFORMATION: _("[For information]"),
}


def draft(
    recipient: Recipient,
    *,
    purpose: str,
    reason: Any,
    subject: Wording,
    body: Wording,
    link: str,
    about: Identified | None,
    send_after: datetime,
    at: datetime,
) -> dict[str, Any]:
    """The fields of a row, without its key."""
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


def of_campaign(
    row: Campaign, kind: Kind, subject: Subject, reader: Recipient, at: datetime
) -> dict[str, Any]:
    """The fields of one reader's mail of a campaign that is queued at `at`."""
    return draft(
        reader,
        purpose=row.purpose,
        reason=kind.reason,
        subject=_named(row.subject, reader),
        body=_named(row.body, reader),
        link=subject.link,
        about=subject.row,
        send_after=rules.leaves_at(row.send_after, row.office_hours, at),
        at=at,
    )


def _named(wording: Mapping[str, str], recipient: Recipient) -> str:
    """What an officer wrote, with the name of the reader's Entity in its place."""
    party = text(recipient.party, recipient.language)
    return text(wording, recipient.language).replace(PARTY, party)


def _filled(wording: Wording, recipient: Recipient) -> str:
    words = text(wording, recipient.language)
    return words % recipient.values if recipient.values else words
