"""The outbox, the ledger, and who the caller is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from intersession.api.reading import Asked
from intersession.api.shapes import LANGUAGES, MOST_PAGES, Day, Paged, Words, chosen, code, text
from intersession.ledger.models import Entry
from intersession.ledger.queries import ChainRow
from intersession.outbox.models import Mail
from intersession.outbox.queries import mails as outbox


class AskMails(Asked):
    """Fifty at a time. `q`: part of the address, of who gets it or of the subject."""

    page: Annotated[int, Field(ge=1, le=MOST_PAGES)] = 1
    state: chosen(Mail.State.values) | None = None
    campaign: UUID | None = None
    language: chosen(LANGUAGES) | None = None
    q: text(100) = ""


class AskEntries(Paged):
    """`area`: the first word of a verb. `until` is excluded."""

    area: text(20) = ""
    by: text(100) = ""
    subject: text(100) = ""
    since: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class MailLine:
    uid: str
    to: str
    recipient: str
    subject: str
    language: str
    state: code(Mail.State.values)
    when: datetime
    error: str


@dataclass(frozen=True, kw_only=True)
class MailFull:
    """`version` changes with the text, to be sent along when it is edited."""

    mail: MailLine
    body: str
    reason: str
    version: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Chain:
    key: str
    length: int
    head: str


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """`data` is the very text over which the digest was taken."""

    number: int
    at: datetime
    by: str
    verb: str
    subject: str
    data: str
    previous: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Me:
    """As whom the token acts today, and what it may do."""

    name: str
    function: str
    entity: str
    entity_name: Words
    roles: list[str]
    scopes: list[str]
    token: str
    until: date


def narrowed(asked: Any) -> outbox.Asked:
    """As the list of the outbox is narrowed down on its page."""
    return outbox.Asked(
        state=asked.state or "",
        campaign=str(asked.campaign or ""),
        language=asked.language or "",
        text=asked.q,
    )


def mail(row: outbox.MailRow) -> MailLine:
    return MailLine(
        uid=row.uid,
        to=row.to,
        recipient=row.words,
        subject=row.subject,
        language=row.language,
        state=row.state.code,
        when=row.when,
        error=row.error,
    )


def mail_full(found: outbox.MailPage) -> MailFull:
    return MailFull(
        mail=mail(found.row),
        body=found.body,
        reason=found.reason,
        version=found.version,
        attempts=found.attempts,
    )


def chain(row: ChainRow) -> Chain:
    return Chain(key=row.key, length=row.length, head=row.head)


def entry(row: Entry) -> LedgerEntry:
    names = ("number", "at", "by", "verb", "subject", "data", "previous", "digest")
    return LedgerEntry(**{name: getattr(row, name) for name in names})
