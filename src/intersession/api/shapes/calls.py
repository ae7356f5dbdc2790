"""The call of a meeting, and who was invited to it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from intersession.api.reading import Asked, Sent
from intersession.api.shapes import LANGUAGES, Hour, Paged, Slug, Words, chosen, code, text, written
from intersession.api.shapes.acting import MailAddress
from intersession.meetings.rules import version_of
from intersession.membership.models import Entity
from intersession.participation import calling, delegating, inviting
from intersession.participation.models import Call, Invitation
from intersession.participation.queries import calls as queries
from intersession.participation.queries.invitations import InvitationLine

Kind = chosen(Entity.Kind.values)
States = tuple(calling.STATE_NAMES)
Names = Annotated[int, Field(ge=1, le=calling.MOST_NAMES)]
Seats = Annotated[int, Field(ge=0, le=calling.MOST_NAMES)]


class CallLimit(Sent):
    """Of one kind of Entity, where it is another than that of all."""

    names: Names | None = None
    seats: Seats | None = None


class CallBody(Sent):
    """`names`: people whom an Entity may put forward; `seats`: of them in the room at one time.
    `credential`: one note verbale a delegation; `photo` and `passport`: everybody sends them."""

    opens_at: Hour
    nominations_close_at: Hour
    registrations_close_at: Hour
    lists_close_at: Hour | None = None
    names: Names = 4
    seats: Seats = 2
    limits: dict[Kind, CallLimit] = {}
    credential: bool = True
    photo: bool = False
    passport: bool = False
    words: written(2000) = {}

    def facts(self) -> dict[str, Any]:
        pairs = {kind: one.model_dump(exclude_none=True) for kind, one in self.limits.items()}
        given = self.model_dump(exclude={"limits", "seen"})
        return {**given, "limits": {kind: pair for kind, pair in pairs.items() if pair}}


class CallChange(CallBody):
    """`seen`: as the call gave it; without it the last one wins."""

    seen: text(20) = ""


class AskInvitations(Paged):
    state: chosen(Invitation.State.values) | None = None
    kind: Kind | None = None


class AskProposed(Asked):
    """All Entities of one kind that hold a status on the first day of the meeting."""

    kind: Kind


class InvitationBody(Sent):
    """`name`: or a role. `entity`: where it is addressed to one. `stakeholder` "": as its Entity.
    `language`: of the mail."""

    email: MailAddress
    name: text(200) = ""
    entity: Slug | None = None
    stakeholder: chosen(["", *Entity.Kind.values]) = ""
    language: chosen(LANGUAGES) = "en"


class Invitations(Sent):
    invitations: Annotated[list[InvitationBody], Field(min_length=1, max_length=inviting.MOST)]


class WriteToInvited(Sent):
    """`invitations`: uids; without them all who wait. `note`: a word of your own in the mail."""

    invitations: Annotated[list[uuid.UUID], Field(max_length=inviting.MOST)] | None = None
    note: written(1000) = {}


class InvitationAnswer(Sent):
    """As it was heard. `why`: in a few words, where the invitation is declined."""

    accept: bool
    why: text(500) = ""


@dataclass(frozen=True, kw_only=True)
class CallCounts:
    sent: int
    drafting: int
    people: int
    invited: int
    accepted: int


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """`own`: how far the delegation of your own Entity is, "" where you put nobody forward;
    `counts`: null unless you may see the room."""

    meeting: str
    title: Words
    state: code(States)
    opens_at: datetime
    nominations_close_at: datetime
    registrations_close_at: datetime
    own: code(["", *delegating.STATE_NAMES])
    counts: CallCounts | None


@dataclass(frozen=True, kw_only=True)
class CalledKind:
    """Entities that are called and have sent; people put forward; people invited."""

    kind: code(Entity.Kind.values)
    called: int
    sent: int
    people: int
    invited: int
    accepted: int


@dataclass(frozen=True, kw_only=True)
class NumbersOfKind:
    kind: code(Entity.Kind.values)
    names: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class CallFull:
    """`limits` and what they come to, for the kinds that have their own; `kinds` is empty unless
    you may see the room. `seen`: for a change."""

    meeting: str
    state: code(States)
    opens_at: datetime
    nominations_close_at: datetime
    registrations_close_at: datetime
    lists_close_at: datetime | None
    names: int
    seats: int
    limits: list[NumbersOfKind]
    credential: bool
    photo: bool
    passport: bool
    words: Words
    own: code(["", *delegating.STATE_NAMES])
    counts: CallCounts | None
    kinds: list[CalledKind]
    seen: str


@dataclass(frozen=True, kw_only=True)
class InvitationFull:
    """`answer`: why it was declined. `before`: from whom it came, `after`: to whom it was passed
    on, one after the other. The link is in the mail, and in no answer."""

    uid: str
    email: str
    name: str
    entity: str
    stakeholder: str
    language: str
    state: code(Invitation.State.values)
    told_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime | None
    answer: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True, kw_only=True)
class ProposedInvitation:
    """`wrong`: "address" where nobody has an account, "twice" where it was invited, "" if right."""

    entity: str
    email: str
    language: str
    wrong: code(["", "address", "twice"])


@dataclass(frozen=True, kw_only=True)
class InvitationsAdded:
    invitations: list[str]


HOURS = ("opens_at", "nominations_close_at", "registrations_close_at")
PLAIN = (*HOURS, "lists_close_at", "names", "seats", "credential", "photo", "passport", "words")
OF_KIND = ("called", "sent", "people", "invited", "accepted")
OF_INVITATION = ("uid", "email", "name", "language", "state", "told_at", "reminded_at")
OF_INVITATION += ("answered_at", "answer", "before", "after")


def call_row(line: queries.CallLine) -> CallRow:
    return CallRow(
        meeting=line.call.meeting.slug,
        title=line.call.meeting.title,
        state=line.state,
        own=line.own,
        counts=CallCounts(**vars(line.counts)) if line.counts else None,
        **{name: getattr(line.call, name) for name in HOURS},
    )


def call_full(page: queries.CallPage) -> CallFull:
    row = page.line.call
    return CallFull(
        meeting=row.meeting.slug,
        state=page.line.state,
        limits=[_numbers(row, kind) for kind in row.limits],
        own=page.line.own,
        counts=CallCounts(**vars(page.line.counts)) if page.line.counts else None,
        kinds=[
            CalledKind(kind=one.code, **{name: getattr(one, name) for name in OF_KIND})
            for one in page.kinds
        ],
        seen=version_of(row, calling.NAMES),
        **{name: getattr(row, name) for name in PLAIN},
    )


def _numbers(row: Call, kind: str) -> NumbersOfKind:
    limits = calling.limits_of(row, kind)
    return NumbersOfKind(kind=kind, names=limits.names, seats=limits.seats)


def invitation(line: InvitationLine) -> InvitationFull:
    plain = {name: getattr(line, name) for name in OF_INVITATION}
    return InvitationFull(entity=line.slug, stakeholder=line.kind, **plain)


def proposed(one: inviting.Proposed) -> ProposedInvitation:
    facts = one.facts
    return ProposedInvitation(
        entity=one.slug,
        email=facts.email if facts else "",
        language=facts.language if facts else "",
        wrong=str(one.wrong),
    )
