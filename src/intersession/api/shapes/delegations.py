"""Delegations: whom an Entity puts forward, in which order, and with which document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from intersession.api.reading import Sent
from intersession.api.shapes import LANGUAGES, Day, Paged, Words, chosen, code, text
from intersession.api.shapes.acting import MailAddress
from intersession.api.shapes.calls import Kind, Names, Seats
from intersession.meetings.rules import version_of
from intersession.membership.models import Entity
from intersession.participation import delegating
from intersession.participation.actions.delegations import LONGEST
from intersession.participation.models import Registration
from intersession.participation.queries import delegations as queries

States = tuple(delegating.STATE_NAMES)
Credentials = tuple(delegating.CREDENTIAL_NAMES)


class AskDelegations(Paged):
    state: chosen(States) | None = None
    kind: Kind | None = None


class NomineeBody(Sent):
    """Names as in the passport. `from_capital` null: not known. `support`: the journey is to be
    paid. `language`: of mail."""

    family_name: text(100, 1)
    given_name: text(100) = ""
    title: chosen(delegating.TITLE_NAMES) = ""
    function: text(200) = ""
    email: MailAddress | None = None
    language: chosen(LANGUAGES) = "en"
    role: chosen(delegating.ROLE_NAMES) = "expert"
    from_capital: bool | None = None
    support: bool = False


class NomineeChange(NomineeBody):
    """`seen`: as the person was given; without it the last one wins."""

    seen: text(20) = ""


class Up(Sent):
    """One place up, or down; at an end nothing happens."""

    up: bool


class RotationBody(Sent):
    """Who sits when. `seen`: the words that stood there; without it the last ones win."""

    words: text(LONGEST)
    seen: text(LONGEST) | None = None


class Allowed(Sent):
    """`names` and `seats` null: those of the call. `late_leave`: also after nominations closed."""

    names: Names | None = None
    seats: Seats | None = None
    late_leave: bool = False


class CredentialCheck(Sent):
    """`sha256`: of the document that was looked at; refused when another one came meanwhile."""

    good: bool
    sha256: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""


class SeenChanges(Sent):
    """`changes`: as the delegation gave them."""

    changes: Annotated[int, Field(ge=0, le=10**9)]


class RightsBody(Sent):
    """`of`: whose rights as focal point, by address; without it your own. `keep`: both act then.
    `on`: the first day of the new one; today, at once."""

    of: MailAddress | None = None
    email: MailAddress
    function: text(150, 1)
    name: text(150) = ""
    language: chosen(LANGUAGES) = "en"
    on: Day
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class DelegationRow:
    """`people` is null while the Entity writes: whom, and how many, nobody else sees. `acts`:
    somebody has an account to act for it; `changed`: since it was sent or last seen."""

    entity: str
    name: Words
    kind: code(Entity.Kind.values)
    member: bool
    state: code(States)
    sent_at: datetime | None
    people: int | None
    names: int
    credential: code(Credentials)
    late_leave: bool
    changed: bool
    acts: bool


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """`position`: in the order of priority. `seen`: for a change."""

    uid: str
    position: int
    role: code(Registration.Role.values)
    title: code(Registration.Title.values)
    given_name: str
    family_name: str
    name: str
    function: str
    email: str
    language: str
    from_capital: bool | None
    support: bool
    state: code(Registration.State.values)
    seen: str


@dataclass(frozen=True, kw_only=True)
class DelegationChanged:
    kind: code(["added", "removed", "role", "moved"])
    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DelegationFull:
    """`hidden`: a draft that is not yours to see: nothing of it stands here. `names` and `seats`:
    the limits that hold, set `by` the call, for its kind, or for this delegation. `open`: people
    may be put forward now. `changes`: how often it was written in; `since_sent`: what changed."""

    meeting: str
    entity: str
    state: code(States)
    hidden: bool
    open: bool
    late_leave: bool
    names: int
    seats: int
    by: code(["call", "kind", "delegation"])
    people: list[Nominee]
    rotation: str
    credential: code(Credentials)
    credential_name: str
    credential_sha256: str
    sent_at: datetime | None
    since_sent: list[DelegationChanged]
    changes: int


@dataclass(frozen=True, kw_only=True)
class RightsHandedOver:
    entity: str
    email: str
    since: date
    kept: bool


OF_ROW = ("name", "member", "state", "sent_at", "people", "names", "credential", "late_leave")
OF_ROW += ("changed", "acts")
OF_NOMINEE = ("position", "role", "title", "given_name", "family_name", "function", "email")
OF_NOMINEE += ("language", "from_capital", "support", "state")


def delegation_row(line: queries.DelegationLine) -> DelegationRow:
    plain = {name: getattr(line, name) for name in OF_ROW}
    return DelegationRow(entity=line.slug, kind=line.code, **plain)


def delegation(
    meeting: str, page: queries.DelegationPage, people: list[Registration]
) -> DelegationFull:
    """`people`: those who stand, none of them where it is hidden."""
    row = None if page.hidden else page.row
    paper = row.credential if row else None
    return DelegationFull(
        meeting=meeting,
        entity=page.entity.slug,
        state=page.state,
        hidden=page.hidden,
        open=page.open,
        late_leave=page.late,
        names=page.limits.names,
        seats=page.limits.seats,
        by=page.limits.by,
        people=[_nominee(one) for one in people],
        rotation=row.rotation if row else "",
        credential=page.credential,
        credential_name=paper.name if paper else "",
        credential_sha256=paper.sha256 if paper else "",
        sent_at=row.sent_at if row else None,
        since_sent=[DelegationChanged(**vars(one)) for one in page.changes],
        changes=row.changes if row else 0,
    )


def _nominee(row: Registration) -> Nominee:
    plain = {name: getattr(row, name) for name in OF_NOMINEE}
    seen = version_of(row, delegating.NAMES)
    return Nominee(uid=str(row.uid), name=row.badge_name, seen=seen, **plain)
