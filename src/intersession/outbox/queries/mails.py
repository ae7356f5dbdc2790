"""The list of mails, narrowed down; one mail; what waits for a person."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet

from intersession.outbox import rules
from intersession.outbox.letters import Letter, letter_of, text_of
from intersession.outbox.models import Campaign, Mail, Outage
from intersession.ui.sheets import MOST

MAILS_A_PAGE = 50
ORDER = (
    "held",
    "failed",
    "queued",
    "sending",
    "gathered",
    "sent",
    "not_needed",
    "withdrawn",
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is narrowed down to; `text`: parts of address, words or subject."""

    state: str = ""
    campaign: str = ""  # uid
    language: str = ""
    text: str = ""

    @property
    def told(self) -> dict[str, str]:
        """For the ledger, which holds no addresses."""
        return {"states": self.state, "language": self.language}

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


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
    letter: Letter
    body: str
    reason: str
    created_at: datetime
    send_after: datetime
    sent_at: datetime | None
    attempts: int
    version: str
    campaign: Campaign | None
    digest: Mail | None
    doubtful: bool
    can_be_edited: bool
    can_be_held: bool
    can_be_released: bool


@dataclass(frozen=True, kw_only=True)
class Several:
    """What holding or releasing the mails of a filter would touch. `doubtful`: left out, for
    nobody knows whether they left."""

    number: int
    first: list[MailRow]
    doubtful: int


def matching(asked: Asked) -> QuerySet[Mail]:
    rows = Mail.objects.all()
    if asked.state in ORDER:
        rows = rows.filter(state=asked.state)
    if asked.campaign:
        rows = rows.filter(campaign__uid=_uid(asked.campaign))
    if asked.language:
        rows = rows.filter(language=asked.language)
    for word in asked.text.split()[:5]:
        rows = rows.filter(
            Q(to__icontains=word) | Q(recipient_words__icontains=word) | Q(subject__icontains=word)
        )
    return rows


def counts(asked: Asked) -> list[StateCount]:
    """How many mails stand in each state, what asks for a person first. One query."""
    everywhere = Asked(campaign=asked.campaign, language=asked.language, text=asked.text)
    found = dict(matching(everywhere).order_by().values_list("state").annotate(Count("pk")))
    return [_state(code, found.get(code, 0)) for code in ORDER]


def mails(asked: Asked, page: str | None) -> Page[Any]:
    """The latest first."""
    rows = matching(asked).order_by("-send_after", "-pk")
    found = Paginator(rows, MAILS_A_PAGE).get_page(page)
    found.object_list = [_row(mail) for mail in found.object_list]
    return found


def every(found: Page[Any]) -> list[MailRow]:
    """All that is asked for, beyond the page. One query."""
    return [_row(mail) for mail in found.paginator.object_list[:MOST]]


def several(asked: Asked, act: str) -> Several:
    """`act`: hold or release."""
    states = (Mail.State.QUEUED,) if act == "hold" else rules.RELEASABLE
    rows = matching(asked).filter(state__in=states)
    sure = rows.filter(doubtful=False)
    return Several(
        number=sure.count(),
        first=[_row(mail) for mail in sure.order_by("send_after", "pk")[:10]],
        doubtful=rows.filter(doubtful=True).count(),
    )


def campaigns_to_choose() -> list[Campaign]:
    """Those whose mails the list can be narrowed down to, the latest first."""
    return list(Campaign.objects.exclude(queued_at=None).order_by("-queued_at")[:50])


def outage() -> Outage | None:
    return Outage.objects.order_by("pk").first()


def waiting_for_a_person() -> tuple[int, int, datetime | None]:
    """How many are held, how many were not delivered, since when the first. One query."""
    rows = Mail.objects.filter(state__in=rules.RELEASABLE)
    found = rows.aggregate(
        held=Count("pk", filter=Q(state=Mail.State.HELD)),
        failed=Count("pk", filter=Q(state=Mail.State.FAILED)),
        since=Min("send_after"),
    )
    return found["held"], found["failed"], found["since"]


def mail_page(mail: Mail) -> MailPage:
    return MailPage(
        row=_row(mail),
        text=text_of(mail),
        letter=letter_of(mail),
        body=mail.body,
        reason=mail.reason,
        created_at=mail.created_at,
        send_after=mail.send_after,
        sent_at=mail.sent_at,
        attempts=mail.attempts,
        version=rules.version_of(mail),
        campaign=mail.campaign,
        digest=mail.digest,
        doubtful=mail.doubtful,
        can_be_edited=rules.can_be_edited(mail),
        can_be_held=rules.can_be_held(mail),
        can_be_released=rules.can_be_released(mail),
    )


def _uid(given: str) -> UUID:
    """What is no identifier is that of nothing."""
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)


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
