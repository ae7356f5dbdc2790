"""Reads of the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from intersession.outbox import rules
from intersession.outbox.models import Mail
from intersession.outbox.sending import text_of
from intersession.ui.sheets import MOST

MAILS_A_PAGE = 50
ORDER = ("held", "failed", "queued", "sending", "sent")


@dataclass(frozen=True, kw_only=True)
class StateCount:
    code: str
    word: Any
    shape: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MailRow:
    uid: str
    to: str
    words: str
    subject: str
    language: str
    state: StateCount
    when: datetime
    error: str


@dataclass(frozen=True, kw_only=True)
class MailPage:
    row: MailRow
    text: str
    body: str
    reason: str
    created_at: datetime
    send_after: datetime
    sent_at: datetime | None
    attempts: int
    version: str
    can_be_edited: bool
    can_be_held: bool
    can_be_released: bool


def counts() -> list[StateCount]:
    """How many mails stand in each state, what asks for a person first. One query."""
    found = dict(Mail.objects.values_list("state").annotate(Count("pk")))
    return [_state(code, found.get(code, 0)) for code in ORDER]


def mails(state: str, asked: str, page: str | None) -> Page[Any]:
    """The latest first. `asked`: part of the address, of the words or of the subject."""
    rows = Mail.objects.order_by("-send_after", "-pk")
    if state in ORDER:
        rows = rows.filter(state=state)
    for word in asked.split()[:5]:
        rows = rows.filter(
            Q(to__icontains=word) | Q(recipient_words__icontains=word) | Q(subject__icontains=word)
        )
    found = Paginator(rows, MAILS_A_PAGE).get_page(page)
    found.object_list = [_row(mail) for mail in found.object_list]
    return found


def every(found: Page[Any]) -> list[MailRow]:
    """All that is asked for, beyond the page. One query."""
    return [_row(mail) for mail in found.paginator.object_list[:MOST]]


def mail_page(mail: Mail) -> MailPage:
    return MailPage(
        row=_row(mail),
        text=text_of(mail),
        body=mail.body,
        reason=mail.reason,
        created_at=mail.created_at,
        send_after=mail.send_after,
        sent_at=mail.sent_at,
        attempts=mail.attempts,
        version=rules.version_of(mail),
        can_be_edited=rules.can_be_edited(mail),
        can_be_held=rules.can_be_held(mail),
        can_be_released=rules.can_be_released(mail),
    )


def _state(code: str, count: int = 0) -> StateCount:
    return StateCount(
        code=code, word=rules.STATE_NAMES[code], shape=rules.SHAPES[code], count=count
    )


def _row(mail: Mail) -> MailRow:
    return MailRow(
        uid=str(mail.uid),
        to=mail.to,
        words=mail.recipient_words,
        subject=mail.subject,
        language=mail.language,
        state=_state(mail.state),
        when=mail.sent_at or mail.send_after,
        error=mail.error,
    )
