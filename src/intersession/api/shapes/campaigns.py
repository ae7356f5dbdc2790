"""Mail to many: what can be written about, what was written, whom it reaches, what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from intersession.api.reading import Asked, Sent
from intersession.api.shapes import LANGUAGES, Hour, Words, chosen, code, text, worded
from intersession.api.shapes.bodies import Number
from intersession.outbox.actions import Plan
from intersession.outbox.kinds import Kind, Recipient, Subject
from intersession.outbox.models import Mail
from intersession.outbox.queries import campaigns as queries

PURPOSES = Mail.Purpose.values


class AskMatter(Asked):
    """A kind of mail to many, and what it is about, as `campaigns/matters/` names them."""

    kind: text(40, 1)
    about: text(120, 1)


class AskReader(Asked):
    """The mail of the reader with this address; without one, or where nobody has it, the first."""

    to: text(254) = ""


class PlanBody(Sent):
    """`audience`: a circle of the kind. Without `send_after` it leaves as soon as it is queued."""

    audience: text(40, 1)
    purpose: chosen(PURPOSES)
    subject: worded(250, least=1)
    body: worded(8000, least=1)
    send_after: Hour | None = None
    office_hours: bool = False

    def plan(self) -> Plan:
        names = ("audience", "purpose", "subject", "body", "send_after", "office_hours")
        return Plan(**{name: getattr(self, name) for name in names})


class NewCampaign(PlanBody):
    kind: text(40, 1)
    about: text(120, 1)


class ChangedCampaign(PlanBody):
    """`version`: as it was read; without it the last wins."""

    version: text(16) = ""


class Leaving(Sent):
    """Not before this hour; `office_hours`: only within those of the duty station."""

    send_after: Hour
    office_hours: bool = False


class SeveralMails(Sent):
    """The mails that such a filter of the list shows. `expected`: how many of them can be changed
    in this way, as they were counted before; when there are others now, nothing is changed."""

    expected: Number
    state: chosen(Mail.State.values) | None = None
    campaign: UUID | None = None
    language: chosen(LANGUAGES) | None = None
    q: text(100) = ""


class SeveralHeld(SeveralMails):
    reason: text(300) = ""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """`about` names it in what is written about it."""

    about: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class MatterKind:
    """What can be written about in this way today, to which circles."""

    kind: str
    name: str
    purpose: code(PURPOSES)
    audiences: dict[str, str]
    matters: list[Matter]


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whom it would reach as of now: so many in each language; `nobody`: Entities for which no
    address is known; `have_it`: written to about this already."""

    audience: str
    name: str
    people: int
    entities: int
    languages: dict[str, int]
    nobody: list[Words]
    have_it: int


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The words that stand in the form before anybody changed them, and each circle counted."""

    kind: str
    about: str
    title: Words
    purpose: code(PURPOSES)
    subject: Words
    body: Words
    circles: list[Reach]


@dataclass(frozen=True, kw_only=True)
class CampaignRow:
    """`number` tells reminders about one matter apart. `of`: its mails, without those withdrawn."""

    uid: str
    kind: str
    about: str
    number: int
    title: Words
    state: code(queries.STATE_WORDS)
    sent: int
    of: int
    by: str
    when: datetime


@dataclass(frozen=True, kw_only=True)
class CampaignFull:
    """`reach`: while it is a draft. `mails`: how many stand in each state; not_needed are those of
    readers who acted before their mail left. `version` is sent along with a change."""

    campaign: CampaignRow
    link: str
    audience: str
    purpose: code(PURPOSES)
    subject: Words
    body: Words
    send_after: datetime | None
    office_hours: bool
    leaves_at: datetime
    written_at: datetime
    queued_at: datetime | None
    reach: Reach | None
    mails: dict[str, int]
    version: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    to: str
    recipient: str
    language: str


@dataclass(frozen=True, kw_only=True)
class MailPreview:
    """The mail of one reader, as it would leave."""

    reader: Reader
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MailsChanged:
    """How many mails were changed."""

    mails: int


def kind_row(kind: Kind, at: datetime) -> MatterKind:
    return MatterKind(
        kind=kind.code,
        name=str(kind.name),
        purpose=kind.purpose,
        audiences={name: str(circle.name) for name, circle in kind.circles.items()},
        matters=[Matter(about=key, title=dict(title)) for key, title in kind.offered(at)],
    )


def ready(kind: Kind, subject: Subject, at: datetime) -> Ready:
    return Ready(
        kind=kind.code,
        about=subject.key,
        title=dict(subject.title),
        purpose=kind.purpose,
        circles=[_reach(one) for one in queries.circles(kind, subject, at)],
        **queries.ready_wording(kind, subject, at),
    )


def row(line: queries.CampaignLine) -> CampaignRow:
    names = ("uid", "about", "number", "title", "state", "sent", "of", "by", "when")
    return CampaignRow(kind=line.code, **{name: getattr(line, name) for name in names})


def full(page: queries.CampaignPage) -> CampaignFull:
    one: Any = page.campaign
    names = ("audience", "purpose", "subject", "body", "send_after", "office_hours")
    return CampaignFull(
        campaign=row(page.line),
        link=page.link,
        leaves_at=page.leaves_at,
        written_at=one.written_at,
        queued_at=one.queued_at,
        reach=_reach(page.circle) if page.circle else None,
        mails={state: number for _word, _shape, number, state in page.states},
        version=page.version,
        **{name: getattr(one, name) for name in names},
    )


def _reach(one: queries.Circled) -> Reach:
    return Reach(
        audience=one.code,
        name=str(one.name),
        people=one.people,
        entities=one.entities,
        languages=dict(one.languages),
        nobody=[dict(name) for name in one.nobody],
        have_it=one.have_it,
    )


def reader(one: Recipient) -> Reader:
    return Reader(to=one.to, recipient=str(one.words), language=one.language)


def preview(one: queries.Preview) -> MailPreview:
    return MailPreview(
        reader=Reader(to=one.to, recipient=str(one.words), language=one.language),
        subject=one.subject,
        text=one.text,
    )
